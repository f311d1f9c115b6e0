"""The cascade drawn on the server: layers from the top, a box for each goal, a line for each link."""

from django.utils.safestring import SafeString

from lintel.goals.objectives.cascade import Layers
from lintel.goals.objectives.drawing import percent
from lintel.goals.objectives.models import Goal
from lintel.ui.markup import markup

BOX_WIDE, BOX_HIGH = 172, 62
GAP_WIDE, GAP_HIGH = 14, 56
EDGE = 8
A_ROW = 6  # boxes beside each other: a wide layer goes on in a row below
A_LINE = 21  # characters of a title on one line


def graph(found: Layers) -> SafeString:
    """The graph as one picture whose boxes are links; the table beside it holds the same."""
    rows = _rows(found)
    widest = max((len(row) for row in rows), default=0)
    wide = 2 * EDGE + widest * BOX_WIDE + max(widest - 1, 0) * GAP_WIDE
    high = 2 * EDGE + len(rows) * BOX_HIGH + max(len(rows) - 1, 0) * GAP_HIGH
    places = _places(rows, wide)
    lines = [_line(places[child.pk], places[parent.pk]) for child, parent in found.links]
    boxes = [_box(goal, *places[goal.pk]) for row in rows for goal in row]
    return markup(
        '<svg class="goal-graph" viewBox="0 0 {} {}" width="{}" height="{}" role="group" '
        'aria-label="The cascade as a graph">{}{}</svg>',
        wide, high, wide, high, SafeString("".join(lines)), SafeString("".join(boxes)),
    )  # fmt: skip


def _rows(found: Layers) -> list[list[Goal]]:
    """The layers as rows of boxes, each ordered so that children stand below their parents."""
    parents: dict[int, list[int]] = {}
    for child, parent in found.links:
        parents.setdefault(child.pk, []).append(parent.pk)
    rows: list[list[Goal]] = []
    across: dict[int, float] = {}
    for layer in found.layers:
        ordered = sorted(layer, key=lambda goal: (_middle(parents.get(goal.pk, []), across), goal.pk))
        across |= {goal.pk: number / max(len(ordered) - 1, 1) for number, goal in enumerate(ordered)}
        count = -(-len(ordered) // A_ROW)
        rows += [ordered[first::count] for first in range(count)]
    return rows


def _places(rows: list[list[Goal]], wide: int) -> dict[int, tuple[float, float]]:
    """Left upper corners, each row in the middle."""
    places: dict[int, tuple[float, float]] = {}
    for number, row in enumerate(rows):
        left = (wide - len(row) * BOX_WIDE - (len(row) - 1) * GAP_WIDE) / 2
        for place, goal in enumerate(row):
            places[goal.pk] = (
                left + place * (BOX_WIDE + GAP_WIDE), EDGE + number * (BOX_HIGH + GAP_HIGH),
            )  # fmt: skip
    return places


def _middle(keys: list[int], across: dict[int, float]) -> float:
    """Where the parents stand on the average, from 0 (left) to 1."""
    known = [across[key] for key in keys if key in across]
    return sum(known) / len(known) if known else 0.5


def _line(child: tuple[float, float], parent: tuple[float, float]) -> SafeString:
    x1, y1 = child[0] + BOX_WIDE / 2, child[1]
    x2, y2 = parent[0] + BOX_WIDE / 2, parent[1] + BOX_HIGH
    middle = (y1 + y2) / 2
    way = f"M{x1:.0f} {y1:.0f} C{x1:.0f} {middle:.0f} {x2:.0f} {middle:.0f} {x2:.0f} {y2:.0f}"
    return markup('<path class="goal-link" d="{}"/>', way)


def _box(goal: Goal, x: float, y: float) -> SafeString:
    first, second = _two_lines(goal.title)
    missing = "both" if len(goal.awaited) > 1 else (goal.awaited[0].value if goal.awaited else "nobody")
    said = {"nobody": "both own it", "both": "both missing"}.get(missing, "")
    said = said or f"{'marketing' if missing == 'marketing' else 'IT'} missing"
    return markup(
        '<a href="{}" class="goal-node" data-waits-for="{}" data-kind="{}"><title>{}</title>'
        '<rect x="{}" y="{}" width="{}" height="{}" rx="7"/>'
        '<text x="{}" y="{}">{}</text><text x="{}" y="{}">{}</text>'
        '<text class="goal-node-foot" x="{}" y="{}">{} · {}</text></a>',
        goal.get_absolute_url(), missing, goal.kind, f"{goal.title}: {said}",
        f"{x:.0f}", f"{y:.0f}", BOX_WIDE, BOX_HIGH,
        f"{x + 10:.0f}", f"{y + 18:.0f}", first, f"{x + 10:.0f}", f"{y + 33:.0f}", second,
        f"{x + 10:.0f}", f"{y + 52:.0f}", percent(goal.score), said,
    )  # fmt: skip


def _two_lines(title: str) -> tuple[str, str]:
    """The title on two lines, broken at a word; what is longer ends in an ellipsis."""
    lines = ["", ""]
    number = 0
    for word in title.split():
        longer = f"{lines[number]} {word}".strip()
        if len(longer) > A_LINE and lines[number]:
            if number == 1:
                lines[1] = lines[1][: A_LINE - 1].rstrip() + "…"
                break
            number = 1
            longer = word
        lines[number] = longer if len(longer) <= A_LINE else longer[: A_LINE - 1] + "…"
    return lines[0], lines[1]
