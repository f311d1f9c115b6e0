"""The first page as the CMO, the CIO, a colleague, an executive reader and a stranger see it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor

Visit = Callable[..., Visitor]


def blocks(page: Page) -> list[str]:
    """The headings between the posts, from the top."""
    return page.locator(".house-middle h2").all_inner_texts()


@pytest.mark.parametrize(
    ("person", "first", "side"),
    [
        ("mara.lindqvist", "Waits for you", "Marketing"),
        ("ivo.brandt", "Waits for you", "IT"),
        ("nele.vogt", "Waits for you", "Marketing"),
        ("finn.keller", "Where we disagree", ""),
    ],
)
def test_each_begins_elsewhere_and_sees_the_same_truths(
    visit: Visit, person: str, first: str, side: str
) -> None:
    page = visit(f"{person}@example.org").page
    expect(page.get_by_role("heading", name="Carried by both")).to_be_visible()
    assert blocks(page)[0] == first
    assert {"Where we disagree", "Decided together", "Top of the backlog"} <= set(blocks(page))
    own = page.locator(".house-post", has_text="your side owes")
    assert own.locator(".side").all_inner_texts() == ([side] if side else [])
    owed = page.locator(".owed dd").all_inner_texts()
    assert len(owed) == 14


def test_both_offices_see_the_same_posts(visit: Visit) -> None:
    mara, ivo = (visit(f"{name}@example.org").page for name in ("mara.lindqvist", "ivo.brandt"))
    assert mara.locator(".owed").all_inner_texts() == ivo.locator(".owed").all_inner_texts()


def test_a_number_opens_what_it_is_made_of(visit: Visit) -> None:
    page = visit("mara.lindqvist@example.org").page
    row = page.locator(".house-post[data-side=it] .owed > div", has_text="Answers owed")
    count = row.locator("dd").inner_text()
    row.get_by_role("link").click()
    expect(page.get_by_role("status").filter(has_text="match")).to_have_text(
        f"{count} matches · Clear filters"
    )


def test_a_stranger_sees_neither_post_nor_beam(visit: Visit) -> None:
    page = visit("sam.reyes@example.org").page
    expect(page.get_by_text("You have no role here yet")).to_be_visible()
    expect(page.locator(".house-beam, .house-post")).to_have_count(0)
