"""Adding, changing and removing the parts of a proposal. Each is an edit, so each voids the signatures.

`seen_version` is the version that the writer had before them; with it, what others wrote meanwhile is neither
undone nor written over unread.
"""

from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.people.models import User
from lintel.portfolio.proposals.circles import refuse_cycle
from lintel.portfolio.proposals.keeping import Unchanged, edited, lock_for_edit, set_fields
from lintel.portfolio.proposals.models import (
    Benefit,
    Effort,
    Involvement,
    Proposal,
    Relation,
    Requirement,
    Window,
)
from lintel.portfolio.proposals.writing import (
    gone,
    part_unless_clashing,
    refuse_twin,
    refuse_unseen_removal,
)
from lintel.ui.checking import checked

Part = Requirement | Effort | Involvement | Benefit | Relation | Window
A_PART: dict[type[Any], str] = {
    Requirement: "a requirement",
    Effort: "an effort",
    Involvement: "somebody who takes part",
    Benefit: "a benefit",
    Relation: "a relation to another proposal",
    Window: "days to reckon with",
}


@audited("part.added", says="added {a_part}{voided}")
def add(
    entry: Draft,
    proposal: Proposal,
    kind: type[Part],
    values: dict[str, Any],
    *,
    by: User,
    seen_version: int | None = None,
) -> Part:
    """A new part of this kind with these fields."""
    locked = lock_for_edit(proposal, by)
    part = kind(proposal=locked, **values)
    if seen_version is not None and seen_version != locked.version:
        refuse_twin(locked, part, values, seen_version)
    refuse_cycle(part)
    checked(part).save()
    edited(entry, locked, by)
    entry.about(part, a_part=A_PART[kind])
    return part


@audited("part.changed", says="changed {a_part}{voided}")
def change(
    entry: Draft, part: Part, values: dict[str, Any], *, by: User, seen_version: int | None = None
) -> Part:
    """Other values for a part."""
    locked = lock_for_edit(part.proposal, by)
    fresh = _fresh(part, locked)
    if seen_version is not None:
        values = part_unless_clashing(locked, fresh, values, seen_version)
    changed = set_fields(fresh, values)
    if not changed:
        raise Unchanged
    refuse_cycle(fresh)
    checked(fresh).save()
    edited(entry, locked, by)
    entry.about(fresh, a_part=A_PART[type(part)], fields=changed)
    return fresh


@audited("part.removed", says="removed {a_part}{voided}")
def remove(entry: Draft, part: Part, *, by: User, seen_version: int | None = None) -> Proposal:
    """The proposal without this part."""
    locked = lock_for_edit(part.proposal, by)
    fresh = _fresh(part, locked)
    if seen_version is not None:
        refuse_unseen_removal(locked, fresh, seen_version)
    gone = fresh.pk
    fresh.delete()
    edited(entry, locked, by)
    entry.facts |= {"a_part": A_PART[type(part)], "part": gone}
    return locked


def _fresh(part: Part, locked: Proposal) -> Part:
    """The part as it is now that its proposal is locked."""
    found: Part | None = type(part)._default_manager.filter(pk=part.pk).first()
    if found is None:
        raise gone(locked)
    return found
