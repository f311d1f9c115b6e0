"""Findings are kept: the same thing is the same row, goes, comes back, is put off; and who may see it."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lintel.audit.models import Entry, Run
from lintel.goals.objectives.models import Goal
from lintel.goals.radar import waits, work
from lintel.goals.radar.actions import scan, snooze, tension
from lintel.goals.radar.ground import gather
from lintel.goals.radar.models import Finding, MetricTension, Scan, Snooze
from lintel.goals.radar.registry import detectors
from lintel.ui.problems import Denied, Problem
from tests.cast import Cast
from tests.goals.radar.makers import (
    day,
    kept,
    look,
    make_goal,
    make_metric,
    make_result,
    measure,
    today,
    work_for,
)


def test_there_are_enough_detectors_and_each_explains_itself() -> None:
    known = detectors()
    assert len(known) >= 12
    assert len({one.title for one in known}) == len(known)
    for one in known:
        assert len(one.explanation) > 80, one.key
        assert one.about, one.key


def make_wish(cast: Cast) -> Goal:
    """A goal with which nothing is wrong but that no work serves it."""
    make_metric("leads")
    goal = make_goal(cast, "A wish", ("leads", 1, 3))
    measure(goal.results.get(), 2)
    return goal


def test_the_same_thing_found_again_is_the_same_row(cast: Cast) -> None:
    goal = make_wish(cast)
    first = look()
    row = kept("goal-without-work")
    assert (first.new, first.medium) == (1, 1)
    again = look()
    assert (again.new, again.gone, Finding.objects.count()) == (0, 0, 1)
    row.refresh_from_db()
    assert row.last_seen == again.at > row.first_seen
    Goal.objects.filter(pk=goal.pk).update(title="A firm wish")
    look()
    row.refresh_from_db()
    assert row.summary == "No work serves “A firm wish”"
    assert [one.what for one in row.changes.all()] == ["found"]


def test_a_finding_goes_and_comes_back(cast: Cast) -> None:
    link = work_for(make_wish(cast))
    look()
    assert not Finding.objects.exists()
    link.delete()
    assert look().new == 1
    row = kept("goal-without-work")
    link.save(force_insert=True)
    gone = look()
    row.refresh_from_db()
    assert (gone.gone, gone.open, row.gone_at) == (1, 0, gone.at)
    link.delete()
    back = look()
    row.refresh_from_db()
    assert (back.back, back.new, row.gone_at) == (1, 0, None)
    assert [one.what for one in row.changes.all()] == ["back", "gone", "found"]


def test_evidence_that_grows_keeps_its_row_and_names_the_new_thing(cast: Cast) -> None:
    make_goal(cast, "More visits", ("load", 10, 20))
    make_goal(cast, "Quiet nights", ("load", 10, 5))
    look()
    row = kept("opposing-targets")
    third = make_goal(cast, "Quieter nights", ("load", 10, 4), owner_it=cast.tomas)
    look()
    assert kept("opposing-targets").pk == row.pk
    assert row.subjects.filter(object_id=third.pk).exists()
    assert set(row.people.values_list("person", flat=True)) == {cast.mara.pk, cast.ivo.pk, cast.tomas.pk}


def test_a_look_is_one_entry_however_much_it_finds(cast: Cast) -> None:
    for number in range(5):
        make_goal(cast, f"Wish {number}")
    before = Entry.objects.count()
    made = look(cast.nele)
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("seq").action == "radar.scanned"
    assert made.by == cast.nele
    assert made.new == Finding.objects.count() > 5


def test_the_ground_costs_the_same_queries_at_any_size(cast: Cast) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            ground = gather(today())
            for detector in detectors():
                list(detector.find(ground))
        return len(queries)

    make_goal(cast, "One", ("leads", 1, 2))
    few = count()
    for number in range(40):
        make_result(make_goal(cast, f"Goal {number}", ("leads", 1, 2 + number)), "load", 9, 1)
    assert count() == few < 25


def test_a_finding_is_put_off_with_a_reason_and_taken_up_again(cast: Cast) -> None:
    make_goal(cast, "A wish")
    look()
    row = kept("goal-without-work")
    snooze.put_off(row, reason="In the January round.", until=day(20), by=cast.tomas)
    assert row.state_on(today()) == "snoozed"
    assert row.state_on(day(21)) == "open"
    assert look().snoozed == 1
    assert Finding.objects.open(today()).filter(pk=row.pk).exists() is False
    with pytest.raises(Problem, match="at most 180 days"):
        snooze.put_off(row, reason="Later.", until=day(181), by=cast.nele)
    snooze.put_off(row, reason="Even later.", until=day(30), by=cast.nele)
    assert Snooze.objects.filter(finding=row, ended_at=None).get().by == cast.nele
    snooze.end(row, by=cast.mara)
    assert row.state_on(today()) == "open"
    assert not Snooze.objects.filter(ended_at=None).exists()
    with pytest.raises(Problem, match="not put off"):
        snooze.end(row, by=cast.mara)


@pytest.mark.parametrize(
    ("reason", "until", "said"),
    [("...", 5, "Say why"), ("Because.", 0, "must lie ahead"), ("Because.", -1, "must lie ahead")],
)
def test_a_snooze_needs_words_and_a_day_ahead(cast: Cast, reason: str, until: int, said: str) -> None:
    make_goal(cast, "A wish")
    look()
    with pytest.raises(Problem, match=said):
        snooze.put_off(kept("goal-without-work"), reason=reason, until=day(until), by=cast.mara)


def test_who_does_not_work_here_puts_nothing_off_and_orders_no_look(cast: Cast) -> None:
    make_goal(cast, "A wish")
    look()
    row = kept("goal-without-work")
    for user in (cast.finn, cast.sam, cast.ana):
        with pytest.raises(Denied):
            snooze.put_off(row, reason="Because.", until=day(5), by=user)
        with pytest.raises(Denied):
            scan.take(by=user)
        with pytest.raises(Denied):
            tension.declare("a", "b", moves="opposite", why="Because.", by=user)


def test_what_is_gone_is_not_put_off(cast: Cast) -> None:
    goal = make_goal(cast, "A wish")
    look()
    work_for(goal)
    look()
    with pytest.raises(Problem, match="gone already"):
        snooze.put_off(kept("goal-without-work"), reason="Because.", until=day(5), by=cast.mara)


def test_a_finding_is_shown_to_who_may_see_all_it_rests_on(cast: Cast) -> None:
    goal = make_goal(cast, "A wish")
    look()
    row = kept("goal-without-work")
    seen = Finding.objects.filter(pk=row.pk)
    for user in (cast.mara, cast.tomas, cast.finn, cast.ada):
        assert seen.visible_to(user).exists()
    assert not seen.visible_to(cast.sam).exists()
    # Back to a draft, which only its own people see: so does the finding.
    Goal.objects.filter(pk=goal.pk).update(state="draft", owned_at=None)
    assert seen.visible_to(cast.mara).exists()
    assert not seen.visible_to(cast.tomas).exists()
    row.subjects.create(object_type="objectives.goal", object_id=999_999)
    assert not seen.visible_to(cast.mara).exists()


def test_a_thing_of_an_unknown_kind_hides_the_finding(cast: Cast) -> None:
    make_goal(cast, "A wish")
    look()
    row = kept("goal-without-work")
    row.subjects.create(object_type="elsewhere.thing", object_id=1)
    assert not Finding.objects.filter(pk=row.pk).visible_to(cast.mara).exists()


def test_owners_are_told_of_grave_findings_on_the_first_page(cast: Cast) -> None:
    make_goal(cast, "More visits", ("load", 10, 20), owner_marketing=cast.nele)
    make_goal(cast, "Quiet nights", ("load", 10, 5), owner_it=cast.tomas, owner_marketing=cast.emil)
    make_metric("load")
    look()
    row = kept("opposing-targets")
    for user in (cast.nele, cast.emil, cast.tomas, cast.ivo):
        assert [one.url for one in waits.find(user, today()).items] == [row.get_absolute_url()]
    assert waits.find(cast.lena, today()).count == 0
    snooze.put_off(row, reason="Next week.", until=day(7), by=cast.nele)
    assert waits.find(cast.nele, today()).count == 0


def test_the_office_that_is_asked_hears_of_it_although_it_owns_nothing(cast: Cast) -> None:
    make_goal(cast, "Ours alone", state="offered", owner_it=None)
    look()
    assert waits.find(cast.ivo, today()).count == 1


def test_both_sides_declare_the_same_two_metrics_each_once(cast: Cast) -> None:
    for slug in ("speed", "safety"):
        make_metric(slug)
    tension.declare("speed", "safety", moves="opposite", why="Haste.", by=cast.tomas)
    tension.declare("safety", "speed", moves="together", why="Care is quick.", by=cast.nele)
    with pytest.raises(Problem, match="already"):
        tension.declare("safety", "speed", moves="opposite", why="Again.", by=cast.ivo)
    row = MetricTension.objects.get(office="it")
    assert (row.first, row.second) == ("safety", "speed")
    with pytest.raises(Denied):
        tension.withdraw(row, by=cast.nele)
    tension.withdraw(row, by=cast.ivo)
    with pytest.raises(Problem, match="taken back already"):
        tension.withdraw(row, by=cast.ivo)


@pytest.mark.parametrize(("first", "second"), [("speed", "speed"), ("speed", "unknown"), ("", "speed")])
def test_a_declaration_names_two_metrics_of_this_house(cast: Cast, first: str, second: str) -> None:
    make_metric("speed")
    with pytest.raises(Problem):
        tension.declare(first, second, moves="opposite", why="Because.", by=cast.mara)


def test_it_looks_once_a_day_and_one_waiting_run_serves_all(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    make_goal(cast, "A wish")
    now = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        assert work.order_due(now) == 1
        assert scan.order(by=cast.nele) == Run.objects.get(kind=scan.KIND)
    assert Run.objects.get(kind=scan.KIND).state == "done"
    assert Scan.objects.count() == 1
    assert work.order_due(now) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert work.order_due(now + dt.timedelta(days=1, minutes=1)) == 1
    assert Scan.objects.count() == 2
