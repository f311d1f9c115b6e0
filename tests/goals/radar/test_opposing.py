"""Opposing targets: on one metric, and on metrics declared or found to pull on each other."""

import numpy as np
import pytest

from lintel.goals.radar import reading, work
from lintel.goals.radar.actions import tension
from lintel.goals.radar.models import WeeklyValue
from lintel.goals.radar.reading import monday
from tests.cast import Cast
from tests.goals.radar.makers import (
    day,
    found,
    kept,
    look,
    make_goal,
    make_metric,
    make_result,
    measure,
    serve,
    summaries,
    today,
)


def test_one_metric_that_is_to_rise_and_to_fall(cast: Cast) -> None:
    make_metric("load")
    up = make_goal(cast, "More visits", ("load", 10, 20))
    down = make_goal(cast, "Quiet nights", ("load", 10, 5))
    [one] = found("opposing-targets")
    assert one.summary == "Load is to rise in 1 goal and to fall in 1 goal"
    assert {each.id for each in one.evidence} == {up.pk, down.pk}
    assert one.step.url == f"/goals/{down.pk}/edit/"


def test_targets_of_other_times_or_directions_do_not_oppose(cast: Cast) -> None:
    make_goal(cast, "More visits", ("load", 10, 20))
    make_goal(cast, "As many", ("load", 10, 15))
    make_goal(cast, "Later", ("load", 20, 10), days=(60, 90))
    make_goal(cast, "A draft", ("load", 20, 10), state="draft")
    make_goal(cast, "Over", ("load", 20, 10), state="closed")
    make_goal(cast, "Another", ("orders", 20, 10))
    assert found("opposing-targets") == []


def test_a_key_result_that_was_taken_out_opposes_nothing(cast: Cast) -> None:
    make_goal(cast, "More visits", ("load", 10, 20))
    goal = make_goal(cast, "Quiet nights")
    make_result(goal, "load", 10, 5, removed_at="2026-01-01T00:00Z")
    assert found("opposing-targets") == []


def test_many_goals_on_one_metric_are_one_finding(cast: Cast) -> None:
    for number in range(30):
        make_goal(cast, f"Up {number}", ("load", 10, 20))
        make_goal(cast, f"Down {number}", ("load", 10, 5))
    [one] = found("opposing-targets")
    assert "30 goals" in one.summary
    assert (len(one.evidence), one.evidence[-1].says) == (26, "and 35 more")


def test_one_metric_with_two_targets(cast: Cast) -> None:
    make_goal(cast, "Ours", ("leads", 100, 200))
    make_goal(cast, "Theirs", ("leads", 100, 300))
    assert summaries("two-targets") == ["Leads has 2 targets at the same time: from 200 to 300"]


def test_the_same_target_or_a_part_of_a_goal_is_no_second_target(cast: Cast) -> None:
    whole = make_goal(cast, "Ours", ("leads", 100, 300))
    make_goal(cast, "The same", ("leads", 50, 300))
    part = make_goal(cast, "A part", ("leads", 100, 150), days=(-50, 50))
    serve(part, whole)
    make_goal(cast, "Before", ("leads", 100, 120), days=(-90, -60))
    same = found("two-targets")
    assert {each.id for one in same for each in one.evidence} == {part.pk, part.pk + 0, whole.pk + 1}


def test_two_goals_of_the_same_owners_on_one_metric_could_be_one(cast: Cast) -> None:
    one = make_goal(cast, "Ours", ("leads", 100, 200))
    other = make_goal(cast, "Ours again", ("leads", 100, 250))
    [merge] = found("mergeable-goals")
    assert "2 goals of the same two owners" in merge.summary
    assert merge.step.label == "Merge them into one"
    assert merge.step.url == f"/goals/{one.pk}/merger/?with={other.pk}"


def test_other_owners_or_the_other_way_are_not_merged(cast: Cast) -> None:
    make_goal(cast, "Ours", ("leads", 100, 200))
    make_goal(cast, "Theirs", ("leads", 100, 200), owner_it=cast.tomas)
    make_goal(cast, "Fewer", ("leads", 100, 50))
    alone = make_goal(cast, "Alone", ("leads", 100, 200), owner_it=None, state="offered")
    serve(make_goal(cast, "A part", ("orders", 1, 2)), alone)
    assert found("mergeable-goals") == []


def test_a_declared_tension_shows_goals_that_ask_for_both(cast: Cast) -> None:
    for slug in ("speed", "safety"):
        make_metric(slug)
    row = tension.declare("speed", "safety", moves="opposite", why="Haste.", by=cast.ivo)
    assert found("declared-tension") == []
    make_goal(cast, "Faster", ("speed", 1, 2))
    make_goal(cast, "Safer", ("safety", 1, 2))
    [one] = found("declared-tension")
    assert one.summary.startswith("Safety and Speed were declared to pull on each other")
    assert one.summary.endswith("and goals ask for both to rise")
    assert one.evidence[0].says == "IT says: when Safety rises, Speed falls"
    assert one.step.url.startswith("/proposals/new/?title=How+far")
    tension.withdraw(row, by=cast.ivo)
    assert found("declared-tension") == []


