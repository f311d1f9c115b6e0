"""Grants: given, changed, ended, and removed where they were a mistake."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.estate.access.keeping import require_keeper
from lintel.estate.access.models import Grant, Right, Source
from lintel.estate.access.rules import GRANT_FIELDS, put_grant
from lintel.estate.inventory.keeping import checked, filled, locked, require_owner, stamped, words_of
from lintel.people.models import User
from lintel.ui.formats import date_text
from lintel.ui.problems import Problem, Stale

CHANGEABLE = tuple(name for name in GRANT_FIELDS if name not in ("party", "system"))
_WORDS = words_of(Grant, GRANT_FIELDS) | {"right": "what it allows", "reason": "what it is for"}


@audited("grant.given", says="wrote down that {who} may get into {where}: {right}")
def give(entry: Draft, values: Mapping[str, Any], *, by: User | None, source: str = Source.HAND) -> Grant:
    """A new grant; `values` by the names in `GRANT_FIELDS`."""
    require_keeper(by)
    grant = Grant(source=source)
    if not values.get("party") or not values.get("system"):
        raise Problem(
            "A grant says who gets in and where.", way_out="Choose a party and a system.",
            field="system" if values.get("party") else "party",
        )  # fmt: skip
    put_grant(grant, values)
    stamped(grant, by)
    checked(grant).save()
    names = {"who": grant.party.name, "where": grant.system.name}
    entry.about(grant, right=Right(grant.right).label.lower(), **names)
    entry.about(grant.party)
    entry.about(grant.system)
    return grant


@audited("grant.changed", says="changed {what}; it is now version {version}")
def change(entry: Draft, grant: Grant, values: Mapping[str, Any], *, version: int, by: User) -> Grant:
    """Another right, reason, day or approval. Who and where stay: that would be another grant."""
    require_keeper(by)
    fresh = locked(grant, version)
    require_owner(values.get("approved_by"), "approved_by")
    changed = filled(fresh, values, CHANGEABLE)
    if not changed:
        raise Problem("Nothing was changed.", way_out="Change something first, or go back to the grant.")
    stamped(fresh, by)
    checked(fresh).save()
    entry.about(fresh, version=fresh.version, what=" and ".join(_WORDS[name] for name in changed))
    entry.about(fresh.party)
    return fresh


@audited("grant.ended", says="noted that {who} gets into {where} until {until}")
def end(entry: Draft, grant: Grant, until: dt.date, *, by: User) -> Grant:
    """Says on which day it lets somebody in for the last time; the row stays with its past."""
    require_keeper(by)
    fresh = locked(grant)
    if fresh.until is not None and fresh.until <= until:
        raise Stale(
            f"It ends on {date_text(fresh.until)} already.", way_out="Choose an earlier day, or leave it so."
        )
    fresh.until = until
    stamped(fresh, by)
    checked(fresh).save()
    entry.about(fresh, until=date_text(until), who=fresh.party.name, where=fresh.system.name)
    entry.about(fresh.party)
    entry.about(fresh.system)
    return fresh


@audited("grant.removed", says="removed a grant that was entered by mistake")
def remove(entry: Draft, grant: Grant, *, by: User) -> None:
    """Removes what was never so. What was in force is ended instead; what somebody was asked about stays."""
    require_keeper(by)
    fresh = locked(grant)
    if fresh.questions.exists():
        raise Stale(
            "Somebody was asked about this grant.", way_out="Say on which day it ends instead of removing it."
        )
    entry.about(fresh)
    entry.about(fresh.party)
    Grant.objects.get(pk=fresh.pk).delete()
