"""One rule for both owners: what it pays, who sees it, and that an edit voids it."""

import dataclasses
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lintel.audit.models import Entry
from lintel.audit.signatures import hash_of
from lintel.goals.objectives.actions import goal as acting
from lintel.goals.objectives.actions import measurement
from lintel.goals.objectives.models import Goal
from lintel.goals.rewards.actions import rule as rules
from lintel.goals.rewards.models import RewardRule
from lintel.goals.rewards.paying import pays
from lintel.goals.rewards.terms import Terms
from lintel.people.models import User
from lintel.ui.formats import money, money_text
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.goals.makers import LEADS, accept, make_offered, make_owned, metrics, words

SignIn = Callable[[User], Client]
TERMS = Terms(
    Decimal("0.4"), Decimal("0.7"), Decimal(1), Decimal(1_000), Decimal(5_000), Decimal(8_000), "EUR"
)
FORM = {
    "threshold": "0.4", "target": "0.7", "stretch": "1", "pays_at_threshold": "1000",
    "pays_at_target": "5000", "pays_at_stretch": "8000", "currency": "EUR", "step": "0",
}  # fmt: skip


def signed(cast: Cast, goal: Goal) -> RewardRule:
    row = rules.write(goal, TERMS, by=cast.mara)
    return rules.sign(row, by=cast.ivo, step=row.step, content_hash=hash_of(row))


@pytest.mark.parametrize(
    ("score", "amount"),
    [
        (None, None), ("0", "0"), ("0.3999", "0"), ("0.4", "1000"), ("0.55", "3000"), ("0.7", "5000"),
        ("0.85", "6500"), ("1", "8000"),
    ],
)  # fmt: skip
def test_what_it_pays(score: str | None, amount: str | None) -> None:
    rule = RewardRule(**dataclasses.asdict(TERMS))
    found = pays(rule, None if score is None else Decimal(score))
    assert found == (None if amount is None else Decimal(amount))


