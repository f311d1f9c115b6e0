"""On whom each part of an estate relies."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lintel.estate.inventory.models import Kind, RelationKind
from lintel.estate.inventory.standing import Standing
from lintel.ui.problems import Problem

NODES = (Kind.TOUCHPOINT, Kind.CAPABILITY, Kind.SYSTEM)
CAUSES = (Kind.VENDOR, Kind.REGION, Kind.ENVIRONMENT)
Tie = tuple[str, int, str]  # the word of those of which some are enough, whom it relies on, by which relation
Atoms = list[tuple[str, tuple[int, ...]]]  # a word with all that it names, and each of the rest alone


def ties_of(standing: Standing) -> dict[int, list[Tie]]:
    """On whom each node relies: what it needs, what serves it, and what it consists of."""
    found: dict[int, list[Tie]] = {
        number: [] for number, part in standing.parts.items() if part.kind in NODES
    }
    for one in standing.joints:
        if one.source not in found or one.target not in found:
            continue
        if one.kind == RelationKind.NEEDS:
            found[one.source].append((one.instead, one.target, one.kind))
        elif one.kind in (RelationKind.SERVES, RelationKind.PART_OF):
            found[one.target].append((one.instead, one.source, one.kind))
    return {number: _once(ties) for number, ties in sorted(found.items())}


def _once(ties: Sequence[Tie]) -> list[Tie]:
    """Where a whole also says how it needs a part, that counts and not the mere belonging."""
    needed = {other for _, other, kind in ties if kind != RelationKind.PART_OF}
    return sorted({tie for tie in ties if tie[2] != RelationKind.PART_OF or tie[1] not in needed})


def without_circles(
    standing: Standing, ties: dict[int, list[Tie]]
) -> tuple[dict[int, list[Tie]], list[tuple[int, int]]]:
    """Where a part needs the whole that it belongs to, only the need counts; says which these are."""
    from lintel.engines.resilience.validation import cycle_in

    dropped: list[tuple[int, int]] = []
    while True:
        circle = cycle_in({str(one): [str(tie[1]) for tie in known] for one, known in ties.items()})
        if not circle:
            return ties, dropped
        pairs = [(int(one), int(other)) for one, other in pairwise(circle)]
        loose = next(
            (pair for pair in pairs if {tie[2] for tie in ties[pair[0]] if tie[1] == pair[1]} == {"part_of"}),
            None,
        )
        if loose is None:
            names = " → ".join(f"“{standing.parts[int(key)].name}”" for key in circle)
            raise Problem(
                f"These need each other in a circle, so nobody can say what fails first: {names}.",
                way_out="Take one of these relations away on the page of its entry.",
            )
        dropped.append(loose)
        ties = ties | {loose[0]: [tie for tie in ties[loose[0]] if tie[1] != loose[1]]}


def atoms(ties: Sequence[Tie], *kinds: str) -> Atoms:
    """Ties of these relations: those of one word together, every other one alone."""
    words: dict[str, list[int]] = {}
    alone: Atoms = []
    for word, number, kind in ties:
        if kind in kinds:
            if word:
                words.setdefault(word, []).append(number)
            else:
                alone.append(("", (number,)))
    return [*alone, *((word, tuple(numbers)) for word, numbers in sorted(words.items()))]
