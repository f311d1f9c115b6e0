"""The example company comes in through the importers; exactly the rows that README.md calls bad stay out."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone

from lintel.goals.objectives.models import Goal, KeyResult, Parenthood
from lintel.imports import bringing
from lintel.imports.models import Batch
from lintel.intake.actions import request_type
from lintel.intake.models import Answer, Request, State
from lintel.people.models import Role, User
from lintel.portfolio.proposals.models import Proposal
from tests.cast import make_user
from tests.examples.test_files import EXAMPLES

KEYS = ("ID", "Key", "Issue key", "Personalnr.")


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
def ada(db: None, folder: Path) -> User:
    """The administrator of a house into which the HR export came."""
    ada = make_user("Ada Petrova", email="ada.petrova@fjellfern.example", is_administrator=True)
    request_type.install_defaults()
    bringing.bring(folder / "people.csv", "", by=ada)
    return ada


def bad_rows(batch: Batch) -> dict[str, str]:
    """The first reason of each bad row, by the row's own key."""
    found = {}
    for bad in batch.bad_rows.order_by("number"):
        cells = dict(bad.cells)
        found[next(cells[name] for name in KEYS if name in cells)] = bad.faults[0]["reason"]
    return found


def test_people_come_in_with_their_sides_and_roles(ada: User) -> None:
    bad = bad_rows(Batch.objects.get())
    assert list(bad) == ["FF-2001", "FF-2002", "FF-2003"]
    assert "the same" in bad["FF-2001"]
    assert "nils.brenner(at)" in bad["FF-2002"]
    assert "Agentur" in bad["FF-2003"]
    assert User.objects.count() == 68
    assert User.objects.get(email="joost.dewit@fjellfern.example").name == "Joost de Wit"
    mara = User.objects.get(email="mara.lindqvist@fjellfern.example")
    assert (mara.side, mara.role) == ("marketing", Role.MEMBER)
    assert User.objects.get(email="sam.reyes@fjellfern.example").role == Role.NONE


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


def test_issues_become_requests_and_backlog(folder: Path, ada: User) -> None:
    batch = bringing.bring(folder / "jira-it.csv", "", by=ada)
    bad = bad_rows(batch)
    twice = next(key for key, reason in bad.items() if "has the same Issue key" in reason)
    assert set(bad) - {twice} == {"MTX-9001", "MTX-9002", "WEB-9003", "MTX-9004", "WEB-9005"}
    assert len(bad) == 6
    assert Request.objects.count() == 30
    assert Proposal.objects.count() == 203


def test_proposals_come_in_whole(folder: Path, ada: User) -> None:
    batch = bringing.bring(folder / "proposals.csv", "", by=ada)
    assert not bad_rows(batch)
    proposals = list(Proposal.objects.all())
    assert len(proposals) == 12
    for proposal in proposals:
        assert proposal.marketing_owner
        assert proposal.it_owner
        assert proposal.wsjf
        assert proposal.rice
        assert proposal.one_off_cost
        assert proposal.starts_on
        assert proposal.access_impact


def test_goals_come_in_as_drafts_with_their_key_results_and_places(ada: User, folder: Path) -> None:
    batches = [
        bringing.bring(folder / f"{name}.csv", importer, by=ada)
        for name, importer in (
            ("goals", "goals"),
            ("key-results", "key-results"),
            ("goal-cascade", "goal-cascade"),
        )
    ]
    bad = bad_rows(batches[0])
    assert list(bad) == ["G-98", "G-99"]
    assert "ends before it begins" in bad["G-98"]
    assert "does not work for the Marketing" in bad["G-99"]
    assert [batch.bad_rows.count() for batch in batches[1:]] == [0, 0]
    assert (Goal.objects.count(), KeyResult.objects.count(), Parenthood.objects.count()) == (17, 21, 16)
    assert set(Goal.objects.values_list("state", flat=True)) == {"draft"}
    opposed = KeyResult.objects.filter(metric="tickets").order_by("direction")
    assert [(row.direction, row.goal.is_one_sided) for row in opposed] == [("down", False), ("up", True)]
