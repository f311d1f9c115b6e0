"""Writing a proposal, laying it before the offices, and putting the two keys to it."""

import datetime as dt
import json
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.canonical import canonical
from lintel.audit.models import Link, type_label
from lintel.audit.sides import Side
from lintel.audit.signatures import hash_of
from lintel.charter.fuel.models import Disparity
from lintel.intake.models import Alternative, Request
from lintel.people.belonging import carry_over
from lintel.people.models import User
from lintel.portfolio.proposals.access import may_propose
from lintel.portfolio.proposals.completeness import blocking_gaps
from lintel.portfolio.proposals.keeping import (
    Unchanged,
    awaited,
    edited,
    lock_for_edit,
    set_fields,
)
from lintel.portfolio.proposals.models import Offer, Proposal, State
from lintel.portfolio.proposals.ranking import bottom_rank
from lintel.portfolio.proposals.writing import unless_clashing
from lintel.ui.checking import checked
from lintel.ui.problems import Denied, Problem, Stale

ORIGIN = "origin"
CREATED = "wrote the first draft{origin}"
OWNERS = {"marketing_owner": Side.MARKETING, "it_owner": Side.IT}


@audited("proposal.created", says=CREATED)
def create(entry: Draft, values: dict[str, Any], *, by: User) -> Proposal:
    """A new draft at the end of the one order. `values` are fields of the proposal by name."""
    if not may_propose(by):
        raise Denied(
            "Only members and office holders of marketing and IT write proposals.",
            way_out="Ask one of them, or an administrator for a role on one of the two sides.",
        )
    proposal = Proposal(created_by=by, rank=bottom_rank(), **values)
    _check_owners(proposal)
    checked(proposal).save()
    entry.about(proposal, version=1, origin="")
    return proposal


@audited("proposal.begun", says=CREATED)
def create_from_request(
    entry: Draft, request: Request, alternative: Alternative | None, *, by: User
) -> Proposal:
    """The work that a request or its accepted alternative became; it keeps its origin.

    Runs inside the transaction in which the request was agreed, so it asks for no further right.
    """
    proposal = Proposal(
        title=request.title,
        problem=request.description,
        outcome=alternative.what if alternative else request.goal_served,
        ends_on=alternative.ready_by if alternative else request.needed_until,
        created_by=by,
        rank=bottom_rank(),
    )
    if alternative:
        proposal.one_off_cost, proposal.currency = alternative.cost, alternative.currency
    else:
        proposal.starts_on = request.needed_from
    checked(proposal).save()
    for origin in (request, alternative):
        if origin is not None:
            _link_origin(proposal, origin)
    carry_over(request, proposal)
    entry.about(
        proposal,
        origin=f", out of request {request.pk}",
        request=request.pk,
        alternative=alternative.pk if alternative else None,
    )
    return proposal


@audited("proposal.fuelled", says=CREATED)
def create_from_disparity(
    entry: Draft, disparity: Disparity, marketing_owner: User, it_owner: User, *, by: User
) -> Proposal:
    """The draft of both owners that two clashing things became; the charter links its origins.

    Runs inside the transaction in which the disparity is made, which has asked for the right.
    """
    proposal = Proposal(
        title=disparity.title,
        problem=disparity.clash,
        marketing_owner=marketing_owner,
        it_owner=it_owner,
        created_by=by,
        rank=bottom_rank(),
    )
    _check_owners(proposal)
    checked(proposal).save()
    entry.about(proposal, version=1, origin=f", out of disparity {disparity.pk}", disparity=disparity.pk)
    return proposal


@audited("proposal.edited", says="changed {section}{voided}")
def edit(
    entry: Draft, proposal: Proposal, values: dict[str, Any], *, by: User, seen_version: int | None = None
) -> Proposal:
    """Change fields of the proposal.

    With `seen_version`, the version that the writer had before them: values that they left as they were there
    do not undo what others wrote since, and where both changed the same field it is `Clashed`.
    """
    locked = lock_for_edit(proposal, by)
    if seen_version is not None:
        values = unless_clashing(locked, values, seen_version)
    changed = set_fields(locked, values)
    if not changed:
        raise Unchanged
    _check_owners(locked)
    checked(locked)
    edited(entry, locked, by)
    labels = [str(Proposal._meta.get_field(name).verbose_name).lower() for name in changed]  # type: ignore[union-attr]  # plain fields have a name
    entry.facts |= {"section": ", ".join(labels), "fields": changed}
    return locked


@audited("proposal.offered", says="offered version {version} to both offices for signature")
def offer(
    entry: Draft,
    proposal: Proposal,
    *,
    by: User,
    seen_version: int | None = None,
    now: dt.datetime | None = None,
) -> Offer:
    """Lay the present version before both offices; what they read is kept word for word.

    With `seen_version`, refuses to offer what its offerer has not seen.
    """
    locked = lock_for_edit(proposal, by)
    if seen_version is not None and seen_version != locked.version:
        raise Stale(
            f"Somebody changed this proposal since you opened it: it is now version {locked.version}.",
            way_out="Read what is there now, then offer it.",
        )
    if locked.state != State.DRAFT:
        raise Problem(
            f"Only a draft can be offered; this proposal is {locked.get_state_display().lower()}.",
            way_out="Edit it first if something shall be different.",
        )
    if missing := blocking_gaps(locked):
        raise Problem(
            "This proposal cannot be signed yet. " + " ".join(gap.text for gap in missing),
            way_out="Add what is missing and offer it again.",
        )
    locked.state = State.OFFERED
    locked.awaits = awaited(locked)
    locked.changed_at = now or timezone.now()
    locked.save()
    content = locked.content()
    laid = Offer.objects.create(
        proposal=locked,
        version=locked.version,
        content_hash=hash_of(locked),
        content=json.loads(canonical(content)),
        offered_by=by,
        at=locked.changed_at,
    )
    entry.about(locked, version=locked.version, content_hash=laid.content_hash)
    return laid


def _check_owners(proposal: Proposal) -> None:
    for name, side in OWNERS.items():
        owner = getattr(proposal, name)
        if owner is not None and owner.side != side:
            raise Problem(
                f"{owner} does not work in {side.label}.",
                way_out=f"Choose somebody from {side.label}.",
                field=name,
            )


def _link_origin(proposal: Proposal, origin: Request | Alternative) -> None:
    Link.objects.get_or_create(
        from_type=type_label(proposal),
        from_id=str(proposal.pk),
        kind=ORIGIN,
        to_type=type_label(origin),
        to_id=str(origin.pk),
    )
