"""A hurricane before and after: Ivo lets the vendor fail, Mara sees what is noticed, a stand-in helps."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, Keys, Mouse

Visit = Callable[..., Visitor]
SECONDS = 60_000  # the worker takes it up when it is free


@pytest.mark.parametrize("kind", [Mouse, Keys], ids=["by-mouse", "by-keyboard"])
def test_a_hurricane_before_and_after(visit: Visit, kind: type[Hands]) -> None:
    ivo = kind(visit("ivo.brandt@example.org").page)
    mara = kind(visit("mara.lindqvist@example.org").page)
    title = f"Payline falls {kind.__name__}"
    strike(ivo, title)
    see(mara, title)
    plan(ivo, title)


def strike(ivo: Hands, title: str) -> None:
    ivo.goto("Stress tests")
    ivo.page.get_by_text("What your estate suggests to try").wait_for()
    ivo.press("link", "Write a scenario")
    ivo.fill("Scenario", title)
    ivo.hit(ivo.page.locator("summary", has_text="Vendors"), "the list of vendors")
    ivo.press("checkbox", "Payline Inc.")
    ivo.press("button", "Write it")
    ivo.page.get_by_role("heading", level=1, name=title).wait_for()
    ivo.press("button", "Test it")
    expect(ivo.page.get_by_label("In one sentence")).to_contain_text("Web shop is down.", timeout=SECONDS)


def see(mara: Hands, title: str) -> None:
    mara.goto("Stress tests")
    mara.press("link", title)
    mara.page.get_by_role("heading", level=1, name=title).wait_for()
    row = mara.page.get_by_role("region", name="Stress tests").get_by_role("link", name=title).first
    mara.hit(row, "the test")
    said = mara.page.get_by_label("In one sentence")
    expect(said).to_contain_text("That costs €1,200 and hits 300 customers an hour.")
    expect(mara.page.get_by_text("computed exactly", exact=True)).to_be_visible()


def plan(ivo: Hands, title: str) -> None:
    ivo.press("link", title)
    ivo.page.get_by_role("heading", level=2, name="Put the estate to the test").wait_for()
    ivo.hit(ivo.page.locator("summary", has_text="Compare with a planned change"), "the comparison")
    ivo.choose("System", "Shopkeeper")
    ivo.fill("Name of the new system", "Second shop")
    ivo.press("button", "Test it")
    expect(ivo.page.get_by_text("Web shop stays up.").first).to_be_visible(timeout=SECONDS)
    expect(ivo.page.get_by_role("heading", name="What differs")).to_be_visible()
