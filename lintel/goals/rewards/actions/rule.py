"""Writing and signing the one reward rule of a goal."""

import datetime as dt
from decimal import Decimal

from django.core.exceptions import ValidationError

from lintel.audit import signatures
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Signature
from lintel.audit.sides import OFFICES, Office
from lintel.audit.verification import signature_facts
from lintel.goals.objectives.access import owns
from lintel.goals.objectives.models import Awaits, Goal, State
from lintel.goals.rewards import access
from lintel.goals.rewards.models import CURRENCY, MOST_MONEY, REWARD, RewardRule
from lintel.goals.rewards.signing import signed_by
from lintel.goals.rewards.terms import AMOUNTS, SCORES, Terms
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from lintel.ui.saying import clock


@audited("reward.written", says="wrote the reward rule, version {version}")
def write(
    entry: Draft, goal: Goal, terms: Terms, *, by: User, step: int = 0, now: dt.datetime | None = None
) -> RewardRule:
    """Write the one rule of a goal, for both owners alike. The writing owner signs it with that; the other
    one's signature is awaited, whatever was signed before."""
    goal = Goal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    if goal.state != State.OWNED:
        raise Problem(
            "A reward is agreed for a goal that both own.", way_out="Have both owners accept the goal first."
        )
    office = owns(by, goal)
    if office is None or not access.may_write(by, goal):
        raise Denied("Only its two owners write a goal’s reward rule.", way_out="Ask one of them.")
    values = _checked(terms)
    moment, _ = clock(now)
    row = RewardRule.objects.filter(goal=goal).first()
    if row is None:
        row = RewardRule(goal=goal, version=0, step=0)
    elif all(getattr(row, name) == value for name, value in values.items()) and not row.awaited:
        raise Problem("Nothing was changed.", way_out="Change an amount or a score.", field="threshold")
    if row.pk and row.step != step:
        raise Stale("Somebody has changed this rule meanwhile.", way_out="Read it again, then change it.")
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.goal_version, row.written_by, row.changed_at = goal.version, by, moment
    row.awaits = Awaits.BOTH
    row.save()
    row.goal = goal
    signature = _put_key(row, office, by, moment)
    return _kept(entry, row, signature)


@audited("reward.signed", says="signed the reward rule for the {office}, version {version}")
def sign(
    entry: Draft,
    rule: RewardRule,
    *,
    by: User,
    step: int,
    content_hash: str,
    now: dt.datetime | None = None,
) -> RewardRule:
    """An owner signs exactly the rule that was read; with both signatures it is in force."""
    row = RewardRule.objects.select_for_update(of=("self",)).select_related("goal").get(pk=rule.pk)
    if not access.may_sign(by, row):
        raise Denied(
            "Only an owner whose signature is missing signs here.", way_out="Read above whose is awaited."
        )
    if row.step != step or content_hash != signatures.hash_of(row):
        raise Stale("The rule has changed since you read it.", way_out="Read it again, then sign it.")
    moment, _ = clock(now)
    office = Office(by.side)
    if row.goal_version != row.goal.version:  # the goal was worded anew: the rule is signed for that, by both
        row.goal_version, row.awaits = row.goal.version, Awaits.BOTH
        row.version += 1
    signature = _put_key(row, office, by, moment)
    return _kept(entry, row, signature)


def _put_key(row: RewardRule, office: Office, by: User, moment: dt.datetime) -> Signature:
    made = signatures.record(row, purpose=REWARD, office=office, signer=by, on_behalf_of=None, at=moment)
    given = signed_by(row)
    missing = [one for one in OFFICES if one not in given]
    row.awaits = Awaits.BOTH if len(missing) > 1 else missing[0].value if missing else ""
    row.step += 1
    row.save()
    return made


def _kept(entry: Draft, row: RewardRule, signature: Signature) -> RewardRule:
    """One entry about goal and rule. It names no amount: more people read a goal's history."""
    entry.about(
        row.goal, version=row.version, office=Office(signature.office).label,
        signature=signature_facts(signature),
    )  # fmt: skip
    entry.about(row)
    return row


def _checked(terms: Terms) -> dict[str, Decimal | str]:
    scores = [getattr(terms, name) for name in SCORES]
    amounts = [getattr(terms, name) for name in AMOUNTS]
    if not all(one.is_finite() and 0 <= one <= 1 and one == round(one, 4) for one in scores):
        raise Problem("A score lies between 0 and 1.", field="threshold")
    if not scores[0] < scores[1] < scores[2]:
        raise Problem(
            "The scores have to rise from threshold to target to stretch.",
            way_out="Correct one of the three.",
            field="target",
        )
    if not all(one.is_finite() and 0 <= one < MOST_MONEY and one == round(one, 2) for one in amounts):
        raise Problem("An amount is not negative and has at most two decimals.", field="pays_at_threshold")
    if not amounts[0] <= amounts[1] <= amounts[2]:
        raise Problem("A better score cannot pay less.", field="pays_at_target")
    currency = terms.currency.strip().upper()
    try:
        CURRENCY(currency)
    except ValidationError as wrong:
        raise Problem(str(wrong.message), field="currency") from None
    return {
        "currency": currency,
        **{
            name: Decimal(value) for name, value in zip((*SCORES, *AMOUNTS), (*scores, *amounts), strict=True)
        },
    }
