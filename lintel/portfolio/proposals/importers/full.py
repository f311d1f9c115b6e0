"""Brings proposals in with everything in them, from the JSON that this house exports."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from pydantic import ValidationError

from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.people.models import User
from lintel.portfolio.proposals import documents, resolving, versions
from lintel.portfolio.proposals.access import may_bring
from lintel.portfolio.proposals.importers.plain import SOURCE
from lintel.portfolio.proposals.importers.writing import faults_of
from lintel.portfolio.proposals.models import RANK_GAP, Awaits, Proposal, Section, SectionOwner, State
from lintel.portfolio.proposals.ranking import bottom_rank
from lintel.portfolio.proposals.restoring import put_back
from lintel.portfolio.proposals.taking import circles, differs, take

WHOLE = {"business_value", "time_criticality", "risk_opportunity", "job_size"}
HEADS = {"format": "Format", "number": "Number", "key": "Key"}
FIELDS: tuple[Field, ...] = (
    *(Field(name, label) for name, label in HEADS.items()),
    *(
        Field(
            name,
            name.replace("_", " ").capitalize(),
            required=name == "title",
            many=name in documents.LISTS,
            aliases=(name,),
        )
        for name in documents.ProposalDocument.model_fields
        if name not in {*HEADS, "section_owners"}
    ),
    *(
        Field(
            f"section_owners.{section.value}",
            f"Sees to: {section.label}",
            aliases=(f"section_owners.{section.value}",),
        )
        for section in Section
    ),
)


@dataclass(frozen=True)
class Read:
    """One row of the file as a document, or why it is none; and the proposal that it is about, if any."""

    number: int
    found: resolving.Resolved
    given: documents.ProposalDocument | None
    present: Proposal | None

    @property
    def faults(self) -> list[Fault]:
        """What is wrong with it."""
        return [Fault(one.field, one.reason) for one in self.found.troubles]


class DocumentsImporter:
    """Proposals in full."""

    slug = "proposals-in-full"
    title = "Proposals in full"
    noun = "proposal"
    description = (
        "The JSON that the list of proposals exports: with requirements, effort, people, benefits, relations "
        "and days to reckon with. They come in as drafts; what is signed is never overwritten."
    )
    fields = FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"format", "requirements", "efforts", "involvements", "benefits"})
    key = ("key", "number")

    def may_import(self, user: User) -> bool:
        """Members and office holders of both sides, and administrators."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each document; a fixed number of queries, and some for each circle that is looked for."""
        return [one.faults for one in _read(rows)]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New drafts at the end of the one order; drafts that are known are brought up to date."""
        rank, now, effects = bottom_rank(), timezone.now(), []
        for one in _read(rows):
            if one.given is None:
                raise LookupError("only rows without faults are written")
            if one.present is None:
                key = one.given.key
                source = SOURCE if key else ""
                proposal = Proposal(rank=rank, created_by=context.by, imported_from=source, imported_key=key)
                rank += RANK_GAP
                proposal.title = one.given.title
                proposal.save()
                take(proposal, one.found)
                proposal.save()
                effects.append(Effect(one.number, proposal, "created"))
            elif differs(one.present, one.found):
                effects.append(_change(one, one.present, context.by, now))
            else:
                effects.append(Effect(one.number, one.present, "unchanged"))
        return effects

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Take back what came in, unless it was offered for signature since."""
        said = []
        for effect in effects:
            proposal = effect.thing
            if not isinstance(proposal, Proposal) or effect.kind == "unchanged":
                continue
            if proposal.state != State.DRAFT:
                said.append(f"“{proposal.title}” stays: it is {proposal.get_state_display().lower()}.")
            elif effect.kind == "created":
                Proposal.objects.filter(pk=proposal.pk).delete()
            else:
                _undo_change(proposal, effect.before, context.by)
        return said


