"""Where each box stands. Graphviz (`dot`) finds the order in which fewest lines cross, with the layers given;
the grid on which the boxes then stand is ours, so that texts fit and nothing overlaps."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from lintel.estate.blueprint.drawing.scene import LAYERS, Box, Scene

WIDE, HIGH = 164, 30  # of a box
ROW, HEAD, FRAME = 40, 26, 10  # from box to box, the title of a group, the room around it
GAP, BESIDE = 74, 18  # between layers, and between the columns of one layer
TOP, EDGE = 46, 12  # room for the layers' names, and around everything
TALLEST = 40  # rows of one column
ROUND = 48  # how far a line goes out that joins two boxes of one column
_one_at_a_time = Lock()  # Graphviz keeps its state in globals


@dataclass(frozen=True)
class Place:
    """The upper left corner of a box."""

    x: float
    y: float


@dataclass(frozen=True)
class Frame:
    """A group that is open, around its boxes in one column."""

    key: str
    title: str
    x: float
    y: float
    wide: float
    high: float


@dataclass(frozen=True)
class Layout:
    """Everything's place, and how large the picture is."""

    places: Mapping[str, Place]
    frames: tuple[Frame, ...]
    columns: tuple[tuple[str, float, float], ...]  # a layer's name, where it begins, how wide it is
    wide: float
    high: float


def laid_out(scene: Scene) -> Layout:
    """The places of a scene; the same scene always gives the same."""
    by_name = sorted(scene.boxes, key=_name)
    layers = [[box for box in by_name if box.layer == number] for number in range(len(LAYERS))]
    rank = _ranks(layers, scene)
    ordered = [_in_groups(layer, rank) for layer in layers]
    stacks = [_columns(layer) for layer in ordered]
    places: dict[str, Place] = {}
    frames: list[Frame] = []
    columns: list[tuple[str, float, float]] = []
    x = float(EDGE)
    for number, stack in enumerate(stacks):
        if not stack:
            continue
        start = x
        for column in stack:
            _stack(column, x, places, frames, scene.groups)
            x += WIDE + BESIDE
        columns.append((LAYERS[number], start, x - BESIDE - start))
        x += GAP - BESIDE
    _settle(ordered, stacks, scene, places)
    high = max((place.y + HIGH for place in places.values()), default=TOP) + EDGE + FRAME
    wide = max(x - GAP + EDGE, WIDE) + (ROUND if _goes_round(scene, places) else 0)
    return Layout(places, tuple(frames), tuple(columns), wide, high)


def _goes_round(scene: Scene, places: Mapping[str, Place]) -> bool:
    """Whether a line joins two boxes of the last column, and so bends out on its right."""
    last = max((place.x for place in places.values()), default=0.0)
    return any(places[line.source].x == places[line.target].x == last for line in scene.lines)


def _name(box: Box) -> tuple[str, str]:
    return (box.label.casefold(), box.key)


def _ranks(layers: Sequence[Sequence[Box]], scene: Scene) -> dict[str, float]:
    numbers = {box.key: number for number, box in enumerate(box for layer in layers for box in layer)}
    of_layer = {box.key: box.layer for box in scene.boxes}
    pairs = set()
    for line in scene.lines:
        upper, lower = sorted((line.source, line.target), key=lambda key: of_layer[key])
        if of_layer[upper] != of_layer[lower]:
            pairs.add((numbers[upper], numbers[lower]))
    sizes = tuple(len(layer) for layer in layers)
    found = order(sizes, tuple(sorted(pairs)))
    return {key: found[number] for key, number in numbers.items()}


@lru_cache(maxsize=64)
def order(sizes: tuple[int, ...], pairs: tuple[tuple[int, int], ...]) -> tuple[float, ...]:
    """How far along its layer each node stands. `sizes` counts the nodes of each layer, which are numbered
    through; `pairs` join an upper one to a lower one."""
    import pygraphviz  # a native library, only needed here

    lines = ["digraph{", _QUICK]
    start = 0
    anchors = []
    for number, size in enumerate(sizes):
        members = "".join(f"n{node};" for node in range(start, start + size))
        lines.append(f"{{rank=same;a{number}[width=0.01];{members}}}")
        anchors.append(f"a{number}")
        start += size
    lines.append(f"{'->'.join(anchors)}[style=invis];")
    lines += [f"n{upper}->n{lower};" for upper, lower in pairs]
    with _one_at_a_time:
        graph = pygraphviz.AGraph("".join([*lines, "}"]))
        graph.layout(prog="dot")
        spots = [str(graph.get_node(f"n{node}").attr["pos"]) for node in range(start)]
        graph.close()
    return tuple(float(spot.split(",")[0]) for spot in spots)


