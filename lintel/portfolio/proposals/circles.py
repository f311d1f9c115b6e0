"""What a proposal needs must not need it."""

from lintel.audit.models import ChainHead
from lintel.portfolio.proposals.models import Relation, RelationKind
from lintel.ui.problems import Problem


def refuse_cycle(part: object) -> None:
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
