"""Brings key results of draft goals in from CSV or XLSX; what they reach is measured, never brought in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lintel.goals.objectives.access import may_bring
from lintel.goals.objectives.actions._words import NUMBERS, checked_result
from lintel.goals.objectives.importers.known import Goals, goals_of, refuse_foreign
from lintel.goals.objectives.measuring import agreed_versions
from lintel.goals.objectives.models import Goal, KeyResult, State
from lintel.goals.objectives.wording import MOST_RESULTS, Direction, Result
from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.people.models import User
from lintel.ui.problems import Problem

DIRECTIONS = {
    **{label: value for value, label in Direction.choices}, "Up": "up", "Down": "down", "Increase": "up",
    "Decrease": "down",
}  # fmt: skip
COLUMNS = ("metric", "direction", "starts_on", "ends_on", *NUMBERS)

FIELDS: tuple[Field, ...] = (
    Field("goal", "Key of the goal", required=True, aliases=("goal", "objective", "ziel"), example="G-1"),
    Field(
        "name", "Key result", required=True, aliases=("name", "kr"), example="More guests order again",
        help="A name that a goal has already changes that key result.",
    ),
    Field("metric", "Metric", required=True, aliases=("kpi", "kennzahl"), help="Its short name.",
          example="repeat_rate"),
    Field("direction", "Direction", "choice", choices=DIRECTIONS, help="Empty: as the figures say."),
    Field("baseline", "Baseline", "decimal", required=True, aliases=("start value",), example="0.18"),
    Field("target", "Target", "decimal", required=True, aliases=("target value",), example="0.25"),
    Field("weight", "Weight", "decimal", aliases=("gewicht",), help="Empty means 1."),
    Field("starts_on", "From", "date", aliases=("start", "von"), help="Empty: with its goal."),
    Field("ends_on", "Until", "date", aliases=("end", "bis"), help="Empty: with its goal."),
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """The goals that the rows name, and their key results by name."""

    goals: Goals
    results: Mapping[tuple[int, str], KeyResult]
    by: User

    def read(self, row: Mapped) -> tuple[Goal, dict[str, Any]]:
        """The goal and the columns that a row stands for; raises the `Problem` that keeps it out."""
        values = row.values
        goal = self.goals.need(values.get("goal"), "goal")
        refuse_foreign(goal, self.by, "goal")
        weight = values.get("weight")
        result = Result(
            name=values.get("name") or "", metric=values.get("metric") or "", baseline=values["baseline"],
            target=values["target"], direction=values.get("direction") or "",
            weight=Decimal(1) if weight is None else weight,
            starts_on=values.get("starts_on"), ends_on=values.get("ends_on"),
        )  # fmt: skip
        return goal, checked_result(result, goal.starts_on, goal.ends_on)

    def present(self, goal: Goal, values: Mapping[str, Any]) -> KeyResult | None:
        """The key result of that name, if the goal has one."""
        return self.results.get((goal.pk, values["name"]))


class ResultsImporter:
    """The generic file of key results; the list of key results exports the same columns."""

    slug = "key-results"
    title = "Key results"
    noun = "key result"
    description = (
        "Key results of draft goals: a metric, from where to where. Values are measured, never imported."
    )
    fields = FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"key of the goal", "key result", "baseline", "target"})
    key = ("goal", "name")

    def may_import(self, user: User) -> bool:
        """Members and office holders of the two sides, and administrators."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; two queries for any number of rows."""
        known = _known(rows, context)
        counts: dict[int, int] = {}
        for goal_id, _ in known.results:
            counts[goal_id] = counts.get(goal_id, 0) + 1
        return [_faults(row, known, counts) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New key results in bulk; those of a known name are brought up to date."""
        known = _known(rows, context)
        read = [(row.number, *known.read(row)) for row in rows]
        agreed = agreed_versions({values["metric"] for _, _, values in read})
        made: list[tuple[int, KeyResult]] = []
        changed: list[KeyResult] = []
        effects: list[Effect] = []
        for number, goal, values in read:
            values.pop("pk")
            version, unit = agreed.get(values["metric"], (None, ""))
            present = known.present(goal, values)
            if present is None:
                made.append((number, KeyResult(goal=goal, **values, metric_version=version, unit=unit)))
                continue
            before = {
                name: str(getattr(present, name))
                for name in COLUMNS
                if getattr(present, name) != values[name]
            }
            for name in before:
                setattr(present, name, values[name])
            present.metric_version, present.unit = version, unit
            changed += [present] if before else []
            effects.append(Effect(number, present, "updated" if before else "unchanged", before))
        KeyResult.objects.bulk_create([new for _, new in made], batch_size=100)
        _save(changed)
        count_again({goal.pk for _, goal, _ in read})
        return [*effects, *(Effect(number, new, "created") for number, new in made)]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Take back what came in, unless its goal was offered since."""
        things = [effect.thing for effect in effects if isinstance(effect.thing, KeyResult)]
        rows = KeyResult.objects.filter(pk__in=[one.pk for one in things]).select_related("goal")
        present = {row.pk: row for row in rows}
        gone: list[int] = []
        back: list[KeyResult] = []
        said: list[str] = []
        for effect in effects:
            row = present.get(effect.thing.pk)
            if row is None:
                continue
            if row.goal.state != State.DRAFT:
                said.append(f"“{row.name}” stays as it is: its goal was offered since.")
            elif effect.kind == "created":
                gone.append(row.pk)
            else:
                for name, old in effect.before.items():
                    field: Any = KeyResult._meta.get_field(name)
                    setattr(row, name, field.to_python(old))
                back.append(row)
        KeyResult.objects.filter(pk__in=gone).delete()
        _save(back)
        count_again({row.goal_id for row in present.values()})
        return said


def count_again(goals: set[int]) -> None:
    """Bring the number of key results that these drafts repeat to what there is."""
    rows = list(Goal.objects.filter(pk__in=goals).prefetch_related("results"))
    for row in rows:
        row.results_total = len(row.living_results)
        row.results_missing = sum(one.measured_id is None for one in row.living_results)
    Goal.objects.bulk_update(rows, ["results_total", "results_missing"], batch_size=200)


def _known(rows: Sequence[Mapped], context: Context) -> Known:
    goals = goals_of((row.values.get("goal") for row in rows), context.by)
    keys = {goal.pk for goal in goals.by_key.values()}
    results = KeyResult.objects.living().filter(goal__in=keys)
    return Known(goals, {(row.goal_id, row.name): row for row in results}, context.by)


def _faults(row: Mapped, known: Known, counts: dict[int, int]) -> list[Fault]:
    try:
        goal, values = known.read(row)
    except Problem as problem:
        return [Fault(problem.field, problem.sentence)]
    if known.present(goal, values) is None:
        counts[goal.pk] = counts.get(goal.pk, 0) + 1
        if counts[goal.pk] > MOST_RESULTS:
            return [Fault("goal", f"A goal has at most {MOST_RESULTS} key results. Split the goal.")]
    return []


def _save(rows: Sequence[KeyResult]) -> None:
    if rows:
        KeyResult.objects.bulk_update(rows, [*COLUMNS, "metric_version", "unit"], batch_size=100)
