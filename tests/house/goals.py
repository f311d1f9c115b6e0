"""One of each thing of the goals, who may do what with it, what is sent, and many rows of each."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.goals.objectives.actions import checkin
from lintel.goals.objectives.models import CheckIn, Goal, KeyResult, Measurement, Parenthood
from lintel.goals.rewards.actions import rule as rules
from lintel.goals.rewards.models import RewardRule
from lintel.goals.rewards.terms import Terms
from lintel.people.models import User
from tests.cast import Cast
from tests.goals.makers import make_draft, make_offered, make_owned, today

Body = dict[str, Any]
LISTS = {
    "objectives:goals": "",
    "objectives:results": "",
    "objectives:cascade": "",
    "objectives:goal": "owned goal",
    "rewards:rewards": "",
    "rewards:reward": "rewarded goal",
}
API_LISTS = {
    "list_goals": "",
    "list_key_results": "",
    "get_goal_cascade": "",
    "list_goal_check_ins": "owned goal",
    "list_goal_measurements": "owned goal",
    "list_goal_work": "owned goal",
    "list_rewards": "",
    "list_reward_history": "rewarded goal",
}
TERMS = Terms(Decimal("0.4"), Decimal("0.7"), Decimal(1), Decimal(100), Decimal(500), Decimal(900))
REWARD: Body = {
    "threshold": "0.3", "target": "0.6", "stretch": "1", "pays_at_threshold": "100", "pays_at_target": "500",
    "pays_at_stretch": "900", "currency": "EUR",
}  # fmt: skip


def things(cast: Cast) -> dict[str, Model]:
    """The samples: Nele and Tomas carry goals together, and one is Nele's alone."""
    draft = make_draft(cast.nele, title="Not offered yet")
    offered = make_offered(cast.nele, marketing=cast.nele, it=cast.tomas, title="Waits for Tomas")
    alone = make_offered(cast.nele, title="One-sided")
    owned = make_owned(cast.nele, cast.tomas, title="Both carry it")
    top = make_owned(cast.nele, cast.tomas, title="Of the company", kind="company")
    rewarded = make_owned(cast.nele, cast.tomas, title="Both are paid")
    rules.write(rewarded, TERMS, by=cast.nele)
    checkin.check_in(owned, 7, by=cast.nele, note="It goes well.")
    Parenthood.objects.create(child=owned, parent=top)
    return {
        "draft goal": draft, "offered goal": offered, "one-sided goal": alone, "owned goal": owned,
        "company goal": top, "rewarded goal": rewarded, "thread of a goal": owned, "place of a goal": owned,
        "side of a goal": owned,
    }  # fmt: skip


def args(name: str, s: Any) -> tuple[Any, ...] | None:
    """What an address of the goals needs where it is not the number alone."""
    if name == "side of a goal":
        return (s[name].pk, "it")
    if name == "place of a goal":
        return (s[name].pk, s["company goal"].pk)
    return None


def _wording(row: Goal) -> Body:
    """The form of a goal with another title, its key results as they are."""
    results = list(row.results.order_by("pk"))
    body: Body = {
        "title": "Better words", "why": "", "kind": "shared", "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "step": row.step, "results-TOTAL_FORMS": len(results), "results-INITIAL_FORMS": len(results),
    }  # fmt: skip
    for number, one in enumerate(results):
        names = ("pk", "name", "metric", "baseline", "target", "weight", "starts_on", "ends_on")
        body |= {f"results-{number}-{name}": getattr(one, name) for name in names}
    return body


def _steps(s: Any) -> Body:
    """How the two goals stand that are merged."""
    owned, rewarded = (Goal.objects.get(pk=s[name].pk) for name in ("owned goal", "rewarded goal"))
    return {"step": owned.step, "other_step": rewarded.step}


