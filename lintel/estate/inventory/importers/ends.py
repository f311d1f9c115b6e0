"""Entries that a file speaks of: by their id, by “kind: name”, or by a name that only one of them has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Lower

from lintel.estate.inventory.exchange.fields import ELEMENT_FIELDS
from lintel.estate.inventory.models import Element, Kind
from lintel.ui.problems import Problem

_KINDS = {word.casefold(): value for word, value in ELEMENT_FIELDS[0].choices.items()}


def split(reference: str) -> tuple[str, str]:
    """Kind (or nothing) and name of a reference."""
    before, colon, after = reference.partition(":")
    kind = _KINDS.get(before.strip().casefold(), "") if colon else ""
    return (kind, after.strip()) if kind and after.strip() else ("", reference.strip())


@dataclass(frozen=True)
class Ends:
    """Entries by what a file may call them."""

    by_key: Mapping[str, Element]
    by_name: Mapping[str, list[Element]]

    def need(self, reference: object, field: str, *kinds: str) -> Element:
        """The entry that is meant, of these kinds if any are named. Errors: `Problem` for none or several."""
        said = str(reference or "").strip()
        if said in self.by_key:
            return self.by_key[said]
        kind, name = split(said)
        found = self.by_name.get(name.lower(), [])
        if not found and kind:  # a name may begin like a kind
            kind, found = "", self.by_name.get(said.lower(), [])
        wanted = [one for one in found if one.kind in ((kind,) if kind else kinds or Kind.values)]
        bare = [one for one in wanted if not one.key]
        if len(wanted) == 1 or (kind and len(bare) == 1):
            return (wanted if len(wanted) == 1 else bare)[0]
        if wanted:
            raise Problem(
                f"{len(wanted)} entries are called “{said}”.",
                way_out="Write the id of the one that is meant, or “kind: name”.",
                field=field,
            )
        if found:
            return found[0]  # of another kind: what it cannot be is said where it is used
        raise Problem(
            f"There is no entry “{said}” in the inventory.",
            way_out="Bring the file of entries in first, or write its id or “kind: name”.",
            field=field,
        )


def ends_of(references: Iterable[object]) -> Ends:
    """The entries of these references; one query."""
    wanted = {str(one).strip() for one in references if one}
    names = wanted | {split(one)[1] for one in wanted}
    rows = (
        Element.objects.annotate(lower=Lower("name"))
        .filter(Q(key__in=wanted) | Q(name__in=names) | Q(lower__in={name.lower() for name in names}))
        .order_by("pk")
    )
    by_key: dict[str, Element] = {}
    by_name: dict[str, list[Element]] = {}
    for row in rows:
        if row.key:
            by_key[row.key] = row
        by_name.setdefault(row.name.lower(), []).append(row)
    return Ends(by_key, by_name)
