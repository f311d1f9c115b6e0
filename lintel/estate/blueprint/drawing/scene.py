"""What is drawn: boxes in five layers, groups of them, and the lines between. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lintel.estate.blueprint.differing import COMES, GOES
from lintel.estate.blueprint.drawing.grouping import group_of
from lintel.estate.blueprint.drawing.view import View
from lintel.estate.inventory.models import Kind, RelationKind
from lintel.estate.inventory.standing import Part, Standing

LAYERS = ("Touchpoints", "Capabilities", "Systems", "Data", "Vendors and places")
LAYER_OF = {
    Kind.TOUCHPOINT: 0, Kind.CAPABILITY: 1, Kind.SYSTEM: 2, Kind.DATA: 3, Kind.VENDOR: 4, Kind.REGION: 4,
    Kind.ENVIRONMENT: 4,
}  # fmt: skip
LINE_OF = {
    RelationKind.SERVES: "serves", RelationKind.HOLDS: "serves", RelationKind.NEEDS: "needs",
    RelationKind.SUPPLIED_BY: "places", RelationKind.RUNS_IN: "places", RelationKind.PART_OF: "parts",
}  # fmt: skip
MANY = 150  # boxes, from which on groups are drawn closed unless somebody says otherwise


@dataclass(frozen=True)
class Box:
    """One element, or a closed group of them (then `number` is 0 and `members` says how many)."""

    key: str
    layer: int
    label: str
    kind: str
    number: int = 0
    stage: str = "live"
    owners: tuple[str, str] = ("", "")
    owned: bool = False
    mark: str = ""
    found: bool = False
    group: str = ""
    members: int = 1


@dataclass(frozen=True)
class Line:
    """Between two boxes; `many` of them lie upon each other where groups are closed."""

    source: str
    target: str
    kind: str
    broken: bool = False
    mark: str = ""
    many: int = 1
    arrow: bool = False


@dataclass(frozen=True)
class Scene:
    """Everything that is drawn; `by_itself` when the number of boxes made groups of them."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    groups: Mapping[str, str] = field(default_factory=dict)  # key → title, open or closed
    grouping: str = "none"
    by_itself: bool = False

    @property
    def found(self) -> int:
        """How many boxes hold the words that were looked for."""
        return sum(box.found for box in self.boxes)


def merged(before: Standing, after: Standing) -> Standing:
    """Both at once, so that what goes can be drawn beside what comes."""
    joints = {(one.source, one.kind, one.target): one for one in before.joints}
    joints |= {(one.source, one.kind, one.target): one for one in after.joints}
    streams = {(one.source, one.target, one.name): one for one in before.streams}
    streams |= {(one.source, one.target, one.name): one for one in after.streams}
    return replace(
        after, parts={**before.parts, **after.parts}, joints=tuple(joints.values()),
        streams=tuple(streams.values()),
    )  # fmt: skip


def neighbours(standing: Standing, start: Iterable[int], steps: int, way: str = "both") -> frozenset[int]:
    """Everything within so many steps: towards what is served (“up”), what it stands on, or both."""
    onward: dict[int, set[int]] = {}
    pairs = [_downward(one.source, one.target, one.kind) for one in standing.joints]
    pairs += [(one.source, one.target) for one in standing.streams]
    for upper, lower in pairs:
        if way in ("both", "down"):
            onward.setdefault(upper, set()).add(lower)
        if way in ("both", "up"):
            onward.setdefault(lower, set()).add(upper)
    seen = set(start)
    edge = set(seen)
    for _ in range(steps):
        edge = {other for one in edge for other in onward.get(one, ())} - seen
        seen |= edge
    return frozenset(seen & standing.parts.keys())


def _downward(source: int, target: int, kind: str) -> tuple[int, int]:
    """From what is served to what serves it, from the whole to its part, from who needs to what is needed."""
    return (target, source) if kind in (RelationKind.SERVES, RelationKind.PART_OF) else (source, target)


def scene(
    standing: Standing, view: View, sides: Mapping[int, str], *, marks: Mapping[int, str] | None = None,
    before: Standing | None = None, after: Standing | None = None,
) -> Scene:  # fmt: skip
    """The boxes and lines of a view. `sides` gives each owner’s side; `marks` what happens to an element, and
    `before` and `after` whose lines come and go."""
    shown = _shown(standing, view)
    by_itself = not view.group and len(shown) > MANY
    grouping = "capability" if by_itself else (view.group or "none")
    closed = frozenset({"all"}) if by_itself and not view.closed else view.closed
    words = view.q.casefold().split()
    boxes, groups, home = _boxes(standing, shown, grouping, closed, sides, marks or {}, words)
    lines = _lines(standing, view, home, before, after)
    return Scene(tuple(boxes), tuple(lines), groups, grouping, by_itself)


