"""What bundles of proposals are worth in a roadmap."""

from collections.abc import Mapping
from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.people.models import User
from lintel.portfolio.proposals.keeping import set_fields
from lintel.portfolio.roadmaps.actions._common import locked, refuse_other_sides_worth, touched
from lintel.portfolio.roadmaps.bundling import joints
from lintel.portfolio.roadmaps.models import Roadmap
from lintel.ui.checking import checked
from lintel.ui.problems import Problem


@audited("roadmap.bundles_weighed", says="changed what bundles are worth: {names}")
def weigh(
    entry: Draft,
    roadmap: Roadmap,
    changes: Mapping[int, Mapping[str, Any]],
    *,
    by: User,
    step: int | None = None,
) -> Roadmap:
    """Worth by bundle, beyond that of its proposals. What it is worth to a side only that side changes."""
    row = locked(roadmap, by, step)
    there = {joint.bundle.pk: joint.worth for joint in joints(row)}
    names = []
    for key, values in changes.items():
        worth = there.get(key)
        if worth is None:
            raise Problem(
                f"No proposal of bundle {key} is in this roadmap.",
                way_out="Take its proposals in first.",
                field="bundles",
            )
        changed = set_fields(worth, dict(values))
        refuse_other_sides_worth(changed, by, str(worth.bundle))
        if changed:
            checked(worth).save()
            names.append(str(worth.bundle))
    if not names:
        raise Problem("Nothing was changed.", way_out="Change a value, or leave the page.")
    touched(row)
    entry.about(row, names=", ".join(names))
    return row
