"""Brings the cascade in from CSV or XLSX: which goal serves which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lintel.goals.objectives.access import may_bring, may_place
from lintel.goals.objectives.importers.known import Goals, goals_of
from lintel.goals.objectives.models import Goal, Parenthood
from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.people.access import may_administer
from lintel.people.models import User
from lintel.ui.problems import Problem
from lintel.ui.saying import tidy

FIELDS: tuple[Field, ...] = (
    Field("child", "Serving goal", required=True, aliases=("goal", "child", "kind"), example="G-4"),
    Field("parent", "Served goal", required=True, aliases=("serves", "parent"), example="G-1"),
    Field("how", "How it serves", aliases=("how", "note")),
)


@dataclass(frozen=True)
class Known:
    """The goals that the rows name, and every place that there is."""

    goals: Goals
    present: Mapping[tuple[int, int], Parenthood]
    above: dict[int, set[int]]
    by: User

    def read(self, row: Mapped) -> tuple[Goal, Goal, str]:
        """The two goals and how one serves the other; raises the `Problem` that keeps the row out."""
        child = self.goals.need(row.values.get("child"), "child")
        parent = self.goals.need(row.values.get("parent"), "parent")
        if not may_administer(self.by) and not may_place(self.by, child):
            raise Problem(
                f"“{child.title}” is not yours to place.",
                way_out="Leave this row to its owners.",
                field="child",
            )
        if child.is_over or parent.is_over:
            raise Problem("One of the two goals is closed.", way_out="Take this row out.", field="parent")
        return child, parent, tidy(str(row.values.get("how") or ""), field="how", limit=300)

    def refuse_circle(self, child: Goal, parent: Goal) -> None:
        """Raises `Problem` where the parent serves the child already; else remembers the new place."""
        if child.pk == parent.pk or child.pk in self._reached(parent.pk):
            raise Problem(
                "It would go round in a circle: that goal serves this one already.",
                way_out="Take one of the two rows out.",
                field="parent",
            )
        self.above.setdefault(child.pk, set()).add(parent.pk)

    def _reached(self, pk: int) -> set[int]:
        found: set[int] = set()
        level = {pk}
        while level:
            level = {one for below in level for one in self.above.get(below, ())} - found
            found |= level
        return found


class PlacesImporter:
    """Pairs of goals: the one that serves, and the one that is served."""

    slug = "goal-cascade"
    title = "Cascade of goals"
    noun = "place in the cascade"
    description = "Which goal serves which other goal; a goal may serve several."
    fields = FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"serving goal", "served goal"})
    key = ("child", "parent")

    def may_import(self, user: User) -> bool:
        """Members and office holders of the two sides, and administrators."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; two queries for any number of rows."""
        known = _known(rows, context)
        return [_faults(row, known) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New places in bulk; those that are there already stay as they are, or say anew how they serve."""
        known = _known(rows, context)
        made: list[tuple[int, Parenthood]] = []
        changed: list[Parenthood] = []
        effects: list[Effect] = []
        for row in rows:
            child, parent, how = known.read(row)
            present = known.present.get((child.pk, parent.pk))
            if present is None:
                known.refuse_circle(child, parent)
                new = Parenthood(child=child, parent=parent, how=how, by=context.by)
                made.append((row.number, new))
                continue
            before = {"how": present.how} if present.how != how else {}
            present.how = how
            changed += [present] if before else []
            effects.append(Effect(row.number, present, "updated" if before else "unchanged", before))
        Parenthood.objects.bulk_create([new for _, new in made], batch_size=200)
        Parenthood.objects.bulk_update(changed, ["how"], batch_size=200)
        return [*effects, *(Effect(number, new, "created") for number, new in made)]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Take the places back, and what was said of those that were there before."""
        made = [effect.thing.pk for effect in effects if effect.kind == "created"]
        Parenthood.objects.filter(pk__in=made).delete()
        back: list[Any] = []
        for effect in effects:
            if effect.kind == "updated" and isinstance(effect.thing, Parenthood):
                effect.thing.how = str(effect.before["how"])
                back.append(effect.thing)
        Parenthood.objects.bulk_update(back, ["how"], batch_size=200)
        return []


def _known(rows: Sequence[Mapped], context: Context) -> Known:
    goals = goals_of((row.values.get(name) for row in rows for name in ("child", "parent")), context.by)
    above: dict[int, set[int]] = {}
    present: dict[tuple[int, int], Parenthood] = {}
    for place in Parenthood.objects.all():
        above.setdefault(place.child_id, set()).add(place.parent_id)
        present[(place.child_id, place.parent_id)] = place
    return Known(goals, present, above, context.by)


def _faults(row: Mapped, known: Known) -> list[Fault]:
    try:
        child, parent, _ = known.read(row)
        if (child.pk, parent.pk) not in known.present:
            known.refuse_circle(child, parent)
    except Problem as problem:
        return [Fault(problem.field, problem.sentence)]
    return []
