"""What goes into a test: the storm, and the hash by which one tells whether two results are of one estate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from lintel.audit.canonical import content_hash
from lintel.estate.inventory.standing import Standing
from lintel.estate.stress.facts import Fact
from lintel.estate.stress.ports import Dependent


@dataclass(frozen=True)
class Storm:
    """What happens, by numbers of entries. `surge` is a factor of traffic, `saving` a share (0 … 1)."""

    title: str = "As it is"
    out: tuple[int, ...] = ()
    surge: float = 1.0
    saving: float = 0.0
    broken_into: tuple[int, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As it is stored."""
        numbers = {"surge": str(self.surge), "saving": str(self.saving)}  # two databases spell floats alike
        return {"title": self.title, "out": list(self.out), "broken_into": list(self.broken_into), **numbers}


def storm_of(stored: Mapping[str, Any]) -> Storm:
    """A storm as it was stored."""
    return Storm(
        stored.get("title", "As it is"), tuple(stored.get("out", ())), float(stored.get("surge", 1.0)),
        float(stored.get("saving", 0.0)), tuple(stored.get("broken_into", ())),
    )  # fmt: skip


def hash_of_inputs(
    standing: Standing, facts: Mapping[int, Fact], dependents: Sequence[Dependent], *further: Any
) -> str:
    """By which one tells whether a result is of the same estate: everything that went in."""
    named = {number: fact.plain() for number, fact in sorted(facts.items()) if number in standing.parts}
    return content_hash(
        {
            "parts": [_plain(asdict(standing.parts[number])) for number in sorted(standing.parts)],
            "joints": sorted(repr(one) for one in standing.joints),
            "streams": sorted(repr(one) for one in standing.streams),
            "covers": sorted(repr(one) for one in standing.covers),
            "facts": sorted(repr(one) for one in named.items()),
            "dependents": sorted(repr(one) for one in dependents),
            "further": [repr(one) for one in further],
        }
    )


def _plain(values: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}
