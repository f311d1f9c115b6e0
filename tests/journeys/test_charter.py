"""An expectation offered by Mara, countered by Ivo, accepted, declared complete, measured, and satisfied."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.charter.makers import today
from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, both_hands

Visit = Callable[..., Visitor]


@both_hands
def test_an_expectation_from_its_offer_to_satisfied(visit: Visit, kind: type[Hands]) -> None:
    mara = kind(visit("mara.lindqvist@example.org").page)
    ivo = kind(visit("ivo.brandt@example.org").page)
    title = f"Reports are there at nine, {kind.__name__}"
    offer(mara, title)
    counter(ivo, title)
    accept(mara, title)
    declare(ivo, title)
    satisfy(mara, title)


def find(hands: Hands, title: str) -> None:
    """From the list to the expectation."""
    hands.goto("Expectations")
    hands.press("link", title)
    hands.page.get_by_role("heading", level=1, name=title).wait_for()


def offer(mara: Hands, title: str) -> None:
    mara.goto("Expectations")
    mara.press("link", "Say what you expect")
    mara.fill("What do you expect?", title)
    mara.fill("Condition of satisfaction", "Every report shows the whole of the day before.")
    mara.choose("Metric", "Orders")
    mara.choose("Compared", "at most")
    mara.fill("Target", "9")
    mara.date("By when", today())
    mara.press("button", "Offer it to the IT office")
    mara.page.get_by_role("heading", level=1, name=title).wait_for()
    expect(mara.page.get_by_role("heading", name="It does not count")).to_be_visible()
    expect(mara.page.get_by_text("Has not answered", exact=True)).to_be_visible()


def counter(ivo: Hands, title: str) -> None:
    find(ivo, title)
    expect(ivo.page.get_by_text("Your side’s word is missing.")).to_be_visible()
    ivo.press("link", "Make a counter-offer")
    ivo.fill("Target", "10")
    ivo.fill("Why would you word it so?", "Two partners deliver at half past eight.")
    ivo.press("button", "Make the counter-offer")
    ivo.page.get_by_text("The counter-offer is on the table.").wait_for()


def accept(mara: Hands, title: str) -> None:
    find(mara, title)
    expect(mara.page.locator("del", has_text="9")).to_be_visible()
    mara.press("link", "Accept")
    mara.press("button", "Accept this wording")
    expect(mara.page.get_by_role("heading", name="It counts")).to_be_visible()


def declare(ivo: Hands, title: str) -> None:
    find(ivo, title)
    ivo.press("link", "Declare it complete")
    ivo.fill("What was done?", "Since Monday.")
    ivo.press("button", "Declare it complete")
    ivo.page.get_by_text("Their word is awaited.").wait_for()


def satisfy(mara: Hands, title: str) -> None:
    find(mara, title)
    mara.press("button", "Measure now")
    expect(mara.page.get_by_text("not met").first).to_be_visible()  # more orders than the target allows
    mara.press("link", "We are satisfied")
    mara.press("button", "We are satisfied")
    expect(mara.page.get_by_text("Kept:")).to_be_visible()
    mara.goto("Scorecard")
    mara.page.get_by_role("link", name=title).wait_for()
