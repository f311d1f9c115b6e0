"""Long work: its result, its error, its stop, and what happens when its worker dies."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lintel.audit import runs
from lintel.audit.actions import run as run_actions
from lintel.audit.models import Run, RunState
from lintel.ui.problems import Denied, Problem
from tests.cast import Cast


@runs.run_kind("test.count", resumable=True)
def count(progress: runs.Progress) -> runs.Outcome:
    """Counts to the given number."""
    if progress.inputs["to"] < 0:
        raise Problem("Nobody counts backwards.", way_out="Give a number above zero.")
    for number in range(progress.inputs["to"]):
        progress.report(number + 1, progress.inputs["to"])
    if progress.inputs["to"] == 13:
        raise RuntimeError("an unforeseen fault")
    return runs.Outcome({"counted": progress.inputs["to"]}, "/counted/")


@runs.run_kind("test.once", resumable=False)
def once(progress: runs.Progress) -> runs.Outcome:
    """Must not be called twice."""
    return runs.Outcome({})


def ran(inputs: dict[str, Any], cast: Cast, commits: Any) -> Run:
    with commits(execute=True):
        run = runs.start("test.count", "Count", inputs, by=cast.nele)
    run.refresh_from_db()
    return run


def test_a_run_keeps_its_result(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    run = ran({"to": 3}, cast, django_capture_on_commit_callbacks)
    assert (run.state, run.result, run.done, run.result_url) == (
        RunState.DONE,
        {"counted": 3},
        3,
        "/counted/",
    )


def test_a_refusal_is_shown_in_its_own_words(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    run = ran({"to": -1}, cast, django_capture_on_commit_callbacks)
    assert (run.state, run.error) == (RunState.FAILED, "Nobody counts backwards. Give a number above zero.")


def test_a_fault_of_ours_names_the_run_and_hides_the_traceback(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    run = ran({"to": 13}, cast, django_capture_on_commit_callbacks)
    assert run.state == RunState.FAILED
    assert f"run {run.pk}" in run.error
    assert "RuntimeError" not in run.error


def dead(kind: str, cast: Cast, **values: Any) -> Run:
    long_ago = timezone.now() - timedelta(minutes=10)
    return Run.objects.create(
        kind=kind, title="Dead", state=RunState.RUNNING, heartbeat_at=long_ago, created_by=cast.nele, **values
    )


def test_a_resumable_run_whose_worker_died_is_taken_up_again(cast: Cast) -> None:
    run = dead("test.count", cast, inputs={"to": 2}, attempts=1)
    assert runs.reap() == 1
    run.refresh_from_db()
    assert (run.state, run.attempts) == (RunState.DONE, 2)


@pytest.mark.parametrize(("kind", "attempts"), [("test.once", 1), ("test.count", runs.MOST_ATTEMPTS)])
def test_other_dead_runs_say_that_they_stopped(cast: Cast, kind: str, attempts: int) -> None:
    run = dead(kind, cast, attempts=attempts)
    assert runs.reap() == 1
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert "start it again" in run.error


def test_a_living_run_is_left_alone(cast: Cast) -> None:
    run = dead("test.count", cast)
    Run.objects.update(heartbeat_at=timezone.now())
    assert runs.reap() == 0
    run.refresh_from_db()
    assert run.state == RunState.RUNNING


def test_a_waiting_run_is_cancelled_at_once_and_never_starts(cast: Cast) -> None:
    run = Run.objects.create(kind="test.count", title="Wait", inputs={"to": 1}, created_by=cast.nele)
    run_actions.cancel(run, by=cast.nele)
    runs.execute.func(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done) == (RunState.CANCELLED, 0)


def test_a_running_run_stops_at_its_next_report(cast: Cast) -> None:
    run = Run.objects.create(
        kind="test.count", title="Stop", inputs={"to": 5}, created_by=cast.nele, cancel_requested=True
    )
    runs.execute.func(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done) == (RunState.CANCELLED, 1)


def test_nobody_stops_somebody_elses_run(cast: Cast) -> None:
    run = Run.objects.create(kind="test.count", title="Hers", created_by=cast.nele)
    with pytest.raises(Denied):
        run_actions.cancel(run, by=cast.tomas)
