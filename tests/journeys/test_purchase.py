"""A purchase from the need to two keys: opened by marketing, weighed by both, decided, and remembered."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, Keys, Mouse

Visit = Callable[..., Visitor]
AGAINST = "Nobody tests it when it changes."


@pytest.mark.parametrize("kind", [Mouse, Keys], ids=["by-mouse", "by-keyboard"])
def test_a_purchase_goes_from_the_need_to_two_keys(visit: Visit, kind: type[Hands]) -> None:
    nele = kind(visit("nele.vogt@example.org").page)
    tomas = kind(visit("tomas.okafor@example.org").page)
    title = f"A till for markets, {kind.__name__}"
    nele.goto("Purchases")
    nele.press("link", "Open a purchase")
    begin(nele, title)
    compare(nele, tomas, title, f"Till of {kind.__name__}")
    decide([kind(visit(f"{login}@example.org").page) for login in ("mara.lindqvist", "ivo.brandt")], title)


def compare(nele: Hands, tomas: Hands, title: str, option: str) -> None:
    """Two options, what matters to each side, scores with what says so, and one that is proposed."""
    for name, what in ((option, "Extend what we have"), ("Leave it", "Leave it as it is")):
        add(nele, title, name, what)
    weigh(nele, title)
    find(tomas, title)
    tomas.press("link", "Say what matters to your side")
    say(tomas)
    for name, level in ((option, "Good"), ("Leave it", "Poor")):
        score(nele, title, name, level)
    propose(nele, title, option)


def decide(offices: list[Hands], title: str) -> None:
    """Both keys."""
    for office in offices:
        find(office, title)
        office.press("button", "Sign for the")
    expect(offices[-1].page.get_by_text("Both offices have decided.")).to_be_visible()


def begin(nele: Hands, title: str) -> None:
    nele.fill("What is it about?", title)
    nele.fill("What is needed, and why?", "Ours does not work without a line.")
    nele.choose("Sees to it for marketing", "Nele Vogt")
    nele.choose("Sees to it for IT", "Tomas Okafor")
    nele.press("button", "Open it")
    nele.page.get_by_role("heading", level=1, name=title).wait_for()


def find(hands: Hands, title: str) -> None:
    hands.goto("Purchases")
    hands.press("link", title)
    hands.page.get_by_role("heading", level=1, name=title).wait_for()


def add(nele: Hands, title: str, name: str, what: str) -> None:
    nele.press("link", "Add an option")
    nele.fill("Option", name)
    nele.choose("What one would do", what)
    nele.press("button", "Add it")
    nele.page.get_by_role("heading", level=1, name=name).wait_for()
    find(nele, title)


def weigh(nele: Hands, title: str) -> None:
    nele.press("link", "Add a criterion")
    nele.fill("Criterion", "Works without a line")
    nele.press("button", "Add it")
    nele.press("link", "Say what matters to your side")
    say(nele)


def say(hands: Hands) -> None:
    hands.fill("Works without a line", "50")
    hands.press("button", "That matters to us")
    expect(hands.page.get_by_text("Your side has said what matters.")).to_be_visible()


def score(nele: Hands, title: str, name: str, level: str) -> None:
    find(nele, title)
    nele.press("link", name)
    nele.press("link", "Score it")
    nele.choose("Score", level)
    nele.fill("What says so", "Tried it on a market.")
    nele.press("button", "Keep the scores")
    expect(nele.page.get_by_text("Scored.")).to_be_visible()


def propose(nele: Hands, title: str, name: str) -> None:
    find(nele, title)
    nele.press("link", "Propose one")
    nele.choose("We propose", name)
    nele.fill("What speaks against “Leave it”", AGAINST)
    nele.press("button", "Propose it")
    nele.press("button", "Lay it before the offices")
    expect(nele.page.get_by_text("It lies before both offices now.")).to_be_visible()
