"""Brings proposals in from CSV or XLSX; the list of proposals exports the same columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lintel.audit.sides import Side
from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.people.models import User
from lintel.portfolio.proposals.access import may_bring
from lintel.portfolio.proposals.importers.writing import (
    MONEY_AND_TEXT,
    change,
    faults_of,
    people_by,
    save_changed,
    take_back,
)
from lintel.portfolio.proposals.models import FIBONACCI, IMPACTS, RANK_GAP, Proposal, State
from lintel.portfolio.proposals.ranking import bottom_rank

SOURCE = "proposals"
SIZES = {text: text for _, text in FIBONACCI}
IMPACT_WORDS = {
    **{str(size): str(size) for size, _ in IMPACTS},
    **{label: str(size) for size, label in IMPACTS},
}
OWNERS = {"marketing_owner": Side.MARKETING, "it_owner": Side.IT}

FIELDS: tuple[Field, ...] = (
    Field(
        "key",
        "Key",
        aliases=("id", "external key", "schlüssel"),
        help="With a key, a file can come twice.",
        example="MT-12",
    ),
    Field("number", "Number", "int", help="The proposal’s number in this house, from its own export."),
    Field(
        "title",
        "Title",
        required=True,
        aliases=("titel", "name", "proposal", "vorhaben"),
        example="Consent in one place",
    ),
    Field(
        "problem", "Problem", aliases=("description", "beschreibung"), example="Consent lives in four tools."
    ),
    Field(
        "outcome",
        "Outcome wanted",
        aliases=("outcome", "goal", "ziel", "nutzen"),
        example="Every tool asks one service.",
    ),
    Field(
        "marketing_owner",
        "Marketing owner",
        "email",
        aliases=("owner marketing",),
        example="mara@example.org",
    ),
    Field("it_owner", "IT owner", "email", aliases=("owner it",), example="ivo@example.org"),
    Field("starts_on", "Starts", "date", aliases=("start", "start date", "beginn"), example="2026-10-01"),
    Field("ends_on", "Ends", "date", aliases=("end", "end date", "due date", "ende"), example="2027-03-31"),
    Field("access_impact", "Access impact", aliases=("access",)),
    Field("data_impact", "Data impact", aliases=("data",)),
    Field("currency", "Currency", aliases=("währung",), help="Empty means EUR.", example="EUR"),
    Field("one_off_cost", "One-off cost", "decimal", aliases=("cost", "capex", "budget"), example="80000"),
    Field("run_cost", "Run cost per year", "decimal", aliases=("run cost", "opex"), example="12000"),
    Field("business_value", "Business value", "int", help="WSJF: 1, 2, 3, 5, 8, 13 or 20.", example="8"),
    Field("time_criticality", "Time criticality", "int", help="WSJF: 1, 2, 3, 5, 8, 13 or 20.", example="5"),
    Field(
        "risk_opportunity",
        "Risk reduction or opportunity",
        "int",
        help="WSJF: 1, 2, 3, 5, 8, 13 or 20.",
        example="3",
    ),
    Field(
        "job_size",
        "Job size",
        "int",
        aliases=("size", "story points"),
        help="WSJF: 1, 2, 3, 5, 8, 13 or 20.",
        example="8",
    ),
    Field("reach", "Reach", "int", help="RICE: people per quarter.", example="40000"),
    Field("impact", "Impact", "decimal", help="RICE: 0.25, 0.5, 1, 2 or 3.", example="1"),
    Field("confidence", "Confidence", "int", help="RICE: per cent.", example="80"),
    Field("effort", "Effort", "decimal", help="RICE: person-months.", example="6"),
)


@dataclass(frozen=True)
class Known:
    """What is in the house already, looked up once for up to 500 rows."""

    people: Mapping[str, User]
    imported: Mapping[str, Proposal]
    own: Mapping[int, Proposal]

    def present(self, row: Mapped) -> Proposal | None:
        """The proposal that a row is about: by its key, or by its number if the title agrees."""
        values = row.values
        found = self.imported.get(str(values.get("key") or ""))
        if found is None and values.get("number"):
            own = self.own.get(int(values["number"]))
            found = own if own is not None and own.title == values["title"] else None
        return found


class ProposalsImporter:
    """The generic file of proposals."""

    slug = "proposals"
    title = "Proposals"
    noun = "proposal"
    description = (
        "Proposals with costs, dates and the inputs of WSJF and RICE, from any list in CSV or Excel."
    )
    fields = FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"title", "one-off cost", "problem"})
    key = ("key", "number")

    def may_import(self, user: User) -> bool:
        """Members and office holders of both sides, and administrators."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; four queries for any number of rows."""
        known = _known(rows)
        return [_faults(row, known) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New drafts in bulk at the end of the one order; drafts that are known are brought up to date."""
        known = _known(rows)
        now, rank = timezone.now(), bottom_rank()
        made: list[tuple[int, Proposal]] = []
        changed: list[Proposal] = []
        effects: list[Effect] = []
        for row in rows:
            present = known.present(row)
            values = _values(row, known)
            if present is None:
                key = str(row.values.get("key") or "")
                proposal = Proposal(
                    **values,
                    rank=rank + len(made) * RANK_GAP,
                    created_by=context.by,
                    imported_from=SOURCE if key else "",
                    imported_key=key,
                )
                made.append((row.number, proposal))
                continue
            before = change(present, _said(values, row))
            if before:
                present.changed_at = now
                changed.append(present)
            effects.append(Effect(row.number, present, "updated" if before else "unchanged", before))
        Proposal.objects.bulk_create([proposal for _, proposal in made], batch_size=100)
        save_changed(changed, context.by)
        return [*effects, *(Effect(number, proposal, "created") for number, proposal in made)]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Take back what came in, unless it was offered for signature since."""
        return take_back(effects, context.by)


def _known(rows: Sequence[Mapped]) -> Known:
    emails = {str(row.values[name]) for row in rows for name in OWNERS if row.values.get(name)}
    keys = {str(row.values["key"]) for row in rows if row.values.get("key")}
    numbers = {int(row.values["number"]) for row in rows if row.values.get("number")}
    imported = Proposal.objects.filter(imported_from=SOURCE, imported_key__in=keys)
    return Known(
        people_by(emails),
        {proposal.imported_key: proposal for proposal in imported},
        Proposal.objects.in_bulk(numbers) if numbers else {},
    )


def _values(row: Mapped, known: Known) -> dict[str, Any]:
    """The fields of a new proposal as the row has them."""
    values = {name: row.values.get(name) for name in MONEY_AND_TEXT if not name.endswith("owner_id")}
    for name in ("problem", "outcome", "access_impact", "data_impact"):
        values[name] = values[name] or ""
    values["currency"] = str(values["currency"] or "EUR").upper()
    for name in OWNERS:
        owner = known.people.get(str(row.values.get(name) or "").lower())
        values[f"{name}_id"] = owner.pk if owner else None
    return values


def _said(values: Mapping[str, Any], row: Mapped) -> dict[str, Any]:
    """Only what the row says: an empty cell leaves what stands in a known proposal."""
    return {
        name: value
        for name, value in values.items()
        if row.values.get(name.removesuffix("_id")) not in (None, "") and value is not None
    }


def _faults(row: Mapped, known: Known) -> list[Fault]:
    faults = []
    for name, side in OWNERS.items():
        email = str(row.values.get(name) or "")
        owner = known.people.get(email.lower())
        if email and owner is None:
            faults.append(
                Fault(name, f"Nobody here has the e-mail “{email}”. Add the person, or empty the cell.")
            )
        elif owner is not None and owner.side != side:
            faults.append(Fault(name, f"{owner.name} does not work in {side.label}. Name somebody who does."))
    values = _values(row, known)
    faults += faults_of(Proposal(**values))
    present = known.present(row)
    if present is not None and present.state != State.DRAFT:
        differs = [name for name, value in _said(values, row).items() if getattr(present, name) != value]
        if differs:
            faults.append(
                Fault(
                    "",
                    f"This proposal is {present.get_state_display().lower()} and the row says something "
                    "else. A file never overwrites what is signed: edit the proposal on its page.",
                )
            )
    return faults
