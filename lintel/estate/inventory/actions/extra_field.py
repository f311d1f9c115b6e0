"""Which further fields a house wants to know about its elements."""

from collections.abc import Mapping
from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.estate.inventory.access import may_arrange
from lintel.estate.inventory.keeping import checked, filled, locked
from lintel.estate.inventory.models import Element, ExtraField, ExtraKind, Kind
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

FIELDS = ("label", "choices", "asked", "position")
MOST = 40


@audited("extra-field.added", says="added the field “{label}” for {of}")
def add(
    entry: Draft, of: str, name: str, kind: str, values: Mapping[str, Any], *, by: User | None
) -> ExtraField:
    """A further field for all elements of a kind; short name and kind of value stay as they are chosen."""
    _require(by)
    if ExtraField.objects.filter(of=of).count() >= MOST:
        raise Problem(f"A kind has at most {MOST} further fields.", way_out="Take one out first.")
    field = ExtraField(of=of, name=name, kind=kind)
    filled(field, values, FIELDS)
    _checked(field).save()
    entry.about(field, label=field.label, of=Kind(of).label.lower())
    return field


@audited("extra-field.changed", says="changed the field “{label}”")
def change(entry: Draft, field: ExtraField, values: Mapping[str, Any], *, by: User) -> ExtraField:
    """What it is called, what may be chosen, and whether it counts for completeness."""
    _require(by)
    fresh = locked(field)
    filled(fresh, values, FIELDS)
    _checked(fresh).save()
    entry.about(fresh, label=fresh.label)
    return fresh


@audited("extra-field.removed", says="removed the field “{label}”, which {held} entries had filled in")
def remove(entry: Draft, field: ExtraField, *, by: User) -> int:
    """Takes the field out, with its values; says how many entries had one."""
    _require(by)
    fresh = locked(field)
    held = list(Element.objects.select_for_update().filter(kind=fresh.of, extra__has_key=fresh.name))
    for element in held:
        element.extra = {name: value for name, value in element.extra.items() if name != fresh.name}
        element.version += 1
    Element.objects.bulk_update(held, ["extra", "version"], batch_size=500)
    entry.about(fresh, label=fresh.label, held=len(held))
    ExtraField.objects.get(pk=fresh.pk).delete()
    return len(held)


def _checked(field: ExtraField) -> ExtraField:
    words = [str(one).strip() for one in field.choices]
    if (field.kind == ExtraKind.CHOICE) != bool(words) or len(set(words)) != len(words) or "" in words:
        raise Problem(
            "A list to choose from has different words, and nothing else has one.",
            way_out="Write one choice a line, each once; leave it empty for other values.",
            field="choices",
        )
    field.choices = words
    return checked(field)


def _require(by: User | None) -> None:
    if by is not None and not may_arrange(by):
        raise Denied(
            "The two offices and administrators say which further fields there are.",
            way_out="Ask one of them, and say what you want to know.",
        )
