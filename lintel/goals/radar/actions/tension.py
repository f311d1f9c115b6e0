"""Declaring that two metrics pull on each other, and taking it back."""

import datetime as dt

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import Office
from lintel.goals.radar.access import may_declare, may_withdraw
from lintel.goals.radar.models import MetricTension, Moves
from lintel.insight.definitions.models import Metric
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem
from lintel.ui.saying import written


@audited("tension.declared", says="declared for the {office} that {first} and {second} pull on each other")
def declare(
    entry: Draft, first: str, second: str, *, moves: str, why: str, by: User, now: dt.datetime | None = None
) -> MetricTension:
    """Say for one's own side how two metrics pull on each other; the other side may say it too."""
    if not may_declare(by):
        raise Denied(
            "Members of the two sides say what pulls on what.",
            way_out="Write a comment on one of the metrics.",
        )
    one, other = sorted((first.strip(), second.strip()))
    if one == other:
        raise Problem("These are one metric.", way_out="Choose another one.", field="second")
    known = set(Metric.objects.in_use().filter(slug__in=[one, other]).values_list("slug", flat=True))
    for field, slug in (("first", first.strip()), ("second", second.strip())):
        if slug not in known:
            raise Problem(
                f"There is no metric “{slug}” in use here.", way_out="Choose one of the list.", field=field
            )
    if moves not in Moves.values:
        raise Problem("Say how they pull on each other.", field="moves")
    text = written(why, field="why", missing="Say why, so that the other side can judge it.", limit=2_000)
    if MetricTension.objects.in_force().filter(first=one, second=other, office=by.side).exists():
        raise Problem(
            "Your side has declared these two already.",
            way_out="Take that declaration back first, if it is no longer right.",
        )
    made = MetricTension.objects.create(
        first=one, second=other, moves=moves, why=text, office=by.side, by=by, at=now or timezone.now()
    )
    entry.about(made, office=Office(by.side).label, first=one, second=other)
    entry.seal(by, why=text)
    return made


@audited("tension.withdrawn", says="took the declaration back")
def withdraw(
    entry: Draft, tension: MetricTension, *, by: User, now: dt.datetime | None = None
) -> MetricTension:
    """It no longer holds; it stays readable."""
    row = MetricTension.objects.select_for_update().get(pk=tension.pk)
    if row.withdrawn_at is not None:
        raise Problem("This was taken back already.", way_out="Declare it anew if it holds again.")
    if not may_withdraw(by, row):
        raise Denied("The side that declared it takes it back.", way_out="Write a comment.")
    row.withdrawn_at = tension.withdrawn_at = now or timezone.now()
    row.save(update_fields=["withdrawn_at"])
    entry.about(row)
    return tension
