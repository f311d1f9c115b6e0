"""A scene as SVG: for the page, where its colours follow the page, or as a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from lintel.estate.blueprint.drawing.layout import EDGE, HIGH, WIDE, Frame, Layout, Place, laid_out
from lintel.estate.blueprint.drawing.scene import Box, Line, Scene
from lintel.estate.blueprint.drawing.standalone import STYLE
from lintel.estate.blueprint.drawing.texts import fitted
from lintel.estate.inventory.models import Kind, Stage
from lintel.ui.components import SIDES
from lintel.ui.markup import escaped, markup

SIZE = 12.0  # of the names
FITS = (900, 1400)  # what is wider would be too small to read in a page’s width, and scrolls instead
MARKS = {"comes": "M0-4v8M-4 0h8", "goes": "M-4 0h8", "changes": "M-4 1q2-4 4-1t4-1"}
FADING = "M-4-3h8l-4 7z"
CROSS = "M-4-4l8 8M4-4l-8 8"
WORDS = {"comes": "comes", "goes": "goes", "changes": "changes"}
MEANS = {"serves": "serves or holds", "places": "vendor or place", "needs": "needs", "parts": "is part of"}


@dataclass(frozen=True)
class Links:
    """Where a box leads: the page of an element, or the view in which a group is open (True) or closed."""

    element: Callable[[int], str]
    group: Callable[[str, bool], str]


def draw(scene: Scene, links: Links | None, *, zoom: int = 0, title: str = "Blueprint") -> SafeString:
    """The picture. Without `links` it is a file of its own, with its colours in it."""
    layout = laid_out(scene)
    inside = [
        _layers(layout),
        *(_frame(frame, links) for frame in layout.frames),
        _all_lines(scene, layout),
        *(_box(box, layout.places[box.key], links) for box in _reading_order(scene, layout)),
    ]
    return markup(
        "{}{}{}</svg>",
        _head(layout, zoom, title, standalone=links is None),
        STYLE if links is None else SafeString(""),
        SafeString("".join(inside)),
    )


def _head(layout: Layout, zoom: int, title: str, *, standalone: bool) -> SafeString:
    fits = not zoom and not standalone and FITS[0] <= layout.wide <= FITS[1]
    usual = 80 if layout.wide > FITS[1] and not standalone else 100
    size: object = "100%" if fits else round(layout.wide * (zoom or usual) / 100)
    return markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="blueprint" viewBox="0 0 {} {}" width="{}"'
        ' role="group" aria-label="{}"{}>',
        round(layout.wide), round(layout.high), size, title,
        SafeString(' data-fit="true"' if fits else ""),
    )  # fmt: skip


def _reading_order(scene: Scene, layout: Layout) -> list[Box]:
    """Layer by layer, each from top to bottom, as one tabs through them."""
    return sorted(scene.boxes, key=lambda box: (layout.places[box.key].x, layout.places[box.key].y))


def _layers(layout: Layout) -> SafeString:
    found = [
        f'<rect class="bp-layer" x="{x - EDGE + 2:g}" y="4" width="{wide + 2 * EDGE - 4:g}"'
        f' height="{layout.high - 8:g}" rx="8"/>'
        f'<text class="bp-layer-name" x="{x:g}" y="26">{escaped(name)}</text>'
        for name, x, wide in layout.columns
    ]
    return SafeString("".join(found))


def _frame(frame: Frame, links: Links | None) -> SafeString:
    """A group that is open; its title closes it."""
    title = markup(
        '<text x="{}" y="{}">{}</text>', f"{frame.x + 8:g}", f"{frame.y + 17:g}",
        fitted(frame.title if links is None else f"− {frame.title}", 11.0, frame.wide - 16),
    )  # fmt: skip
    if links is not None:
        target = links.group(frame.key, False)
        title = markup('<a href="{}" aria-label="Draw {} as one box">{}</a>', target, frame.title, title)
    return markup(
        '<g class="bp-group"><rect x="{}" y="{}" width="{}" height="{}" rx="6"/>{}</g>',
        f"{frame.x:g}", f"{frame.y:g}", f"{frame.wide:g}", f"{frame.high:g}", title,
    )  # fmt: skip


def _all_lines(scene: Scene, layout: Layout) -> SafeString:
    rows = sorted(scene.lines, key=lambda line: (line.broken, bool(line.mark), line.source, line.target))
    return SafeString('<g class="bp-lines">' + "".join(_line(line, layout) for line in rows) + "</g>")


def _line(line: Line, layout: Layout) -> str:
    start, end = layout.places[line.source], layout.places[line.target]
    x1, y1, x2, y2 = _ends(start, end)
    if start.x == end.x:  # one column: the line goes round on the right
        bend = min(18 + abs(y2 - y1) / 9, 62)
        c1, c2 = x1 + bend, x2 + bend
    else:
        reach = max(abs(x2 - x1) / 2, 24) * (1 if x2 > x1 else -1)
        c1, c2 = x1 + reach, x2 - reach
    facts = f' data-kind="{line.kind}" data-a="{escaped(line.source)}" data-b="{escaped(line.target)}"'
    facts += ' data-broken="true"' if line.broken else ""
    facts += f' data-mark="{line.mark}"' if line.mark else ""
    facts += ' data-many="true"' if line.many > 1 else ""
    path = f'<path class="bp-line"{facts} d="M{x1:g} {y1:g}C{c1:g} {y1:g} {c2:g} {y2:g} {x2:g} {y2:g}"/>'
    if line.arrow:
        tip = x2 + (-5 if x2 >= c2 else 5)
        head = f"M{tip:g} {y2 - 3.5:g}L{x2:g} {y2:g}L{tip:g} {y2 + 3.5:g}"
        path += f'<path class="bp-tip"{facts} d="{head}"/>'
    if line.broken or line.mark:
        middle_x, middle_y = (x1 + 3 * c1 + 3 * c2 + x2) / 8, (y1 + y2) / 2
        sign = CROSS if line.broken and not line.mark else MARKS[line.mark]
        path += (
            f'<g class="bp-sign"{facts} transform="translate({middle_x:g} {middle_y:g})">'
            f'<circle r="7"/><path d="{sign}"/></g>'
        )
    return path


def _ends(start: Place, end: Place) -> tuple[float, float, float, float]:
    """Out of the side that looks at the other box, a little below the middle where both are one column."""
    y1, y2 = start.y + HIGH / 2, end.y + HIGH / 2
    if start.x == end.x:
        return start.x + WIDE, y1 + 3, end.x + WIDE, y2 - 3
    if start.x < end.x:
        return start.x + WIDE, y1, end.x, y2
    return start.x, y1, end.x + WIDE, y2


def _box(box: Box, place: Place, links: Links | None) -> SafeString:
    closed = box.number == 0
    target = "" if links is None else (links.group(box.group, True) if closed else links.element(box.number))
    tag = "a" if target else "g"
    facts = [f'data-key="{escaped(box.key)}"', f'data-stage="{box.stage}"', f'data-kind="{box.kind}"']
    facts += [f'data-mark="{box.mark}"'] if box.mark else []
    facts += ['data-found="true"'] if box.found else []
    facts += ['data-closed="true"'] if closed else []
    href = f' href="{escaped(target)}"' if target else ""
    spoken = spoken_of(box)
    head = (
        f'<{tag} class="bp-box" {" ".join(facts)}{href} aria-label="{escaped(spoken)}"'
        f' transform="translate({place.x:g} {place.y:g})"><title>{escaped(spoken)}</title>'
    )
    behind = f'<rect class="bp-behind" x="3" y="3" width="{WIDE}" height="{HIGH}" rx="5"/>' if closed else ""
    body = f'<rect class="bp-card" width="{WIDE}" height="{HIGH}" rx="5"/>'
    left = 26.0 if box.owned and not closed else 10.0
    sign = _sign(box)
    room = WIDE - left - (22 if sign else 8)
    text = box.label if not closed else f"{box.label} · {box.members}"
    name = f'<text x="{left:g}" y="{HIGH / 2 + 4:g}">{escaped(fitted(text, SIZE, room))}</text>'
    return SafeString(f"{head}{behind}{body}{_owners(box, closed=closed)}{name}{sign}</{tag}>")


def _owners(box: Box, *, closed: bool) -> str:
    """Two posts in the colours of the owners’ sides: business on the left, technical on the right."""
    if closed or not box.owned:
        return ""
    return "".join(
        f'<rect class="bp-owner" data-side="{side or "none"}" x="{x}" y="8" width="4.5" height="14" rx="1"/>'
        for side, x in zip(box.owners, (8, 15), strict=True)
    )


def _sign(box: Box) -> str:
    spot = f'transform="translate({WIDE - 12} {HIGH / 2:g})"'
    if box.mark:
        sign = f'<circle r="7"/><path d="{MARKS[box.mark]}"/>'
        return f'<g class="bp-sign" data-mark="{box.mark}" {spot}>{sign}</g>'
    if box.stage == Stage.PHASING_OUT:
        return f'<path class="bp-fading" {spot} d="{FADING}"/>'
    if box.stage == Stage.PLANNED:
        return f'<circle class="bp-planned" {spot} r="4.5"/>'
    return ""


def spoken_of(box: Box) -> str:
    """A box in one line, as a screen reader says it."""
    if box.number == 0:
        return f"{box.label}: {box.members} drawn as one, open them"
    said = [box.label, Kind(box.kind).label.lower()]
    if box.mark:
        said.append(WORDS[box.mark])
    if box.stage != Stage.LIVE:
        said.append(Stage(box.stage).label.lower())
    if box.owned:
        owners = [SIDES.get(side, "") for side in box.owners if side]
        said.append(f"owned by {' and '.join(owners)}" if owners else "nobody owns it")
    return ", ".join(said)
