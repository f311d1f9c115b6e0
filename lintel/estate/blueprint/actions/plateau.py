"""Plateaus: put in, moved to another day, taken out while nothing is planned for them."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.estate.blueprint.actions._common import locked, require_planner
from lintel.estate.blueprint.models import Plateau
from lintel.people.models import User
from lintel.ui.checking import checked
from lintel.ui.formats import date_text
from lintel.ui.problems import Problem, Stale


@audited("plateau.created", says="put in the plateau “{name}”, to be reached on {day}")
def create(entry: Draft, *, name: str, day: dt.date, note: str = "", by: User | None) -> Plateau:
    """A new plateau. Errors: `Problem` for a day on which there is one already."""
    require_planner(by)
    row = Plateau(name=name.strip(), day=day, note=note.strip(), changed_by=by)
    checked(row).save()
    entry.about(row, name=row.name, day=date_text(day))
    return row


@audited("plateau.edited", says="changed {what}; it is now version {version}")
def edit(
    entry: Draft, plateau: Plateau, *, version: int, by: User, name: str | None = None,
    day: dt.date | None = None, note: str | None = None,
) -> Plateau:  # fmt: skip
    """Another name, day or note; what is not given stays. A plateau of which something was carried out keeps
    its day, for that day stands in the inventory."""
    require_planner(by)
    row = locked(plateau, version)
    given = {"name": name, "day": day, "note": note}
    changed = [key for key, value in given.items() if value is not None and getattr(row, key) != value]
    if not changed:
        raise Problem("Nothing was changed.", way_out="Change something first, or go back to the plateau.")
    if "day" in changed and row.changes.filter(carried_out_at__isnull=False).exists():
        raise Problem(
            "Some of it was carried out, on the day that stands here.",
            way_out="Put in another plateau for what comes on another day.", field="day",
        )  # fmt: skip
    for key in changed:
        setattr(row, key, given[key])
    row.version += 1
    row.changed_at, row.changed_by = timezone.now(), by
    checked(row).save()
    entry.about(row, version=row.version, what=" and ".join(f"its {key}" for key in changed))
    return row


@audited("plateau.removed", says="took the plateau “{name}” out")
def remove(entry: Draft, plateau: Plateau, *, by: User) -> None:
    """Takes a plateau out for which nothing is planned or suggested."""
    require_planner(by)
    row = locked(plateau)
    if row.changes.exists():
        raise Stale(
            f"Something is planned for “{row.name}”, or was suggested for it.",
            way_out="Take its changes out first. What was suggested stays with its answer, so such a plateau "
            "stays too; give it another name and day.",
        )
    entry.about(row, name=row.name)
    Plateau.objects.get(pk=row.pk).delete()
