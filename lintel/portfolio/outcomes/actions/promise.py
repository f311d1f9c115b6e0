"""Keeping the promises of approvals that were given before promises were kept."""

from lintel.audit.audited import Draft, audited
from lintel.people.models import User
from lintel.portfolio.outcomes.freezing import freeze, unkept
from lintel.portfolio.outcomes.models import Promise
from lintel.ui.problems import Problem


@audited("promise.kept", says="kept the promise that both offices approved")
def keep_missing(entry: Draft, *, by: User | None) -> int:
    """Keep each as it was signed; how many there were. Errors: `Problem` where none is missing."""
    decisions = unkept()
    if not decisions:
        raise Problem("Every promise is kept already.", way_out="There is nothing to do.")
    for decision in decisions:
        freeze(decision)
        entry.about(Promise.objects.get(decision=decision).proposal)
    return len(decisions)
