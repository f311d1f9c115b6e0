"""Binding proposals that are worth something only together. For each open member it is an edit."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.people.models import User
from lintel.portfolio.proposals.access import may_propose
from lintel.portfolio.proposals.keeping import Unchanged, edited, lock, lock_for_edit, set_fields
from lintel.portfolio.proposals.merging import Clashed, plain_value, settle
from lintel.portfolio.proposals.models import Bundle, Membership, Proposal
from lintel.portfolio.proposals.writing import OPEN
from lintel.ui.checking import checked
from lintel.ui.problems import Denied, Problem, Stale

LEAST = 2


@audited("bundle.made", says="bound {count} proposals together{voided}")
def make(entry: Draft, values: dict[str, Any], members: Iterable[Proposal], *, by: User) -> Bundle:
    """A bundle of two or more open proposals; `values` are name, why, currency, low, likely and high."""
    _may(by)
    keys = _enough({row.pk for row in members})
    rows = [lock_for_edit(row, by) for row in Proposal.objects.filter(pk__in=keys).order_by("pk")]
    bundle = Bundle(created_by=by, **values)
    checked(bundle).save()
    entry.about(bundle, count=len(rows))
    _write(entry, bundle, rows, [], by)
    return bundle


@audited("bundle.changed", says="changed what {count} proposals are worth together{voided}")
def change(
    entry: Draft,
    bundle: Bundle,
    values: dict[str, Any],
    members: Iterable[Proposal],
    *,
    by: User,
    seen_version: int | None = None,
) -> Bundle:
    """Other words, another value, other members. What others changed since `seen_version` stays; where both
    changed the same it is `Clashed`. Members that are done or stopped keep what they were signed with."""
    _may(by)
    locked = _lock(bundle)
    wanted = {row.pk for row in members}
    was = _seen(locked, seen_version)
    values, wanted = _settled(locked, values, wanted, was)
    keys, present = _enough(wanted), set(locked.members)
    changed = set_fields(locked, values)
    if not changed and keys == present:
        raise Unchanged
    checked(locked)
    open_rows, closed = _open(keys | present, by, joining=keys - present)
    locked.version += 1
    entry.about(locked, count=len(keys), version=locked.version)
    staying = [row for row in open_rows if row.pk in keys]
    _write(entry, locked, staying, [row for row in open_rows if row.pk not in keys], by, keys & closed)
    return locked


@audited("bundle.dissolved", says="took the bundle apart{voided}")
def dissolve(entry: Draft, bundle: Bundle, *, by: User) -> Bundle:
    """Its members are worth only what each is worth alone; those that are closed keep what was signed."""
    _may(by)
    locked = _lock(bundle)
    open_rows, _ = _open(set(locked.members), by)
    locked.dissolved_at = timezone.now()
    entry.about(locked, count=len(locked.members))
    _write(entry, locked, [], open_rows, by)
    return locked


def _may(by: User) -> None:
    if not may_propose(by):
        raise Denied(
            "Only members and office holders of marketing and IT bind proposals together.",
            way_out="Leave a comment on one of them.",
        )


def _lock(bundle: Bundle) -> Bundle:
    locked = Bundle.objects.select_for_update().get(pk=bundle.pk)
    if locked.dissolved_at:
        raise Stale("This bundle was taken apart.", way_out="Make a new one.")
    return locked


def _seen(locked: Bundle, seen: int | None) -> dict[str, Any]:
    number = locked.version if seen is None else seen
    if not 1 <= number <= len(locked.kept):
        raise Stale("This bundle never had such a version.", way_out="Open it again.")
    return dict(locked.kept[number - 1])


def _settled(
    locked: Bundle, values: dict[str, Any], wanted: set[int], was: dict[str, Any]
) -> tuple[dict[str, Any], set[int]]:
    """What is written of what was sent: members that either added are in, those that either took are out."""
    now, before = locked.kept[-1], set(was["members"])
    kept, clashes = settle(Bundle, values, was, now)
    members = (set(now["members"]) | (wanted - before)) - (before - wanted)
    if clashes:
        title = "Somebody else changed the same while you were writing."
        both = {"members": "\n".join(str(key) for key in sorted(members))}
        raise Clashed(clashes, locked.version, title, OPEN, locked, kept, both)
    return kept, members


def _enough(keys: set[int]) -> set[int]:
    if len(keys) < LEAST:
        raise Problem(
            "A bundle binds two proposals or more.",
            way_out="Name another one, or take the bundle apart.",
            field="members",
        )
    return keys


def _open(keys: set[int], by: User, joining: Iterable[int] = ()) -> tuple[list[Proposal], set[int]]:
    """The open ones of these, locked in the order of their keys, and the keys of those that are closed."""
    found: list[Proposal] = []
    closed: set[int] = set()
    for row in Proposal.objects.filter(pk__in=keys).order_by("pk"):
        if row.pk not in joining and not lock(row).is_open:
            closed.add(row.pk)
        else:
            found.append(lock_for_edit(row, by))
    return found, closed


def _write(
    entry: Draft,
    bundle: Bundle,
    staying: list[Proposal],
    leaving: list[Proposal],
    by: User,
    closed: Iterable[int] = (),
) -> None:
    """Keep the terms, write them to each open member, and make each an edit that voids what was signed."""
    terms = plain_value(bundle.terms([*(row.pk for row in staying), *closed]))
    if not bundle.dissolved_at:
        bundle.kept = [*bundle.kept, terms]
    bundle.changed_at = timezone.now()
    bundle.save()
    Membership.objects.filter(bundle=bundle, proposal__in=leaving).delete()
    for row in staying:
        Membership.objects.update_or_create(bundle=bundle, proposal=row, defaults={"terms": terms})
    about = dict(entry.facts)
    voided = sum(edited(entry, row, by) for row in (*staying, *leaving))
    entry.facts = about | {
        "signatures_voided": voided,
        "voided": f", which voided {voided} signature{'' if voided == 1 else 's'}" if voided else "",
    }
