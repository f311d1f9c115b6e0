"""Looking at what somebody else may see leaves a trace."""

from lintel.audit.audited import Draft, audited
from lintel.insight.guards.access import may_see_standing
from lintel.people.models import User
from lintel.ui.problems import Denied


@audited("standing.seen", says="looked at what somebody may see for the purpose {purpose}")
def see(entry: Draft, person: User, *, purpose: str, by: User) -> None:
    """Write down that somebody opens what a person may see, and why."""
    if not may_see_standing(by, person):
        raise Denied(
            "What others may see is shown to the two offices and to administrators.",
            way_out="Your own stands under “What you can see”.",
        )
    entry.about(person, purpose=purpose)
