"""Approved, delivered, measured, concluded: Nele and Tomas see to it, Mara and Ivo sign what came."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, Keys, Mouse
from tests.journeys.outcome_furniture import DELIVERED, JOURNEYS

Visit = Callable[..., Visitor]
LONGEST = 60_000


@pytest.mark.parametrize("kind", [Mouse, Keys], ids=["by-mouse", "by-keyboard"])
def test_a_promise_is_delivered_measured_and_signed_by_both(visit: Visit, kind: type[Hands]) -> None:
    nele, tomas, mara, ivo = (
        kind(visit(f"{name}@example.org").page)
        for name in ("nele.vogt", "tomas.okafor", "mara.lindqvist", "ivo.brandt")
    )
    title = JOURNEYS[kind is Keys]

    def open_at(hands: Hands) -> None:
        hands.goto("Promise and outcome")
        hands.press("link", title)
        hands.page.get_by_role("heading", name="What was promised").wait_for()

    open_at(nele)
    nele.press("link", "Declare the day of delivery")
    nele.date("Delivered on", timezone.localdate() - dt.timedelta(days=DELIVERED))
    nele.press("button", "Declare it")
    nele.page.get_by_text("the other side has to confirm").first.wait_for()
    open_at(tomas)
    tomas.press("button", "Confirm the day")
    tomas.page.get_by_text("as both sides declared").first.wait_for()
    tomas.press("button", "Measure now")
    tomas.page.get_by_text("Done").first.wait_for(timeout=LONGEST)
    open_at(nele)
    expect(nele.page.get_by_text("dates at which nothing happened").first).to_be_visible()
    nele.press("link", "Write the outcome note")
    nele.fill("What we learned", "Ask the shops before the season.")
    nele.choose("What follows", "Keep it as it is")
    nele.press("button", "Save the note")
    nele.page.get_by_text("Both offices can sign it now.").first.wait_for()
    for hands in (mara, ivo):
        open_at(hands)
        hands.press("link", "Read and sign")
        expect(hands.page.get_by_text("Ask the shops before the season.")).to_be_visible()
        hands.press("button", "Sign the outcome")
        hands.page.get_by_role("heading", name="What was promised").wait_for()
    ivo.page.get_by_text("With both keys it is closed.").first.wait_for()
    expect(ivo.page.get_by_text("Closed by both").first).to_be_visible()
