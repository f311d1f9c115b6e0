"""Keeping what a proposal was: before its first edit and after every one."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from lintel.people.models import User
from lintel.portfolio.proposals.models import (
    CONTENT_FIELDS,
    LISTS,
    Proposal,
    ProposalVersion,
)
from lintel.portfolio.proposals.wording import plain


def as_version(proposal: Proposal, *, by: User | None = None) -> ProposalVersion:
    """The present content as a version that is not saved. The first was written by who began it."""
    first = proposal.version == 1
    return ProposalVersion(
        proposal=proposal,
        number=proposal.version,
        content=plain(proposal),
        parts={name: [row.pk for row in getattr(proposal, name).all()] for name in LISTS},
        by=by if by is not None else proposal.created_by if first else None,
        at=proposal.created_at if first else proposal.changed_at,
    )


def keep_present(proposal: Proposal) -> None:
    """Keep the present version of a locked proposal, unless it is kept already; call before an edit."""
    if not proposal.versions.filter(number=proposal.version).exists():
        as_version(proposal).save()


def keep_edited(proposal: Proposal, by: User | None) -> ProposalVersion:
    """Keep the version that an edit has just made; the one before is kept already."""
    made = as_version(proposal, by=by)
    before = proposal.versions.filter(number__lt=made.number).first()
    made.changed = differing(before.content, made.content) if before else []
    made.save()
    return made


def keep_many(proposals: Iterable[Proposal], by: User | None = None, *, edited: bool = False) -> None:
    """The same for many at once, which files change: a fixed number of queries. Reads the rows anew."""
    keys = [proposal.pk for proposal in proposals]
    rows = list(Proposal.objects.with_parts().select_related("created_by").filter(pk__in=keys))
    made = [as_version(row, by=by if edited else None) for row in rows]
    if edited:
        before = _latest(made)
        for version in made:
            found = before.get(version.proposal_id)
            version.changed = differing(found.content, version.content) if found else []
    ProposalVersion.objects.bulk_create(made, ignore_conflicts=True, batch_size=100)


def _latest(made: list[ProposalVersion]) -> dict[int, ProposalVersion]:
    wanted = models.Q(pk=None)
    for version in made:
        wanted |= models.Q(proposal=version.proposal_id, number=version.number - 1)
    return {row.proposal_id: row for row in ProposalVersion.objects.filter(wanted)}


def differing(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Names of the fields and lists in which two contents differ."""
    names = [name for name in CONTENT_FIELDS if before.get(name) != after.get(name)]
    return names + [name for name in LISTS if before.get(name, []) != after.get(name, [])]


def at(proposal: Proposal, number: int) -> ProposalVersion | None:
    """What the proposal was at a version; the present one is made up if no edit has kept it yet."""
    found = proposal.versions.select_related("by").filter(number=number).first()
    if found is None and number == proposal.version:
        return as_version(proposal)
    return found


def all_of(proposal: Proposal) -> list[ProposalVersion]:
    """Every version that is known, newest first, without their contents."""
    rows = list(proposal.versions.select_related("by").defer("content", "parts"))
    if not rows or rows[0].number != proposal.version:
        rows.insert(0, as_version(proposal))
    for row in rows:
        row.proposal = proposal
    return rows
