"""An experiment from a belief to a registered plan, by two owners at two browsers."""

import datetime as dt
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, Mouse, both_hands
from tests.journeys.test_accessibility import EVERYTHING

Visit = Callable[..., Visitor]
LONGEST = 60_000  # the first sample size of a process loads the library that computes it


def units(of: str) -> str:
    """Four hundred visitors in two groups of which the second orders more often."""
    lines = [
        f"{of}-{number},{('control', 'reminder')[number % 2]},2026-09-{1 + number // 40:02} 10:00,"
        f"{int(number % 9 < 1 + number % 2)}"
        for number in range(400)
    ]
    return "\n".join(("visitor,group,first seen,ordered", *lines, ""))


def well(hands: Hands) -> None:
    """axe finds nothing on the page, and nothing overflows it; once is enough, for the pages are the same."""
    if isinstance(hands, Mouse):
        found = Axe().run(hands.page, options=EVERYTHING)
        assert found.violations_count == 0, found.generate_report()
        assert hands.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@both_hands
def test_two_owners_agree_run_look_and_read(visit: Visit, kind: type[Hands]) -> None:
    nele, tomas = (kind(visit(f"{name}@example.org").page) for name in ("nele.vogt", "tomas.okafor"))
    for one in (nele, tomas):
        one.page.context.set_default_timeout(LONGEST)
    title = f"Remind of a filled cart, {kind.__name__}"
    nele.goto("Experiments")
    nele.press("link", "Plan an experiment")
    for label, text in (
        ("Title", title), ("If we", "send one e-mail three hours later"), ("Then", "more visitors order"),
        ("Because", "most come back on the same day"),
    ):  # fmt: skip
        nele.fill(label, text)
    nele.press("button", "Begin the draft")
    expect(nele.page.get_by_text("Each side needs an owner.")).to_be_visible()
    well(nele)
    address = nele.page.url.partition("#")[0]  # without where the keyboard jumped to
    plan(nele)
    well(nele)
    nele.press("link", "Read and agree")
    well(nele)
    nele.press("button", "Agree to this plan")
    nele.page.get_by_role("heading", level=1, name=title).wait_for()

    tomas.goto("Common ground")
    tomas.press("link", title)  # the first page says that it waits
    tomas.press("link", "Read and agree")
    tomas.press("button", "Agree to this plan")
    tomas.press("button", "Start it")
    expect(tomas.page.get_by_role("button", name="Start it")).to_have_count(0)
    tomas.press("link", "Bring a file in")
    tomas.bring("File", "units.csv", units(kind.__name__))
    tomas.press("button", "Bring it")
    number = address.rstrip("/").rpartition("/")[2]
    tomas.write(tomas.page.locator("[name=option-experiment]"), number, "the number of the experiment")
    tomas.press("button", "Save and check every row")
    tomas.named("button", "Import 400 rows").wait_for(timeout=LONGEST)
    tomas.press("button", "Import 400 rows")
    expect(tomas.page.get_by_text("400 new").first).to_be_visible(timeout=LONGEST)

    nele.page.goto(address)
    nele.press("button", "Take a look")
    nele.page.get_by_text("Done").first.wait_for(timeout=LONGEST)
    nele.page.goto(address)
    expect(nele.page.get_by_text("The units were handed out as planned")).to_be_visible()
    expect(nele.page.locator("vega-figure svg").first).to_be_visible()
    well(nele)


def plan(hands: Hands) -> None:
    """Write the plan."""
    hands.press("link", "Write the plan")
    well(hands)
    hands.choose("Owner in marketing", "Nele Vogt")
    hands.choose("Owner in IT", "Tomas Okafor")
    for name, text in (
        ("variants-1-name", "reminder"), ("measures-0-metric", "conversion"), ("measures-0-value", "ordered")
    ):  # fmt: skip
        hands.write(hands.page.locator(f"[name={name}]"), text, f"the field {name}")
    hands.fill("Value today", "0.11")
    hands.fill("Smallest difference worth finding", "0.1")
    hands.date("Starts", dt.date(2026, 9, 1))
    hands.date("Ends", dt.date(2026, 9, 14))
    hands.press("button", "Save the plan")
    expect(hands.page.get_by_text("What how many units find").first).to_be_visible(timeout=LONGEST)
