"""Looking at what somebody can do leaves a trace, which they find on the page of their own skills."""

from __future__ import annotations

from collections.abc import Sequence

from lintel.audit.audited import Draft, audited
from lintel.embeds.access import may_see_skills
from lintel.people.models import User
from lintel.ui.problems import Denied


@audited("skills.seen", says="looked at the skills of {shown} {people}, {what}")
def see(entry: Draft, people: Sequence[User], *, what: str, by: User) -> None:
    """Write down whose skills somebody reads; looking at one's own is nobody's business and is not noted."""
    if not all(may_see_skills(by, person) for person in people[:1]):
        raise Denied(
            "A person’s skills are seen by themselves, by whoever leads them and by both offices.",
            way_out="See the numbers by skill and side instead.",
        )
    entry.about(by, shown=len(people), people="person" if len(people) == 1 else "people", what=what)
    for person in people:
        entry.about(person)