def _shown(standing: Standing, view: View) -> frozenset[int]:
    if view.around is not None and view.around in standing.parts:
        return neighbours(standing, [view.around], view.steps, view.way)
    if view.only is not None:
        return view.only & standing.parts.keys()
    return frozenset(standing.parts)


def _boxes(
    standing: Standing, shown: frozenset[int], grouping: str, closed: frozenset[str],
    sides: Mapping[int, str], marks: Mapping[int, str], words: list[str],
) -> tuple[list[Box], dict[str, str], dict[int, str]]:  # fmt: skip
    boxes: list[Box] = []
    titles: dict[str, str] = {}
    home: dict[int, str] = {}
    crowds: dict[tuple[str, int], list[Box]] = {}
    named = group_of(standing, grouping, sides)
    for number in sorted(shown):
        part = standing.parts[number]
        group = named.get(number)
        box = _box(part, sides, marks.get(number, ""), words, group[0] if group else "")
        if group and (group[0] in closed or "all" in closed):
            crowds.setdefault((group[0], box.layer), []).append(box)
            home[number] = f"{group[0]}@{box.layer}"
        else:
            boxes.append(box)
            home[number] = box.key
        if group:
            titles[group[0]] = group[1]
    for (key, layer), members in crowds.items():
        boxes.append(_crowd(key, layer, titles[key], members))
    return boxes, dict(sorted(titles.items())), home


def _box(part: Part, sides: Mapping[int, str], mark: str, words: list[str], group: str) -> Box:
    business, technical = (sides.get(owner, "") if owner else "" for owner in part.owners)
    text = f"{part.name} {part.description} {part.key}".casefold()
    layer = LAYER_OF[Kind(part.kind)]
    return Box(
        key=f"e{part.number}", layer=layer, label=part.name, kind=part.kind, number=part.number,
        stage=part.stage, owners=(business, technical), owned=layer < 4, mark=mark,
        found=bool(words) and all(word in text for word in words), group=group,
    )  # fmt: skip


def _crowd(key: str, layer: int, title: str, members: list[Box]) -> Box:
    marks = {box.mark for box in members} - {""}
    return Box(
        key=f"{key}@{layer}", layer=layer, label=title, kind=members[0].kind,
        mark=next(iter(marks)) if len(marks) == 1 else ("changes" if marks else ""),
        found=any(box.found for box in members), group=key, members=len(members),
    )  # fmt: skip


def _lines(
    standing: Standing, view: View, home: Mapping[int, str], before: Standing | None, after: Standing | None
) -> list[Line]:
    old = _keys(before) if before is not None else set()
    new = _keys(after) if after is not None else set()
    told = before is not None and after is not None
    found: dict[tuple[str, str, str, bool, str], Line] = {}

    def put(ends: tuple[int, int], kind: str, key: tuple[object, ...], *, broken: bool, arrow: bool) -> None:
        if ends[0] not in home or ends[1] not in home or home[ends[0]] == home[ends[1]]:
            return
        mark = "" if not told else COMES if key not in old else GOES if key not in new else ""
        one = Line(home[ends[0]], home[ends[1]], kind, broken, mark, arrow=arrow)
        place = (one.source, one.target, kind, broken, mark)
        known = found.get(place)
        found[place] = replace(one, many=known.many + 1) if known else one

    for joint in standing.joints:
        kind = LINE_OF[RelationKind(joint.kind)]
        key = (joint.source, joint.kind, joint.target)
        changed = told and ((key in old) != (key in new))
        if kind in view.lines or changed or view.around is not None:
            ends = _downward(*key[::2], joint.kind)
            put(ends, kind, key, broken=False, arrow=kind == "needs")
    for stream in standing.streams:
        key_ = (stream.source, stream.target, stream.name)
        broken = stream.state == "broken"
        changed = told and ((key_ in old) != (key_ in new))
        if "flows" in view.lines or broken or changed or view.around is not None:
            put((stream.source, stream.target), "flows", key_, broken=broken, arrow=True)
    return list(found.values())


def _keys(standing: Standing) -> set[tuple[object, ...]]:
    keys: set[tuple[object, ...]] = {(one.source, one.kind, one.target) for one in standing.joints}
    return keys | {(one.source, one.target, one.name) for one in standing.streams}
