"""What had to be assumed about an estate to put it to the test, as sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lintel.estate.inventory.models import Kind, RelationKind
from lintel.estate.inventory.standing import Part, Standing
from lintel.estate.stress.facts import NOTHING, PEAK, SYSTEM_UP, Fact
from lintel.estate.stress.models import SERVES
from lintel.estate.stress.tying import CAUSES, Tie, atoms


def assumptions(
    standing: Standing,
    nodes: Sequence[Part],
    facts: Mapping[int, Fact],
    ties: Mapping[int, list[Tie]],
    dropped: Sequence[tuple[int, int]],
    unsaid: Sequence[Part],
) -> list[str]:
    """What had to be assumed, as sentences."""
    found = []
    systems = sum(one.kind == Kind.SYSTEM for one in nodes)
    if unsaid:
        up = f"{SYSTEM_UP * 100:g} %"
        found.append(f"{len(unsaid)} of {systems} systems count as working {up} of the time: nobody said.")
    causes = [one for one in standing.parts.values() if one.kind in CAUSES]
    silent = sum(not facts.get(one.number, NOTHING).is_said for one in causes)
    if silent:
        found.append(
            f"{silent} of {len(causes)} vendors, regions and environments count as never failing by "
            "themselves: nobody has said."
        )
    worthless = [
        one.name for one in nodes
        if one.kind == Kind.TOUCHPOINT and facts.get(one.number, NOTHING).revenue is None
    ]  # fmt: skip
    found += [said for one in nodes for said in facts.get(one.number, NOTHING).worth]
    if worthless:
        found.append(f"No revenue is lost with {_listed(worthless)}: nobody has said what an hour is worth.")
    several = [
        one.name for one in nodes
        if len(atoms(ties[one.number], RelationKind.SERVES)) > 1
        and SERVES not in facts.get(one.number, NOTHING).enough
        and one.kind == Kind.CAPABILITY
    ]  # fmt: skip
    if several:
        found.append(f"All that serves it is needed for {_listed(several)}: nobody said how many are enough.")
    for whole, part in dropped:
        found.append(
            f"“{standing.parts[part].name}” is part of “{standing.parts[whole].name}” and relies on it; "
            "only that counts."
        )
    found.append(
        f"The busiest hour brings {PEAK:g} times the traffic of an average one, and a quake multiplies that. "
        "A record of a flow is one request, a customer is one at each system that serves them; files and "
        "what is carried by hand are no load."
    )
    found.append(
        "A system in several environments goes on while one of them and its region stand; of several regions "
        "it needs each."
    )
    found.append("An intruder moves along flows that work and to what a system needs, not by hand.")
    return found


def _listed(names: Sequence[str], most: int = 4) -> str:
    shown = [f"“{name}”" for name in names[:most]]
    left = len(names) - len(shown)
    if left:
        return f"{', '.join(shown)} and {left} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
