"""Finding something by a misspelled word, by mouse and by keyboard; and nothing for a stranger."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import House, Visitor
from tests.journeys.hands import Hands, Keys, Mouse

Visit = Callable[..., Visitor]
TITLE = "Reminders for abandoned carts"


@pytest.fixture(scope="module")
def indexed(house: House) -> House:
    """The house with its index made; the worker would do it some seconds later."""
    made = house.run("search", "rebuild")
    assert made.returncode == 0, made.stderr
    return house


def open_palette(page: Page, kind: type[Hands]) -> None:
    page.wait_for_function("customElements.get('command-palette') !== undefined")
    if kind is Mouse:
        page.get_by_role("button", name="Search or go to").click()
    else:
        page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Search or go to")).to_be_visible()


@pytest.mark.parametrize("kind", [Mouse, Keys], ids=["by-mouse", "by-keyboard"])
def test_a_proposal_is_found_with_a_typo_and_opened(visit: Visit, indexed: House, kind: type[Hands]) -> None:
    page = visit("nele.vogt@example.org").page
    open_palette(page, kind)
    page.keyboard.type("abandonned")
    hit = page.get_by_role("option", name=TITLE).first
    expect(hit).to_be_visible()
    if kind is Mouse:
        hit.click()
    else:
        expect(hit).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=TITLE).wait_for()


def test_all_hits_stand_on_a_page_of_their_own(visit: Visit, indexed: House) -> None:
    page = visit("nele.vogt@example.org").page
    open_palette(page, Keys)
    page.keyboard.type("carts")
    expect(page.get_by_role("option", name=TITLE).first).to_be_visible()
    page.keyboard.press("ArrowUp")  # the last: everything
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Search").wait_for()
    expect(page.get_by_role("searchbox", name="Words to look for")).to_have_value("carts")
    page.get_by_role("navigation", name="Kinds").get_by_role("link", name="Proposals").click()
    page.wait_for_url("**kind=portfolio.proposal**")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("heading", level=1, name=TITLE).wait_for()


def test_without_scripts_the_page_searches(visit: Visit, indexed: House) -> None:
    page = visit("nele.vogt@example.org", script=False).page
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_label("Words to look for").fill("carts")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()


def test_what_was_done_last_and_what_can_be_begun_come_first(visit: Visit, indexed: House) -> None:
    page = visit("nele.vogt@example.org").page
    open_palette(page, Keys)
    expect(page.get_by_role("group", name="Things").get_by_role("option").first).to_be_visible()
    page.keyboard.type("write a prop")
    page.keyboard.press("Enter")
    page.wait_for_url("**/proposals/new/")


def test_a_stranger_finds_nothing(visit: Visit, indexed: House) -> None:
    page = visit("sam.reyes@example.org").page
    open_palette(page, Keys)
    page.keyboard.type("abandoned")
    expect(page.get_by_text("Nothing goes by that name.")).to_be_visible()
    page.goto(f"{indexed.url}/search/?q=carts")
    expect(page.get_by_text("Nothing of yours has these words.")).to_be_visible()


def test_letters_after_g_lead_to_places_and_u_one_up(visit: Visit) -> None:
    page = visit("nele.vogt@example.org").page
    page.wait_for_function("customElements.get('command-palette') !== undefined")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.get_by_role("heading", level=1, name="Proposals").wait_for()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts").get_by_text("Backlog")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="Where you are").wait_for()
    page.keyboard.press("u")
    page.get_by_role("heading", level=1, name="Proposals").wait_for()
