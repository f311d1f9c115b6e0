"""Brings goals in from CSV or XLSX, as drafts: no file offers or accepts anything for anybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Lower

from lintel.audit.models import type_label
from lintel.audit.sides import Office
from lintel.goals.objectives.access import may_bring
from lintel.goals.objectives.actions._owners import check_owner
from lintel.goals.objectives.actions._words import checked
from lintel.goals.objectives.importers.known import OWN_KEY, SOURCE, Goals, goals_of, refuse_foreign
from lintel.goals.objectives.models import Goal, State
from lintel.goals.objectives.wording import Content, Kind
from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.imports.origins import own_number
from lintel.people.access import may_administer, may_work
from lintel.people.models import Comment, User
from lintel.ui.problems import Problem

KINDS = {label: value for value, label in Kind.choices} | {"Company": "company", "Shared": "shared"}
COLUMNS = ("title", "why", "kind", "starts_on", "ends_on", "owner_marketing_id", "owner_it_id")

FIELDS: tuple[Field, ...] = (
    Field(
        "key", "Key", aliases=("id", "schlüssel"), example="G-1",
        help="With a key, a file can come twice, and key results find their goal.",
    ),
    Field(
        "title", "Goal", required=True, aliases=("title", "objective", "ziel"),
        example="Guests come back twice a season",
    ),
    Field("why", "Why", aliases=("description", "reason", "warum")),
    Field(
        "kind", "Kind", "choice", choices=KINDS, aliases=("level", "art"), default="shared",
        help="Company goal or shared goal; empty means shared.", example="Shared goal",
    ),
    Field("starts_on", "From", "date", required=True, aliases=("start", "von"), example="2027-01-01"),
    Field("ends_on", "Until", "date", required=True, aliases=("end", "due", "bis"), example="2027-12-31"),
    Field(
        "owner_marketing", "Owner in marketing", "email", aliases=("marketing owner",),
        help="E-mail; empty means nobody yet.", example="nele@example.org",
    ),
    Field(
        "owner_it", "Owner in IT", "email", aliases=("it owner",), help="E-mail; empty means nobody yet.",
        example="tomas@example.org",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What is in the house already, looked up once for up to 500 rows."""

    people: Mapping[str, User]
    goals: Goals
    by: User

    def read(self, row: Mapped) -> dict[str, Any]:
        """The columns that the row stands for; raises the `Problem` that keeps it out."""
        values = row.values
        content = Content(
            title=values.get("title") or "", why=values.get("why") or "",
            kind=values.get("kind") or Kind.SHARED, starts_on=values["starts_on"], ends_on=values["ends_on"],
        )  # fmt: skip
        owners = {office: self._owner(values, office) for office in Office}
        return {
            **checked(content),
            "owner_marketing": owners[Office.MARKETING],
            "owner_it": owners[Office.IT],
            "created_office": self._office(owners),
        }

    def _owner(self, values: Mapping[str, Any], office: Office) -> User | None:
        field = f"owner_{office}"
        email = str(values.get(field) or "")
        if not email:
            return None
        found = self.people.get(email.lower())
        if found is None:
            raise Problem(
                f"Nobody here has the e-mail “{email}”.",
                way_out="Import or create the person first.",
                field=field,
            )
        check_owner(found, office)
        return found

    def _office(self, owners: Mapping[Office, User | None]) -> Office:
        """The side that drafts: the bringer's own, or that of the first owner."""
        if may_work(self.by):
            return Office(self.by.side)
        for office, person in owners.items():
            if person is not None:
                return office
        raise Problem(
            "This row names no owner.",
            way_out="Fill in at least one owner’s e-mail.",
            field="owner_marketing",
        )


