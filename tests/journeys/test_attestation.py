"""A round of attestation: opened by the CIO, answered by the owner, and one removal becomes a request."""

import datetime as dt
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, both_hands

Visit = Callable[..., Visitor]
GRANT = "Southbound on Shopkeeper"
REQUEST = "Shopkeeper: access of Southbound"


@both_hands
def test_an_owner_has_access_removed(visit: Visit, kind: type[Hands]) -> None:
    ivo = kind(visit("ivo.brandt@example.org").page)
    nele = kind(visit("nele.vogt@example.org").page)
    title = f"Round of {kind.__name__}"
    ask(ivo, title)
    remove(nele)
    request(nele, title)


def ask(ivo: Hands, title: str) -> None:
    ivo.goto("Who gets in")
    ivo.press("link", "Campaigns")
    ivo.page.get_by_role("heading", level=1, name="Campaigns").wait_for()
    ivo.press("link", "Open a campaign")
    ivo.fill("Campaign", title)
    ivo.date("Answer by", dt.date(2027, 12, 31))
    ivo.press("button", "Ask them")
    ivo.page.get_by_role("heading", level=1, name=title).wait_for()


def remove(nele: Hands) -> None:
    nele.goto("Who gets in")
    nele.press("link", "Asked of you")
    card = nele.page.get_by_role("article", name=GRANT).first
    nele.write(card.get_by_label("Evidence"), "Their contract ended in May.", "the field “Evidence”")
    nele.hit(card.get_by_role("button", name="Remove it"), "the button “Remove it”")
    expect(nele.page.get_by_text(f"Thank you for your word about {GRANT}.")).to_be_visible()


def request(nele: Hands, title: str) -> None:
    nele.press("link", "Campaigns")
    nele.press("link", title)
    nele.page.get_by_role("heading", level=1, name=title).wait_for()
    nele.press("button", f"Make a request of {GRANT}")
    nele.page.get_by_role("heading", level=1, name=REQUEST).wait_for()
    nele.press("link", GRANT)
    nele.page.get_by_role("heading", level=1, name=GRANT).wait_for()
    expect(nele.page.get_by_role("link", name=REQUEST).first).to_be_visible()
