"""Parties: written down, changed, counted, and looked at by name."""

from collections.abc import Iterable, Mapping
from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.estate.access.access import may_see_names
from lintel.estate.access.keeping import require_keeper
from lintel.estate.access.models import Party
from lintel.estate.access.rules import PARTY_FIELDS, fitting_names, put_party
from lintel.estate.inventory.keeping import checked, locked, stamped, words_of
from lintel.people.models import User
from lintel.people.texts import line
from lintel.ui.problems import Denied, Problem

_WORDS = words_of(Party, PARTY_FIELDS)


@audited("party.entered", says="wrote it down as a {kind}")
def create(entry: Draft, values: Mapping[str, Any], *, by: User | None, people: int | None = None) -> Party:
    """A new party; `values` by the names in `PARTY_FIELDS`, `people` how many stand behind it."""
    require_keeper(by)
    party = Party(people=people)
    put_party(party, values)
    stamped(party, by)
    checked(party).save()
    entry.about(party, kind=party.get_kind_display().lower())
    return party


@audited("party.edited", says="changed {what}; it is now version {version}")
def edit(entry: Draft, party: Party, values: Mapping[str, Any], *, version: int, by: User) -> Party:
    """Other facts about it. `version` is the one that was read."""
    require_keeper(by)
    fresh = locked(party, version)
    changed = put_party(fresh, values)
    if not changed:
        raise Problem("Nothing was changed.", way_out="Change something first, or go back to the party.")
    stamped(fresh, by)
    checked(fresh).save()
    entry.about(fresh, version=fresh.version, what=" and ".join(_WORDS[name] for name in changed))
    return fresh


@audited("party.counted", says="noted that it is {people} people, {named} of them by name")
def count(
    entry: Draft, party: Party, people: int | None, *, by: User, names: Iterable[str] | None = None
) -> Party:
    """How many persons stand behind it, and perhaps who; without `names` those that are known stay.

    Names go into no list and not into the ledger. There are at least as many people as names.
    """
    require_keeper(by)
    fresh = locked(party)
    if names is not None:
        fresh.names = fitting_names(names)
    least = len(fresh.names)
    if people is not None and people < least:
        raise Problem(
            f"{least} of them are known by name.",
            way_out="Write a number that is not smaller.",
            field="people",
        )
    fresh.people = people if people is not None else least or None
    stamped(fresh, by)
    checked(fresh).save()
    entry.about(fresh, people="an unknown number of" if fresh.people is None else fresh.people, named=least)
    return fresh


@audited("party.names-seen", says="looked at the names of {shown} people")
def look_at_names(entry: Draft, party: Party, reason: str, *, by: User) -> list[str]:
    """The names of the single persons behind a party; each look stands in the ledger with its reason."""
    if not may_see_names(by):
        raise Denied(
            "The holders of the two offices and their delegates see the names of single persons.",
            way_out="Work with how many there are, or ask one of them.",
        )
    why = line(reason, "reason", "What you need them for", most=300, required=True)
    row = Party.objects.get(pk=party.pk)
    entry.about(row, shown=len(row.names))
    entry.seal(by, reason=why)
    return list(row.names)
