"""Key results whose metric does not carry them."""

from tests.cast import Cast
from tests.goals.radar.makers import found, make_goal, make_metric, measure, summaries


def test_metrics_that_are_unknown_or_not_signed_by_both(cast: Cast) -> None:
    make_metric("open_rate", state="review")
    make_metric("bounces", state="disputed")
    make_goal(cast, "One", ("open_rate", 1, 2), ("bounces", 2, 1), ("nobody_knows", 1, 2))
    assert summaries("unagreed-metric") == [
        "Bounces is disputed, and 1 goal is bound to it",
        "Nobody has defined nobody knows, to which 1 goal is bound",
        "Open rate is in review, and 1 goal is bound to it",
    ]
    steps = [(one.step.label, one.step.url) for one in found("unagreed-metric")]
    assert steps[1] == ("Define the metric", "/insight/metrics/new/?slug=nobody_knows&label=nobody_knows")
    assert steps[2] == ("Request the definition", "/insight/metrics/open_rate/")


def test_agreed_metrics_carry_key_results(cast: Cast) -> None:
    make_metric("leads")
    make_metric("unused", state="draft")
    make_goal(cast, "One", ("leads", 1, 2))
    assert found("unagreed-metric") == []


def test_a_metric_that_went_out_of_use(cast: Cast) -> None:
    make_metric("leads", state="deprecated")
    make_metric("orders")
    make_goal(cast, "One", ("leads", 1, 2))
    make_goal(cast, "Two", ("leads", 1, 2))
    make_goal(cast, "Three", ("orders", 1, 2))
    assert summaries("metric-out-of-use") == ["Leads is out of use, and 2 goals are still bound to it"]
    assert found("unagreed-metric") == []


def test_a_metric_that_is_used_is_not_out_of_use(cast: Cast) -> None:
    make_metric("orders")
    make_goal(cast, "Three", ("orders", 1, 2))
    assert found("metric-out-of-use") == []


def test_a_metric_that_was_redefined_since(cast: Cast) -> None:
    make_metric("leads", version=3)
    goal = make_goal(cast, "One", ("leads", 1, 2))
    [one] = found("older-meaning")
    assert one.summary == "Leads was redefined since 1 goal was worded"
    assert one.step.url == f"/goals/{goal.pk}/edit/"


def test_the_present_meaning_is_not_older(cast: Cast) -> None:
    make_metric("leads", version=1)
    make_metric("orders", version=4, state="review")  # that is another detector's
    make_goal(cast, "One", ("leads", 1, 2), ("orders", 1, 2))
    assert found("older-meaning") == []


def test_a_target_that_its_definition_calls_worse(cast: Cast) -> None:
    make_metric("returns", better="down")
    make_goal(cast, "One", ("returns", 1, 2))
    assert summaries("worse-direction") == ["1 goal moves Returns the way that its definition calls worse"]


def test_a_target_that_is_better_or_neither_is_fine(cast: Cast) -> None:
    make_metric("returns", better="down")
    make_metric("visits", better="up")
    make_metric("share")
    make_goal(cast, "One", ("returns", 2, 1), ("visits", 1, 2), ("share", 1, 2))
    assert found("worse-direction") == []


def test_a_month_without_a_measurement(cast: Cast) -> None:
    make_metric("leads")
    make_metric("orders")
    goal = make_goal(cast, "One", ("leads", 1, 2), ("orders", 1, 2))
    measure(goal.results.get(metric="orders"), 1, days_ago=45)
    leads = goal.results.get(metric="leads")
    measure(leads, None, why_not="There are no figures in the 30 days before.")
    assert summaries("not-measured") == [
        "Leads has not been measured for a month in 1 goal",
        "Orders has not been measured for a month in 1 goal",
    ]
    assert found("not-measured")[0].evidence[0].says == "There are no figures in the 30 days before."


def test_what_was_measured_has_just_begun_or_is_not_agreed_is_another_matter(cast: Cast) -> None:
    make_metric("leads")
    make_metric("orders", state="draft")
    goal = make_goal(cast, "One", ("leads", 1, 2), ("orders", 1, 2))
    measure(goal.results.get(metric="leads"), 1, days_ago=3)
    make_goal(cast, "New", ("leads", 1, 2), days=(-5, 90))
    assert found("not-measured") == []


def test_a_target_that_is_reached_before_half_of_its_time(cast: Cast) -> None:
    goal = make_goal(cast, "One", ("leads", 100, 200), ("load", 80, 40), days=(-10, 90))
    measure(goal.results.get(metric="leads"), 210)
    measure(goal.results.get(metric="load"), 40)
    assert len(found("reached-early")) == 2
    assert found("reached-early")[0].summary == "“leads to 200” in “One” is reached before half of its time"


def test_a_target_that_is_open_or_reached_late_is_fine(cast: Cast) -> None:
    early = make_goal(cast, "One", ("leads", 100, 200), days=(-10, 90))
    measure(early.results.get(), 199)
    late = make_goal(cast, "Two", ("leads", 100, 200), days=(-90, 10))
    measure(late.results.get(), 250)
    assert found("reached-early") == []
