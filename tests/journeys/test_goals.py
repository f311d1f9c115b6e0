"""A goal written by Mara, carried by Ivo, measured, and its reward agreed and shown."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.charter.makers import today
from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, Keys, Mouse

Visit = Callable[..., Visitor]


@pytest.mark.parametrize("kind", [Mouse, Keys], ids=["by-mouse", "by-keyboard"])
def test_a_goal_of_two_owners_measured_and_rewarded(visit: Visit, kind: type[Hands]) -> None:
    mara = kind(visit("mara.lindqvist@example.org").page)
    ivo = kind(visit("ivo.brandt@example.org").page)
    title = f"Orders grow by half, {kind.__name__}"
    write(mara, title)
    carry(ivo, title)
    measure(ivo)
    agree_on_a_reward(mara, title)
    sign(ivo, title)


def find(hands: Hands, title: str) -> None:
    """From the list to the goal."""
    hands.goto("Goals")
    hands.press("link", title)
    hands.page.get_by_role("heading", level=1, name=title).wait_for()


def write(mara: Hands, title: str) -> None:
    mara.goto("Goals")
    mara.press("link", "Write a goal")
    mara.fill("What is to be reached?", title)
    mara.date("From", today() - dt.timedelta(days=10))
    mara.date("Until", today() + dt.timedelta(days=80))
    mara.choose("Owner in marketing", "Mara Lindqvist")
    mara.choose("Owner in IT", "Ivo Brandt")
    mara.fill("Key result", "More orders in thirty days")
    mara.choose("Metric", "Orders")
    mara.fill("Baseline", "20")
    mara.fill("Target", "60")
    mara.press("button", "Offer it to the other side")
    mara.page.get_by_role("heading", level=1, name=title).wait_for()
    expect(mara.page.get_by_role("heading", name="It does not count yet")).to_be_visible()
    expect(mara.page.get_by_text("IT’s word missing").first).to_be_visible()


def carry(ivo: Hands, title: str) -> None:
    find(ivo, title)
    expect(ivo.page.get_by_text("Your word as an owner is missing.")).to_be_visible()
    ivo.press("button", "I carry this wording")
    expect(ivo.page.get_by_role("heading", name="Both own it")).to_be_visible()


def measure(ivo: Hands) -> None:
    ivo.press("button", "Measure now")
    ivo.page.get_by_text("Measured: 1 of 1 key results have a value.").wait_for()
    ivo.fill("Confidence, 1 to 10", "7")
    ivo.press("button", "Check in")
    expect(ivo.page.get_by_role("heading", name="Confidence 7 of 10")).to_be_visible()


def agree_on_a_reward(mara: Hands, title: str) -> None:
    find(mara, title)
    mara.press("link", "Write the rule for both")
    mara.fill("Each owner gets at the threshold", "1000")
    mara.fill("Each owner gets at the target", "5000")
    mara.fill("Each owner gets at the stretch", "8000")
    mara.press("button", "Save and sign it")
    expect(mara.page.get_by_role("heading", name="Not in force")).to_be_visible()


def sign(ivo: Hands, title: str) -> None:
    find(ivo, title)
    ivo.press("link", "Read and sign")
    ivo.press("button", "Sign this rule")
    expect(ivo.page.get_by_role("heading", name="In force")).to_be_visible()
    expect(ivo.page.get_by_text("pays each owner").first).to_be_visible()
    ivo.fill("More orders in thirty days", "60")
    ivo.press("button", "Work it out")
    expect(ivo.page.get_by_text("Then the score is 100 %")).to_be_visible()
