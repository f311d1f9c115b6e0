"""Contracts from CSV or XLSX. Empty cells leave what is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from lintel.estate.inventory.access import may_bring
from lintel.estate.inventory.actions.contract import FIELDS
from lintel.estate.inventory.exchange import listing
from lintel.estate.inventory.exchange.fields import CONTRACT_FIELDS
from lintel.estate.inventory.importers import rows as lines
from lintel.estate.inventory.importers.ends import Ends, ends_of
from lintel.estate.inventory.keeping import stamped
from lintel.estate.inventory.models import Contract, Element, Kind
from lintel.estate.inventory.rules import fitting_systems
from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.people.models import User
from lintel.ui.problems import Problem

PLAIN = tuple(name for name in FIELDS if name not in ("vendor", "owner"))
STORED = [*FIELDS, "version", "changed_at", "changed_by"]


@dataclass(frozen=True)
class Read:
    """What a row says: the contract that it is about, if it is here, its values, and its systems if said."""

    present: Contract | None
    values: Mapping[str, Any]
    systems: list[Element] | None

    def differing(self) -> dict[str, Any]:
        """What stands there now and is to change."""
        if self.present is None:
            return {}
        before = lines.differing(self.present, self.values)
        had = [one.pk for one in self.present.systems.all()]
        if self.systems is not None and {one.pk for one in self.systems} != set(had):
            before["systems"] = had
        return before


@dataclass(frozen=True)
class Known:
    """The vendors, systems, people and contracts that the rows name."""

    ends: Ends
    people: Mapping[str, User]
    by_key: Mapping[str, list[Contract]]
    by_title: Mapping[tuple[int, str], Contract]

    def read(self, row: Mapped) -> Read:
        """What a row says, or the `Problem` that keeps it out."""
        given = {name: value for name, value in row.values.items() if value is not None}
        vendor = self.ends.need(given.get("vendor"), "vendor", Kind.VENDOR)
        systems = None
        if "systems" in given:
            named = listing.parted(str(given["systems"]))
            systems = [self.ends.need(one, "systems", Kind.SYSTEM) for one in named]
        fitting_systems(Contract(vendor=vendor), systems or [])
        if "currency" in given:
            given["currency"] = str(given["currency"]).upper()
        values = {
            "vendor": vendor,
            **lines.cleaned(Contract, {one: given[one] for one in PLAIN if one in given}),
        }
        if given.get("owner"):
            values["owner"] = lines.owner(self.people, given["owner"], "owner")
        present = self._present(str(values.get("key", "")), vendor, values["title"])
        _refuse_disorder(values, present)
        return Read(present, values, systems)

    def _present(self, key: str, vendor: Element, title: str) -> Contract | None:
        """The contract of this number, else the one of this name with this vendor; never two of them."""
        named = self.by_title.get((vendor.pk, title))
        numbered = self.by_key.get(key, []) if key else []
        if len(numbered) > 1 and named not in numbered:
            raise Problem(
                f"{len(numbered)} contracts have the number “{key}”.",
                way_out="Write the name of the one that is meant.",
                field="key",
            )
        own = numbered[0] if len(numbered) == 1 else named
        if own is not None and named is not None and own.pk != named.pk:
            raise Problem(
                "There is a contract of this name with this vendor already, under another number.",
                way_out="Use its number, or give this one another name.",
                field="title",
            )
        return own


def _refuse_disorder(values: Mapping[str, Any], present: Contract | None) -> None:
    starts, ends = (values.get(one) or getattr(present, one, None) for one in ("starts_on", "ends_on"))
    if starts and ends and ends < starts:
        raise Problem("It ends before it starts.", way_out="Change one of the two dates.", field="ends_on")


class ContractsImporter:
    """The file of contracts; the list exports the same columns."""

    slug = "estate-contracts"
    title = "Inventory: contracts"
    noun = "contract"
    description = "What was signed with vendors: until when, what it costs a year, and how many seats it has."
    fields = CONTRACT_FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"contract", "vendor", "ends or renews", "days of notice", "seats bought"})

    def may_import(self, user: User) -> bool:
        """Who keeps the inventory, and administrators."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; four queries for any number of rows."""
        known = _known(rows)
        return [_faults(row, known, context.memory) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New contracts in bulk; known ones become their next version, unless nothing differs."""
        known = _known(rows)
        made: list[tuple[int, Contract]] = []
        changed: list[Contract] = []
        effects: list[Effect] = []
        systems: list[tuple[Contract, list[int]]] = []
        for row in rows:
            read = known.read(row)
            before, contract = read.differing(), read.present or Contract()
            if read.present is not None and not before:
                effects.append(Effect(row.number, contract, "unchanged"))
                continue
            for name, value in read.values.items():
                setattr(contract, name, value)
            stamped(contract, context.by)
            if read.systems is not None:
                systems.append((contract, [one.pk for one in read.systems]))
            if read.present is None:
                made.append((row.number, contract))
            else:
                changed.append(contract)
                effects.append(Effect(row.number, contract, "updated", before))
        Contract.objects.bulk_create([contract for _, contract in made], batch_size=500)
        Contract.objects.bulk_update(changed, STORED, batch_size=100)
        lines.fill_many("systems", systems)
        return [*effects, *(Effect(number, contract, "created") for number, contract in made)]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Takes the contracts away, unless seats were counted since; puts back what was changed."""
        made = [effect.thing.pk for effect in effects if effect.kind == "created"]
        stay = list(Contract.objects.filter(pk__in=made, seat_counts__isnull=False).distinct())
        Contract.objects.filter(pk__in=made).exclude(pk__in=[one.pk for one in stay]).delete()
        back: list[Contract] = []
        systems: list[tuple[Contract, list[int]]] = []
        for effect in effects:
            if effect.kind == "updated" and isinstance(effect.thing, Contract):
                lines.put_back(effect.thing, effect.before)
                stamped(effect.thing, context.by)
                back.append(effect.thing)
                systems += [(effect.thing, effect.before["systems"])] if "systems" in effect.before else []
        Contract.objects.bulk_update(back, STORED, batch_size=100)
        lines.fill_many("systems", systems)
        return [f"“{one.title}” stays: its seats were counted. Undo that file first." for one in stay]


def _known(rows: Sequence[Mapped]) -> Known:
    named = [row.values.get("vendor") for row in rows]
    for row in rows:
        named += listing.named(row.values.get("systems"))
    ends = ends_of(named)
    keys = {str(row.values["key"]).strip() for row in rows if row.values.get("key")}
    found = Contract.objects.select_related("vendor", "owner").prefetch_related("systems")
    contracts = found.filter(Q(key__in=keys) | Q(title__in={str(row.values["title"]) for row in rows}))
    by_key: dict[str, list[Contract]] = {}
    by_title: dict[tuple[int, str], Contract] = {}
    for contract in contracts:
        by_title[(contract.vendor_id, contract.title)] = contract
        if contract.key:
            by_key.setdefault(contract.key, []).append(contract)
    return Known(ends, lines.people_of(rows, ("owner",)), by_key, by_title)


def _faults(row: Mapped, known: Known, memory: dict[Any, Any]) -> list[Fault]:
    try:
        read = known.read(row)
        tokens: list[tuple[Any, ...]] = [("titled", read.values["vendor"].pk, read.values["title"])]
        if read.present is not None:
            old = read.present
            tokens += [("contract", old.pk), ("titled", old.vendor_id, old.title)]
        if read.values.get("key"):
            tokens.append(("key", read.values["key"]))
        lines.claim(memory, row.number, *tokens, field="title", noun="contract")
    except Problem as problem:
        return lines.faulted(problem)
    return []
