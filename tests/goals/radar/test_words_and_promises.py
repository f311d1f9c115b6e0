"""Words, expectations, concerns and rewards that do not fit."""

from decimal import Decimal
from typing import Any

from lintel.audit.models import Link
from lintel.charter.concerns.models import Concern
from lintel.charter.expectations.actions import replying
from lintel.charter.links import ANSWERS
from lintel.goals.objectives.models import Goal
from lintel.goals.rewards.models import RewardRule
from tests.cast import Cast
from tests.charter.makers import make_accepted, make_concern, make_offered, measurable
from tests.goals.radar.makers import ago, found, make_goal, make_metric, make_result, summaries
from tests.language.makers import make_agreed, make_clash, make_term


def test_one_word_with_two_meanings_in_a_goal(cast: Cast) -> None:
    term = make_clash(cast, "Lead")
    goal = make_goal(cast, "Twice the leads")
    make_goal(cast, "Something else", why="Prospects come back.")
    [one] = found("word-two-meanings")
    assert one.summary == "“Lead” means two things in 2 goals: “Twice the leads”"
    assert one.evidence[1].id == goal.pk
    assert one.evidence[2].says == "says “Prospects”"
    assert one.step.url == term.get_absolute_url()
    assert found("word-not-agreed") == []


def test_an_agreed_word_or_an_unused_clash_is_fine(cast: Cast) -> None:
    make_agreed(cast, "Lead")
    make_clash(cast, "Campaign", synonyms=())
    make_goal(cast, "Twice the leads")
    make_goal(cast, "A draft about campaigns", state="draft")
    assert found("word-two-meanings") == []
    assert found("word-not-agreed") == []


def test_a_word_that_only_one_side_has_explained(cast: Cast) -> None:
    make_term(cast, "Lead")
    make_goal(cast, "Twice the leads")
    [one] = found("word-not-agreed")
    assert (one.summary, one.side) == ("“Lead” is not agreed, and stands in 1 goal: “Twice the leads”", "it")


def test_an_expectation_that_a_goal_rules_out(cast: Cast) -> None:
    make_metric("report_delay_hours", label="Delay of reports", unit="h")
    row = make_accepted(cast.nele, cast.ivo, content=measurable())  # at most 9
    goal = make_goal(cast, "Slow is fine", ("report_delay_hours", 5, 12))
    [one] = found("expectation-against-goal")
    assert one.summary == f"“{row.title}” cannot hold once “Slow is fine” is reached"
    assert one.evidence[0].says == "Marketing expects Delay of reports to be at most 9 h"
    assert one.evidence[1].id == goal.pk
    assert one.people == frozenset({cast.nele.pk, cast.ivo.pk})
    assert "metric=report_delay_hours&comparison=at_most&target=12" in one.step.url


def test_an_expectation_that_a_goal_fulfils(cast: Cast) -> None:
    make_accepted(cast.nele, cast.ivo, content=measurable())
    make_goal(cast, "Quicker", ("report_delay_hours", 20, 8))
    make_goal(cast, "Within it", ("report_delay_hours", 5, 9))
    make_goal(cast, "Later", ("report_delay_hours", 5, 12), days=(100, 200))
    assert found("expectation-against-goal") == []


def test_an_expectation_that_is_over_contradicts_nothing(cast: Cast) -> None:
    row = make_offered(cast.nele, content=measurable())
    make_goal(cast, "Slow is fine", ("report_delay_hours", 5, 12))
    assert len(found("expectation-against-goal")) == 1
    replying.decline(row, by=cast.ivo, step=row.step, text="We cannot.")
    assert found("expectation-against-goal") == []


def test_two_expectations_that_exclude_each_other(cast: Cast) -> None:
    make_accepted(cast.nele, cast.ivo, content=measurable())  # at most 9
    make_offered(cast.ivo, content=measurable(title="Nobody hurries", comparison="more_than"))  # than 9
    [one] = found("expectations-contradict")
    assert "exclude each other on report delay hours" in one.summary
    assert len(one.evidence) == 2
    assert one.step.url.startswith("/disparities/")


