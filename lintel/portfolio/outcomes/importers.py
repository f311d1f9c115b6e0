"""Brings in what proposals really cost: money from the finance system, days from time sheets."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.people.access import may_administer, may_work
from lintel.people.models import Specialty, User
from lintel.portfolio.outcomes.models import Actual, CostKind, Outcome
from lintel.portfolio.proposals.models import Proposal
from lintel.ui.problems import Problem

KINDS = {
    **{str(label): str(value) for value, label in CostKind.choices},
    **dict.fromkeys(("One-off", "Investment", "Capex", "Einmalig"), "one_off"),
    **dict.fromkeys(("Run", "Opex", "Laufend"), "run"),
    **dict.fromkeys(("Work", "Days", "Effort", "Aufwand"), "work"),
}
MOST_MONEY = Decimal("999999999999.99")
MOST_DAYS = Decimal("99999")
EARLIEST = dt.date(2010, 1, 1)

FIELDS: tuple[Field, ...] = (
    Field("proposal", "Proposal", required=True, aliases=("proposal number", "project", "projekt"),
          help="Its number, the key it was brought in with, or its title.", example="7"),
    Field("kind", "Kind", "choice", required=True, aliases=("type", "art"), choices=KINDS,
          example="One-off cost"),
    Field("period", "Fiscal period", required=True, aliases=("period", "periode"), example="FY27 Q1"),
    Field("starts_on", "Period starts on", "date", required=True, aliases=("from", "von", "start"),
          example="2027-01-01"),
    Field("amount", "Amount", "decimal", aliases=("cost", "betrag", "kosten"), help="For money.",
          example="12500"),
    Field("currency", "Currency", aliases=("waehrung", "währung"), help="Empty: the proposal’s.",
          example="EUR"),
    Field("specialty", "Specialists", aliases=("role", "specialty", "rolle"), help="For work.",
          example="Data engineer"),
    Field("days", "Person-days", "decimal", aliases=("days", "tage", "personentage"), help="For work.",
          example="14.5"),
)  # fmt: skip
COLUMNS = ("period", "amount", "currency", "days")


@dataclass(frozen=True)
class Known:
    """What the rows name: proposals and specialties by what they are called, and what is there already."""

    proposals: Mapping[str, Proposal]
    twice: frozenset[str]
    closed: frozenset[int]
    specialties: Mapping[str, Specialty]
    present: Mapping[tuple[int, str, int | None, dt.date], Actual]

    def read(self, row: Mapped) -> dict[str, Any]:
        """The columns that a row stands for; raises the `Problem` that keeps it out."""
        values = row.values
        proposal, kind = self._proposal(str(values["proposal"])), values["kind"]
        if not EARLIEST <= values["starts_on"] <= timezone.localdate():
            raise Problem(
                "The period lies in the future or before the year 2010.",
                way_out="Give the first day of one that has begun.",
                field="starts_on",
            )
        found: dict[str, Any] = {
            "proposal": proposal, "kind": kind, "period": str(values["period"])[:40],
            "starts_on": values["starts_on"], "specialty": None, "amount": None, "currency": "", "days": None,
        }  # fmt: skip
        if kind == CostKind.WORK:
            return found | self._work(values)
        return found | _money(values, proposal)

    def _proposal(self, name: str) -> Proposal:
        key = name.strip().casefold()
        if key in self.twice:
            raise Problem(
                f"Several proposals are called “{name}”.", way_out="Give the number.", field="proposal"
            )
        found = self.proposals.get(key)
        if found is None:
            raise Problem(f"There is no proposal “{name}”.", way_out="Give its number.", field="proposal")
        if found.pk in self.closed:
            raise Problem(
                f"Both offices have signed the outcome of “{found}”; its figures stay as they are.",
                way_out="Leave this row out.",
                field="proposal",
            )
        return found

    def _work(self, values: Mapping[str, Any]) -> dict[str, Any]:
        name, days = values.get("specialty"), values.get("days")
        if values.get("amount") is not None:
            raise Problem("Work is counted in days here, not in money.", way_out="Empty it.", field="amount")
        if not name:
            raise Problem("Work needs the specialists who did it.", way_out="Name them.", field="specialty")
        specialty = self.specialties.get(str(name).strip().casefold())
        if specialty is None:
            raise Problem(
                f"There are no specialists “{name}”.", way_out="Look under People.", field="specialty"
            )
        if days is None or not 0 <= days <= MOST_DAYS:
            raise Problem("Work needs its person-days, from 0 on.", way_out="Write a number.", field="days")
        return {"specialty": specialty, "days": round(days, 2)}

    def there(self, values: Mapping[str, Any]) -> Actual | None:
        """The row that this one replaces."""
        specialty = values["specialty"]
        key = (
            values["proposal"].pk,
            values["kind"],
            specialty.pk if specialty else None,
            values["starts_on"],
        )
        return self.present.get(key)


def _money(values: Mapping[str, Any], proposal: Proposal) -> dict[str, Any]:
    amount, currency = values.get("amount"), str(values.get("currency") or proposal.currency).upper()
    if values.get("days") is not None or values.get("specialty"):
        raise Problem(
            "Money has no days and no specialists.", way_out="Write work as a row of its own.", field="days"
        )
    if amount is None or abs(amount) > MOST_MONEY:
        raise Problem("Money needs its amount.", way_out="Write a number.", field="amount")
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        raise Problem(
            f"“{currency}” is no currency.", way_out="Three letters, such as EUR.", field="currency"
        )
    return {"amount": round(amount, 2), "currency": currency}


class ActualsImporter:
    """The file of actual cost and effort."""

    slug = "actuals"
    title = "Actual cost and effort"
    noun = "figure"
    description = (
        "Money and days that proposals really took, by fiscal period. A file that says one anew replaces it."
    )
    fields = FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"person-days", "fiscal period", "kind"})
    key = ("proposal", "kind", "specialty", "starts_on")

    def may_import(self, user: User) -> bool:
        """Members and office holders of the two sides, and administrators."""
        return may_work(user) or may_administer(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; five queries for any number of rows."""
        known = _known(rows)
        return [_faults(row, known) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New figures in bulk; those that are there are brought up to date."""
        known = _known(rows)
        made: list[tuple[int, Actual]] = []
        changed: list[Actual] = []
        effects: list[Effect] = []
        for row in rows:
            values = known.read(row)
            there = known.there(values)
            if there is None:
                made.append((row.number, Actual(**values)))
                continue
            before = {
                name: None if getattr(there, name) is None else str(getattr(there, name))
                for name in COLUMNS
                if getattr(there, name) != values[name]
            }
            for name in before:
                setattr(there, name, values[name])
            there.brought_at = timezone.now()
            changed += [there] if before else []
            effects.append(Effect(row.number, there, "updated" if before else "unchanged", before))
        Actual.objects.bulk_create([new for _, new in made], batch_size=200)
        _save(changed)
        return [*effects, *(Effect(number, new, "created") for number, new in made)]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Take back what came in, unless both offices have signed the outcome since."""
        keys = [effect.thing.pk for effect in effects]
        present = {row.pk: row for row in Actual.objects.filter(pk__in=keys).select_related("proposal")}
        closed = _closed({row.proposal_id for row in present.values()})
        gone: list[int] = []
        back: list[Actual] = []
        said: list[str] = []
        for effect in effects:
            row = present.get(effect.thing.pk)
            if row is None or effect.kind == "unchanged":
                continue
            if row.proposal_id in closed:
                said.append(f"“{row.proposal}”, {row.period}, stays: its outcome was signed since.")
            elif effect.kind == "created":
                gone.append(row.pk)
            else:
                for name, old in effect.before.items():
                    field: Any = Actual._meta.get_field(name)
                    setattr(row, name, field.to_python(old))
                back.append(row)
        Actual.objects.filter(pk__in=gone).delete()
        _save(back)
        return said


def _faults(row: Mapped, known: Known) -> list[Fault]:
    try:
        known.read(row)
    except Problem as problem:
        return [Fault(problem.field, problem.sentence)]
    return []


def _known(rows: Sequence[Mapped]) -> Known:
    names = {str(row.values.get("proposal") or "").strip() for row in rows}
    numbers = {int(name) for name in names if name.isdecimal() and len(name) < 19}
    found: dict[str, Proposal] = {}
    twice: set[str] = set()
    titled = Proposal.objects.filter(title__in=names).only("title", "currency", "imported_key")
    for one in titled:
        key = one.title.casefold()
        twice |= {key} & set(found)
        found[key] = one
    for one in Proposal.objects.filter(imported_key__in=names - {""}).only(
        "title", "currency", "imported_key"
    ):
        found[one.imported_key.casefold()] = one
    by_number = Proposal.objects.only("title", "currency", "imported_key").in_bulk(numbers)
    found |= {str(pk): one for pk, one in by_number.items()}
    keys = {one.pk for one in found.values()}
    present = {
        (row.proposal_id, row.kind, row.specialty_id, row.starts_on): row
        for row in Actual.objects.filter(proposal__in=keys)
    }
    specialties = {row.name.casefold(): row for row in Specialty.objects.all()}
    return Known(found, frozenset(twice), _closed(keys), specialties, present)


def _closed(proposals: set[int]) -> frozenset[int]:
    rows = Outcome.objects.filter(proposal__in=proposals, closed_at__isnull=False)
    return frozenset(rows.values_list("proposal_id", flat=True))


def _save(rows: Sequence[Actual]) -> None:
    if rows:
        Actual.objects.bulk_update(rows, [*COLUMNS, "brought_at"], batch_size=200)
