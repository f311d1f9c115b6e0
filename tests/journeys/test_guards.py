"""A figure is withheld; Nele reads why, asks for access, gets it from both offices, and sees the figure."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, both_hands

Visit = Callable[..., Visitor]
QUESTION = "visits by way in last 12 weeks"


@both_hands
def test_from_a_withheld_figure_to_a_grant(visit: Visit, kind: type[Hands]) -> None:
    tomas, nele, mara, ivo = (
        kind(visit(f"{name}@example.org").page)
        for name in ("tomas.okafor", "nele.vogt", "mara.lindqvist", "ivo.brandt")
    )
    policy = f"Small groups stay small, {kind.__name__}"
    write(tomas, policy)
    sign(mara, policy)
    sign(ivo, policy)
    is_told_why(nele, policy)
    wish(nele)
    loosen(tomas, policy)
    sign(mara, policy)
    sign(ivo, policy)
    ask(nele)
    expect(figures(nele)).to_contain_text("shop screen")
    expect(nele.page.get_by_text("too few")).to_have_count(0)
    stands_in_the_ledger(mara)


def write(tomas: Hands, policy: str) -> None:
    """A restriction that holds small groups back from marketing."""
    tomas.goto("What you can see")
    tomas.press("link", "Access policies")
    tomas.press("link", "Write a policy")
    tomas.fill("Name", policy)
    tomas.pick("Restriction")
    tomas.press("checkbox", "Visits")
    tomas.press("checkbox", "Marketing")
    tomas.fill("Smallest group", "10")
    tomas.fill("Why", "Some of our shops have few visitors, and people know each other there.")
    tomas.press("button", "Save")
    expect(tomas.page.get_by_text("It counts once both offices signed it.").first).to_be_visible()
    expect(tomas.page.get_by_text("Figures of fewer than 10 customers are not shown.")).to_be_visible()


def sign(office: Hands, policy: str) -> None:
    """It waits on the first page."""
    office.goto("Common ground")
    waits = office.named("link", policy)
    if not waits.is_visible():
        office.hit(office.page.locator(".fold-more summary"), "the rest of what waits")
    office.hit(waits, "the policy")
    office.press("button", "Sign for the")
    expect(
        office.page.get_by_text("Signed.").or_(office.page.get_by_text("Both offices have")).first
    ).to_be_visible()


def ask(nele: Hands) -> None:
    """By typing."""
    nele.goto("Ask")
    nele.fill("Your question", QUESTION)
    nele.page.keyboard.press("Enter")
    nele.page.get_by_role("heading", name="Visits by way in last 12 weeks").wait_for()


def figures(nele: Hands) -> Locator:
    """The answer as a table."""
    return nele.page.get_by_role("region", name="The figures as a table")


def is_told_why(nele: Hands, policy: str) -> None:
    """The small group is withheld, and one more, so that nobody can work it out; the policy has a name."""
    ask(nele)
    expect(figures(nele)).to_contain_text("30")
    expect(figures(nele).get_by_text("too few")).to_have_count(2)
    expect(nele.page.get_by_text("Figures of fewer than 10 customers are not shown.")).to_be_visible()
    expect(nele.page.get_by_role("link", name=policy)).to_be_visible()


def wish(nele: Hands) -> None:
    """From where it is missed; the dataset is filled in."""
    nele.press("link", "Ask for access")
    expect(nele.labelled("What you want to see").locator("option:checked")).to_have_text(
        "Visits: the dataset"
    )
    nele.fill("What you need it for", "We decide about the screens in the shops this month.")
    nele.hit(nele.page.get_by_role("main").get_by_role("button", name="Ask", exact=True), "the button “Ask”")
    expect(nele.page.get_by_text("Asked. The answer has a date")).to_be_visible()
    wishes = nele.page.get_by_role("region", name="What was asked for")
    expect(wishes.get_by_role("row").nth(1)).to_contain_text("answer by")


def loosen(tomas: Hands, policy: str) -> None:
    """Tomas says yes, and the request leads him to the policy that he rewords."""
    tomas.goto("Requests")
    tomas.press("link", "Access to Visits")
    tomas.press("link", "Answer")
    tomas.pick("Yes")
    tomas.press("button", "Send the answer")
    expect(tomas.page.get_by_role("heading", name="Where access is granted")).to_be_visible()
    tomas.press("link", policy)
    tomas.press("link", "Change")
    tomas.fill("Smallest group", "5")
    tomas.press("button", "Save")
    expect(tomas.page.get_by_text("What counts until then: version 1")).to_be_visible()


def stands_in_the_ledger(mara: Hands) -> None:
    """Who asked, who changed, who signed."""
    mara.goto("Ledger")
    page = mara.page.get_by_role("main")
    expect(page).to_contain_text("asked for access to Visits")
    expect(page).to_contain_text("signed version 2 of the access policy")