def _result() -> Body:
    return {"name": "More leads", "metric": "leads", "baseline": 100, "target": 200}


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the addresses; all of it good, so that only rights refuse it."""
    draft, offered, alone, owned, rewarded = (
        Goal.objects.get(pk=s[name].pk)
        for name in ("draft goal", "offered goal", "one-sided goal", "owned goal", "rewarded goal")
    )
    rule = RewardRule.objects.select_related("goal").get(goal=rewarded)
    new: Body = {
        "title": "Something new", "kind": "shared", "starts_on": today(),
        "ends_on": today() + dt.timedelta(days=90), "owner_marketing": s.cast.nele.pk,
        "owner_it": s.cast.tomas.pk, "results-TOTAL_FORMS": 1, "results-INITIAL_FORMS": 0,
        **{f"results-0-{name}": value for name, value in _result().items()}, "results-0-weight": 1,
        "offer": "yes",
    }  # fmt: skip
    return {
        "objectives:new": new,
        "objectives:edit": {**_wording(draft), "owner_marketing": s.cast.nele.pk},
        "objectives:edit owned goal": _wording(owned),
        "objectives:offer": {"step": draft.step},
        "objectives:acceptance": {"step": offered.step, "content_hash": hash_of(offered)},
        "objectives:ownership": {"step": alone.step, "content_hash": hash_of(alone)},
        "objectives:owners": {"it-step": owned.step, "it-person": s.cast.lena.pk},
        "objectives:step-back": {"step": owned.step, "text": "It is not ours."},
        "objectives:outcome": {"step": owned.step, "outcome": "reached", "note": ""},
        "objectives:merger": {"other": rewarded.pk, **_steps(s)},
        "objectives:check-ins": {"confidence": 6, "note": "It goes."},
        "objectives:parents": {"parent": s["rewarded goal"].pk},
        "rewards:edit": {**REWARD, "step": rule.step},
        "rewards:signature": {"step": rule.step, "content_hash": hash_of(rule)},
    }


def json(s: Any) -> dict[str, Body]:
    """What is sent to the operations."""
    pages = forms(s)
    draft, owned, rewarded = (
        Goal.objects.get(pk=s[name].pk) for name in ("draft goal", "owned goal", "rewarded goal")
    )
    days = {"starts_on": f"{today()}", "ends_on": f"{today() + dt.timedelta(days=90)}"}
    words = {"title": "Better words", **days, "key_results": [_result()]}
    rule = RewardRule.objects.select_related("goal").get(goal=rewarded)
    return {
        "create_goal": {**words, "owner_marketing_id": s.cast.nele.pk, "offer": False},
        "edit_goal": {**words, "step": draft.step},
        "edit_goal owned goal": {**words, "step": owned.step},
        "offer_goal": {"step": draft.step},
        "carry_goal": pages["objectives:acceptance"],
        "carry_goal one-sided goal": {**pages["objectives:ownership"], "take_on": True},
        "name_goal_owner": {"step": owned.step, "person_id": s.cast.lena.pk},
        "step_back_from_goal": pages["objectives:step-back"],
        "merge_goals": {"other_id": s["rewarded goal"].pk, **_steps(s)},
        "close_goal": pages["objectives:outcome"],
        "check_in_on_goal": pages["objectives:check-ins"],
        "place_goal": {"goal_id": s["rewarded goal"].pk},
        "link_goal_work": {"type": "intake.request", "id": s["request"].pk},
        "write_reward": {**REWARD, "step": rule.step},
        "sign_reward": {"step": rule.step, "content_hash": hash_of(rule)},
    }


def fill(people: list[User], samples: dict[str, Any], numbers: range) -> None:
    """Rows of everything: a third with the other side, a third owned, a third drafts."""
    now, first, last = timezone.now(), today() - dt.timedelta(days=30), today() + dt.timedelta(days=60)
    top, owned, rewarded = samples["company goal"], samples["owned goal"], samples["rewarded goal"]
    it = owned.owner_it
    kinds: list[Body] = [
        {"state": "offered", "awaits": "it", "waiting_since": now},
        {"state": "owned", "owned_at": now},
        {"state": "draft"},
    ]
    made = Goal.objects.bulk_create(
        [
            Goal(
                title=f"Goal {n}", starts_on=first, ends_on=last, created_by=person,
                created_office="marketing",
                owner_marketing=person, owner_it=it, results_total=1, **kinds[n % 3],
            )
            for n, person in zip(numbers, people, strict=True)
        ],
        batch_size=500,
    )  # fmt: skip
    bound: Body = {
        "metric": "leads", "direction": "up", "baseline": 1, "target": 2, "starts_on": first, "ends_on": last,
    }  # fmt: skip
    results = KeyResult.objects.bulk_create(
        [KeyResult(goal=row, name="More", **bound) for row in made], batch_size=500
    )
    kept: Body = {"at": now, "value": 1, "as_of": first, "baseline": 1, "target": 2, "weight": 1}
    found = Measurement.objects.bulk_create(
        [Measurement(goal=one.goal, key_result=one, **kept) for one in results], batch_size=500
    )
    for one, measured in zip(results, found, strict=True):
        one.measured = measured
    KeyResult.objects.bulk_update(results, ["measured"], batch_size=500)
    Parenthood.objects.bulk_create([Parenthood(child=row, parent=top) for row in made], batch_size=500)
    standing = [row for row in made if row.state == "owned"]
    paid: Body = {"pays_at_threshold": 1, "pays_at_target": 2, "pays_at_stretch": 3}
    RewardRule.objects.bulk_create(
        [RewardRule(goal=row, goal_version=1, written_by=it, **paid) for row in standing], batch_size=500
    )
    for sample in (owned, rewarded):
        result = sample.results.earliest("pk")
        CheckIn.objects.bulk_create(
            [CheckIn(goal=sample, office="it", confidence=5, by=person, at=now) for person in people],
            batch_size=500,
        )
        Measurement.objects.bulk_create(
            [
                Measurement(goal=sample, key_result=result, **{**kept, "at": now - dt.timedelta(days=n)})
                for n in numbers
            ],
            batch_size=500,
        )
