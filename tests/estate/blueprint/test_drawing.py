"""The picture: everything once, nothing upon another, in layers, always the same; at 30 and 500 systems."""

from __future__ import annotations

import datetime as dt
import random
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import pytest

from lintel.estate.blueprint.drawing.layout import HIGH, WIDE, laid_out
from lintel.estate.blueprint.drawing.scene import Scene, neighbours, scene
from lintel.estate.blueprint.drawing.svg import Links, draw
from lintel.estate.blueprint.drawing.texts import fitted, width
from lintel.estate.blueprint.drawing.view import LINES, View
from lintel.estate.inventory.standing import Joint, Part, Standing, Stream

ALL_LINES = frozenset(LINES)
SIDES = {1: "marketing", 2: "it"}
LINKS = Links(lambda number: f"/estate/{number}/", lambda key, opened: f"?open={key}")


def platform(systems: int, seed: int = 1) -> Standing:
    """A generated estate: capabilities in a few trees, systems that serve them, data, vendors, places."""
    dice = random.Random(seed)
    parts: dict[int, Part] = {}

    def add(kind: str, count: int) -> list[int]:
        first = len(parts) + 1
        for number in range(first, first + count):
            owners = (dice.choice((1, 2, None)), dice.choice((1, 2, None)))
            stage = dice.choice(("live", "live", "live", "planned", "phasing_out"))
            name = f"{kind.title()} number {number} with a name that is long"[: dice.randint(12, 44)]
            parts[number] = Part(number, kind, name, stage, owners=owners)
        return list(range(first, first + count))

    touchpoints, capabilities = (
        add("touchpoint", max(systems // 12, 2)),
        add("capability", max(systems // 4, 4)),
    )
    boxes, data = add("system", systems), add("data", max(systems // 15, 2))
    vendors, regions = add("vendor", max(systems // 6, 2)), add("region", 4)
    joints = [Joint(one, capabilities[0], "part_of") for one in capabilities[2::2]]
    joints += [Joint(one, dice.choice(touchpoints), "serves") for one in capabilities]
    for one in boxes:
        joints.append(Joint(one, dice.choice(capabilities), "serves"))
        joints.append(Joint(one, dice.choice(data), "holds"))
        joints.append(Joint(one, dice.choice(vendors), "supplied_by"))
        joints.append(Joint(one, dice.choice(regions), "runs_in"))
        if one > boxes[0]:
            joints.append(Joint(one, dice.choice(range(boxes[0], one)), "needs"))
    streams = [
        Stream(n, *dice.sample(boxes, 2), f"Flow {n}", dice.choice(("live", "broken")), data=(data[0],))
        for n in range(1, systems)
    ]
    return Standing(dt.date(2027, 1, 1), parts, tuple(joints), tuple(streams))


def check(found: Scene) -> None:
    """What must hold for every picture."""
    layout = laid_out(found)
    keys = [box.key for box in found.boxes]
    assert len(set(keys)) == len(keys)
    assert set(layout.places) == set(keys)
    assert all(line.source in layout.places and line.target in layout.places for line in found.lines)
    ends = {box.layer: [] for box in found.boxes}  # type: ignore[var-annotated]
    for box in found.boxes:
        ends[box.layer].append(layout.places[box.key].x)
    layers = sorted(ends)
    assert all(max(ends[one]) + WIDE < min(ends[other]) for one, other in pairwise(layers))
    columns: dict[float, list[float]] = {}
    for place in layout.places.values():
        columns.setdefault(place.x, []).append(place.y)
    for column in columns.values():
        column.sort()
        assert all(b - a >= HIGH for a, b in pairwise(column))
    xs = sorted(columns)
    assert all(b - a >= WIDE for a, b in pairwise(xs))
    assert all(place.x > 0 and place.x + WIDE <= layout.wide for place in layout.places.values())
    assert all(place.y > 0 and place.y + HIGH <= layout.high for place in layout.places.values())


@pytest.mark.parametrize("systems", [3, 30, 500])
@pytest.mark.parametrize("group", ["none", "capability", "whole", "side", "stage"])
def test_everything_stands_once_in_its_layer(systems: int, group: str) -> None:
    estate = platform(systems)
    found = scene(estate, View(group=group, lines=ALL_LINES), SIDES)
    check(found)
    assert len(found.boxes) == len(estate.parts)


@pytest.mark.parametrize("group", ["capability", "whole", "side", "stage"])
def test_closed_groups_keep_count_of_what_is_in_them(group: str) -> None:
    estate = platform(500)
    found = scene(estate, View(group=group, closed=frozenset({"all"}), lines=ALL_LINES), SIDES)
    check(found)
    assert sum(box.members for box in found.boxes) == len(estate.parts)
    assert len(found.boxes) < len(estate.parts)


def test_a_large_estate_is_drawn_in_groups_by_itself_and_a_small_one_is_not() -> None:
    large, small = scene(platform(500), View(), SIDES), scene(platform(30), View(), SIDES)
    assert large.by_itself
    assert len(large.boxes) < 300
    assert not small.by_itself


def test_one_opened_group_leaves_the_others_closed() -> None:
    estate = platform(500)
    closed = scene(estate, View(), SIDES)
    key = next(box.group for box in closed.boxes if box.number == 0)
    opened = scene(estate, View(group="capability", closed=frozenset(closed.groups) - {key}), SIDES)
    check(opened)
    assert {box.group for box in opened.boxes if box.number and box.group} == {key}


def test_the_same_estate_gives_the_same_picture_whatever_the_order_of_its_rows() -> None:
    estate = platform(30)
    turned = replace(
        estate, parts=dict(reversed(estate.parts.items())), joints=tuple(reversed(estate.joints)),
        streams=tuple(reversed(estate.streams)),
    )  # fmt: skip
    view = View(lines=ALL_LINES)
    assert draw(scene(estate, view, SIDES), LINKS) == draw(scene(turned, view, SIDES), LINKS)


def test_the_layout_crosses_fewer_lines_than_the_alphabet() -> None:
    found = scene(platform(60), View(), SIDES)
    layout = laid_out(found)
    of_layer = {box.key: box.layer for box in found.boxes}
    by_name = {
        box.key: number
        for number, box in enumerate(sorted(found.boxes, key=lambda box: box.label.casefold()))
    }

    def crossings(place: dict[str, float]) -> int:
        rows = []
        for line in found.lines:
            upper, lower = sorted((line.source, line.target), key=of_layer.__getitem__)
            rows.append((of_layer[upper], of_layer[lower], place[upper], place[lower]))
        return sum(
            a[:2] == b[:2] and (a[2] - b[2]) * (a[3] - b[3]) < 0
            for number, a in enumerate(rows)
            for b in rows[:number]
        )

    drawn = crossings({key: place.x * 1000 + place.y for key, place in layout.places.items()})
    assert drawn < 0.8 * crossings({key: float(number) for key, number in by_name.items()})


def test_around_one_only_what_is_within_the_steps() -> None:
    estate = platform(30)
    start = next(one.number for one in estate.parts.values() if one.kind == "system")
    near = neighbours(estate, [start], 1)
    far = neighbours(estate, [start], 3)
    up = neighbours(estate, [start], 3, "up")
    assert start in near < far
    assert up <= far
    found = scene(estate, View(around=start), SIDES)
    assert {box.number for box in found.boxes} == near
    assert {"needs", "flows"} & {line.kind for line in found.lines}  # all kinds of line are drawn then


def test_what_is_looked_for_is_framed_and_broken_flows_are_always_drawn() -> None:
    estate = platform(30)
    found = scene(estate, View(q="system"), SIDES)
    assert found.found == sum(one.kind == "system" for one in estate.parts.values())
    assert any(line.broken for line in found.lines)
    assert not any(line.kind == "flows" and not line.broken for line in found.lines)


def test_the_svg_is_well_formed_and_has_no_style_or_script_of_its_own() -> None:
    svg = draw(scene(platform(30), View(lines=ALL_LINES), SIDES), LINKS)
    root = ET.fromstring(svg)  # noqa: S314  # our own
    links = root.findall(".//{http://www.w3.org/2000/svg}a[@data-key]")
    assert len(links) == len(platform(30).parts)
    assert all(one.get("href") and one.get("aria-label") for one in links)
    assert "style=" not in svg
    assert "<style" not in svg
    assert "<script" not in svg


def test_a_name_that_looks_like_markup_stays_text() -> None:
    parts = {1: Part(1, "system", '<b onload="x">&', owners=(None, None))}
    svg = draw(scene(Standing(dt.date(2027, 1, 1), parts), View(), {}), LINKS)
    assert "<b" not in svg
    assert ET.fromstring(svg).get("role") == "group"  # noqa: S314  # our own


def test_names_stay_within_their_boxes() -> None:
    for text in (
        "WWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "Marketing automation of the whole group",
        "iii",
        "客户数据平台客户数据平台",
    ):
        assert width(fitted(text, 12, 120), 12) <= 120
    assert fitted("Short", 12, 120) == "Short"


def test_a_file_of_its_own_brings_its_colours_for_light_and_dark() -> None:
    svg = draw(scene(platform(3), View(), SIDES), None)
    assert "prefers-color-scheme:dark" in svg
    assert "href" not in svg
    ET.fromstring(svg)  # noqa: S314  # our own


def test_nothing_at_all_is_drawn_too() -> None:
    svg = draw(scene(Standing(dt.date(2027, 1, 1), {}), View(), {}), LINKS)
    assert svg.startswith("<svg")
