"""The example company comes in through the importers; exactly the rows that README.md calls bad stay out."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone

from lintel.imports import bringing
from lintel.imports.models import Batch
from lintel.intake.actions import request_type
from lintel.intake.models import Answer, Request, State
from lintel.people.models import User
from tests.cast import make_user
from tests.examples.test_files import EXAMPLES, table

SIDES = {"Marketing": "marketing", "IT": "it"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files as of today: a house refuses requests from its future."""
    today = str(timezone.now().date())
    subprocess.run(
        [sys.executable, EXAMPLES / "generate.py", "--out", tmp_path, "--today", today],
        check=True,
        capture_output=True,
    )
    return tmp_path


@pytest.fixture
def ada(db: None) -> User:
    """The administrator of a house in which everybody of the HR export is known."""
    for row in {row["E-Mail"].strip().lower(): row for row in table("people.csv")}.values():
        make_user(
            row["Name"].strip(), email=row["E-Mail"].strip().lower(), side=SIDES.get(row["Seite"], "other")
        )
    request_type.install_defaults()
    ada = User.objects.get(email="ada.petrova@fjellfern.example")
    ada.is_administrator = True
    ada.save()
    return ada


def bad_rows(batch: Batch) -> dict[str, str]:
    """The first reason of each bad row, by the row's own key."""
    found = {}
    for bad in batch.bad_rows.order_by("number"):
        cells = dict(bad.cells)
        found[cells.get("ID") or cells["Key"]] = bad.faults[0]["reason"]
    return found


def test_marketing_requests_come_in_without_mapping_by_hand(folder: Path, ada: User) -> None:
    batch = bringing.bring(folder / "marketing-requests.xlsx", "", by=ada)
    bad = bad_rows(batch)
    assert list(bad) == [f"MR-{number}" for number in range(187, 194)]
    for number, part in enumerate(
        (
            *("Title is missing", "Title is missing", "A refusal comes with a reason"),
            *("31.11.2026", "before the first snow", "until a day before it is needed from", "studio.nord@"),
        ),
        187,
    ):
        assert part in bad[f"MR-{number}"]
    assert Request.objects.count() == 86
    states = Request.objects.values_list("state", flat=True)
    wanted = {State.ASKED, State.ANSWERED, State.AGREED, State.SLEEPING, State.COUNTERED, State.ESCALATED}
    assert set(states) == wanted


def test_it_requests_come_in_without_mapping_by_hand(folder: Path, ada: User) -> None:
    batch = bringing.bring(folder / "it-requests.csv", "", by=ada)
    assert list(bad_rows(batch)) == ["ITM-190"]
    assert Request.objects.count() == 25
    assert Request.objects.filter(state=State.ESCALATED).count() == 1


def test_silence_and_lateness_are_there_to_be_seen_but_not_the_rule(folder: Path, ada: User) -> None:
    bringing.bring(folder / "marketing-requests.xlsx", "", by=ada)
    today = timezone.now().date()
    overdue = Request.objects.filter(state=State.ASKED, answer_by__lt=today).count()
    waiting = Request.objects.filter(state=State.ASKED, answer_by__gte=today).count()
    late = Answer.objects.filter(in_time=False).count()
    assert 5 <= overdue < waiting
    assert 5 <= late < Answer.objects.count() / 4
