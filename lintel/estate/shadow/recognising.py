"""Which entry of the inventory a tool is: by address, name or vendor, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lintel.estate.inventory.models import Element, Kind, Relation, RelationKind
from lintel.estate.shadow.models import Alias, AliasKind, Match
from lintel.estate.shadow.naming import cleaned, registered

REVIEW = 0.78  # from this likeness on a person is asked
SAME = 0.92  # from this likeness on two names of logs are one tool
SHORTEST = 5  # letters: shorter names are alike by chance


@dataclass(frozen=True)
class Verdict:
    """What was found, its likeness from 0 to 1, and why in a sentence."""

    match: str
    element: int | None = None
    score: float | None = None
    reason: str = ""


@dataclass(frozen=True)
class Targets:
    """What names and addresses lead to. A name may lead to several entries; then nothing is certain."""

    names: Mapping[str, list[int]]
    domains: Mapping[str, list[int]]
    vendors: Mapping[str, list[int]]  # the systems that a vendor supplies
    taught: Mapping[str, int]  # names that people said are an entry
    shown: Mapping[int, str]

    def recognise(self, names: Sequence[str], domains: Iterable[str]) -> Verdict:
        """The entry that a tool with these cleaned names and domains is."""
        for domain in domains:
            if found := self.domains.get(domain):
                return self._of(found, f"Its web address {domain} is that of “{{}}”.")
        for name in names:
            if name in self.taught:
                return self._of([self.taught[name]], f"Somebody said that “{name}” is “{{}}”.")
            if found := self.names.get(name):
                return self._of(found, f"It has the name of “{{}}”, written as “{name}”.")
            if found := self.vendors.get(name):
                return self._of(found, f"“{name}” is the vendor of “{{}}”.")
        return self._alike(names)

    def _of(self, found: Sequence[int], reason: str) -> Verdict:
        said = reason.format(self.shown.get(found[0], ""))
        if len(found) == 1:
            return Verdict(Match.CERTAIN, found[0], 1.0, said)
        return Verdict(Match.REVIEW, found[0], 1.0, f"{said} {len(found)} entries fit.")

    def _alike(self, names: Sequence[str]) -> Verdict:
        from rapidfuzz import fuzz, process

        pool = {**{name: one[0] for name, one in self.vendors.items()},
                **{name: one[0] for name, one in self.names.items()}, **self.taught}  # fmt: skip
        best: tuple[str, float, str] | None = None
        for name in names:
            if len(name) < SHORTEST:
                continue
            found = process.extractOne(name, pool.keys(), scorer=fuzz.WRatio, score_cutoff=REVIEW * 100)
            if found and len(found[0]) >= SHORTEST and (best is None or found[1] > best[1]):
                best = (found[0], found[1], name)
        if best is None:
            return Verdict(Match.NONE)
        other, points, name = best
        score = round(points / 100, 2)
        element = pool[other]
        said = f"“{name}” reads like “{other}”, a name of “{self.shown.get(element, '')}” (likeness {score})."
        return Verdict(Match.REVIEW, element, score, said)


def targets() -> Targets:
    """What the inventory and people's decisions offer; four queries."""
    names: dict[str, list[int]] = {}
    domains: dict[str, list[int]] = {}
    shown: dict[int, str] = {}
    for pk, name, address in Element.objects.filter(kind=Kind.SYSTEM).values_list("pk", "name", "address"):
        shown[pk] = name
        names.setdefault(cleaned(name), []).append(pk)
        if domain := registered(address):
            domains.setdefault(domain, []).append(pk)
    vendors: dict[str, list[int]] = {}
    supplied = Relation.objects.filter(kind=RelationKind.SUPPLIED_BY, source__kind=Kind.SYSTEM)
    for pk, vendor in supplied.order_by("pk").values_list("source_id", "target__name"):
        vendors.setdefault(cleaned(vendor), []).append(pk)
    aliases = Alias.objects.filter(kind=AliasKind.NAME, tool__element__isnull=False)
    taught = {text: pk for text, pk in aliases.values_list("text", "tool__element_id") if pk is not None}
    own = {
        domain: found for domain, found in domains.items() if len(found) == 1
    }  # else it is the house's own
    return Targets(names, own, vendors, taught, shown)


@dataclass
class Registry:
    """Tools by what logs call them, while a file comes in."""

    by_alias: dict[tuple[str, str], int]
    keys: dict[str, int]

    def find(self, names: Sequence[str], domains: Iterable[str], apps: Iterable[str]) -> int | None:
        """The tool that is meant: by an id or address known already, by its name, or by a very like name."""
        asked = [(AliasKind.APP, one) for one in apps] + [(AliasKind.DOMAIN, one) for one in domains]
        for token in [*asked, *((AliasKind.NAME, one) for one in names)]:
            if (found := self.by_alias.get((str(token[0]), token[1]))) is not None:
                return found
        return next((self.keys[name] for name in names if name in self.keys), None) or self._alike(names)

    def _alike(self, names: Sequence[str]) -> int | None:
        from rapidfuzz import fuzz, process

        for name in names:
            if len(name) > SHORTEST:
                found = process.extractOne(name, self.keys.keys(), scorer=fuzz.ratio, score_cutoff=SAME * 100)
                if found:
                    return self.keys[found[0]]
        return None


def registry() -> Registry:
    """Every tool and what it is called; two queries."""
    from lintel.estate.shadow.models import Tool

    aliases = Alias.objects.values_list("kind", "text", "tool_id")
    by_alias = {(kind, text): tool for kind, text, tool in aliases}
    return Registry(by_alias, dict(Tool.objects.values_list("key", "pk")))
