"""Brings expectations in from CSV or XLSX, as drafts: no file offers or accepts anything for anybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models.functions import Lower

from lintel.audit.models import type_label
from lintel.audit.sides import Office
from lintel.charter.expectations.access import may_bring
from lintel.charter.expectations.actions._words import checked
from lintel.charter.expectations.models import Expectation, State
from lintel.charter.expectations.wording import FIELDS as COLUMNS
from lintel.charter.expectations.wording import Comparison, Content
from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.imports.origins import own_number
from lintel.people.access import may_administer, may_work, may_work_for
from lintel.people.models import Comment, User
from lintel.ui.problems import Problem

SOURCE = "expectations"
OWN_KEY = "EXP-"  # how this house's own expectations are called in an export
OFFICES = {
    "Marketing": Office.MARKETING.value, "IT": Office.IT.value,
    "Marketing office": Office.MARKETING.value, "IT office": Office.IT.value,
}  # fmt: skip
COMPARISONS = {
    **{label: value for value, label in Comparison.choices},
    ">=": "at_least", "≥": "at_least", "<=": "at_most", "≤": "at_most", ">": "more_than", "<": "less_than",
}  # fmt: skip

FIELDS: tuple[Field, ...] = (
    Field(
        "key", "Key", aliases=("id", "schlüssel"), help="With a key, a file can come twice.", example="E-1",
    ),
    Field(
        "title", "Expectation", required=True, aliases=("title", "what", "erwartung"),
        example="Campaign data is there the next morning",
    ),
    Field("details", "About", aliases=("details", "description", "beschreibung")),
    Field(
        "condition", "Condition of satisfaction", aliases=("condition", "satisfied when", "erfüllt wenn"),
        example="At nine o’clock every report shows yesterday",
    ),
    Field("metric", "Metric", aliases=("kpi", "kennzahl"), help="Its short name."),
    Field(
        "comparison", "Compared", "choice", choices=COMPARISONS,
        help="How the metric is held against its target.",
    ),
    Field("target", "Target", "decimal", aliases=("ziel",)),
    Field("due_on", "By when", "date", aliases=("due", "due date", "bis"), example="2027-03-31"),
    Field(
        "customer_office", "Expected by", "choice", choices=OFFICES, aliases=("side", "from"),
        help="The side that expects it; empty means the side of the person, or of who brings the file.",
        example="Marketing",
    ),
    Field(
        "customer", "Person", "email", aliases=("owner", "e-mail", "email"),
        help="Who speaks for that side; empty means who brings the file.", example="nele@example.org",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What is in the house already, looked up once for up to 500 rows."""

    people: Mapping[str, User]
    imported: Mapping[str, Expectation]
    own: Mapping[int, Expectation]
    by: User

    def present(self, row: Mapped) -> Expectation | None:
        """The expectation that a row is about: by its key, or by our own number."""
        key = str(row.values.get("key") or "")
        number = own_number(key, OWN_KEY)
        return self.own.get(number) if number is not None else self.imported.get(key)

    def read(self, row: Mapped) -> dict[str, Any]:
        """The columns that the row stands for; raises the `Problem` that keeps it out."""
        values = row.values
        given = {
            name: values.get(name) or "" for name in ("title", "details", "condition", "metric", "comparison")
        }
        target: Decimal | None = values.get("target")
        words = checked(Content(**given, target=target, due_on=values.get("due_on")), complete=False)
        customer = self._customer(values)
        office = values.get("customer_office") or customer.side
        if not may_work_for(customer, office):
            raise Problem(
                f"{customer.name} does not work for that side.",
                way_out="Name a member of the side that expects it, or correct the side.",
                field="customer" if values.get("customer") else "customer_office",
            )
        if not may_administer(self.by) and not may_work_for(self.by, office):
            raise Problem(
                "You bring in what your own side expects.",
                way_out="Leave this row to somebody of the other side, or to an administrator.",
                field="customer_office",
            )
        own = Office(office)
        return {**words, "customer": customer, "customer_office": own, "performer_office": own.other}

    def _customer(self, values: Mapping[str, Any]) -> User:
        email = str(values.get("customer") or "")
        if not email:
            if may_work(self.by):
                return self.by
            raise Problem(
                "This row names nobody who expects it.",
                way_out="Fill in the person’s e-mail.",
                field="customer",
            )
        found = self.people.get(email.lower())
        if found is None:
            raise Problem(
                f"Nobody here has the e-mail “{email}”.",
                way_out="Import or create the person first.",
                field="customer",
            )
        return found


