"""How elements hang together: joined and parted."""

from lintel.audit.audited import Draft, audited
from lintel.estate.inventory.keeping import checked, locked, require_keeper
from lintel.estate.inventory.models import Element, Relation, RelationKind
from lintel.estate.inventory.rules import refuse_misfit
from lintel.people.models import User
from lintel.ui.problems import Problem

DEEPEST = 10_000  # elements looked at for a circle


@audited("element.related", says="noted that it {verb} {kind} {target}{instead}")
def join(
    entry: Draft, source: Element, kind: str, target: Element, *, by: User | None, instead: str = ""
) -> Relation:
    """Notes what one element is to another. Errors: `Problem` for kinds that do not go together, and for a
    need that would close a circle."""
    require_keeper(by)
    refuse_misfit(source, kind, target)
    locked(source)
    if kind in (RelationKind.NEEDS, RelationKind.PART_OF):
        _refuse_circle(source, kind, target)
    relation = checked(Relation(source=source, kind=kind, target=target, instead=instead.strip()))
    relation.save()
    entry.about(
        source, verb=relation.get_kind_display(), kind=target.get_kind_display().lower(), target=target.pk,
        instead=f", or one of “{relation.instead}”" if relation.instead else "",
    )  # fmt: skip
    entry.about(target)
    return relation


@audited("element.parted", says="noted that it no longer {verb} {kind} {target}")
def part(entry: Draft, relation: Relation, *, by: User) -> Element:
    """Takes a relation away."""
    require_keeper(by)
    source, target = relation.source, relation.target
    entry.about(
        source, verb=relation.get_kind_display(), kind=target.get_kind_display().lower(), target=target.pk
    )
    entry.about(target)
    relation.delete()
    return source


def _refuse_circle(source: Element, kind: str, target: Element) -> None:
    """Nothing needs itself by way of others, for then nobody could say what starts first."""
    seen, edge = {target.pk}, {target.pk}
    while edge and len(seen) < DEEPEST:
        if source.pk in edge:
            raise Problem(
                f"“{target.name}” leads back to “{source.name}” already.",
                way_out="Take the relation away that closes the circle, or turn this one round.",
                field="target",
            )
        onward = Relation.objects.filter(source__in=edge, kind=kind).values_list("target_id", flat=True)
        edge = set(onward) - seen
        seen |= edge
