"""What a proposal needs must not need it."""

from lintel.audit.models import ChainHead
from lintel.portfolio.proposals.models import Relation, RelationKind
from lintel.ui.problems import Problem

AT_ONCE = 500


def refuse_cycle(part: object) -> None:
    """What this proposal needs must not, at any remove, need this proposal."""
    if not isinstance(part, Relation) or part.kind != RelationKind.NEEDS:
        return
    # Two relations that are added at once could close a circle that neither sees: writers queue here.
    ChainHead.objects.select_for_update().filter(pk=1).first()
    if reaches({part.other_id}, part.proposal_id, without=part.pk):
        raise Problem(
            "That would be a circle: the other proposal already needs this one, perhaps through others.",
            way_out="Turn one of the needs round, or split one of the proposals.",
            field="other",
        )


def reaches(start: set[int], goal: int, without: int | None = None) -> bool:
    """Whether one of these proposals needs another, at any remove; `without` is a relation left out."""
    frontier, seen = set(start), set(start)
    while frontier:
        if goal in frontier:
            return True
        needs = Relation.objects.filter(
            kind=RelationKind.NEEDS, proposal_id__in=list(frontier)[:AT_ONCE]
        ).exclude(pk=without)
        reached = set(needs.values_list("other_id", flat=True)) - seen
        frontier = set(list(frontier)[AT_ONCE:]) | reached
        seen |= reached
    return False