def test_what_rises_together_opposes_only_when_asked_to_part(cast: Cast) -> None:
    for slug in ("releases", "outages"):
        make_metric(slug)
    tension.declare("releases", "outages", moves="together", why="Seen.", by=cast.ivo)
    make_goal(cast, "More releases", ("releases", 1, 2))
    more = make_goal(cast, "More outages", ("outages", 1, 2))
    assert found("declared-tension") == []
    make_result(more, "outages", 2, 1)
    assert len(found("declared-tension")) == 1


def weeks(slug: str, values: list[float]) -> None:
    last = monday(today())
    first = len(values)
    WeeklyValue.objects.bulk_create(
        WeeklyValue(metric=slug, week=last - (first - n) * (day(7) - today()), value=float(value))
        for n, value in enumerate(values)
    )


def moved(cast: Cast, sign: int) -> None:
    """Two metrics with sixty weeks in which one follows the other, or its opposite."""
    rng = np.random.default_rng(1)
    changes = rng.normal(size=60)
    weeks("spend", list(100 + changes.cumsum()))
    weeks("stock", list(100 + (sign * changes + rng.normal(scale=0.3, size=60)).cumsum()))
    make_metric("spend")
    make_metric("stock")


def test_metrics_that_moved_against_each_other_are_found_with_their_figures(cast: Cast) -> None:
    moved(cast, -1)
    make_goal(cast, "More spend", ("spend", 1, 2))
    make_goal(cast, "More stock", ("stock", 1, 2))
    [one] = found("found-tension")
    assert one.summary.startswith(
        "Goals ask for both to rise: Spend and Stock, which moved against each other in"
    )
    assert one.summary.endswith("of 59 weeks")
    assert one.figures["pairs"] == 1
    assert one.figures["rho"] < -0.8
    assert one.figures["q"] < 0.001
    assert one.step.url == "/goals/radar/tensions/new/?first=spend&second=stock&moves=opposite"


def test_targets_that_go_along_with_history_are_not_found(cast: Cast) -> None:
    moved(cast, -1)
    make_goal(cast, "More spend", ("spend", 1, 2))
    make_goal(cast, "Less stock", ("stock", 2, 1))
    assert found("found-tension") == []


def test_what_moved_together_opposes_targets_that_part(cast: Cast) -> None:
    moved(cast, 1)
    make_goal(cast, "More spend", ("spend", 1, 2))
    make_goal(cast, "Less stock", ("stock", 2, 1))
    [one] = found("found-tension")
    assert "which moved together in" in one.summary


def test_what_was_declared_is_not_found_a_second_time(cast: Cast) -> None:
    moved(cast, -1)
    make_goal(cast, "Both", ("spend", 1, 2), ("stock", 1, 2))
    assert len(found("found-tension")) == 1
    tension.declare("spend", "stock", moves="opposite", why="Seen.", by=cast.mara)
    assert found("found-tension") == []
    assert len(found("declared-tension")) == 1


def test_eight_weeks_are_too_few(cast: Cast) -> None:
    make_metric("spend")
    make_metric("stock")
    weeks("spend", [1, 3, 2, 5, 4, 7, 6, 9])
    weeks("stock", [9, 6, 7, 4, 5, 2, 3, 1])
    make_goal(cast, "Both", ("spend", 1, 2), ("stock", 1, 2))
    assert found("found-tension") == []


def test_what_goals_measured_is_history_where_the_data_says_nothing(cast: Cast) -> None:
    goal = make_goal(cast, "Long", ("leads", 1, 100), days=(-200, 50))
    result = goal.results.get()
    for week in range(1, 11):
        measure(result, 100 - week, days_ago=7 * week)
        measure(result, 200 - week, days_ago=7 * week - 1)
    count = work.read_history({"leads"}, today())
    read = reading.by_week(["leads"], today())["leads"]
    assert count == len(read) == WeeklyValue.objects.filter(metric="leads").count()
    assert all(week.weekday() == 0 and week < monday(today()) for week in read)
    assert 10 <= len(read) <= 11


def test_the_page_shows_figures_and_claims_no_cause(cast: Cast, as_: pytest.FixtureRequest) -> None:
    moved(cast, -1)
    make_goal(cast, "Both", ("spend", 1, 2), ("stock", 1, 2))
    look()
    page = as_(cast.mara).get(kept("found-tension").get_absolute_url()).content.decode()  # type: ignore[operator]
    assert "This says nothing about cause." in page
    assert "Pairs of metrics that were looked at" in page
    assert "Week by week" in page
