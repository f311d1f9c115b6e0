"""An outcome as plain values, for programs and the command line."""

from typing import Any

from django.utils import timezone

from lintel.people.models import User
from lintel.portfolio.outcomes import closing, telling
from lintel.portfolio.outcomes.costs import Costs, costs_of
from lintel.portfolio.outcomes.estimating import Record, gathered, records
from lintel.portfolio.outcomes.models import Actual, Measurement, Outcome
from lintel.portfolio.outcomes.standing import Benefit, Words, benefits_of, why_not_yet

MEASURED = (
    "id", "benefit_id", "at", "found", "sentence", "why_not", "delivered_on", "metric_version", "unit",
    "step", "first", "last", "effect", "effect_low", "effect_high", "gain", "gain_low", "gain_high", "money",
    "money_low", "money_high", "promised_low", "promised_likely", "promised_high", "controls", "purpose",
    "snapshots",
)  # fmt: skip
SCORES = ("inside", "inside_low", "inside_high", "above", "below", "ratio", "interval_score", "brier")


def described(row: Outcome, user: User) -> dict[str, Any]:
    """Everything about one outcome; `row` carries its delivery and its proposal."""
    actuals = list(Actual.objects.visible_to(user).filter(proposal=row.proposal_id))
    reviews = row.reviews.values("id", "due_on", "person_id", "held_at", "cause", "words")
    return line(row) | {
        "why_not_yet": why_not_yet(row),
        "benefits": [benefit(one) for one in benefits_of(row, user)],
        "reviews": list(reviews),
        "cost": cost(costs_of(row.promise, actuals, timezone.localdate())),
        "note": note(row, user),
    }


def line(row: Outcome) -> dict[str, Any]:
    """A row of the list."""
    names = ("id", "proposal_id", "found", "due_on", "measured_at", "closed_at")
    return {name: getattr(row, name) for name in names} | {
        "title": row.proposal.title, "promised_version": row.promise.version,
        "promised_hash": row.promise.content_hash, "delivered_on": row.delivered_on,
    }  # fmt: skip


def benefit(one: Benefit) -> dict[str, Any]:
    """A promised benefit, who owns it, and what came of it."""
    row, how = one.row, one.arrangement
    return {
        "id": row.pk, "what": row.what, "metric": row.metric.slug if row.metric else None, "low": row.low,
        "likely": row.likely, "high": row.high, "marketing_owner_id": how.marketing_owner_id,
        "it_owner_id": how.it_owner_id, "controls": how.controls, "worth": how.worth, "version": how.version,
        "content_hash": one.agreed.content_hash, "agreed": _given(one.agreed),
        "measurement": measured(one.newest) if one.newest else None, "statement": _statement(one),
    }  # fmt: skip


def measured(row: Measurement) -> dict[str, Any]:
    """A measurement without its steps."""
    return {name: getattr(row, name) for name in MEASURED}


def _statement(one: Benefit) -> dict[str, Any] | None:
    said, words = one.statement, one.accepted
    if said is None or words is None:
        return None
    return {
        "extent": said.extent, "words": said.words, "link": said.link, "version": said.version,
        "content_hash": words.content_hash, "accepted": _given(words),
    }  # fmt: skip


def _given(words: Words) -> list[str]:
    return [office.value for office, signature in words.sides if signature is not None]


def cost(found: Costs) -> dict[str, Any]:
    """Promised and paid, by quarter, and days by specialty."""
    return {
        "currency": found.currency, "promised": found.promised, "paid": found.paid,
        "quarters": [
            {"name": one.name, "promised": str(one.promised), "paid": str(one.paid)} for one in found.quarters
        ],
        "days": [
            {"specialty": one.specialty, "worked": None if one.worked is None else str(one.worked)}
            | {name: str(getattr(one, name)) for name in ("low", "likely", "high")}
            for one in found.work
        ],
    }  # fmt: skip


def note(row: Outcome, user: User) -> dict[str, Any] | None:
    """The outcome note, and whose key is there."""
    found = closing.standing(row, user)
    if found.note is None or found.words is None:
        return None
    names = ("version", "promised", "got", "learned", "verdict")
    return {name: getattr(found.note, name) for name in names} | {
        "content_hash": found.words.content_hash, "signed": _given(found.words), "stale": found.stale,
    }  # fmt: skip


def calibrated(user: User) -> list[dict[str, Any]]:
    """How estimates came true, by office and team."""
    return [_record(one) for one in records(gathered(user))]


def _record(one: Record) -> dict[str, Any]:
    facts = {
        "kind": one.kind, "name": one.name, "side": one.side, "count": one.count,
        "sentence": telling.sentence(one),
    }  # fmt: skip
    return facts | {name: getattr(one.told, name) if one.told else None for name in SCORES}
