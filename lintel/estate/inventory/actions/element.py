"""Entries of the inventory: written, changed, confirmed, and removed where they were a mistake."""

from collections.abc import Mapping
from typing import Any

from django.db.models import ProtectedError

from lintel.audit.audited import Draft, audited
from lintel.estate.inventory.access import may_confirm
from lintel.estate.inventory.keeping import (
    checked,
    locked,
    require_keeper,
    stamped,
    words_of,
)
from lintel.estate.inventory.models import CONTENT, Ask, Element
from lintel.estate.inventory.rules import confirmed, put_facts
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale

_WORDS = words_of(Element, CONTENT) | {"extra": "further fields"}


@audited("element.created", says="entered it as a {kind}")
def create(entry: Draft, kind: str, values: Mapping[str, Any], *, by: User | None, key: str = "") -> Element:
    """A new entry of a kind; `values` by the names in `CONTENT`."""
    require_keeper(by)
    element = Element(kind=kind, key=key)
    put_facts(element, values)
    stamped(element, by)
    checked(element).save()
    entry.about(element, kind=element.get_kind_display().lower())
    return element


@audited("element.edited", says="changed {what}; it is now version {version}")
def edit(entry: Draft, element: Element, values: Mapping[str, Any], *, version: int, by: User) -> Element:
    """Other facts about it. `version` is the one that was read."""
    require_keeper(by)
    fresh = locked(element, version)
    changed = put_facts(fresh, values)
    if not changed:
        raise Problem("Nothing was changed.", way_out="Change something first, or go back to the entry.")
    stamped(fresh, by)
    checked(fresh).save()
    entry.about(fresh, version=fresh.version, what=" and ".join(_WORDS[name] for name in changed))
    return fresh


@audited("element.confirmed", says="confirmed version {version} as right")
def confirm(entry: Draft, element: Element, *, version: int, by: User) -> Element:
    """An owner says that what stands is right. It stands for the version that was read."""
    fresh = locked(element, version)
    if not may_confirm(by, fresh):
        raise Denied(
            "The owners of an entry confirm it.", way_out="Become an owner first, or ask one of them."
        )
    confirmed(fresh, by)
    entry.about(fresh, version=fresh.version)
    return fresh


@audited("element.removed", says="removed the entry “{name}”, a {kind}")
def remove(entry: Draft, element: Element, *, by: User) -> None:
    """Removes an entry that was a mistake. What was in use is retired instead, so that its past stays."""
    require_keeper(by)
    fresh = locked(element)
    entry.about(fresh, name=fresh.name, kind=fresh.get_kind_display().lower())
    if fresh.relations.exists() or fresh.relations_from_others.exists() or fresh.costs.exists():
        raise _in_use(fresh)
    if Ask.objects.filter(element=fresh).exclude(answered_at=None).exists():
        raise _in_use(fresh)
    try:
        # A copy is deleted, for the ledger still needs the number of this one.
        Element.objects.get(pk=fresh.pk).delete()
    except ProtectedError:
        raise _in_use(fresh) from None


def _in_use(element: Element) -> Stale:
    return Stale(
        f"Other things lead to “{element.name}”.",
        way_out="Write the day on which it is gone instead, or take those away first.",
    )
