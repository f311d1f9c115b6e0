"""Marketing suggests a change of the blueprint, IT accepts, both offices sign the version it is part of."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, Keys, Mouse

Visit = Callable[..., Visitor]


@pytest.mark.parametrize("kind", [Mouse, Keys], ids=["by-mouse", "by-keyboard"])
def test_a_change_is_suggested_accepted_and_signed(visit: Visit, kind: type[Hands]) -> None:
    mara = kind(visit("mara.lindqvist@example.org").page)
    ivo = kind(visit("ivo.brandt@example.org").page)
    title, name = f"A wallet, by {kind.__name__}", f"Wallet {kind.__name__}"
    suggest(mara, title, name)
    accept(ivo, title, name)
    note = f"With {name}"
    freeze(ivo, note)
    read_and_sign(ivo, "Your office’s key is there.")
    mara.goto("Blueprint")
    mara.press("link", "Versions")
    row = mara.page.get_by_role("row").filter(has_text=note)
    mara.hit(row.get_by_role("link").first, "the link to the version")
    mara.page.get_by_role("heading", level=1, name="Version ").wait_for()
    expect(mara.page.get_by_text(note)).to_be_visible()
    read_and_sign(mara, "With both keys it stands.")


def suggest(mara: Hands, title: str, name: str) -> None:
    mara.goto("Blueprint")
    mara.press("link", "Suggestions")
    mara.press("link", "Suggest a change")
    mara.fill("What you suggest", title)
    mara.fill("Why", "Guests pay without a card.")
    mara.press("button", "Go on to the changes")
    mara.page.get_by_role("heading", level=1, name=title).wait_for()
    mara.press("link", "For “As it shall be”")
    mara.press("link", "Bring something new")
    mara.fill("Name", name)
    mara.press("button", "Suggest it")
    expect(mara.page.get_by_text(f"Bring the system “{name}”").first).to_be_visible()


def accept(ivo: Hands, title: str, name: str) -> None:
    ivo.goto("Blueprint")
    ivo.press("link", "Suggestions")
    ivo.press("link", title)
    expect(ivo.page.get_by_role("link", name=f"{name}, system, comes")).to_be_visible()
    ivo.press("button", "Accept it")
    expect(ivo.page.get_by_text("Its changes are in the draft.").first).to_be_visible()


def freeze(ivo: Hands, note: str) -> None:
    ivo.goto("Blueprint")
    ivo.press("link", "Versions")
    ivo.fill("What is new in it", note)
    ivo.press("button", "Freeze it for both offices")
    expect(ivo.page.get_by_text("Both offices can sign it now.")).to_be_visible()


def read_and_sign(hands: Hands, then: str) -> None:
    hands.press("link", "Read and sign")
    hands.press("button", "Sign it")
    expect(hands.page.get_by_text(then)).to_be_visible()


def test_arrows_walk_the_picture_and_enter_opens_an_entry(visit: Visit) -> None:
    page = visit("mara.lindqvist@example.org").page
    page.goto("/blueprint/")
    page.locator("blueprint-picture:defined").wait_for()
    page.get_by_role("link", name="Take an order, capability").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("a.bp-box:focus")).to_have_attribute("data-kind", "system")
    expect(page.locator("svg.blueprint[data-lit]")).to_have_count(1)
    page.keyboard.press("ArrowLeft")
    expect(page.locator("a.bp-box:focus")).to_have_attribute("data-kind", "capability")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Take an order").wait_for()
