"""A tool is named by who uses it, adopted by two keys, and stands in the inventory with its owners."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, Keys, Mouse

Visit = Callable[..., Visitor]


@pytest.mark.parametrize("kind", [Mouse, Keys], ids=["by-mouse", "by-keyboard"])
def test_a_named_tool_is_adopted(visit: Visit, kind: type[Hands]) -> None:
    nele = kind(visit("nele.vogt@example.org").page)
    ivo = kind(visit("ivo.brandt@example.org").page)
    mara = kind(visit("mara.lindqvist@example.org").page)
    name = f"Quizzly {kind.__name__}"
    name_it(nele, name)
    propose(nele)
    put_key(ivo, name, "Your key is put.")
    put_key(mara, name, "stands in the inventory.")
    stands(mara, name)


def name_it(nele: Hands, name: str) -> None:
    nele.goto("Found tools")
    nele.press("link", "Name a tool")
    nele.fill("What is it called?", name)
    nele.fill("What do you do with it?", "Asks customers after a tour.")
    nele.press("button", "Name it")
    nele.page.get_by_role("heading", level=1, name=name).wait_for()
    expect(nele.page.get_by_text("it helps everybody who comes after you")).to_be_visible()


def propose(nele: Hands) -> None:
    nele.press("link", "Propose an answer")
    nele.pick("Adopt: it enters the inventory")
    nele.fill("Why", "Both sides work with it.")
    nele.choose("Business owner", "Nele Vogt")
    nele.choose("Technical owner", "Tomas Okafor")
    nele.date("Looked at again on", dt.date(2027, 12, 31))
    nele.choose("By whom", "Nele Vogt")
    nele.press("button", "Propose it")
    expect(nele.page.get_by_text("Proposed. Both offices are asked.")).to_be_visible()


def put_key(holder: Hands, name: str, says: str) -> None:
    holder.goto("Found tools")
    holder.press("link", name)
    holder.press("button", "Put the key of your office to it")
    expect(holder.page.get_by_text(says)).to_be_visible()


def stands(mara: Hands, name: str) -> None:
    mara.goto("Inventory")
    mara.press("link", name)
    mara.page.get_by_role("heading", level=1, name=name).wait_for()
    expect(mara.page.get_by_text("Asks customers after a tour.")).to_be_visible()
