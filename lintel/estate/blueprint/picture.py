"""A picture of the estate for a page or a file: whose the boxes are, where they lead, and its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from lintel.estate.blueprint.differing import differences
from lintel.estate.blueprint.drawing.scene import LAYERS, Box, Scene, merged, neighbours, scene
from lintel.estate.blueprint.drawing.svg import Links, draw
from lintel.estate.blueprint.drawing.view import ZOOMS, View
from lintel.estate.blueprint.models import Change
from lintel.estate.inventory.models import Cost, Kind, Stage
from lintel.estate.inventory.models.element import TONES
from lintel.estate.inventory.models.kinds import DATED
from lintel.estate.inventory.standing import Standing
from lintel.people.models import User
from lintel.ui.addresses import address

Kept = list[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """One box as a row of the table that stands beside the picture."""

    name: str
    url: str
    layer: str
    kind: str
    stage: str
    stage_slug: str
    tone: str
    owners: tuple[str, ...]
    owned: bool
    mark: str
    joined: tuple[str, ...]
    around: str


@dataclass(frozen=True)
class Picture:
    """What a page shows."""

    svg: SafeString
    scene: Scene
    rows: tuple[Line, ...]
    zooms: tuple[tuple[str, str, bool], ...]
    open_all: str
    close_all: str


def sides_of(*standings: Standing) -> dict[int, str]:
    """The side of each owner. One query."""
    people = {
        owner
        for one in standings
        for part in one.parts.values()
        for owner in part.owners
        if owner is not None
    }
    return dict(User.objects.filter(pk__in=people).values_list("pk", "side"))


def planned_places(standing: Standing) -> dict[int, str]:
    """Where what is only planned leads: to the plateau that brings it. At most one query."""
    numbers = [-number for number in standing.parts if number < 0]
    if not numbers:
        return {}
    rows = Change.objects.filter(pk__in=numbers).select_related("amendment", "plateau")
    return {-row.pk: row.get_absolute_url() for row in rows}


def house_currency() -> str:
    """The currency in which costs are kept. One query."""
    return Cost.objects.values_list("currency", flat=True).first() or "EUR"


def picture(standing: Standing, view: View, kept: Kept, *, title: str) -> Picture:
    """The estate as it stands."""
    return _picture(scene(standing, view, sides_of(standing)), standing, view, kept, title)


def picture_of_difference(before: Standing, after: Standing, view: View, kept: Kept) -> Picture:
    """Both at once: what comes, goes and changes is marked, with what it is joined to."""
    both, found = marked(before, after, view)
    return _picture(found, both, view, kept, "What comes, goes and changes")


def marked(before: Standing, after: Standing, view: View) -> tuple[Standing, Scene]:
    """The scene of a difference: without another wish, what changes and what is joined to it."""
    found, both = differences(before, after), merged(before, after)
    marks = {number: what for number, what in found.marks.items() if number}
    touched = {one.number for one in found.rows if one.number}
    if view.only is None:
        view = replace(view, only=neighbours(both, touched, 1) if touched else frozenset())
    return both, scene(both, view, sides_of(both), marks=marks, before=before, after=after)


def file_of(standing: Standing, view: View, *, title: str) -> SafeString:
    """The picture as a file of its own."""
    return draw(scene(standing, view, sides_of(standing)), None, zoom=view.zoom, title=title)


def _picture(found: Scene, standing: Standing, view: View, kept: Kept, title: str) -> Picture:
    planned = planned_places(standing)
    shown = replace(view, only=None)

    def element(number: int) -> str:
        return planned.get(number, "") if number < 0 else address("inventory:element", number)

    def group(key: str, opened: bool) -> str:
        keys = frozenset(found.groups)
        closed = keys if "all" in view.closed or (found.by_itself and not view.closed) else view.closed
        wanted = closed - {key} if opened else closed | {key}
        return shown.address(kept, group=found.grouping, closed=wanted)

    svg = draw(found, Links(element, group), zoom=view.zoom, title=title)
    zooms = [("Fit", 0), *((f"{zoom} %", zoom) for zoom in ZOOMS)]
    everything = frozenset({"all"})
    return Picture(
        svg, found, tuple(_rows(found, shown, kept, element)),
        tuple((label, shown.address(kept, zoom=zoom), view.zoom == zoom) for label, zoom in zooms),
        shown.address(kept, group=found.grouping, closed=frozenset()) if found.groups else "",
        shown.address(kept, group=found.grouping, closed=everything) if found.groups else "",
    )  # fmt: skip


def _rows(found: Scene, view: View, kept: Kept, element: Callable[[int], str]) -> list[Line]:
    names = {box.key: box.label for box in found.boxes}
    joined: dict[str, list[str]] = {}
    for line in found.lines:
        joined.setdefault(line.source, []).append(names[line.target])
        joined.setdefault(line.target, []).append(names[line.source])
    rows = sorted(found.boxes, key=lambda box: (box.layer, box.label.casefold(), box.key))
    return [_row(box, joined, view, kept, element) for box in rows]


def _row(
    box: Box, joined: Mapping[str, list[str]], view: View, kept: Kept, element: Callable[[int], str]
) -> Line:
    one = box.number != 0
    dated = one and box.kind in DATED
    return Line(
        box.label if one else f"{box.label}, {box.members} as one",
        element(box.number) if one else "", LAYERS[box.layer],
        Kind(box.kind).label, Stage(box.stage).label if dated else "", box.stage,
        TONES[box.stage], tuple(side for side in box.owners if side), box.owned and one, box.mark,
        tuple(dict.fromkeys(joined.get(box.key, ()))),
        view.address(kept, around=box.number, steps=1) if one else "",
    )  # fmt: skip
