"""The run of this chamber: erase a customer and verify it."""

from typing import Any

from lintel.audit.models import Run
from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.customers.privacy import searching
from lintel.customers.privacy.actions import _removing, erasure
from lintel.customers.privacy.models import Erasure, ErasureState
from lintel.customers.privacy.subject import Subject, collect, locked, unlocked
from lintel.people.models import User


@run_kind(erasure.KIND, resumable=True)
def erase(progress: Progress) -> Outcome:
    """Erase, verify, certify; what is found keeps the erasure open."""
    run = Run.objects.select_related("created_by").get(pk=progress.run.pk)
    wanted = Erasure.objects.get(pk=run.inputs["erasure"])
    progress.report(0, 2, "Removing what there is, then searching for it")
    wanted = carry_through(wanted, by=run.created_by)
    return Outcome(
        {"state": wanted.state, "places": len(wanted.found)}, f"/customers/privacy/erasures/{wanted.pk}/"
    )


def carry_through(wanted: Erasure, *, by: User | None) -> Erasure:
    """Remove, verify, and close or keep open; may be called again until it is done."""
    if wanted.state == ErasureState.DONE:
        return wanted
    return verify(remove(wanted, by=by), by=by)


def remove(wanted: Erasure, *, by: User | None) -> Erasure:
    """Take the customer out of warehouse, database and files."""
    subject = _subject(wanted)
    erasure.carry_out(wanted, subject, by=by)
    files = _removing.from_files(subject)
    fresh = Erasure.objects.get(pk=wanted.pk)
    fresh.removed = {**fresh.removed, **files}
    fresh.save(update_fields=["removed"])
    _removing.traces()
    return fresh


def verify(wanted: Erasure, *, by: User | None) -> Erasure:
    """Search everything once more; certify what is clean, keep open what is not."""
    subject = _subject(wanted)
    search = searching.everywhere(subject)
    if search.found:
        return erasure.leave_open(wanted, search, by=by)
    return erasure.certify(wanted, subject, search, by=by)


def _subject(wanted: Erasure) -> Subject:
    """Whom it is about: read once, kept encrypted until the end."""
    if wanted.subject is None:
        wanted.subject = locked(collect(str(wanted.customer_id)))
        Erasure.objects.filter(pk=wanted.pk).update(subject=wanted.subject)
    return unlocked(bytes(wanted.subject))


def verify_again(wanted: Erasure) -> list[dict[str, Any]]:
    """Where something is found now. An open erasure is searched for by value and closed if it is clean; of a
    closed one only the hashes are left, and every dataset is searched for those."""
    if wanted.state in {ErasureState.OPEN, ErasureState.CONFIRMED}:
        checked = verify(wanted, by=None)
        return list(checked.found)
    hashes = set(wanted.tombstones.values_list("hash", flat=True))
    return searching.by_hash(hashes)
