"""What is assumed is written by Nele and signed by both offices; then a proposal says what it may bring."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lintel.portfolio.returns.reporting import SUPPOSED
from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, Keys, Mouse
from tests.reports import slides

Visit = Callable[..., Visitor]


@pytest.mark.parametrize("kind", [Mouse, Keys], ids=["by-mouse", "by-keyboard"])
def test_assumptions_of_both_offices_and_a_return_by_them(visit: Visit, kind: type[Hands]) -> None:
    nele, mara, ivo = (
        kind(visit(f"{name}@example.org").page) for name in ("nele.vogt", "mara.lindqvist", "ivo.brandt")
    )
    horizon = "6" if kind is Mouse else "7"
    nele.goto("Returns")
    nele.press("link", "Assumptions")
    nele.press("link", "Write the next version")
    nele.fill("Horizon, years", horizon)
    nele.press("button", "Save this version")
    nele.page.get_by_text("It counts once both offices have signed it.").first.wait_for()
    for office, hands in (("Marketing office", mara), ("IT office", ivo)):
        hands.goto("Returns")
        hands.press("link", "Assumptions")
        expect(hands.page.get_by_text(f"{horizon} years").first).to_be_visible()
        hands.press("button", f"Sign for the {office}")
    ivo.page.get_by_text("Signed by both. It is in force.").first.wait_for()
    nele.goto("Proposals")
    nele.press("link", "Reminders for abandoned carts")
    nele.page.get_by_role("heading", name="What it may bring").wait_for()
    work_out = nele.page.get_by_role("button", name="Work it out now")
    if work_out.count():  # the worker may have been quicker
        nele.press("button", "Work it out now")
    else:
        nele.press("link", "What if, and as a file")
    nele.page.get_by_role("heading", level=1, name="What it may bring").wait_for()
    expect(nele.page.get_by_text(f"on average over {horizon} years")).to_be_visible()
    nele.fill("Delivery is late by, months", "24")
    nele.press("button", "Work it out")
    expect(nele.page.get_by_text("24 months, supposed")).to_be_visible()
    with nele.page.expect_download() as taken:
        nele.press("link", "PowerPoint")
    deck = slides(Path(taken.value.path()).read_bytes())
    assert SUPPOSED in [words for slide in deck for words in slide]
