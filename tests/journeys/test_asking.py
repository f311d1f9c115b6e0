"""Somebody who never saw SQL asks, looks behind the figure, keeps and pins it; both offices agree on it."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, Keys, Mouse, both_hands

Visit = Callable[..., Visitor]
# Each pair of hands has a metric of its own to agree on, for an agreement is there for good.
TO_AGREE = {Mouse: "Revenue", Keys: "Best day"}


@both_hands
def test_nele_asks_by_typing_and_goes_all_the_way_to_a_dashboard(visit: Visit, kind: type[Hands]) -> None:
    hands = kind(visit("nele.vogt@example.org").page)
    page, title = hands.page, f"Where revenue comes from, {kind.__name__}"
    hands.goto("Ask")
    ask(hands)
    look_behind(hands)
    keep(hands, title)
    talk(hands)
    hands.hit(page.get_by_role("main").get_by_role("link", name=title).first, "the question")
    hands.press("link", "Pin to a dashboard")
    hands.choose("Dashboard", "Shops")
    hands.press("button", "Pin")
    expect(page.get_by_role("heading", level=1, name="Shops")).to_be_visible()
    with page.expect_response(lambda answer: "/moves/" in answer.url):
        hands.put_first(f"Move {title}")
    page.reload()
    expect(page.locator(".tile h2").first).to_have_text(title)


def ask(hands: Hands) -> None:
    """By words, with what the box offers on the way."""
    page, box = hands.page, asked(hands)
    expect(box).to_be_focused()
    page.keyboard.type("rev")
    hands.take(offered(hands, "Revenue"))
    expect(box).to_have_value("Revenue ")
    page.keyboard.type("by cou")
    hands.take(offered(hands, "Country"))
    expect(box).to_have_value("Revenue by Country ")
    page.keyboard.type("last quarter vs year before")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Revenue by country last quarter vs year before")).to_be_visible()
    assert "q=revenue+by+country+last+quarter+vs+year+before" in page.url
    expect(page.locator(".chart-picture svg").first).to_be_visible()
    expect(page.get_by_role("region", name="The figures as a table")).to_contain_text("Germany")


def asked(hands: Hands) -> Locator:
    """The box in which one types."""
    return hands.page.get_by_role("combobox", name="Your question")


def offered(hands: Hands, word: str) -> Locator:
    """The first way to go on with this word."""
    return hands.page.locator("ask-box").get_by_role("option", name=word).first


def look_behind(hands: Hands) -> None:
    """What the figure means, and whether it was the one that was looked for."""
    page = hands.page
    hands.hit(page.locator("summary", has_text="What the figures mean"), "the meaning")
    expect(page.get_by_text("The sum of revenue over sales.")).to_be_visible()
    hands.hit(page.get_by_role("button", name="Yes", exact=True), "the button “Yes”")
    expect(page.get_by_text("Thank you.")).to_be_visible()


def keep(hands: Hands, title: str) -> None:
    """Under a title."""
    hands.hit(hands.page.locator("[data-opens=save]"), "the link “Save”")
    dialog = hands.page.get_by_role("dialog", name="Save this question")
    hands.write(dialog.get_by_label("Title"), title, "the title")
    hands.hit(dialog.get_by_role("button", name="Save"), "the button “Save”")
    expect(hands.page.get_by_role("heading", level=1, name=title)).to_be_visible()


def talk(hands: Hands) -> None:
    """About one point of the answer."""
    hands.press("button", "Talk about Norway")
    hands.write(hands.page.get_by_role("textbox", name="Comment"), "The new shop in Bergen.", "the comment")
    hands.hit(hands.page.get_by_role("button", name="Comment", exact=True), "the button “Comment”")
    expect(hands.page.get_by_text("The new shop in Bergen.")).to_be_visible()


@both_hands
def test_picking_changes_the_words_and_a_slip_is_answered(visit: Visit, kind: type[Hands]) -> None:
    hands = kind(visit("finn.keller@example.org").page)
    page, box = hands.page, asked(hands)
    page.goto("/insight/ask/?q=revnue+by+month")
    expect(page.get_by_text("I read “revnue” as “Revenue”.")).to_be_visible()
    hands.choose("against", "The year before")
    expect(box).to_have_value("revenue by month last 12 months vs year before")
    hands.write(box, "revenue by planet", "the question")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“planet” is no word that I know.")).to_be_visible()
    hands.press("link", "Country")
    expect(page.get_by_role("heading", name="Revenue by country last 12 months")).to_be_visible()


@both_hands
def test_both_offices_agree_on_what_a_metric_means(visit: Visit, kind: type[Hands]) -> None:
    label = TO_AGREE[kind]
    nele = kind(visit("nele.vogt@example.org").page)
    nele.goto("Metrics")
    nele.press("link", label)
    nele.press("button", "Offer to both offices")
    expect(nele.page.get_by_text("Both offices can sign it now.")).to_be_visible()
    for person in ("mara.lindqvist", "ivo.brandt"):
        office = kind(visit(f"{person}@example.org").page)
        more = office.page.locator("summary", has_text="of things")
        if more.count():
            office.hit(more, "the kinds that are folded")
        office.press("link", f"Metric: {label}")
        office.press("link", "Read and sign")
        office.press("button", "Sign this definition")
    expect(office.page.get_by_text("Both offices agree on it now.")).to_be_visible()
    office.page.goto(f"/insight/ask/?q={label.replace(' ', '+')}+by+country")
    expect(office.page.get_by_text("not agreed").locator("visible=true")).to_have_count(0)