# Bounds on the search keep large estates within a second; without labels no fonts are looked for.
_QUICK = (
    "newrank=true;splines=false;nslimit=0.1;nslimit1=0.1;mclimit=0.3;"
    'node[shape=box,fixedsize=true,width=1,height=0.2,label=""];'
)


def _in_groups(layer: Sequence[Box], rank: Mapping[str, float]) -> list[list[Box]]:
    """The boxes in order, those of one open group together."""
    groups: dict[str, list[Box]] = {}
    for box in layer:
        groups.setdefault(box.group if box.number else "", []).append(box)
    for members in groups.values():
        members.sort(key=lambda box: (rank[box.key], box.key))
    loose = groups.pop("", [])
    found = sorted(
        groups.values(), key=lambda boxes: (sum(rank[one.key] for one in boxes) / len(boxes), boxes[0].key)
    )
    return [*found, loose] if loose else found


def _columns(groups: Sequence[Sequence[Box]]) -> list[list[list[Box]]]:
    """Cut into columns of about the same height; a group is cut only where it is taller than a column."""
    total = sum(len(group) for group in groups)
    if not total:
        return []
    count = math.ceil(total / TALLEST)
    most = math.ceil(total / count)
    found: list[list[list[Box]]] = [[]]
    room = most
    for group in groups:
        rest = list(group)
        while rest:
            if room < min(len(rest), most) and (room < 3 or len(rest) <= most) and found[-1]:
                found.append([])
                room = most
            taken, rest = rest[:room], rest[room:]
            found[-1].append(taken)
            room -= len(taken)
            if rest:
                found.append([])
                room = most
    return [column for column in found if column]


def _stack(
    column: Sequence[Sequence[Box]], x: float, places: dict[str, Place], frames: list[Frame],
    titles: Mapping[str, str],
) -> None:  # fmt: skip
    y = float(TOP)
    for group in column:
        key = group[0].group if group[0].number else ""
        if key:
            high = HEAD + len(group) * ROW - (ROW - HIGH) + FRAME
            frames.append(Frame(key, titles[key], x - 8, y, WIDE + 16, high))
            y += HEAD
        for box in group:
            places[box.key] = Place(x, y)
            y += ROW
        if key:
            y += FRAME + 4


def _settle(
    ordered: Sequence[Sequence[Sequence[Box]]], stacks: Sequence[Sequence[object]], scene: Scene,
    places: dict[str, Place],
) -> None:  # fmt: skip
    """Layers of one loose column move beside what they are joined to, from the systems outward."""
    of_layer = {box.key: box.layer for box in scene.boxes}
    joined: dict[str, list[str]] = {}
    for line in scene.lines:
        joined.setdefault(line.source, []).append(line.target)
        joined.setdefault(line.target, []).append(line.source)
    bottom = max((place.y for place in places.values()), default=0.0)
    for layer, beside in ((1, (2,)), (0, (1, 2)), (3, (2,)), (4, (2,))):
        groups = ordered[layer]
        if len(stacks[layer]) != 1 or len(groups) != 1 or (groups[0][0].group and groups[0][0].number):
            continue
        wanted = []
        for box in groups[0]:
            others = [places[key].y for key in joined.get(box.key, ()) if of_layer[key] in beside]
            wanted.append(sum(others) / len(others) if others else places[box.key].y)
        for box, y in zip(groups[0], _apart(wanted, bottom), strict=True):
            places[box.key] = Place(places[box.key].x, y)


def _apart(wanted: Sequence[float], bottom: float) -> list[float]:
    """The places nearest to those wanted that keep the order and a row between each two (isotonic
    regression by pooling neighbours), within the picture."""
    pools: list[list[float]] = []  # sum and count of what is pooled
    for number, y in enumerate(wanted):
        pools.append([y - number * ROW, 1.0])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            total, count = pools.pop()
            pools[-1][0] += total
            pools[-1][1] += count
    lowest = max(bottom - (len(wanted) - 1) * ROW, TOP)
    levels = [min(max(total / count, TOP), lowest) for total, count in pools for _ in range(int(count))]
    return [round(level + number * ROW, 1) for number, level in enumerate(levels)]
