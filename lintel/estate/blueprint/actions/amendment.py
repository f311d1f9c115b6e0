"""What one side suggests to change: written, extended, withdrawn, and answered by the other side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.estate.blueprint.access import may_answer, may_extend
from lintel.estate.blueprint.actions._common import locked, require_planner
from lintel.estate.blueprint.facts import cleaned, require_owners, require_planned, tried
from lintel.estate.blueprint.models import Amendment, AmendmentState, Change, ChangeKind, Plateau
from lintel.estate.blueprint.suggested import conflicts_of
from lintel.people.models import User
from lintel.ui.checking import checked
from lintel.ui.problems import Denied, Problem, Stale


@audited("amendment.suggested", says="suggested a change of the blueprint")
def suggest(entry: Draft, *, title: str, reason: str, by: User) -> Amendment:
    """A suggestion with its reason; its changes follow."""
    require_planner(by)
    row = Amendment(title=title.strip(), reason=reason.strip(), side=by.side, made_by=by)
    checked(row).save()
    entry.about(row)
    entry.seal(by, title=row.title, reason=row.reason)
    return row


@audited("amendment.extended", says="added to the suggestion: {what}")
def extend(
    entry: Draft, amendment: Amendment, plateau: Plateau, kind: str, given: Mapping[str, Any], *, by: User,
    note: str = "",
) -> Change:  # fmt: skip
    """One more change of the suggestion. Errors: `Problem` for what does not fit after the others of it."""
    row = _open(amendment)
    _require_side(row, by)
    facts = cleaned(kind, given)
    require_owners(facts)
    require_planned(plateau, kind, facts)
    tried(plateau, kind, facts, beside=row.changes.select_related("plateau"))
    made = Change(
        plateau=locked(plateau), amendment=row, kind=kind, facts=facts, note=note.strip(), made_by=by
    )
    checked(made).save()
    _touched(row)
    entry.about(row, change=made.pk, what=made.get_kind_display().lower())
    return made


@audited("amendment.shortened", says="took out of the suggestion: {what}")
def shorten(entry: Draft, change: Change, *, by: User) -> Amendment:
    """Takes a change out of an open suggestion."""
    if change.amendment is None:
        raise Problem("This change is planned, not suggested.", way_out="Drop it on its plateau’s page.")
    row = _open(change.amendment)
    _require_side(row, by)
    entry.about(row, change=change.pk, what=change.get_kind_display().lower())
    Change.objects.filter(pk=change.pk).delete()
    _touched(row)
    return row


@audited("amendment.withdrawn", says="withdrew the suggestion")
def withdraw(entry: Draft, amendment: Amendment, *, version: int, by: User) -> Amendment:
    """The side that suggested it takes it back."""
    row = _open(amendment, version)
    _require_side(row, by)
    _close(row, AmendmentState.WITHDRAWN, by)
    entry.about(row)
    return row


@audited("amendment.accepted", says="accepted the suggestion for the {office}; its changes are in the draft")
def accept(entry: Draft, amendment: Amendment, *, version: int, by: User) -> Amendment:
    """The other side takes it as it was read: its changes become part of the draft, and what it drops is no
    longer part of it."""
    row = _open(amendment, version)
    _require_other_side(row, by)
    if not row.changes.exists():
        raise Problem("It changes nothing yet.", way_out="Ask for its changes in a comment.")
    if conflicts := conflicts_of(row):
        raise Problem(
            f"Something else was planned meanwhile, and this no longer fits: {conflicts[0]}.",
            way_out="Ask the other side to suggest it anew, or change what is planned.",
        )
    _drop(row)
    _close(row, AmendmentState.ACCEPTED, by)
    entry.about(row, office=row.other_side.label)
    return row


@audited("amendment.declined", says="declined the suggestion for the {office}, with a reason")
def decline(
    entry: Draft, amendment: Amendment, *, version: int, reason: str, by: User, alternative: str = ""
) -> Amendment:
    """The other side says no, and why; perhaps what would do instead."""
    row = _open(amendment, version)
    _require_other_side(row, by)
    if not reason.strip():
        raise Problem(
            "A refusal says why.", way_out="Write a sentence that helps the other side on.", field="reason"
        )
    row.answer, row.alternative = reason.strip(), alternative.strip()
    _close(row, AmendmentState.DECLINED, by)
    entry.about(row, office=row.other_side.label)
    entry.seal(by, reason=row.answer, alternative=row.alternative)
    return row


def _open(amendment: Amendment, version: int | None = None) -> Amendment:
    row = locked(amendment, version)
    if row.state != AmendmentState.OPEN:
        raise Stale(
            f"This suggestion was {row.get_state_display().lower()} already.", way_out="Make another one."
        )
    return row


def _require_side(row: Amendment, by: User) -> None:
    if not may_extend(by, row):
        raise Denied(
            "The side that made a suggestion changes it or takes it back.",
            way_out="Answer it, or say in a comment what should be different.",
        )


def _require_other_side(row: Amendment, by: User) -> None:
    if not may_answer(by, row):
        raise Denied(
            f"The other side answers a suggestion: here the {row.other_side.label}.",
            way_out="Ask a colleague there, or leave a comment.",
        )


def _drop(row: Amendment) -> None:
    """What a suggestion drops is out of the draft from now on; it stays readable."""
    numbers = [one.facts["change"] for one in row.changes.filter(kind=ChangeKind.DROP)]
    for change in Change.objects.counting().filter(pk__in=numbers, carried_out_at=None):
        fresh = locked(change)
        fresh.dropped_at = timezone.now()
        checked(fresh).save(update_fields=["dropped_at"])


def _touched(row: Amendment) -> None:
    row.version += 1
    row.save(update_fields=["version"])


def _close(row: Amendment, state: AmendmentState, by: User) -> None:
    row.state, row.answered_by, row.answered_at = state, by, timezone.now()
    row.version += 1
    checked(row).save()
