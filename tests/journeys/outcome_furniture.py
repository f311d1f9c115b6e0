"""Promises in a house of the cast: two whose delivery nobody has said yet, and one that was measured."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.insight.definitions.models import Metric
from lintel.people.models import User
from lintel.portfolio.outcomes import work
from lintel.portfolio.outcomes.actions import delivery, note, statement
from lintel.portfolio.outcomes.models import Outcome, PromisedBenefit
from lintel.portfolio.outcomes.said import Concluded, Stated
from lintel.portfolio.proposals.actions import part, proposal, signature
from lintel.portfolio.proposals.models import Benefit, Proposal
from tests.portfolio.proposals.making import fresh, make_proposal

APPROVED, DELIVERED = 200, 90  # days ago
JOURNEYS = ("Order forms by mouse", "Order forms by keyboard")
SEEN = "Order forms that know their guests"


def outcomes(mara: User, ivo: User, nele: User, tomas: User) -> None:
    """Each with a benefit that orders show, the last also with one that nothing shows."""
    for title in JOURNEYS:
        _promised(title, (mara, ivo), nele, tomas)
    row = _promised(SEEN, (mara, ivo), nele, tomas, "Fewer calls at night")
    day = timezone.localdate() - dt.timedelta(days=DELIVERED)
    delivery.declare(_outcome(row), day, by=nele)
    delivery.confirm(_outcome(row), by=tomas, day=day)
    stated = PromisedBenefit.objects.select_related("promise", "arrangement").get(what="Fewer calls at night")
    statement.write(stated, Stated("partly", "The night shift says so."), by=nele)
    work.measure_now(_outcome(row), by=nele)
    words = Concluded("More orders.", "It cannot be told yet.", "Wait for the season.", "keep")
    note.write(_outcome(row), words, by=nele, seen=0)


def _promised(title: str, holders: tuple[User, User], nele: User, tomas: User, more: str = "") -> Proposal:
    moment = timezone.now() - dt.timedelta(days=APPROVED)
    ends_on = timezone.localdate() - dt.timedelta(days=DELIVERED)
    row = make_proposal(nele, title=title, marketing_owner=nele, it_owner=tomas, ends_on=ends_on)
    worth = {"low": Decimal(1_000), "likely": Decimal(4_000), "high": Decimal(9_000)}
    shown = {"More orders": Metric.objects.get(slug="orders")} | ({more: None} if more else {})
    for what, metric in shown.items():
        when = {"period": "First year", "period_starts_on": ends_on}
        part.add(fresh(row), Benefit, {"what": what, "definition": metric, **when, **worth}, by=nele)
    proposal.offer(fresh(row), by=nele, now=moment)
    for holder in holders:
        read = fresh(row)
        signature.sign(read, by=holder, purpose="approve", content_hash=hash_of(read), now=moment)
    return fresh(row)


def _outcome(row: Proposal) -> Outcome:
    return Outcome.objects.with_delivery().select_related("proposal", "promise").get(proposal=row)
