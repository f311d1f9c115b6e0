"""Who may do what in which system, from CSV or XLSX; parties that are not known yet come with it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models.functions import Lower
from django.utils import timezone

from lintel.estate.access.access import may_bring
from lintel.estate.access.importers.fields import GRANT_FIELDS
from lintel.estate.access.models import Grant, Party, PartyKind, Source
from lintel.estate.access.rules import require_system
from lintel.estate.inventory.importers import rows as lines
from lintel.estate.inventory.importers.ends import Ends, ends_of
from lintel.estate.inventory.models import Element
from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.people.models import User
from lintel.ui.problems import Problem

STORED = ("right", "reason", "since", "until", "approved_by", "version", "changed_at", "changed_by")
FACTS = ("right", "reason", "since", "until")
PartyKey = tuple[str, str]


@dataclass(frozen=True)
class Row:
    """What a row says: who (known or new), where, and the facts that it holds."""

    party: PartyKey
    name: str
    system: Element
    values: dict[str, Any]
    people: int | None
    outside: bool


@dataclass
class Known:
    """The parties, systems, people and grants that the rows speak of."""

    ends: Ends
    parties: dict[PartyKey, Party]
    people: Mapping[str, User]
    grants: dict[tuple[int, int], Grant]
    made: set[int] = field(default_factory=set)

    def present(self, row: Row) -> Grant | None:
        """The grant that a row speaks of, if it is here and has not ended."""
        party = self.parties.get(row.party)
        return self.grants.get((party.pk, row.system.pk)) if party else None

    def read(self, row: Mapped) -> Row:
        """What a row says. Errors: the `Problem` that keeps it out."""
        given = {name: value for name, value in row.values.items() if value is not None}
        kind, name = str(given.get("kind") or PartyKind.TEAM), str(given["party"]).strip()
        system = self.ends.need(given["system"], "system", "system")
        require_system(system)
        values = lines.cleaned(Grant, {one: given[one] for one in FACTS if one in given})
        if given.get("approved_by"):
            values["approved_by"] = lines.owner(self.people, given["approved_by"], "approved_by")
        lines.cleaned(Party, {"name": name})
        outside = bool(given.get("outside")) or kind == PartyKind.VENDOR
        found = Row((kind, name.lower()), name, system, values, _people(given.get("people")), outside)
        _refuse_disorder(found, self.present(found))
        return found

    def party_of(self, row: Row, by: User) -> Party:
        """The party of a row, written down now if it is new."""
        if row.party not in self.parties:
            made = Party(
                kind=row.party[0], name=row.name, outside=row.outside, people=row.people, changed_by=by
            )
            made.save()
            self.parties[row.party] = made
            self.made.add(made.pk)
        return self.parties[row.party]


def _people(count: Any) -> int | None:
    if count is None:
        return None
    if not 0 <= int(count) <= 2**31 - 1:
        raise Problem(f"{count} is no number of people.", way_out="Write how many there are.", field="people")
    return int(count)


def _refuse_disorder(row: Row, present: Grant | None) -> None:
    since = row.values.get("since", present.since if present else None)
    until = row.values.get("until", present.until if present else None)
    if since and until and until < since:
        raise Problem("It ends before it begins.", way_out="Change one of the two days.", field="until")


class GrantsImporter:
    """The file of grants; the list of grants exports the same columns."""

    slug = "access-grants"
    title = "Access list"
    noun = "grant"
    description = "Who may do what in which system, why and until when; parties that are new come with it."
    fields = GRANT_FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"system", "who", "may"})

    def may_import(self, user: User) -> bool:
        """Who writes down who gets in, and administrators."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; four queries for any number of rows."""
        known = _known(rows)
        return [_faults(row, known, context.memory) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New grants in bulk, with the parties they need; known ones are changed."""
        known, now = _known(rows), timezone.now()
        made: list[tuple[int, Grant]] = []
        changed: list[Grant] = []
        effects: list[Effect] = []
        for row in rows:
            said = known.read(row)
            present = known.present(said)
            if present is None:
                party = known.party_of(said, context.by)
                grant = Grant(party=party, system=said.system, source=Source.FILE, **said.values)
                grant.changed_by, grant.changed_at = context.by, now
                made.append((row.number, grant))
                continue
            before = lines.differing(present, said.values)
            if before:
                for name, value in said.values.items():
                    setattr(present, name, value)
                present.version, present.changed_at, present.changed_by = present.version + 1, now, context.by
                changed.append(present)
            effects.append(Effect(row.number, present, "updated" if before else "unchanged", before))
        Grant.objects.bulk_create([grant for _, grant in made], batch_size=500)
        Grant.objects.bulk_update(changed, STORED, batch_size=100)
        new = [
            Effect(number, grant, "created", {"new_party": grant.party_id in known.made})
            for number, grant in made
        ]
        return [*effects, *new]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Takes the grants away, with parties that came with them and have no other; puts back the rest."""
        back: list[Grant] = []
        for effect in effects:
            if effect.kind == "updated" and isinstance(effect.thing, Grant):
                lines.put_back(effect.thing, effect.before)
                effect.thing.version += 1
                effect.thing.changed_at, effect.thing.changed_by = timezone.now(), context.by
                back.append(effect.thing)
        Grant.objects.bulk_update(back, STORED, batch_size=100)
        gone = [one for one in effects if one.kind == "created" and isinstance(one.thing, Grant)]
        parties = {one.thing.party_id for one in gone if one.before.get("new_party")}  # type: ignore[attr-defined]  # grants
        Grant.objects.filter(pk__in=[one.thing.pk for one in gone]).delete()
        Party.objects.filter(pk__in=parties, grants=None, version=1).delete()
        return []


def _known(rows: Sequence[Mapped]) -> Known:
    ends = ends_of(row.values.get("system") for row in rows)
    names = {str(row.values.get("party") or "").strip().lower() for row in rows}
    parties = Party.objects.defer("names").annotate(lower=Lower("name")).filter(lower__in=names)
    by_key = {(party.kind, party.name.lower()): party for party in parties}
    systems = {one.pk for found in ends.by_name.values() for one in found}
    today = timezone.localdate()
    grants = Grant.objects.filter(party__in=[one.pk for one in by_key.values()], system__in=systems)
    standing = {
        (one.party_id, one.system_id): one
        for one in grants.order_by("pk")
        if one.until is None or one.until >= today
    }
    return Known(ends, by_key, lines.people_of(rows, ("approved_by",)), standing)


def _faults(row: Mapped, known: Known, memory: dict[Any, Any]) -> list[Fault]:
    try:
        said = known.read(row)
        present = known.present(said)
        ends: dt.date | None = said.values.get("until")
        token = ("grant", said.party, said.system.pk) if ends is None or present else (
            "grant", said.party, said.system.pk, ends
        )  # fmt: skip
        lines.claim(memory, row.number, token, field="party", noun="party on that system")
    except Problem as problem:
        return lines.faulted(problem)
    return []
