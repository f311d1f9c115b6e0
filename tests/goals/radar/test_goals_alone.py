"""Goals without an owner, without key results, without work, out of time."""

from tests.cast import Cast
from tests.goals.radar.makers import ago, found, make_goal, serve, summaries, work_for


def test_a_goal_without_an_owner_on_one_side_asks_that_side(cast: Cast) -> None:
    goal = make_goal(cast, "Ours alone", state="offered", owner_it=None)
    [one] = found("one-sided-goal")
    assert (one.summary, one.side) == ("“Ours alone” has no owner in IT", "it")
    assert one.step.url == f"/goals/{goal.pk}/#stands-title"


def test_two_owners_or_a_goal_of_this_week_are_not_one_sided(cast: Cast) -> None:
    make_goal(cast, "Ours")
    make_goal(cast, "New", state="offered", owner_it=None, created_at=ago(3))
    make_goal(cast, "A draft", state="draft", owner_it=None)
    assert found("one-sided-goal") == []


def test_owners_who_see_it_differently(cast: Cast) -> None:
    make_goal(cast, "Doubted", confidence_marketing=9, confidence_it=4)
    assert summaries("confidence-apart") == [
        "The owners of “Doubted” see it differently: marketing 9 of 10, IT 4"
    ]


def test_owners_who_are_near_or_silent(cast: Cast) -> None:
    make_goal(cast, "Near", confidence_marketing=9, confidence_it=6)
    make_goal(cast, "Silent", confidence_marketing=9)
    assert found("confidence-apart") == []


def test_more_goals_than_one_person_can_carry(cast: Cast) -> None:
    for number in range(11):
        make_goal(cast, f"Goal {number}", owner_it=cast.tomas if number % 2 else cast.lena)
    [one] = found("too-many-goals")
    assert one.summary == "One owner in Marketing carries 11 goals at the same time"
    assert (one.side, one.people) == ("marketing", frozenset({cast.mara.pk}))


def test_ten_goals_can_be_carried(cast: Cast) -> None:
    for number in range(10):
        make_goal(cast, f"Goal {number}")
    make_goal(cast, "Later", days=(100, 200))
    assert found("too-many-goals") == []


def test_a_goal_past_its_end(cast: Cast) -> None:
    goal = make_goal(cast, "Last season", days=(-100, -20))
    [one] = found("past-its-end")
    assert one.summary == "“Last season” ended 20 days ago and is still open"
    assert one.step.url == f"/goals/{goal.pk}/outcome/"


def test_a_goal_that_runs_or_is_closed_is_not_past_its_end(cast: Cast) -> None:
    make_goal(cast, "Running")
    make_goal(cast, "Just over", days=(-100, -10))
    make_goal(cast, "Closed", days=(-100, -20), state="closed")
    assert found("past-its-end") == []


def test_a_goal_without_a_key_result(cast: Cast) -> None:
    make_goal(cast, "Be good")
    assert summaries("no-key-result") == ["“Be good” has no key result"]


def test_a_goal_with_a_key_result(cast: Cast) -> None:
    make_goal(cast, "Measured", ("leads", 1, 2))
    make_goal(cast, "Over", days=(-100, -1))
    assert found("no-key-result") == []


def test_a_goal_that_serves_another_at_another_time(cast: Cast) -> None:
    parent = make_goal(cast, "Next year", days=(100, 300))
    serve(make_goal(cast, "Now"), parent)
    assert summaries("periods-apart") == ["“Now” serves “Next year”, but not at the same time"]


def test_a_goal_that_serves_another_at_the_same_time(cast: Cast) -> None:
    serve(make_goal(cast, "Now"), make_goal(cast, "This year", days=(-300, -50)))
    assert found("periods-apart") == []


def test_a_goal_that_serves_only_what_is_over(cast: Cast) -> None:
    over = make_goal(cast, "Last year", state="closed")
    child = make_goal(cast, "Still running")
    serve(child, over)
    [one] = found("served-goal-closed")
    assert one.summary == "“Still running” serves only what is over: “Last year”"
    serve(child, make_goal(cast, "This year"))
    assert found("served-goal-closed") == []


def test_a_goal_that_no_work_serves(cast: Cast) -> None:
    goal = make_goal(cast, "A wish")
    [one] = found("goal-without-work")
    assert one.summary == "No work serves “A wish”"
    assert one.step.url == f"/proposals/new/?title=A+wish&goal={goal.pk}"


def test_work_and_further_goals_serve_a_goal(cast: Cast) -> None:
    parent = make_goal(cast, "Served by a goal")
    child = make_goal(cast, "Served by work")
    serve(child, parent)
    work_for(child)
    make_goal(cast, "Just begun", days=(-5, 50))
    make_goal(cast, "Over", days=(-50, -5))
    assert found("goal-without-work") == []


def test_a_closed_goal_serves_nobody(cast: Cast) -> None:
    parent = make_goal(cast, "Alone again")
    serve(make_goal(cast, "Closed", state="closed"), parent)
    assert summaries("goal-without-work") == ["No work serves “Alone again”"]
