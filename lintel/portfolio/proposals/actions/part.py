"""Adding, changing and removing the parts of a proposal. Each is an edit, so each voids the signatures."""

from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.audit.models import ChainHead
from lintel.people.models import User
from lintel.portfolio.proposals.keeping import checked, edited, lock_for_edit, set_fields
from lintel.portfolio.proposals.models import (
    Benefit,
    Effort,
    Involvement,
    Proposal,
    Relation,
    RelationKind,
    Requirement,
)
from lintel.ui.problems import Problem, Stale

Part = Requirement | Effort | Involvement | Benefit | Relation
A_PART: dict[type[Any], str] = {
    Requirement: "a requirement",
    Effort: "an effort",
    Involvement: "somebody who takes part",
    Benefit: "a benefit",
    Relation: "a relation to another proposal",
}


@audited("part.added", says="added {a_part}{voided}")
def add(entry: Draft, proposal: Proposal, kind: type[Part], values: dict[str, Any], *, by: User) -> Part:
    """A new part of this kind with these fields."""
    locked = lock_for_edit(proposal, by)
    part = kind(proposal=locked, **values)
    _refuse_cycle(part)
    checked(part).save()
    edited(entry, locked, by)
    entry.about(part, a_part=A_PART[kind])
    return part


@audited("part.changed", says="changed {a_part}{voided}")
def change(entry: Draft, part: Part, values: dict[str, Any], *, by: User) -> Part:
    """Other values for a part."""
    locked = lock_for_edit(part.proposal, by)
    fresh = _fresh(part)
    changed = set_fields(fresh, values)
    if not changed:
        raise Problem("Nothing was changed.", way_out="Change something, or leave the page.")
    _refuse_cycle(fresh)
    checked(fresh).save()
    edited(entry, locked, by)
    entry.about(fresh, a_part=A_PART[type(part)], fields=changed)
    return fresh


@audited("part.removed", says="removed {a_part}{voided}")
def remove(entry: Draft, part: Part, *, by: User) -> Proposal:
    """The proposal without this part."""
    locked = lock_for_edit(part.proposal, by)
    fresh = _fresh(part)
    gone = fresh.pk
    fresh.delete()
    edited(entry, locked, by)
    entry.facts |= {"a_part": A_PART[type(part)], "part": gone}
    return locked


def _fresh(part: Part) -> Part:
    """The part as it is now that its proposal is locked."""
    found: Part | None = type(part)._default_manager.filter(pk=part.pk).first()
    if found is None:
        raise Stale(
            "Somebody removed this meanwhile.", way_out="Open the proposal again to see what is there."
        )
    return found


def _refuse_cycle(part: Part) -> None:
    """What this proposal needs must not, at any remove, need this proposal."""
    if not isinstance(part, Relation) or part.kind != RelationKind.NEEDS:
        return
    # Two relations that are added at once could close a circle that neither sees: writers queue here.
    ChainHead.objects.select_for_update().filter(pk=1).first()
    frontier, seen = {part.other_id}, {part.other_id}
    while frontier:
        if part.proposal_id in frontier:
            raise Problem(
                "That would be a circle: the other proposal already needs this one, perhaps through others.",
                way_out="Turn one of the needs round, or split one of the proposals.",
                field="other",
            )
        needs = Relation.objects.filter(
            kind=RelationKind.NEEDS, proposal_id__in=list(frontier)[:500]
        ).exclude(pk=part.pk)
        reached = set(needs.values_list("other_id", flat=True)) - seen
        frontier = (set(list(frontier)[500:])) | reached
        seen |= reached