def test_written_by_one_signed_by_the_other_paid_alike(
    cast: Cast, as_: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = metrics(monkeypatch, {"leads": Decimal(155)})
    goal = make_owned(cast.mara, cast.ivo, results=(LEADS,))
    measurement.take(goal, by=None)
    mara, ivo = as_(cast.mara), as_(cast.ivo)
    page = f"/goals/{goal.pk}/reward/"
    assert "Write the rule for both" in mara.get(goal.get_absolute_url()).content.decode()
    assert mara.post(f"{page}edit/", FORM).status_code == 302
    rule = RewardRule.objects.get()
    assert (rule.awaits, rule.in_force) == ("it", False)
    assert "IT has not signed" in ivo.get(page).content.decode()
    assert (
        "reward rules wait" in ivo.get("/").content.decode()
        or "Your signature" in ivo.get("/").content.decode()
    )
    ivo.post(f"{page}signature/", {"step": rule.step, "content_hash": hash_of(rule)})
    rule.refresh_from_db()
    assert rule.in_force
    for client in (mara, ivo):
        seen = client.get(page).content.decode()
        assert money_text(Decimal(3_000), "EUR") in seen
        assert "In force" in seen
    values["leads"] = Decimal(190)
    measurement.take(goal, by=None)
    seen = ivo.get(page).content.decode()
    assert money_text(Decimal(7_000), "EUR") in seen
    assert money_text(Decimal(3_000), "EUR") in seen  # what it would have paid before
    result = goal.results.get()
    before = Entry.objects.count()
    supposed = ivo.get(f"{page}?result-{result.pk}=170").content.decode()
    assert f"each owner gets <strong>{money(Decimal(5_000), 'EUR')}</strong>" in supposed
    assert Entry.objects.count() == before


def test_any_edit_voids_it_of_the_rule_and_of_the_goal(cast: Cast) -> None:
    goal = make_owned(cast.mara, cast.ivo)
    rule = signed(cast, goal)
    assert rule.in_force
    rule = rules.write(
        goal, dataclasses.replace(TERMS, pays_at_stretch=Decimal(9_000)), by=cast.ivo, step=rule.step
    )
    assert (rule.awaits, rule.in_force) == ("marketing", False)
    rule = rules.sign(rule, by=cast.mara, step=rule.step, content_hash=hash_of(rule))
    goal.refresh_from_db()
    content = words(
        title="Other words",
        results=tuple(
            dataclasses.replace(LEADS, pk=one.pk, name=one.name, metric=one.metric, baseline=one.baseline,
                                target=one.target, weight=one.weight)
            for one in goal.results.all()
        ),
    )  # fmt: skip
    acting.edit(goal, content, by=cast.mara, step=goal.step)
    rule = RewardRule.objects.select_related("goal").get()
    assert len(rule.awaited) == 2
    with pytest.raises(Denied):
        rules.sign(rule, by=cast.ivo, step=rule.step, content_hash=hash_of(rule))
    accept(goal, cast.ivo)
    rule = RewardRule.objects.select_related("goal").get()
    rule = rules.sign(rule, by=cast.ivo, step=rule.step, content_hash=hash_of(rule))
    assert rule.awaits == "marketing"
    rule = rules.sign(rule, by=cast.mara, step=rule.step, content_hash=hash_of(rule))
    assert rule.in_force


def test_who_sees_it(cast: Cast, as_: SignIn) -> None:
    goal = make_owned(cast.nele, cast.tomas)
    row = rules.write(goal, TERMS, by=cast.nele)
    rules.sign(row, by=cast.tomas, step=row.step, content_hash=hash_of(row))
    page = f"/goals/{goal.pk}/reward/"
    for person in (cast.nele, cast.tomas, cast.mara, cast.ivo, cast.ada):
        assert as_(person).get(page).status_code == 200, person
        assert "8,000" in as_(person).get("/goals/rewards/").content.decode(), person
    for person in (cast.lena, cast.emil, cast.ana, cast.finn, cast.sam):
        assert as_(person).get(page).status_code == 404, person
        assert "8,000" not in as_(person).get("/goals/rewards/").content.decode(), person
    for person in (cast.lena, cast.finn):
        seen = as_(person).get(f"{goal.get_absolute_url()}?history=all").content.decode()
        assert "reward-title" not in seen
        assert "8,000" not in seen
        assert "8000" not in seen


def test_who_writes_and_what_a_rule_must_hold(cast: Cast, as_: SignIn) -> None:
    goal = make_owned(cast.nele, cast.tomas)
    with pytest.raises(Denied):
        rules.write(goal, TERMS, by=cast.mara)
    for change, said in (
        ({"target": Decimal("0.3")}, "have to rise"),
        ({"stretch": Decimal("1.2")}, "between 0 and 1"),
        ({"pays_at_target": Decimal(10)}, "cannot pay less"),
        ({"currency": "euro"}, "three letters"),
        ({"pays_at_threshold": Decimal(-1)}, "not negative"),
    ):
        with pytest.raises(Problem, match=said):
            rules.write(goal, dataclasses.replace(TERMS, **change), by=cast.nele)
    offered = make_offered(cast.mara, marketing=cast.mara, it=cast.ivo)
    with pytest.raises(Problem, match="both own"):
        rules.write(offered, TERMS, by=cast.mara)
    row = rules.write(goal, TERMS, by=cast.nele)
    with pytest.raises(Stale):
        rules.sign(row, by=cast.tomas, step=row.step, content_hash="0" * 64)
    with pytest.raises(Stale):
        rules.write(goal, dataclasses.replace(TERMS, currency="SEK"), by=cast.tomas, step=99)
    with pytest.raises(IntegrityError), transaction.atomic():
        RewardRule.objects.create(
            goal=goal, goal_version=1, written_by=cast.nele, **dataclasses.asdict(TERMS)
        )
    refused = as_(cast.nele).post(
        f"/goals/{goal.pk}/reward/edit/", {**FORM, "target": "0.2", "step": row.step}
    )
    assert refused.status_code == 422
