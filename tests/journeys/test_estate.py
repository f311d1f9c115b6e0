"""An entry of the inventory: written by IT, joined to what it serves, asked about, corrected by marketing."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, Keys, Mouse

Visit = Callable[..., Visitor]


@pytest.mark.parametrize("kind", [Mouse, Keys], ids=["by-mouse", "by-keyboard"])
def test_a_system_is_entered_joined_and_confirmed(visit: Visit, kind: type[Hands]) -> None:
    tomas = kind(visit("tomas.okafor@example.org").page)
    nele = kind(visit("nele.vogt@example.org").page)
    name = f"Mailwright {kind.__name__}"
    enter(tomas, name)
    join(tomas)
    ask(tomas, f"Round of {kind.__name__}")
    correct(nele, name)
    confirm(tomas, name)


def enter(tomas: Hands, name: str) -> None:
    tomas.goto("Inventory")
    tomas.press("link", "Enter something")
    tomas.press("link", "System")
    tomas.fill("Name", name)
    tomas.choose("Business owner", "Nele Vogt")
    tomas.choose("Technical owner", "Tomas Okafor")
    tomas.press("button", "Enter it")
    tomas.page.get_by_role("heading", level=1, name=name).wait_for()
    expect(tomas.page.get_by_text("Nobody said yet what it hangs together with.")).to_be_visible()


def join(tomas: Hands) -> None:
    tomas.choose("It", "serves")
    tomas.choose("What", "Take an order (capability)")
    tomas.press("button", "Note it")
    expect(tomas.page.get_by_role("heading", name="Serves")).to_be_visible()


def ask(tomas: Hands, title: str) -> None:
    tomas.goto("Surveys")
    tomas.press("link", "Ask the owners")
    tomas.fill("Survey", title)
    tomas.date("Answer by", dt.date(2027, 12, 31))
    tomas.press("button", "Ask them")
    tomas.page.get_by_role("heading", level=1, name=title).wait_for()


def correct(nele: Hands, name: str) -> None:
    nele.goto("Inventory")
    nele.press("link", "Yours")
    card = nele.page.get_by_role("article", name=name).first
    nele.hit(card.get_by_role("link", name="Correct it"), "the link “Correct it”")
    nele.fill("What it is for", "Sends what customers asked for.")
    nele.press("button", "Save")
    expect(nele.page.get_by_text("is corrected. Thank you for your word.")).to_be_visible()


def confirm(tomas: Hands, name: str) -> None:
    tomas.goto("Inventory")
    tomas.press("link", name)
    expect(tomas.page.get_by_text("Sends what customers asked for.")).to_be_visible()
    tomas.press("button", "It is right")
    expect(tomas.page.get_by_text("it stands as confirmed today")).to_be_visible()