class ExpectationsImporter:
    """The generic file of expectations; the list exports the same columns."""

    slug = "expectations"
    title = "Expectations"
    noun = "expectation"
    description = "What one side expects of the other, as drafts; offering and accepting stays with people."
    fields = FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"expectation", "condition of satisfaction", "expected by"})
    key = ("key",)

    def may_import(self, user: User) -> bool:
        """Members and office holders for their own side, administrators for both."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; three queries for any number of rows."""
        known = _known(rows, context)
        return [_faults(row, known) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New drafts in bulk; drafts that are known are brought up to date."""
        known = _known(rows, context)
        made: list[tuple[int, Expectation]] = []
        changed: list[Expectation] = []
        effects: list[Effect] = []
        for row in rows:
            present, values = known.present(row), known.read(row)
            if present is None:
                key = str(row.values.get("key") or "")
                new = Expectation(
                    **values,
                    worded_office=values["customer_office"],
                    worded_by=values["customer"],
                    imported_from=SOURCE if key else "",
                    imported_key=key,
                )
                made.append((row.number, new))
                continue
            before = _change(present, values)
            changed += [present] if before else []
            effects.append(Effect(row.number, present, "updated" if before else "unchanged", before))
        Expectation.objects.bulk_create([new for _, new in made], batch_size=100)
        _save(changed)
        return [*effects, *(Effect(number, new, "created") for number, new in made)]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Take back what came in, unless it was offered since."""
        made = [effect.thing.pk for effect in effects if effect.kind == "created"]
        stay = list(Expectation.objects.filter(pk__in=made).exclude(state=State.DRAFT, step=0))
        gone = set(made) - {row.pk for row in stay}
        label = type_label(Expectation)
        Comment.objects.filter(object_type=label, object_id__in=[str(key) for key in gone]).delete()
        Expectation.objects.filter(pk__in=gone).delete()
        sentences = [f"“{row.title}” stays: somebody has worked on it since." for row in stay]
        back = []
        for effect in effects:
            if effect.kind != "updated" or not isinstance(effect.thing, Expectation):
                continue
            if effect.thing.state != State.DRAFT:
                sentences.append(f"“{effect.thing.title}” stays as it is: it was offered since.")
                continue
            _change(effect.thing, {name: _typed(name, old) for name, old in effect.before.items()})
            back.append(effect.thing)
        _save(back)
        return sentences


def _known(rows: Sequence[Mapped], context: Context) -> Known:
    keys = {str(row.values["key"]) for row in rows if row.values.get("key")}
    emails = {str(row.values["customer"]).lower() for row in rows if row.values.get("customer")}
    numbers = {number for key in keys if (number := own_number(key, OWN_KEY)) is not None}
    people = User.objects.annotate(lower=Lower("email")).filter(lower__in=emails)
    imported = Expectation.objects.filter(imported_from=SOURCE, imported_key__in=keys)
    visible = Expectation.objects.visible_to(context.by) if numbers else Expectation.objects.none()
    return Known(
        {person.email.lower(): person for person in people},
        {row.imported_key: row for row in imported.select_related("customer")},
        {row.pk: row for row in visible.filter(pk__in=numbers).select_related("customer")},
        context.by,
    )


def _faults(row: Mapped, known: Known) -> list[Fault]:
    try:
        values = known.read(row)
    except Problem as problem:
        return [Fault(problem.field, problem.sentence)]
    present = known.present(row)
    if present is None:
        if own_number(str(row.values.get("key") or ""), OWN_KEY) is not None:
            return [
                Fault("key", "There is no such expectation here. Empty the key to bring it in as a new one.")
            ]
        return []
    if present.state != State.DRAFT and any(getattr(present, name) != values[name] for name in COLUMNS):
        return [
            Fault(
                "",
                f"This expectation is {present.get_state_display().lower()} and the row says something else. "
                "A file never changes what was said to the other side: reword it on its page.",
            )
        ]
    if present.state == State.DRAFT and present.customer_office != values["customer_office"]:
        return [
            Fault("customer_office", "This draft belongs to the other side. Empty the key for a new one.")
        ]
    return []


def _change(row: Expectation, values: Mapping[str, Any]) -> dict[str, Any]:
    """Set the words that differ; returns what stood there, in plain values."""
    differing = [name for name in COLUMNS if name in values and getattr(row, name) != values[name]]
    before = {name: _plain(getattr(row, name)) for name in differing}
    for name in differing:
        setattr(row, name, values[name])
    return before


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else str(value)


def _typed(name: str, value: Any) -> Any:
    field: Any = Expectation._meta.get_field(name)
    return field.to_python(value) if value is not None else None


def _save(rows: Sequence[Expectation]) -> None:
    if rows:
        Expectation.objects.bulk_update(rows, COLUMNS, batch_size=100)
