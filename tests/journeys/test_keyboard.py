"""What only the keyboard shows: the palette, walking a list, lifting a row, moving a card."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import HERE, Keys

Visit = Callable[..., Visitor]


def titles(page: Page) -> list[str]:
    """The order of the backlog as it stands on the page."""
    return page.locator(".backlog .row-link").all_inner_texts()


def test_palette_help_and_the_rows_of_a_list(visit: Visit) -> None:
    page = visit("nele.vogt@example.org").page
    keys = Keys(page)
    keys.goto("Backlog")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("[data-row]").nth(1)
    assert second.evaluate(HERE)
    page.keyboard.press("k")
    assert page.locator("[data-row]").first.evaluate(HERE)
    page.keyboard.press("?")
    help = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(help).to_be_visible()
    page.keyboard.press("Escape")
    expect(help).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("ledg")
    expect(page.get_by_text("Nothing goes by that name.")).to_be_visible()  # it is not hers to read
    page.keyboard.press("Escape")
    first = page.locator("[data-row]").first
    title = first.inner_text()
    assert first.evaluate(HERE)  # a closed dialog gives the focus back
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=title).wait_for()
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.get_by_role("heading", level=1, name="Common ground").wait_for()


def test_a_row_of_the_backlog_is_lifted_moved_and_dropped(visit: Visit) -> None:
    page = visit("tomas.okafor@example.org").page
    keys = Keys(page)
    keys.goto("Backlog")
    first, second, third = titles(page)[:3]
    keys.press_to(keys.named("button", f"Move {first}"), "the handle of the first row")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/backlog/moves/**") as moved:
        page.keyboard.press("Space")
    assert moved.value.ok
    expect(page.get_by_text(f"{first} dropped at 3 of")).to_be_attached()
    page.reload()
    assert titles(page)[:3] == [second, third, first]
    keys.press_to(keys.named("button", f"Move {first}"), "the handle of the moved row")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert titles(page)[:3] == [second, third, first]


def test_a_card_goes_to_the_next_column_of_the_board(visit: Visit) -> None:
    page = visit("tomas.okafor@example.org").page
    keys = Keys(page)
    keys.goto("Board")
    lane = page.locator(".board-column").nth(1)
    title = page.locator(".board-column").first.locator("[data-row]").first.inner_text()
    held = lane.locator(".board-card").count()
    keys.press("link", f"Move {title}")
    keys.choose("To", keys.labelled("To").locator("option").nth(1).text_content() or "")
    keys.press_to(page.get_by_role("main").get_by_role("button", name="Move"), "the button that moves")
    page.keyboard.press("Enter")
    expect(lane.locator(".board-card")).to_have_count(held + 1)
    expect(lane).to_contain_text(title)