def _change(one: Read, proposal: Proposal, by: User, now: Any) -> Effect:
    owners = {row.section: row.person_id for row in proposal.section_owners.all()}
    fresh = Proposal.objects.select_for_update().get(pk=proposal.pk)
    before = {"version": fresh.version, "section_owners": owners}
    versions.keep_present(fresh)
    take(fresh, one.found)
    fresh.version += 1
    fresh.awaits, fresh.changed_at = Awaits.NOBODY, now
    fresh.save()
    versions.keep_edited(fresh, by)
    return Effect(one.number, fresh, "updated", before)


def _undo_change(proposal: Proposal, before: Any, by: User) -> None:
    fresh = Proposal.objects.select_for_update().get(pk=proposal.pk)
    versions.keep_present(fresh)
    put_back(fresh, fresh.versions.get(number=before["version"]))
    SectionOwner.objects.filter(proposal=fresh).delete()
    for section, person in before["section_owners"].items():
        SectionOwner.objects.create(proposal=fresh, section=section, person_id=person)
    fresh.version += 1
    fresh.changed_at = timezone.now()
    fresh.save()
    versions.keep_edited(fresh, by)


def _read(rows: Sequence[Mapped]) -> list[Read]:
    parsed = [_parsed(row) for row in rows]
    known = resolving.Known.of(given for given, _ in parsed if given)
    keys = {given.key for given, _ in parsed if given and given.key}
    numbers = {given.number for given, _ in parsed if given and given.number}
    in_full = documents.rows_in_full()
    imported = {one.imported_key: one for one in in_full.filter(imported_key__in=keys)}
    own = in_full.in_bulk(list(numbers)) if numbers else {}
    return [
        _resolved(row.number, given, troubles, known, imported, own)
        for row, (given, troubles) in zip(rows, parsed, strict=True)
    ]


def _resolved(
    number: int,
    given: documents.ProposalDocument | None,
    troubles: list[resolving.Trouble],
    known: resolving.Known,
    imported: dict[str, Proposal],
    own: dict[int, Proposal],
) -> Read:
    if given is None:
        return Read(number, resolving.Resolved(troubles=troubles), None, None)
    found = resolving.resolve(given, known)
    present = imported.get(given.key) if given.key else None
    if present is None and given.number in own and own[given.number].title == given.title:
        present = own[given.number]
    flaws = faults_of(Proposal(**found.values))
    found.troubles += [resolving.Trouble(flaw.field, flaw.reason) for flaw in flaws]
    if present is not None and not found.troubles:
        found.troubles += circles(present, found)
        if present.state != State.DRAFT and differs(present, found):
            said = present.get_state_display().lower()
            reason = f"This proposal is {said} and the file says something else. Edit it on its page."
            found.troubles.append(resolving.Trouble("", reason))
    return Read(number, found, given, present)


def _parsed(row: Mapped) -> tuple[documents.ProposalDocument | None, list[resolving.Trouble]]:
    """The row as a document; every place that does not fit with its reason."""
    values: dict[str, Any] = {}
    for name, value in row.values.items():
        if value in (None, "", ()):
            continue
        if name in documents.LISTS:
            try:
                values[name] = [json.loads(text) for text in value]
            except ValueError:
                return None, [resolving.Trouble(name, "This is no list of objects: export the file again.")]
        elif name.startswith("section_owners."):
            values.setdefault("section_owners", {})[name.partition(".")[2]] = value
        else:
            values[name] = int(value) if name in WHOLE and value.isdecimal() else value
    try:
        return documents.ProposalDocument(**values), []
    except ValidationError as error:
        return None, [
            resolving.Trouble(
                str(fault["loc"][0]) if fault["loc"] else "",
                f"{_place(fault['loc'])}{documents.reason_of(fault)}",
            )
            for fault in error.errors()[:5]
        ]


def _place(loc: tuple[Any, ...]) -> str:
    """`efforts, row 2, low: `, as people read a place in a document."""
    words = [f"row {part + 1}" if isinstance(part, int) else str(part) for part in loc]
    return f"{', '.join(words)}: " if words else ""
