"""Brings the rows of one list of proposals in, such as efforts: one sheet of the exported workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from pydantic import ValidationError

from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.people.models import User
from lintel.portfolio.proposals import documents, resolving, versions
from lintel.portfolio.proposals.access import may_bring
from lintel.portfolio.proposals.circles import reaches
from lintel.portfolio.proposals.importers.writing import plain
from lintel.portfolio.proposals.merging import plain_value
from lintel.portfolio.proposals.models import Awaits, Proposal, State
from lintel.portfolio.proposals.sheets import KINDS, SHEETS, header_of
from lintel.portfolio.proposals.writing import twin_of


@dataclass(frozen=True)
class Line:
    """One row of the sheet: the values of the part, the part that is there already, what is wrong."""

    number: int
    proposal: Proposal | None
    present: Any
    values: dict[str, Any]
    faults: list[Fault]

    @property
    def changes(self) -> bool:
        """Whether it says something else than what stands there."""
        if self.present is None:
            return True
        said = {name: plain_value(value) for name, value in self.values.items()}
        return any(plain_value(getattr(self.present, name)) != value for name, value in said.items())


class PartsImporter:
    """The rows of one list."""

    options: tuple[Field, ...] = ()
    key: tuple[str, ...] = ()

    def __init__(self, name: str) -> None:
        self.name = name
        self.slug = f"proposal-{name}"
        self.title = f"Proposals: {SHEETS[name].lower()}"
        self.noun = documents.MODELS[name]._meta.verbose_name
        self.description = (
            f"The sheet “{SHEETS[name]}” of the workbook that the list of proposals exports. Rows with a "
            "number change what is there, rows without one are added; no row is taken away."
        )
        self.fields = (
            Field("proposal", "Proposal", "int", required=True, help="Its number here."),
            Field("proposal_title", "Title of the proposal", help="Has to agree, if it is given."),
            *(
                Field(key, label, KINDS.get(key, "text"), help="" if key != "number" else "Empty adds a row.")
                for key, label in header_of(name).items()
            ),
        )
        self.marks = frozenset(
            {"title of the proposal", *(text.lower() for text in header_of(name).values())}
        )

    def may_import(self, user: User) -> bool:
        """Members and office holders of both sides, and administrators."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row."""
        return [line.faults for line in self._lines(rows)]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """The rows of each proposal are one edit of it."""
        effects: list[Effect] = []
        by_proposal: dict[int, list[Line]] = {}
        for line in self._lines(rows):
            if line.proposal is None:
                raise LookupError("only rows without faults are written")
            if line.changes:
                by_proposal.setdefault(line.proposal.pk, []).append(line)
            else:
                effects.append(Effect(line.number, line.present, "unchanged"))
        for key, lines in by_proposal.items():
            with_edit = _Edit(key, context.by)
            effects += [_write(self.name, line, with_edit.proposal) for line in lines]
            with_edit.close()
        return effects

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Added rows go, changed rows get back what stood there; what was offered since stays."""
        said: dict[str, None] = {}
        by_proposal: dict[int, list[Effect]] = {}
        for effect in effects:
            part: Any = effect.thing
            if effect.kind == "unchanged":
                continue
            if part.proposal.state != State.DRAFT:
                said[f"“{part.proposal.title}” stays as it is: it was offered for signature since."] = None
                continue
            by_proposal.setdefault(part.proposal_id, []).append(effect)
        for key, found in by_proposal.items():
            edit = _Edit(key, context.by)
            for effect in found:
                _take_back(effect)
            edit.close()
        return list(said)

    def _lines(self, rows: Sequence[Mapped]) -> list[Line]:
        parsed = [_parsed(self.name, row) for row in rows]
        known = resolving.Known.of(given for given, _ in parsed if given)
        proposals = Proposal.objects.in_bulk(
            {row.values["proposal"] for row in rows if row.values["proposal"]}
        )
        numbers = {row.values["number"] for row in rows if row.values.get("number")}
        present = documents.MODELS[self.name]._default_manager.in_bulk(list(numbers)) if numbers else {}
        return [
            _line(self.name, row, given, faults, known, proposals, present)
            for row, (given, faults) in zip(rows, parsed, strict=True)
        ]


class _Edit:
    """One proposal, locked; closing raises its version and keeps both."""

    def __init__(self, key: int, by: User) -> None:
        self.proposal = Proposal.objects.select_for_update().get(pk=key)
        self.by = by
        versions.keep_present(self.proposal)

    def close(self) -> None:
        """Write the proposal with its new version."""
        self.proposal.version += 1
        self.proposal.awaits, self.proposal.changed_at = Awaits.NOBODY, timezone.now()
        self.proposal.save()
        versions.keep_edited(self.proposal, self.by)


def _write(name: str, line: Line, proposal: Proposal) -> Effect:
    part = line.present or documents.MODELS[name](proposal=proposal)
    before = {}
    for key, value in line.values.items():
        field = type(part)._meta.get_field(key)
        attname = getattr(field, "attname", key)
        if line.present is not None:
            before[attname] = plain(getattr(part, attname))
        setattr(part, key, value)
    part.save()
    return Effect(line.number, part, "updated" if line.present is not None else "created", before)


def _take_back(effect: Effect) -> None:
    part: Any = effect.thing
    if effect.kind == "created":
        type(part)._default_manager.filter(pk=part.pk).delete()
        return
    for name, value in effect.before.items():
        field: Any = type(part)._meta.get_field(name.removesuffix("_id"))
        setattr(part, name, value if field.is_relation else field.to_python(value))
    part.save()


def _parsed(name: str, row: Mapped) -> tuple[documents.ProposalDocument | None, list[Fault]]:
    values = {
        key: row.values[key]
        for key in documents.LISTS[name].model_fields
        if row.values.get(key) not in (None, "")
    }
    try:
        one = documents.LISTS[name](**values)
    except ValidationError as error:
        return None, [
            Fault(str(fault["loc"][0]) if fault["loc"] else "", documents.reason_of(fault))
            for fault in error.errors()[:5]
        ]
    return documents.ProposalDocument.model_validate({"title": "-", name: [one]}), []


def _line(
    name: str,
    row: Mapped,
    given: documents.ProposalDocument | None,
    faults: list[Fault],
    known: resolving.Known,
    proposals: dict[int, Proposal],
    present: dict[int, Any],
) -> Line:
    proposal = proposals.get(row.values["proposal"])
    title = row.values.get("proposal_title") or ""
    if proposal is None or title not in ("", proposal.title):
        faults = [*faults, Fault("proposal", "There is no proposal of this number and title here.")]
    if given is None or faults or proposal is None:
        return Line(row.number, proposal, None, {}, faults)
    found = resolving.resolve(given, known)
    values = {key: value for key, value in found.lists[name][0].items() if key != "number"}
    part = present.get(row.values.get("number") or 0)
    faults = [Fault("", one.reason.partition(": ")[2] or one.reason) for one in found.troubles]
    line = Line(row.number, proposal, part, values, faults)
    if not faults:
        faults += _misplaced(name, line, row.values.get("number"))
    return line


def _misplaced(name: str, line: Line, number: int | None) -> list[Fault]:
    proposal: Any = line.proposal
    if number and (line.present is None or line.present.proposal_id != proposal.pk):
        return [Fault("number", "This proposal has no such row. Empty the number to add it.")]
    if proposal.state != State.DRAFT and line.changes:
        said = proposal.get_state_display().lower()
        return [Fault("", f"This proposal is {said} and the row says something else. Edit it on its page.")]
    twin = twin_of(documents.MODELS[name](proposal=proposal, **line.values))
    if twin is not None and (line.present is None or twin.pk != line.present.pk):
        return [Fault("", f"This proposal has such a row already: it has the number {twin.pk}.")]
    if name == "relations" and line.values["kind"] == "needs":
        other = line.values["other"].pk
        if other == proposal.pk or reaches({other}, proposal.pk):
            return [Fault("other", "That would be a circle: the other proposal already needs this one.")]
    return []
