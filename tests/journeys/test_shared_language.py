"""A clash is found while a request is written; both meanings are seen, one is proposed and signed by both.

From then on the request's text explains the word.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import House, Visitor, copied, open_house
from tests.journeys.hands import Hands, Mouse, both_hands
from tests.journeys.test_accessibility import EVERYTHING
from tests.language.makers import BOTH, CALL, RECORD

PREPARE = (
    "from tests.cast import make_cast; from tests.intake.makers import make_type; "
    "from tests.language.makers import make_clash; "
    "cast = make_cast(); make_type('Usual integration'); make_clash(cast)"
)
TEXT = "Every lead of the trade fair is called within a day."


@pytest.fixture
def fair(migrated: Path, tmp_path: Path) -> Iterator[House]:
    """A house with one clashing word."""
    with open_house(copied(migrated, tmp_path / "fair"), prepare=PREPARE) as opened:
        yield opened


@both_hands
def test_from_a_clash_to_a_word_that_explains_itself(
    fair: House, browser: Browser, kind: type[Hands]
) -> None:
    visitors = {
        name: Visitor(browser, fair.url).sign_in(f"{name}@example.org")
        for name in ("nele.vogt", "mara.lindqvist", "ivo.brandt")
    }
    hands = {name: kind(visitor.page) for name, visitor in visitors.items()}
    nele = hands["nele.vogt"]
    _ask(nele)
    request = nele.page.url
    nele.press("link", "lead")
    nele.page.get_by_role("heading", level=1, name="Lead").wait_for()
    term = nele.page.url
    _clean(nele.page)
    _propose(nele)
    for name in ("mara.lindqvist", "ivo.brandt"):
        _sign(hands[name], term)
    expect(hands["ivo.brandt"].page.get_by_text("Agreed by both").first).to_be_visible()
    nele.page.goto(request)
    _explained(nele.page)
    for visitor in visitors.values():
        visitor.context.close()
        assert visitor.complaints == []


def _ask(nele: Hands) -> None:
    nele.page.goto("/requests/new/")
    nele.press("link", "Usual integration")
    nele.fill("What do you need?", "Calls after the fair")
    nele.fill("What is it for", TEXT)
    flag = nele.page.locator(".word-flag")
    expect(flag).to_contain_text("“lead” means two things, and none is agreed")
    summary = flag.locator("summary")
    summary.focus()
    nele.page.keyboard.press("Enter")
    expect(flag.get_by_text(CALL)).to_be_visible()
    expect(flag.get_by_text(RECORD)).to_be_visible()
    _clean(nele.page)
    nele.fill("Which system?", "CRM")
    nele.press("button", "Ask")
    nele.page.get_by_role("heading", level=1, name="Calls after the fair").wait_for()
    expect(nele.page.locator("toast-note", has_text="different things")).to_have_count(0)


def _propose(nele: Hands) -> None:
    nele.press("link", "Propose a meaning for both")
    nele.fill("What both mean", BOTH)
    nele.press("button", "Propose these words")
    nele.page.get_by_text("Proposed. Both offices sign next.").wait_for()


def _sign(office: Hands, term: str) -> None:
    office.page.goto(term)
    office.press("link", "Read and sign")
    office.page.get_by_role("heading", level=1, name="What both mean by “Lead”").wait_for()
    _clean(office.page)
    office.press("button", "Sign these words")
    office.page.get_by_role("heading", level=1, name="Lead").wait_for()


def _explained(page: Page) -> None:
    """By focus and by pointer, gone with Escape; the note names itself to who does not see it."""
    word, note = page.locator("a.word", has_text="lead"), page.locator(".word-note").first
    expect(note).to_be_hidden()
    word.focus()
    expect(note).to_be_visible()
    expect(note).to_contain_text(BOTH)
    _clean(page)
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    word.evaluate("e => e.blur()")
    word.hover()
    expect(note).to_be_visible()
    note.hover()
    expect(note).to_be_visible()
    assert word.get_attribute("aria-describedby") == note.get_attribute("id")
    page.mouse.move(0, 0)
    expect(note).to_be_hidden()


def _clean(page: Page) -> None:
    found = Axe().run(page, options=EVERYTHING)
    assert found.response["violations"] == [], found.generate_report()


def test_without_script_the_saved_text_says_it_and_the_word_leads_to_the_term(
    fair: House, browser: Browser
) -> None:
    visitor = Visitor(browser, fair.url, script=False).sign_in("nele.vogt@example.org")
    nele = Mouse(visitor.page)
    nele.page.goto("/requests/new/")
    nele.press("link", "Usual integration")
    nele.fill("What do you need?", "Calls after the fair")
    nele.fill("What is it for", TEXT)
    nele.fill("Which system?", "CRM")
    nele.press("button", "Ask")
    expect(nele.page.get_by_text("“lead” means different things to marketing and IT")).to_be_visible()
    nele.press("link", "lead")
    expect(nele.page.get_by_role("heading", level=1, name="Lead")).to_be_visible()
    visitor.context.close()
