"""How an outcome stands: each benefit with its last figure, whose word is missing, and what comes next."""

from dataclasses import dataclass, replace
from typing import Any

from lintel.audit.models import Signature
from lintel.audit.sides import OFFICES, Office
from lintel.audit.signatures import Keys, hash_of, keys_of_many
from lintel.people.models import User
from lintel.portfolio.outcomes.access import owner_side
from lintel.portfolio.outcomes.models import (
    MEASURE,
    STATE,
    TOLD,
    Arrangement,
    Found,
    Measurement,
    Outcome,
    PromisedBenefit,
    Statement,
)
from lintel.portfolio.outcomes.models.words import FOUND_TONES
from lintel.portfolio.returns.telling import money
from lintel.ui.components import Turn, Word

NOTHING = Keys({})


@dataclass(frozen=True)
class Words:
    """Both sides' words on one thing, and whether the reader may give theirs now."""

    given: dict[Office, Signature]
    may_give: bool
    content_hash: str

    @property
    def complete(self) -> bool:
        """Both are there."""
        return len(self.given) == len(OFFICES)

    @property
    def sides(self) -> list[tuple[Office, Signature | None]]:
        """Each side with its word."""
        return [(one, self.given.get(one)) for one in OFFICES]

    @property
    def turn(self) -> Turn:
        """Both posts and the beam."""
        marketing, it = (Word.GIVEN if one in self.given else Word.MISSING for one in OFFICES)
        return Turn(marketing, it, "Agreed by both" if self.complete else "")


@dataclass(frozen=True)
class Benefit:
    """One promised benefit as the page shows it."""

    row: PromisedBenefit
    arrangement: Arrangement
    agreed: Words
    newest: Measurement | None
    earlier: list[Measurement]
    statement: Statement | None
    accepted: Words | None
    may_state: bool

    @property
    def measured(self) -> bool:
        """There is a figure."""
        return self.newest is not None and not self.newest.why_not

    @property
    def came(self) -> str:
        """What was measured in money, without false precision; nothing where noise hides it."""
        one = self.newest
        if one is None or one.money is None or not one.told_apart:
            return ""
        return money(float(one.money), self.row.promise.currency)

    @property
    def due(self) -> str:
        """What was promised most likely up to the same day."""
        one = self.newest
        promised = one.promised_likely if one else None
        return money(float(promised), self.row.promise.currency) if promised is not None else ""

    @property
    def label(self) -> str:
        """What was found, in words."""
        return str(Found(self.newest.found).label) if self.newest else ""

    @property
    def tone(self) -> str:
        """The colour of what was found."""
        return FOUND_TONES.get(self.newest.found, "quiet") if self.newest else "quiet"


def benefits_of(outcome: Outcome, user: User) -> list[Benefit]:
    """All benefits of the promise that counts, in a fixed number of queries."""
    rows = list(
        PromisedBenefit.objects.filter(promise=outcome.promise_id)
        .select_related("promise", "metric", "arrangement__marketing_owner", "arrangement__it_owner")
        .select_related("statement__by")
    )
    measured: dict[int, list[Measurement]] = {row.pk: [] for row in rows}
    for one in Measurement.objects.filter(benefit__in=rows).defer(TOLD):
        measured[one.benefit_id].append(one)
    agreed = keys_of_many([row.arrangement for row in rows], MEASURE)
    statements = [row.statement for row in rows if hasattr(row, "statement")]
    accepted = keys_of_many(statements, STATE)
    return [_benefit(outcome, row, measured[row.pk], agreed, accepted, user) for row in rows]


def with_steps(benefits: list[Benefit]) -> list[Benefit]:
    """The same, the last measurement of each with all its steps; one query."""
    wanted = [one.newest.pk for one in benefits if one.newest is not None]
    found = Measurement.objects.in_bulk(wanted)
    return [replace(one, newest=found[one.newest.pk]) if one.newest else one for one in benefits]


def _benefit(
    outcome: Outcome,
    row: PromisedBenefit,
    measured: list[Measurement],
    agreed: dict[str, Keys],
    accepted: dict[str, Keys],
    user: User,
) -> Benefit:
    arrangement: Arrangement = row.arrangement
    side = owner_side(user, arrangement) if outcome.is_open else None
    statement: Statement | None = getattr(row, "statement", None)
    return Benefit(
        row, arrangement,
        _words(arrangement, agreed.get(str(arrangement.pk), NOTHING), side),
        measured[0] if measured else None, measured[1:], statement,
        _words(statement, accepted.get(str(statement.pk), NOTHING), side) if statement else None,
        side is not None and row.metric_id is None and outcome.delivered_on is not None,
    )  # fmt: skip


def _words(thing: Any, keys: Keys, side: Office | None) -> Words:
    asked = not isinstance(thing, Arrangement) or thing.says_something
    return Words(keys.given, asked and side is not None and side in keys.missing, hash_of(thing))


def figures_of(outcome: Outcome) -> dict[str, Any]:
    """What a note rests on: the last measurement of each benefit, and statements by their versions."""
    benefits = PromisedBenefit.objects.filter(promise=outcome.promise_id)
    newest: dict[str, int] = {}
    rows = Measurement.objects.filter(benefit__in=benefits).order_by("at", "pk")
    for benefit, pk in rows.values_list("benefit_id", "pk"):
        newest[str(benefit)] = pk
    statements = Statement.objects.filter(benefit__in=benefits).values_list("benefit_id", "version")
    return {
        "promise": outcome.promise_id,
        "measurements": newest,
        "statements": {str(benefit): version for benefit, version in statements},
    }


def why_not_yet(outcome: Outcome) -> str:
    """What keeps a row of the list from being measured, in a sentence; nothing where nothing does.

    Reads `delivered_on` and the promise's benefits, which lists bring along.
    """
    benefits = list(outcome.promise.benefits.all())
    if not benefits:
        return "No benefit was promised."
    if outcome.delivered_on is None:
        return "It is not delivered yet."
    if not any(one.metric_id for one in benefits):
        stated = any(hasattr(one, "statement") for one in benefits)
        return (
            "Stated by an owner, not measured."
            if stated
            else "No benefit is bound to a metric: an owner states what came."
        )
    if outcome.measured_at is None:
        return "It has not been measured yet."
    return ""