class GoalsImporter:
    """The generic file of goals; the list exports the same columns."""

    slug = "goals"
    title = "Goals"
    noun = "goal"
    description = "Goals with their owners, as drafts; offering and carrying them stays with people."
    fields = FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"goal", "owner in marketing", "owner in it"})
    key = ("key",)

    def may_import(self, user: User) -> bool:
        """Members and office holders of the two sides, and administrators."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; two queries for any number of rows."""
        known = _known(rows, context)
        return [_faults(row, known) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New drafts in bulk; drafts that are known are brought up to date."""
        known = _known(rows, context)
        made: list[tuple[int, Goal]] = []
        changed: list[Goal] = []
        effects: list[Effect] = []
        for row in rows:
            key = str(row.values.get("key") or "")
            present, values = known.goals.get(key), known.read(row)
            if present is None:
                new = Goal(
                    **values, created_by=context.by, imported_from=SOURCE if key else "", imported_key=key
                )
                made.append((row.number, new))
                continue
            before = _change(present, values)
            changed += [present] if before else []
            effects.append(Effect(row.number, present, "updated" if before else "unchanged", before))
        Goal.objects.bulk_create([new for _, new in made], batch_size=100)
        _save(changed)
        return [*effects, *(Effect(number, new, "created") for number, new in made)]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Take back what came in, unless it was worked on since."""
        made = [effect.thing.pk for effect in effects if effect.kind == "created"]
        rows = Goal.objects.filter(pk__in=made)
        fresh = rows.filter(state=State.DRAFT, step=0, results=None, parenthoods=None, childhoods=None)
        gone = set(fresh.values_list("pk", flat=True))
        stay = list(rows.exclude(pk__in=gone))
        keys = [str(key) for key in gone]
        Comment.objects.filter(object_type=type_label(Goal), object_id__in=keys).delete()
        Goal.objects.filter(pk__in=gone).delete()
        return [
            f"“{row.title}” stays: it has key results or a place, or somebody has worked on it since."
            for row in stay
        ] + _put_back(effects)


def _known(rows: Sequence[Mapped], context: Context) -> Known:
    owners = ("owner_marketing", "owner_it")
    emails = {str(row.values[name]).lower() for row in rows for name in owners if row.values.get(name)}
    people = User.objects.annotate(lower=Lower("email")).filter(lower__in=emails)
    goals = goals_of((row.values.get("key") for row in rows), context.by)
    return Known({person.email.lower(): person for person in people}, goals, context.by)


def _faults(row: Mapped, known: Known) -> list[Fault]:
    key = str(row.values.get("key") or "")
    try:
        values = known.read(row)
        present = known.goals.get(key)
        if present is not None and _differing(present, values):
            refuse_foreign(present, known.by, "key")
    except Problem as problem:
        return [Fault(problem.field, problem.sentence)]
    if present is None and own_number(key, OWN_KEY) is not None:
        return [Fault("key", "There is no such goal here. Empty the key to bring it in as a new one.")]
    if present is None and not may_administer(known.by) and not may_work(known.by):
        return [Fault("", "You write no goals. Leave this file to a member of one side.")]
    return []


def _plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """By column, owners as keys."""
    owners = {
        f"{name}_id": values[name].pk if values[name] else None for name in ("owner_marketing", "owner_it")
    }
    return {**{name: values[name] for name in COLUMNS if name in values}, **owners}


def _differing(row: Goal, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in _plain_values(values).items() if getattr(row, name) != value}


def _change(row: Goal, values: Mapping[str, Any]) -> dict[str, Any]:
    """Set the columns that differ; returns what stood there, in plain values."""
    differing = _differing(row, values)
    before = {name: _plain(getattr(row, name)) for name in differing}
    for name, value in differing.items():
        setattr(row, name, value)
    return before


def _put_back(effects: Sequence[Effect]) -> list[str]:
    back, sentences = [], []
    for effect in effects:
        if effect.kind != "updated" or not isinstance(effect.thing, Goal):
            continue
        if effect.thing.state != State.DRAFT:
            sentences.append(f"“{effect.thing.title}” stays as it is: it was offered since.")
            continue
        for name, old in effect.before.items():
            field: Any = Goal._meta.get_field(name.removesuffix("_id"))
            setattr(effect.thing, name, old if name.endswith("_id") else field.to_python(old))
        back.append(effect.thing)
    _save(back)
    return sentences


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int) else str(value)


def _save(rows: Sequence[Goal]) -> None:
    if rows:
        Goal.objects.bulk_update(rows, [name.removesuffix("_id") for name in COLUMNS], batch_size=100)
