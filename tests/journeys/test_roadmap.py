"""A roadmap from the backlog to a plan that both offices published, looked for by the worker meanwhile."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, Keys, Mouse

Visit = Callable[..., Visitor]


@pytest.mark.parametrize("kind", [Mouse, Keys], ids=["by-mouse", "by-keyboard"])
def test_a_plan_is_found_and_published_by_both(visit: Visit, kind: type[Hands]) -> None:
    mara = kind(visit("mara.lindqvist@example.org").page)
    ivo = kind(visit("ivo.brandt@example.org").page)
    title = f"The year ahead, {kind.__name__}"
    begin(mara, title)
    look(mara)
    lay_before_both(mara)
    sign(mara, title)
    expect(mara.page.get_by_text("Your office’s key is there.")).to_be_visible()
    sign(ivo, title)
    expect(ivo.page.get_by_text("With both keys it is published.")).to_be_visible()


@pytest.mark.parametrize("kind", [Mouse, Keys], ids=["by-mouse", "by-keyboard"])
def test_what_pays_together_and_another_way(visit: Visit, kind: type[Hands]) -> None:
    mara = kind(visit("mara.lindqvist@example.org").page)
    begin(mara, f"In several ways, {kind.__name__}")
    mara.press("link", "Days, money and worth")
    mara.fill("Worth to marketing: Both at once", "40")
    mara.press("button", "Save what they are worth")
    expect(mara.page.get_by_text("Kept.")).to_be_visible()
    expect(mara.labelled("Worth to marketing: Both at once")).to_have_value("40")
    mara.press("link", "Add another way to do it for “Reminders for abandoned carts")
    mara.fill("Name", "Buy it")
    mara.press("button", "Save")
    expect(mara.page.get_by_role("rowheader", name="Buy it")).to_be_visible()
    mara.press("link", "Days, money and worth")
    expect(mara.page.get_by_role("link", name="2 ways to do “Reminders")).to_be_visible()


def begin(mara: Hands, title: str) -> None:
    mara.goto("Roadmaps")
    mara.press("link", "Begin a roadmap")
    mara.fill("Title", title)
    mara.press("button", "Begin")
    mara.page.get_by_role("heading", level=1, name="Days, money and worth").wait_for()
    mara.press("link", "Plan")
    expect(mara.page.get_by_text("No plan yet.")).to_be_visible()


def look(mara: Hands) -> None:
    """The page of the search says by itself when it is done."""
    mara.choose("How long to look", "10 seconds")
    mara.press("button", "Find the best plan")
    mara.page.get_by_role("heading", name="What it found").wait_for(timeout=60_000)
    mara.press("link", "Best plan")
    expect(mara.page.get_by_role("heading", name="The two keys")).to_be_visible()


def lay_before_both(mara: Hands) -> None:
    mara.press("button", "Lay it before both offices")
    expect(mara.page.get_by_text("Both offices can sign it now.")).to_be_visible()


def sign(hands: Hands, title: str) -> None:
    hands.goto("Roadmaps")
    hands.press("link", title)
    hands.press("link", "Read and sign")
    expect(hands.page.get_by_role("heading", name="What is in")).to_be_visible()
    hands.press("button", "Sign to publish it")
