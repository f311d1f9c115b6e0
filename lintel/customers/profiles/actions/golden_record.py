"""Bringing all golden records up to date on request."""

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run
from lintel.customers.profiles.access import may_set_rules
from lintel.customers.profiles.actions import _refreshing
from lintel.people.models import User
from lintel.ui.problems import Denied


@audited("golden_record.refresh_ordered", says="had all golden records brought up to date")
def refresh(entry: Draft, *, by: User | None) -> Run:
    """Queue the run that writes every golden record anew."""
    if by is not None and not may_set_rules(by):
        raise Denied("Golden records are rebuilt by office holders and administrators.")
    run = _refreshing.refresh(by)
    entry.about(run)
    return run
