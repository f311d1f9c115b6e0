"""The run of this chamber: erase a customer and verify it."""

from lintel.audit.models import Run
from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.customers.privacy import searching
from lintel.customers.privacy.actions import _removing, erasure
from lintel.customers.privacy.models import Erasure, ErasureState
from lintel.customers.privacy.subject import Subject, collect
from lintel.people.models import User


@run_kind(erasure.KIND, resumable=False)
def erase(progress: Progress) -> Outcome:
    """Erase, verify, certify; what is found keeps the erasure open."""
    run = Run.objects.select_related("created_by").get(pk=progress.run.pk)
    wanted = Erasure.objects.get(pk=run.inputs["erasure"])
    progress.report(0, 3, "Reading what there is")
    subject = collect(str(wanted.customer_id))
    progress.report(1, 3, "Removing it")
    wanted = carry_through(wanted, subject, by=run.created_by)
    return Outcome(
        {"state": wanted.state, "places": len(wanted.found)}, f"/customers/privacy/erasures/{wanted.pk}/"
    )


def carry_through(wanted: Erasure, subject: Subject, *, by: User | None) -> Erasure:
    """Remove, verify, and close or keep open. The values live in this process only."""
    if wanted.state == ErasureState.DONE:
        return wanted
    erasure.carry_out(wanted, subject, by=by)
    files = _removing.from_files(subject)
    Erasure.objects.filter(pk=wanted.pk).update(removed={**wanted.removed, **files})
    wanted.refresh_from_db()
    _removing.traces()
    search = searching.everywhere(subject)
    if search.found:
        return erasure.leave_open(wanted, search, by=by)
    return erasure.certify(wanted, subject, search, by=by)
