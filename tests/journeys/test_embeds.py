"""From a need and an offer over a match to three words, a log and an end: four people at four browsers."""

import datetime as dt
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, Mouse, both_hands
from tests.journeys.test_accessibility import EVERYTHING

Visit = Callable[..., Visitor]
PLACE = "On the other side"


def well(hands: Hands) -> None:
    """axe finds nothing on the page, and nothing overflows it; once is enough, for the pages are the same."""
    if isinstance(hands, Mouse):
        found = Axe().run(hands.page, options=EVERYTHING)
        assert found.violations_count == 0, found.generate_report()
        assert hands.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def words(hands: Hands, title: str, share: str) -> None:
    """What offers and needs have in common."""
    hands.fill("Title", title)
    hands.choose("Kind of stay", "Pairing")
    hands.date("From", dt.date.today())  # noqa: DTZ011  # the day of the browser’s reader
    hands.date("Until", dt.date.today() + dt.timedelta(days=60))  # noqa: DTZ011
    hands.fill("Share of a week", share)
    hands.fill("What is to be learnt", "How a page goes live.")


@both_hands
def test_three_words_carry_a_stay(visit: Visit, kind: type[Hands]) -> None:
    people = ("emil.roth", "tomas.okafor", "mara.lindqvist", "ivo.brandt")
    emil, tomas, mara, ivo = (kind(visit(f"{name}@example.org").page) for name in people)
    wanted, offered = f"A pair for {kind.__name__}", f"Emil pairs, {kind.__name__}"

    tomas.goto(PLACE)
    tomas.press("link", "Write a need")
    well(tomas)
    words(tomas, wanted, "20")
    tomas.press("button", "Write the need")
    tomas.page.get_by_role("heading", level=1, name=wanted).wait_for()

    emil.goto(PLACE)
    emil.press("link", "Offer to go")
    words(emil, offered, "30")
    emil.press("button", "Make the offer")
    well(emil)

    mara.goto(PLACE)
    mara.press("link", "Match")
    well(mara)
    mara.press("link", f"Propose this stay of Emil Roth for “{wanted}”")
    mara.press("button", "Lay it before the three")
    mara.press("button", "Accept as who lets them go")
    expect(mara.page.get_by_text("Accepted by Mara Lindqvist")).to_be_visible()
    address = mara.page.url.partition("#")[0]

    for one, name in ((emil, "Accept as the person"), (ivo, "Accept as who takes them in")):
        one.page.goto(address)
        one.press("button", name)
    expect(ivo.page.get_by_text("all three have accepted, and it begins")).to_be_visible()
    emil.page.goto(address)
    emil.fill("What you learnt", "A release takes an hour, not a week.")
    emil.press("button", "Write it down")
    expect(emil.page.get_by_text("A release takes an hour")).to_be_visible()
    well(emil)
    ivo.page.goto(address)
    ivo.pick("Goes well")
    ivo.fill("In a sentence or two", "He asks good questions.")
    ivo.press("button", "Say how it goes")
    ivo.press("link", "Close it")
    ivo.fill("What stays", "He shows the others how a page goes live.")
    ivo.press("button", "Close it")
    expect(ivo.page.get_by_text("These are small numbers")).to_be_visible()
    well(ivo)
