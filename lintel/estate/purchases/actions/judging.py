"""Criteria, each side's weights, scores with evidence, and answers about risk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import Office
from lintel.estate.inventory.keeping import checked, locked
from lintel.estate.purchases.access import may_weigh
from lintel.estate.purchases.models import (
    COUNTED,
    Criterion,
    Option,
    Purchase,
    Reply,
    RiskAnswer,
    Score,
    Weight,
)
from lintel.estate.purchases.questionnaire import BY_SLUG
from lintel.estate.purchases.rules import MOST_CRITERIA, Said, fits, set_criterion, touched, writable
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem


@audited("purchase.criterion-added", says="wants the options compared by “{criterion}”")
def add(entry: Draft, purchase: Purchase, values: Mapping[str, Any], *, by: User) -> Criterion:
    """A new criterion; both sides then say how much it matters to them."""
    fresh = writable(purchase, by)
    count = fresh.criteria.count()
    if count >= MOST_CRITERIA:
        raise Problem(f"{MOST_CRITERIA} criteria are as many as one can weigh.", way_out="Remove one first.")
    row = Criterion(purchase=fresh, position=count)
    set_criterion(row, values)
    row.save()
    touched(fresh, by)
    entry.about(fresh, criterion=row.name)
    return row


@audited("purchase.criterion-edited", says="changed the criterion “{criterion}”")
def edit(entry: Draft, criterion: Criterion, values: Mapping[str, Any], *, by: User) -> Criterion:
    """Other words or another scale. A new way of measuring takes the scores away that it does not know."""
    fresh = writable(criterion.purchase, by)
    row = locked(criterion)
    before = row.measure
    set_criterion(row, values)
    row.save()
    if row.measure != before:
        row.scores.all().delete()
    touched(fresh, by)
    entry.about(fresh, criterion=row.name)
    return row


@audited("purchase.criterion-removed", says="takes “{criterion}” out of the comparison")
def remove(entry: Draft, criterion: Criterion, *, by: User) -> None:
    """Takes a criterion away, with its weights and scores."""
    fresh = writable(criterion.purchase, by)
    Criterion.objects.filter(pk=criterion.pk).delete()
    touched(fresh, by)
    entry.about(fresh, criterion=criterion.name)


@audited("purchase.weighed", says="said what matters to the {office}")
def weigh(entry: Draft, purchase: Purchase, points: Mapping[int, int], *, office: str, by: User) -> None:
    """A side's points from 0 to 100, by the criteria's keys; those that are left out stay as they are."""
    fresh = writable(purchase, by)
    if office not in Office.values or not may_weigh(by, office):
        raise Denied("What matters to a side is said by that side.", way_out="Ask a colleague over there.")
    known = {one.pk: one for one in fresh.criteria.all()}
    for pk, value in points.items():
        if pk not in known:
            raise Problem("There is no such criterion in this purchase.", field=f"points_{pk}")
        if not 0 <= value <= 100:
            raise Problem("Points go from 0 to 100.", field=f"points_{pk}")
        Weight.objects.update_or_create(
            criterion=known[pk], office=office, defaults={"points": value, "by": by, "at": timezone.now()}
        )
    if not any(row.points for row in Weight.objects.filter(criterion__purchase=fresh, office=office)):
        raise Problem("Then nothing matters.", way_out="Give one criterion some points.")
    touched(fresh, by)
    entry.about(fresh, office=Office(office).label)


@audited("purchase.scored", says="scored “{option}” on {count} criteria")
def score(entry: Draft, option: Option, said: Mapping[int, Said | None], *, by: User) -> None:
    """How an option fares, by the criteria's keys; None takes a score away. Each needs its evidence."""
    fresh = writable(option.purchase, by)
    known = {one.pk: one for one in fresh.criteria.all()}
    for pk, one in said.items():
        if pk not in known or known[pk].measure in COUNTED:
            raise Problem("This criterion is not scored by hand.", field=f"low_{pk}")
        if one is None:
            Score.objects.filter(option=option, criterion=known[pk]).delete()
        else:
            _score(option, known[pk], one, by)
    touched(fresh, by)
    entry.about(fresh, option=option.name, count=len(said))


def _score(option: Option, criterion: Criterion, one: Said, by: User) -> None:
    fits(criterion, one.low, one.high)
    if not one.evidence.strip():
        raise Problem(
            f"What says how it fares on “{criterion.name}”?", way_out="A sentence, a test, a figure.",
            field=f"evidence_{criterion.pk}",
        )  # fmt: skip
    row = Score.objects.filter(option=option, criterion=criterion).first()
    row = row or Score(option=option, criterion=criterion)
    row.low, row.high, row.evidence, row.link = one.low, one.high, one.evidence.strip(), one.link.strip()
    row.by, row.at = by, timezone.now()
    checked(row).save()


@audited("purchase.risks-answered", says="answered {count} questions about the risk of “{option}”")
def answer_risks(entry: Draft, option: Option, replies: Mapping[str, tuple[str, str]], *, by: User) -> None:
    """Replies and notes, by the questions' short names; an empty reply takes an answer away."""
    fresh = writable(option.purchase, by)
    for slug, (reply, note) in replies.items():
        if slug not in BY_SLUG or (reply and reply not in Reply.values):
            raise Problem("There is no such question or answer.", field=f"reply_{slug}")
        if not reply:
            RiskAnswer.objects.filter(option=option, question=slug).delete()
            continue
        RiskAnswer.objects.update_or_create(
            option=option,
            question=slug,
            defaults={"reply": reply, "note": note[:300], "by": by, "at": timezone.now()},
        )
    touched(fresh, by)
    entry.about(fresh, option=option.name, count=len(replies))
