"""Keeping the promise: from the content that both offices signed to rows that nothing changes any more."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any

from lintel.audit.canonical import canonical
from lintel.portfolio.outcomes.models import Arrangement, Outcome, Promise, PromisedBenefit, Review
from lintel.portfolio.outcomes.periods import months_later
from lintel.portfolio.proposals.models import Decision, Offer, Proposal, ProposalVersion, Purpose

TERMS = ("currency", "one_off_cost", "run_cost", "starts_on", "ends_on", "efforts")
AMOUNTS = ("low", "likely", "high")
LOOKS = (1, 3, 6)  # months after the promised end at which the owners look, unless they choose other days


def freeze(decision: Decision) -> None:
    """Keep what an approval promised, in the transaction of its second key; other decisions promise nothing.

    Benefit owners are the proposal's owners, or those whom the promise before had for the same benefit.
    """
    if decision.purpose != Purpose.APPROVE:
        return
    content = signed_content(decision)
    proposal = decision.proposal
    before = Outcome.objects.filter(proposal=proposal).select_related("promise").first()
    promise = Promise.objects.create(
        proposal=proposal,
        decision=decision,
        version=decision.version,
        content_hash=decision.content_hash,
        terms={name: content[name] for name in TERMS},
        frozen_at=decision.taken_at,
    )
    _benefits(promise, content["benefits"], before.promise if before else None)
    if before is not None:
        before.promise, before.closed_at = promise, None
        before.found, before.measured_at = "", None
        before.save(update_fields=["promise", "closed_at", "found", "measured_at"])
        return
    outcome = Outcome.objects.create(proposal=proposal, promise=promise)
    _plan_looks(outcome, promise)


def unkept() -> list[Decision]:
    """Approvals that stand and whose promise was not kept: those from before promises were."""
    rows = Proposal.objects.filter(approval__isnull=False, approval__promise=None)
    return [row.approval for row in rows.select_related("approval__proposal") if row.approval]


def signed_content(decision: Decision) -> dict[str, Any]:
    """The content that both offices signed, in plain values: the offer's, the version's, or what stands."""
    kept = Offer.objects.filter(proposal=decision.proposal_id, version=decision.version).first()
    if kept is None:
        versions = ProposalVersion.objects.filter(proposal=decision.proposal_id, number=decision.version)
        found = versions.values_list("content", flat=True).first()
    else:
        found = kept.content
    content: dict[str, Any] = found or json.loads(canonical(decision.proposal.content()))
    return content


def _benefits(promise: Promise, rows: Iterable[Mapping[str, Any]], before: Promise | None) -> None:
    known = _owners(before)
    proposal = promise.proposal
    for place, (key, periods) in enumerate(_lines(rows)):
        what, metric, words, cashable = key
        sums = {name: sum((Decimal(one[name]) for one in periods), Decimal(0)) for name in AMOUNTS}
        kept = [{name: one[name] for name in ("period", "period_starts_on", *AMOUNTS)} for one in periods]
        made = PromisedBenefit.objects.create(
            promise=promise, place=place, what=what, metric_id=metric, words=words, cashable=cashable,
            periods=kept, **sums,
        )  # fmt: skip
        marketing, it = known.get(key[:3], (proposal.marketing_owner_id, proposal.it_owner_id))
        Arrangement.objects.create(benefit=made, marketing_owner_id=marketing, it_owner_id=it)


def _owners(before: Promise | None) -> dict[Any, tuple[int | None, int | None]]:
    if before is None:
        return {}
    rows = before.benefits.select_related("arrangement")
    return {
        (row.what, row.metric_id, row.words): (
            row.arrangement.marketing_owner_id,
            row.arrangement.it_owner_id,
        )
        for row in rows
    }


def _lines(rows: Iterable[Mapping[str, Any]]) -> list[tuple[Any, list[Mapping[str, Any]]]]:
    """Rows of one benefit together, whatever periods they are of, in the order of their first row."""

    def key(row: Mapping[str, Any]) -> tuple[str, int | None, str, bool]:
        return row["what"], row.get("definition_id"), row["metric"], row["cashable"]

    listed = list(rows)
    order = {one: place for place, one in reversed(list(enumerate(map(key, listed))))}
    ordered = sorted(listed, key=lambda row: order[key(row)])
    return [(one, list(found)) for one, found in groupby(ordered, key=key)]


def _plan_looks(outcome: Outcome, promise: Promise) -> None:
    """Days to look at it, for a promise with benefits and an end; the first is kept on the outcome."""
    ends_on = promise.day("ends_on")
    if ends_on is None or not promise.benefits.exists():
        return
    person = outcome.proposal.marketing_owner or outcome.proposal.it_owner
    days: list[dt.date] = sorted({months_later(ends_on, months) for months in LOOKS})
    Review.objects.bulk_create(Review(outcome=outcome, due_on=day, person=person) for day in days)
    outcome.due_on = days[0]
    outcome.save(update_fields=["due_on"])
