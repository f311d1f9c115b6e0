"""Who plans, who answers, who signs."""

from lintel.estate.blueprint.models import Amendment, AmendmentState, Version, VersionState
from lintel.people.access import Key, may_work, may_work_for
from lintel.people.models import User


def may_plan(user: User) -> bool:
    """Members and office holders of both sides write the draft and suggest changes."""
    return may_work(user)


def may_extend(user: User, amendment: Amendment) -> bool:
    """Adds to a suggestion or takes it back: the side that made it, while it is open."""
    return amendment.state == AmendmentState.OPEN and may_work_for(user, amendment.side)


def may_answer(user: User, amendment: Amendment) -> bool:
    """Answers a suggestion: the other side."""
    return amendment.state == AmendmentState.OPEN and may_work_for(user, amendment.other_side)


def may_sign(key: Key | None, version: Version) -> bool:
    """Whoever holds the key of an office that has not signed this version."""
    return (
        key is not None
        and version.state == VersionState.OFFERED
        and version.awaits in {key.office.value, "both"}
    )
