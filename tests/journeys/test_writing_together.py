"""Two offices, two browsers: both write one section at once, and nobody signs what they have not read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import House, Visitor, copied, open_house
from tests.journeys.hands import Hands, both_hands
from tests.journeys.test_accessibility import EVERYTHING

PREPARE = (
    "from tests.cast import make_cast; from tests.portfolio.proposals.making import make_proposal; "
    "make_proposal(make_cast().nele)"
)
PAGE = "/proposals/1/"
WAS = "Consent lives in four tools."
TOMAS = "Consent lives in five tools."
NELE = "Consent lives in four tools. Customers ask us every week."
BOTH = "Consent lives in five tools. Customers ask us every week."


@pytest.fixture
def desk(migrated: Path, tmp_path: Path) -> Iterator[House]:
    """A house with one draft."""
    with open_house(copied(migrated, tmp_path / "desk"), prepare=PREPARE) as opened:
        yield opened


@both_hands
def test_no_word_is_lost_and_nothing_unread_is_signed(
    desk: House, browser: Browser, kind: type[Hands]
) -> None:
    visitors = {
        name: Visitor(browser, desk.url).sign_in(f"{name}@example.org")
        for name in ("nele.vogt", "tomas.okafor", "mara.lindqvist")
    }
    nele, tomas, mara = (kind(visitor.page) for visitor in visitors.values())
    write_at_once(nele, tomas)
    settle(nele)
    sign_only_what_was_read(nele, tomas, mara)
    for visitor in visitors.values():
        visitor.context.close()
        assert visitor.complaints == []


def write_at_once(nele: Hands, tomas: Hands) -> None:
    """Both open the case, each sees the other there, and both change the same sentence."""
    for hands in (nele, tomas):
        hands.page.goto(PAGE)
        hands.press("link", "Edit (The case)")
    expect(tomas.page.locator(".writers")).to_contain_text("Nele Vogt")
    expect(tomas.page.locator(".writers")).to_contain_text("writing here too")
    nele.fill("Problem", NELE)
    tomas.fill("Problem", TOMAS)
    tomas.fill("Outcome wanted", "One place.")
    tomas.press("button", "Save")
    expect(tomas.page.get_by_text("Saved.")).to_be_visible()
    nele.press("button", "Save")


def settle(nele: Hands) -> None:
    """What it was, what he wrote, what she wrote; she keeps both, and his outcome stays."""
    page = nele.page
    expect(page.get_by_text("Tomas Okafor changed the same while you were writing.")).to_be_visible()
    group = page.get_by_role("group", name="Problem")
    expect(group.get_by_text(WAS, exact=True)).to_be_visible()
    expect(group.locator("ins").first).to_have_text("five")
    expect(nele.labelled("Problem")).to_have_value(BOTH)
    expect(nele.labelled("Outcome wanted")).to_have_value("One place.")
    found = Axe().run(page, options=EVERYTHING)
    assert found.violations_count == 0, found.generate_report()
    nele.press("button", "Save this")
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text(BOTH)).to_be_visible()
    expect(page.get_by_text("One place.")).to_be_visible()


def sign_only_what_was_read(nele: Hands, tomas: Hands, mara: Hands) -> None:
    """Mara reads the sheet; meanwhile it is edited and offered anew; her signature does not pass unread."""
    nele.page.goto(PAGE)
    nele.press("button", "Offer for signature")
    expect(nele.page.get_by_text("Both offices can sign it now.")).to_be_visible()
    mara.page.goto(PAGE)
    mara.press("link", "Read and sign")
    mara.page.get_by_role("button", name="Sign to approve it").wait_for()
    tomas.page.goto(PAGE)
    tomas.press("link", "Edit (What it costs)")
    tomas.fill("One-off cost", "95000")
    tomas.press("button", "Save")
    expect(tomas.page.get_by_text("€95,000")).to_be_visible()
    tomas.press("button", "Offer for signature")
    expect(tomas.page.get_by_text("Both offices can sign it now.")).to_be_visible()
    mara.press("button", "Sign to approve it")
    expect(mara.page.get_by_text("so nothing was signed")).to_be_visible()
    expect(mara.page.locator("ins", has_text="€95,000")).to_be_visible()
    mara.press("button", "Sign to approve it")
    expect(mara.page.get_by_role("heading", name="One key is missing")).to_be_visible()
