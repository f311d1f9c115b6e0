"""Savings: written down, changed, decided by two keys, dropped."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.verification import signature_facts
from lintel.estate.inventory.keeping import checked, filled, require_owner, words_of
from lintel.estate.inventory.models import Element, Kind
from lintel.estate.spending import access
from lintel.estate.spending.models import DECIDE, Saving, SavingState
from lintel.people import signing
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale

FIELDS = (
    "title", "origin", "reason", "contract", "seen_at", "a_year", "currency", "starts_on", "decide_by",
    "carried_by",
)  # fmt: skip
_WORDS = words_of(Saving, FIELDS)
NO_FINDER = Denied(
    "Members and office holders of marketing and IT write savings down.",
    way_out="Leave a comment on the contract or the system.",
)


@audited("saving.found", says="wrote a saving down: {amount} {currency} a year, by estimate")
def find(entry: Draft, values: Mapping[str, Any], systems: Iterable[Element], *, by: User) -> Saving:
    """A saving that nobody has decided yet; `values` by the names in `FIELDS`."""
    if not access.may_find(by):
        raise NO_FINDER
    row, kept = Saving(found_by=by), _fitting(systems)
    filled(row, values, FIELDS)
    _refuse_misfit(row)
    checked(row).save()
    row.systems.set(kept)
    entry.about(row, amount=str(row.a_year), currency=row.currency)
    for element in kept:
        entry.about(element)
    return row


@audited("saving.edited", says="changed {what}; it is now version {version}")
def edit(
    entry: Draft,
    saving: Saving,
    values: Mapping[str, Any],
    systems: Iterable[Element] | None = None,
    *,
    version: int,
    by: User,
) -> Saving:
    """Other facts, before it is decided; keys that were put fall away."""
    if not access.may_find(by):
        raise NO_FINDER
    row = _locked(saving, version)
    if row.state != SavingState.FOUND:
        raise Problem(
            f"It is {row.get_state_display().lower()}, so its words stand.",
            way_out="Drop it and write down another one.",
        )
    changed = [_WORDS[name] for name in filled(row, values, FIELDS)]
    kept = _fitting(row.systems.all() if systems is None else systems)
    if set(kept) != set(row.systems.all()):
        changed.append("systems")
    if not changed:
        raise Problem("Nothing was changed.", way_out="Change something first, or go back to the saving.")
    _refuse_misfit(row)
    row.version += 1
    row.awaits, row.changed_at = "both", timezone.now()
    checked(row).save()
    row.systems.set(kept)
    entry.about(row, version=row.version, what=" and ".join(changed))
    return row


def _fitting(systems: Iterable[Element]) -> list[Element]:
    kept = list(systems)
    other = next((one for one in kept if one.kind != Kind.SYSTEM), None)
    if other is not None:
        raise Problem(f"“{other.name}” is no system.", way_out="Choose systems.", field="systems")
    if not kept:
        raise Problem(
            "It is not said whose costs fall.",
            way_out="Choose a system: without one nobody can measure what was taken.",
            field="systems",
        )
    return kept


def _refuse_misfit(row: Saving) -> None:
    require_owner(row.carried_by if row.carried_by_id else None, "carried_by")


def _locked(saving: Saving, version: int | None = None) -> Saving:
    row = Saving.objects.select_for_update(of=("self",)).filter(pk=saving.pk).first()
    if row is None:
        raise Stale("This saving is no longer there.", way_out="Open the list and look for it.")
    if version is not None and row.version != version:
        raise Stale("Somebody changed this saving meanwhile.", way_out="Read it again, then change it.")
    return row


@audited("saving.signed", says="put the key of the {office} to it")
def sign(entry: Draft, saving: Saving, *, content_hash: str, by: User) -> Saving:
    """Puts an office's key to exactly what was read; with both keys it is decided."""
    row, key = _locked(saving), signing.key_for(by, "decide what is saved")
    if row.state != SavingState.FOUND:
        raise Stale(f"It is {row.get_state_display().lower()} already.", way_out="Reload the page.")
    put = signing.put_key(row, DECIDE, key, by=by, content_hash=content_hash, what="this saving")
    row.awaits = put.keys.awaits
    if put.keys.complete:
        row.state, row.decided_at = SavingState.DECIDED, timezone.now()
    row.changed_at = timezone.now()
    row.save()
    entry.about(row, office=key.office.label, signature=signature_facts(put.signature))
    return row


@audited("saving.dropped", says="dropped it")
def drop(entry: Draft, saving: Saving, why: str, *, by: User) -> Saving:
    """Gives a saving up, with a reason; it stays readable."""
    row = _locked(saving)
    if not access.may_drop(by, row):
        raise Denied("Who holds a key drops what both have decided.", way_out="Ask one of the two offices.")
    if row.state == SavingState.DROPPED:
        raise Stale("It was dropped already.", way_out="Reload the page.")
    if not why.strip():
        raise Problem("A reason is missing.", way_out="Say in a sentence why.", field="why")
    row.state, row.dropped_why, row.awaits = SavingState.DROPPED, why.strip(), ""
    row.changed_at = timezone.now()
    row.save()
    entry.about(row)
    return row