def test_two_expectations_that_go_together(cast: Cast) -> None:
    make_accepted(cast.nele, cast.ivo, content=measurable())  # at most 9
    make_offered(cast.ivo, content=measurable(comparison="at_least"))  # exactly 9 satisfies both
    make_offered(cast.ivo, content=measurable(metric="other", comparison="more_than", target=Decimal(90)))
    assert found("expectations-contradict") == []


def old_concern(cast: Cast) -> Concern:
    row = make_concern(cast.nele, title="It breaks at night")
    Concern.objects.filter(pk=row.pk).update(created_at=ago(40))
    return row


def test_a_concern_that_nothing_answers_asks_the_other_side(cast: Cast) -> None:
    old_concern(cast)
    [one] = found("concern-unanswered")
    assert (one.summary, one.side) == ("Nothing answers the concern “It breaks at night”", "it")
    assert one.step.url == "/expectations/new/?title=It+breaks+at+night"


def test_an_answered_or_new_concern_is_fine(cast: Cast) -> None:
    make_concern(cast.nele)
    row = old_concern(cast)
    goal = make_goal(cast, "Quiet nights")
    Link.objects.create(
        from_type="objectives.goal", from_id=str(goal.pk), kind=ANSWERS,
        to_type="concerns.concern", to_id=str(row.pk),
    )  # fmt: skip
    assert found("concern-unanswered") == []


def make_reward(cast: Cast, goal: Goal, *, pays: int = 1_000, **values: Any) -> RewardRule:
    usual: dict[str, Any] = {
        "goal_version": goal.version, "awaits": "", "written_by": cast.mara, "changed_at": ago(20),
        "pays_at_threshold": 0, "pays_at_target": pays, "pays_at_stretch": 2 * pays,
    }  # fmt: skip
    return RewardRule.objects.create(goal=goal, **(usual | values))


def test_a_reward_that_one_owner_has_not_signed_or_that_is_void(cast: Cast) -> None:
    make_reward(cast, make_goal(cast, "Half signed"), awaits="it")
    make_reward(cast, make_goal(cast, "Reworded", version=2), goal_version=1)
    one, other = found("reward-unsigned")
    assert (one.summary, one.side) == ("IT’s owner has not signed the reward for “Half signed”", "it")
    assert (other.summary, other.side) == (
        "The reward for “Reworded” was signed for an older wording",
        "both",
    )


def test_a_reward_that_stands_or_is_new(cast: Cast) -> None:
    make_reward(cast, make_goal(cast, "Signed"))
    make_reward(cast, make_goal(cast, "Yesterday"), awaits="it", changed_at=ago(1))
    assert found("reward-unsigned") == []


def test_rewards_that_differ_for_the_same_metric(cast: Cast) -> None:
    one = make_goal(cast, "Ours", ("leads", 1, 2))
    make_reward(cast, one)
    assert found("rewards-differ") == []
    make_reward(cast, make_goal(cast, "Theirs", ("leads", 1, 2), owner_it=cast.tomas), pays=4_000)
    assert summaries("rewards-differ") == ["Moving leads pays from 1,000 EUR to 4,000 EUR at the target"]
    make_goal(cast, "Unpaid", ("orders", 1, 2))
    make_result(one, "orders", 1, 2)
    assert "Moving orders pays from nothing to 1,000 EUR at the target" in summaries("rewards-differ")


def test_equal_rewards_and_other_times_do_not_differ(cast: Cast) -> None:
    make_reward(cast, make_goal(cast, "Ours", ("leads", 1, 2)))
    make_reward(cast, make_goal(cast, "Theirs", ("leads", 1, 2)))
    make_reward(cast, make_goal(cast, "Later", ("leads", 1, 2), days=(60, 90)), pays=9_000)
    make_reward(cast, make_goal(cast, "The other way", ("leads", 2, 1)), pays=9_000)
    assert found("rewards-differ") == []
