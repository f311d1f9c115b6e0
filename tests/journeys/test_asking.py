"""Somebody who never saw SQL asks, looks behind the figure, keeps and pins it; both offices agree on it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor

Visit = Callable[..., Visitor]


def test_nele_asks_by_typing_and_goes_all_the_way_to_a_dashboard(visit: Visit) -> None:
    page = visit("nele.vogt@example.org").page
    navigation = page.get_by_role("navigation", name="Main")
    navigation.get_by_text("Insight", exact=True).click()
    navigation.get_by_role("link", name="Ask").click()
    box = page.get_by_role("combobox", name="Your question")
    expect(box).to_be_focused()
    complete(page, "rev", "Revenue")
    box.press_sequentially("by cou")
    page.get_by_role("listbox").get_by_role("option", name="Country").first.click()
    expect(box).to_have_value("Revenue by Country ")
    box.press_sequentially("last quarter vs year before")
    box.press("Enter")
    expect(page.get_by_role("heading", name="Revenue by country last quarter vs year before")).to_be_visible()
    assert "q=revenue+by+country+last+quarter+vs+year+before" in page.url
    expect(page.locator(".chart-picture svg").first).to_be_visible()
    expect(page.get_by_role("region", name="The figures as a table")).to_contain_text("Germany")
    page.get_by_text("What the figures mean").click()
    expect(page.get_by_text("The sum of revenue over sales.")).to_be_visible()
    expect(page.get_by_text("Draft, not agreed").first).to_be_visible()
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.get_by_text("Thank you.")).to_be_visible()
    page.locator("[data-opens=save]").click()
    dialog = page.get_by_role("dialog", name="Save this question")
    dialog.get_by_label("Title").fill("Where revenue comes from")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1, name="Where revenue comes from")).to_be_visible()
    page.get_by_role("button", name="Talk about Norway").click()
    page.get_by_role("textbox", name="Comment").fill("The new shop in Bergen.")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_text("The new shop in Bergen.")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Where revenue comes from").first.click()
    page.get_by_role("link", name="Pin to a dashboard").click()
    page.get_by_label("Dashboard", exact=True).select_option(label="Shops")
    page.get_by_role("button", name="Pin", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Shops")).to_be_visible()
    reorder(page)


def complete(page: Page, begun: str, offer: str) -> None:
    """Type the beginning and take the first offer by keyboard."""
    box = page.get_by_role("combobox", name="Your question")
    box.press_sequentially(begun)
    expect(page.get_by_role("listbox").get_by_role("option").first).to_contain_text(offer)
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value(f"{offer} ")


def reorder(page: Page) -> None:
    """The pinned answer goes first by keyboard, and stays there."""
    handle = page.get_by_role("button", name="Move Where revenue comes from")
    handle.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    with page.expect_response(lambda answer: "/moves/" in answer.url):
        page.keyboard.press("Space")
    page.reload()
    expect(page.locator(".tile h2").first).to_have_text("Where revenue comes from")


def test_picking_changes_the_words_and_a_slip_is_answered(visit: Visit) -> None:
    page = visit("finn.keller@example.org").page
    page.goto("/insight/ask/?q=revnue+by+month")
    expect(page.get_by_text("I read “revnue” as “Revenue”.")).to_be_visible()
    page.get_by_label("against").select_option(label="The year before")
    box = page.get_by_role("combobox", name="Your question")
    expect(box).to_have_value("revenue by month last 12 months vs year before")
    box.fill("revenue by planet")
    box.press("Enter")
    expect(page.get_by_text("“planet” is no word that I know.")).to_be_visible()
    page.get_by_role("link", name="Country").click()
    expect(page.get_by_role("heading", name="Revenue by country last 12 months")).to_be_visible()


def test_both_offices_agree_on_what_revenue_means(visit: Visit) -> None:
    page = visit("nele.vogt@example.org").page
    page.goto("/insight/metrics/revenue/")
    page.get_by_role("button", name="Offer to both offices").click()
    expect(page.get_by_text("Both offices can sign it now.")).to_be_visible()
    for person in ("mara.lindqvist", "ivo.brandt"):
        page = visit(f"{person}@example.org").page
        expect(page.get_by_text("Metric: Revenue")).to_be_visible()
        page.goto("/insight/metrics/revenue/")
        page.get_by_role("link", name="Read and sign").click()
        page.get_by_role("button", name="Sign this definition").click()
    expect(page.get_by_text("Both offices agree on it now.")).to_be_visible()
    page.goto("/insight/ask/?q=revenue+by+country")
    expect(page.get_by_text("not agreed").locator("visible=true")).to_have_count(0)
