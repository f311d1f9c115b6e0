"""A backlog session in two browsers at once: blind, revealed, settled by one of each side, adopted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, Keys, Mouse

Visit = Callable[..., Visitor]
FIRST, SECOND = "Reminders for abandoned carts", "Pictures with a licence"
MARAS = {"Business value": "20", "Time criticality": "13", "Risk reduction": "3", "Job size": "2"}
IVOS = {"Business value": "5", "Time criticality": "3", "Risk reduction": "3", "Job size": "13"}


@pytest.mark.parametrize("kind", [Mouse, Keys], ids=["by-mouse", "by-keyboard"])
def test_a_session_in_two_browsers_at_once(visit: Visit, kind: type[Hands]) -> None:
    mara = kind(visit("mara.lindqvist@example.org").page)
    ivo = kind(visit("ivo.brandt@example.org").page)
    title = f"Week 12, {kind.__name__}"
    open_session(mara, title, FIRST, SECOND)
    join(ivo, title)
    begin(mara, ivo)
    score(ivo, IVOS)
    blind(mara)
    score(mara, MARAS, but_one=True)
    write_on_while_the_session_moves_on(mara, ivo)
    reveal(ivo, mara)
    settle(mara, ivo)
    adopt(mara, ivo)


def open_session(mara: Hands, title: str, *proposals: str) -> None:
    mara.goto("Backlog sessions")
    mara.press("link", "Open a session")
    mara.fill("Name", title)
    for name in (*proposals, "Mara Lindqvist", "Ivo Brandt"):
        mara.press("checkbox", name)
    mara.press("button", "Open the session")
    mara.page.get_by_role("heading", level=1, name=title).wait_for()


def join(ivo: Hands, title: str) -> None:
    ivo.goto("Backlog sessions")
    ivo.press("link", title)
    expect(ivo.page.get_by_text("Mara Lindqvist begins it.")).to_be_visible()


def begin(mara: Hands, ivo: Hands) -> None:
    """Ivo’s page shows the form by itself."""
    mara.press("button", "Begin")
    expect(ivo.page.get_by_role("heading", name="Your scores")).to_be_visible()


def box(page: Page, title: str) -> Locator:
    """The fields of one proposal."""
    return page.get_by_role("group", name=title)


def score(hands: Hands, first: dict[str, str], *, but_one: bool = False) -> None:
    """The same words stand once for each proposal, so they are chosen within its group."""
    for title in (FIRST, SECOND):
        for label, value in (first if title == FIRST else dict.fromkeys(first, "3")).items():
            if not (but_one and title == SECOND and label == "Job size"):
                choose_in(hands, box(hands.page, title), label, value)
    hands.press("button", "Save my scores")
    words = "Kept. Nobody else sees them yet." if but_one else "you have scored everything"
    expect(hands.page.get_by_text(words)).to_be_visible()


def choose_in(hands: Hands, group: Locator, label: str, value: str) -> None:
    field = group.get_by_label(label)
    if isinstance(hands, Keys):
        hands.press_to(field, f"the list “{label}”")
        hands.page.keyboard.type(value)
        assert field.evaluate("e => e.selectedOptions[0].textContent.trim()") == value
    else:
        field.select_option(label=value)


def blind(mara: Hands) -> None:
    """Mara’s page says by itself that Ivo has finished, and nothing else."""
    line = mara.page.get_by_role("listitem").filter(has_text="Ivo Brandt")
    expect(line.filter(has_text="has finished")).to_be_visible()
    assert mara.page.get_by_text("13", exact=True).and_(mara.page.locator("td")).count() == 0


def write_on_while_the_session_moves_on(mara: Hands, ivo: Hands) -> None:
    """The session changes under a form that Mara has begun: what she chose stays, a note says so."""
    field = box(mara.page, SECOND).get_by_label("Job size")
    choose_in(mara, box(mara.page, SECOND), "Job size", "3")
    reader = mara.page.context.new_page()  # Mara again, in another tab: she reveals the first one early
    reader.goto(mara.page.url)
    reader.locator("fieldset").filter(has_text=FIRST).get_by_role("button", name="Reveal this one").click()
    reader.get_by_role("heading", name="Talk about these first").wait_for()
    reader.close()
    expect(ivo.page.get_by_text("before everybody had scored it")).to_have_count(0)
    expect(ivo.page.get_by_role("heading", name="Talk about these first")).to_be_visible()
    expect(mara.page.get_by_text("The session moved on while you were writing")).to_be_visible()
    expect(field).to_have_value("3")
    mara.press("button", "Save my scores")
    expect(mara.page.get_by_text("Revealed meanwhile, so not taken any more")).to_be_visible()


def reveal(ivo: Hands, mara: Hands) -> None:
    """Everybody has finished, so whoever takes part reveals."""
    expect(ivo.page.get_by_role("button", name="Reveal all scores")).to_be_visible()
    ivo.press("button", "Reveal all scores")
    expect(mara.page.get_by_role("heading", name=SECOND)).to_be_visible()
    table = mara.page.get_by_role("region", name=f"Who said what on {FIRST}")
    expect(table.get_by_role("row", name="Ivo Brandt")).to_contain_text("13")


def settle(mara: Hands, ivo: Hands, proposal: str = FIRST) -> None:
    card = mara.page.get_by_role("article").filter(has_text=proposal)
    for label, value in {"Business value": "13", "Job size": "20"}.items():
        choose_in(mara, card, label, value)
    mara.press("button", f"Put forward for {proposal}")
    expect(mara.page.get_by_text("Put forward. Somebody of the other side")).to_be_visible()
    agree = ivo.page.get_by_role("button", name=f"to the values of {proposal}")
    expect(agree).to_be_visible()
    ivo.hit(agree, "the agreement")
    expect(ivo.page.get_by_text("Agreed by both sides, and written into the proposal.")).to_be_visible()
    expect(mara.page.get_by_text("Agreed by Mara Lindqvist and Ivo Brandt")).to_be_visible()


def adopt(mara: Hands, ivo: Hands) -> None:
    ivo.press("button", "Close it and write the minutes")
    expect(mara.page.get_by_text("Read the minutes")).to_be_visible()
    ivo.press("link", "Read the minutes")
    ivo.page.get_by_role("heading", level=1, name="Minutes").wait_for()
    expect(ivo.page.get_by_text("before everybody had scored it")).to_have_count(0)
    mara.press("button", "Take over the order by WSJF")
    expect(mara.page.get_by_text("You can take it back here.")).to_be_visible()
    mara.press("button", "Take it back")
    expect(mara.page.get_by_text("The backlog stands as it stood before.")).to_be_visible()


def test_a_session_without_script(visit: Visit) -> None:
    """Forms and reloads do all of it."""
    nele = visit("nele.vogt@example.org", script=False).page
    nele.goto("/backlog/sessions/new/")
    nele.get_by_label("Name").fill("On paper")
    nele.get_by_label("The first of the backlog").fill("2")
    for name in ("Nele Vogt", "Tomas Okafor"):
        nele.get_by_role("checkbox", name=name).check()
    nele.get_by_role("button", name="Open the session").click()
    nele.get_by_role("button", name="Begin").click()
    nele.get_by_label("Business value").first.select_option(label="8")
    nele.get_by_role("button", name="Save my scores").click()
    expect(nele.get_by_text("Kept. Nobody else sees them yet.")).to_be_visible()
    expect(nele.get_by_label("Business value").first).to_have_value("8")
    nele.get_by_role("button", name="Reveal all now").click()
    expect(nele.get_by_role("heading", name="Talk about these first")).to_be_visible()
