"""One storm over two estates: what a planned change or time makes of it. Plateaus ask here too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lintel.estate.inventory.standing import Standing
from lintel.estate.stress.facts import Fact
from lintel.estate.stress.inputs import Storm
from lintel.estate.stress.mapping import Mapped, mapped
from lintel.estate.stress.ports import Dependent
from lintel.estate.stress.reckoning import SAMPLES, SEED, reckon


def compare(
    before: Mapped, after: Mapped, storm: Storm, *, seed: int = SEED, samples: int = SAMPLES
) -> dict[str, Any]:
    """The same storm over two estates, in the same drawn worlds: both results, and what differs."""
    one = reckon(before, storm, seed=seed, samples=samples)
    other = reckon(after, storm, seed=seed, samples=samples)
    return one | {"other": other, "differences": _differences(one, other)}


def _differences(one: dict[str, Any], other: dict[str, Any]) -> list[dict[str, Any]]:
    """Touchpoints by how much their service differs, then by name; None where one is not there."""
    sides = [{row["key"]: row for row in found["touchpoints"]} for found in (one, other)]
    rows = []
    for key in {**sides[0], **sides[1]}:
        first, second = sides[0].get(key), sides[1].get(key)
        named: dict[str, Any] = first or second or {}
        gained = second["service"]["value"] - first["service"]["value"] if first and second else None
        rows.append(
            {
                "name": named["name"],
                "gained": gained,
                "before": first and {"at_once": first["at_once"], "service": first["service"]},
                "after": second and {"at_once": second["at_once"], "service": second["service"]},
            }
        )
    return sorted(rows, key=lambda row: (row["gained"] is not None, -abs(row["gained"] or 0.0), row["name"]))


def judge(
    before: Standing,
    after: Standing,
    storm: Storm,
    *,
    facts: Mapping[int, Fact],
    dependents: Sequence[Dependent] = (),
) -> dict[str, Any]:
    """What a storm does to an estate before and after a planned change: for plateaus of the blueprint.

    Numbers below zero are what is planned and has no row yet: nobody has said anything about them.
    """
    return compare(mapped(before, facts, dependents), mapped(after, facts, dependents), storm)
