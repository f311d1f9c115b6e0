"""What every write here has in common: one lock, rules as refusals, and words that both sides put to it."""

import datetime as dt
from typing import TypeVar

from django.db import models
from django.utils import timezone

from lintel.people.models import User
from lintel.portfolio.outcomes.access import may_see_to
from lintel.portfolio.outcomes.models import Outcome, PromisedBenefit, Review
from lintel.ui.problems import Denied, Problem

M = TypeVar("M", bound=models.Model)


def lock(outcome: Outcome) -> Outcome:
    """The row as it is now, with its day of delivery, locked until the transaction ends."""
    Outcome.objects.select_for_update(of=("self",)).get(pk=outcome.pk)
    rows = Outcome.objects.with_delivery().select_related("proposal", "promise")
    return rows.get(pk=outcome.pk)


def lock_open(outcome: Outcome, by: User | None) -> Outcome:
    """The same, if this person may see to it and both offices have not concluded."""
    if by is not None and not may_see_to(by):
        raise Denied(
            "Only members and office holders of marketing and IT see to outcomes.",
            way_out="Leave a comment, or ask an administrator for a role on one of the two sides.",
        )
    locked = lock(outcome)
    if not locked.is_open:
        raise Problem(
            "Both offices have signed the outcome of this proposal; it is kept as it is.",
            way_out="Write what came later as a comment.",
        )
    return locked


def outcome_of(benefit: PromisedBenefit) -> Outcome:
    """The outcome of a benefit of the promise that counts. Errors: `Problem` for an earlier promise’s."""
    row = Outcome.objects.filter(proposal=benefit.promise.proposal_id).select_related("promise").first()
    if row is None or row.promise_id != benefit.promise_id:
        raise Problem(
            "This benefit belongs to an earlier promise, which both offices have replaced.",
            way_out="Open the outcome to see the present one.",
        )
    return row


def plan_next(outcome: Outcome) -> None:
    """Bring the day of the next look to what the reviews say."""
    due = Review.objects.filter(outcome=outcome, held_at=None).order_by("due_on").first()
    outcome.due_on = due.due_on if due else None
    outcome.save(update_fields=["due_on"])


def moment_of(now: dt.datetime | None) -> dt.datetime:
    """The moment given, or this one."""
    return now or timezone.now()
