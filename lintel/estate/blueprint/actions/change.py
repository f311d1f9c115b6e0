"""Changes of the draft: planned for a plateau, dropped, and carried out once both offices signed them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.estate.blueprint.actions import _carrying
from lintel.estate.blueprint.actions._common import locked, require_planner
from lintel.estate.blueprint.content import signed_version
from lintel.estate.blueprint.facts import cleaned, require_owners, tried
from lintel.estate.blueprint.models import Change, ChangeKind, Plateau
from lintel.estate.blueprint.readiness import signed_as
from lintel.people.models import User
from lintel.ui.checking import checked
from lintel.ui.formats import date_text
from lintel.ui.problems import Problem, Stale

USES = ("element", "by", "source", "target", "flow")


@audited("change.planned", says="planned a change: {what}")
def plan(
    entry: Draft, plateau: Plateau, kind: str, given: Mapping[str, Any], *, by: User | None, note: str = ""
) -> Change:
    """Writes a change into the draft. Errors: `Problem` for what does not fit upon what stands then."""
    require_planner(by)
    row = locked(plateau)
    if kind == ChangeKind.DROP:
        raise Problem("What is planned is dropped where it stands.", way_out="Drop it on its plateau’s page.")
    facts = cleaned(kind, given)
    require_owners(facts)
    tried(row, kind, facts)
    made = Change(plateau=row, kind=kind, facts=facts, note=note.strip(), made_by=by)
    checked(made).save()
    entry.about(row, change=made.pk, what=made.get_kind_display().lower())
    return made


@audited("change.dropped", says="dropped a planned change: {what}")
def drop(entry: Draft, change: Change, *, by: User) -> Plateau:
    """Takes a change out of the draft; signed versions keep it. One that others build upon goes last."""
    require_planner(by)
    row = locked(change)
    if row.carried_out_at is not None:
        raise Stale(
            "This change was carried out: it stands in the inventory.",
            way_out="Plan another change that takes it back.",
        )
    _require_counting(row)
    _refuse_built_upon(row)
    plateau = row.plateau
    entry.about(plateau, change=row.pk, what=row.get_kind_display().lower())
    Change.objects.get(pk=row.pk).delete()
    return plateau


def _require_counting(row: Change) -> None:
    """Only what is planned can be dropped; what is suggested goes with its suggestion."""
    if row.amendment is not None and row.amendment.state != "accepted":
        raise Problem(
            "This change is only suggested.", way_out="Withdraw the suggestion, or take it out of it there."
        )
    _refuse_dropped(row)


def _refuse_dropped(row: Change) -> None:
    if row.dropped_at is not None or row.kind == ChangeKind.DROP:
        raise Stale("This was dropped already.", way_out="Open the plateau again.")


def _refuse_built_upon(row: Change) -> None:
    """A change that brings something stays while other changes speak of it."""
    others = Change.objects.filter(dropped_at=None).exclude(pk=row.pk)
    for other in others.exclude(amendment__state__in=["declined", "withdrawn"]):
        if any(other.facts.get(name) == -row.pk for name in USES) or -row.pk in (
            other.facts.get("data") or ()
        ):
            raise Stale("Other changes build upon what this one brings.", way_out="Take those out first.")


@audited("change.carried_out", says="carried out a change: {what}")
def carry_out(entry: Draft, change: Change, *, by: User) -> Change:
    """Writes a signed change into the inventory, dated on its plateau’s day, once that day has come."""
    require_planner(by)
    row = locked(change)
    if row.carried_out_at is not None:
        raise Stale("This change was carried out already.", way_out="Open the plateau again.")
    _refuse_dropped(row)
    if row.plateau.day > timezone.localdate():
        raise Problem(
            f"The day of “{row.plateau}” is {date_text(row.plateau.day)}.",
            way_out="Wait for it, or give the plateau an earlier day and have that signed.",
        )
    _require_signed(row)
    _carrying.carry_out(row, by)
    row.carried_out_at = timezone.now()
    row.save(update_fields=["carried_out_at", "made", "made_flow"])
    entry.about(row.plateau, change=row.pk, what=row.get_kind_display().lower())
    if row.made is not None:
        entry.about(row.made)
    return row


def _require_signed(row: Change) -> None:
    """Only what both offices signed, as it was signed, is carried out."""
    if not signed_as(signed_version(), row, row.plateau.day):
        raise Problem(
            "Both offices have not signed this change as it stands.",
            way_out="Make a version of the draft, and have both sign it.",
        )
