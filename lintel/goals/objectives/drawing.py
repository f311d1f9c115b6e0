"""Small pictures drawn on the server: how far a key result is, and what it said over time.

Each picture stands beside its figures as text; it carries its own description for readers who cannot see it.
"""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString

from lintel.ui.markup import markup

WIDE, HIGH = 120, 28
EDGE = 3


def bar(share: Decimal | None, label: str) -> SafeString:
    """A bar from 0 to 1; dashed and empty where the value is missing."""
    if share is None:
        return markup(
            '<svg class="goal-bar" viewBox="0 0 100 10" role="img" aria-label="{}" data-missing>'
            '<rect class="goal-bar-track" x="0.5" y="0.5" width="99" height="9" rx="4.5"/></svg>',
            label,
        )
    return markup(
        '<svg class="goal-bar" viewBox="0 0 100 10" role="img" aria-label="{}">'
        '<rect class="goal-bar-track" x="0.5" y="0.5" width="99" height="9" rx="4.5"/>'
        '<rect class="goal-bar-fill" x="0.5" y="0.5" width="{}" height="9" rx="4.5"/></svg>',
        label,
        f"{float(share) * 99:.1f}",
    )


def sparkline(
    values: Sequence[Decimal | None], goal: tuple[Decimal, Decimal] | None, label: str
) -> SafeString:
    """Values over time, oldest first, with the target as a dashed line; gaps where a value is missing.

    `goal` is (baseline, target) in the same unit. Fewer than two values make no line.
    """
    known = [one for one in values if one is not None]
    if len(known) < 2:
        return SafeString("")
    bounds = [*known, *(goal or ())]
    low, high = min(bounds), max(bounds)
    span = (high - low) or Decimal(1)

    def y(value: Decimal) -> str:
        return f"{HIGH - EDGE - float((value - low) / span) * (HIGH - 2 * EDGE):.1f}"

    step = (WIDE - 2 * EDGE) / max(len(values) - 1, 1)
    points = [None if one is None else (f"{EDGE + at * step:.1f}", y(one)) for at, one in enumerate(values)]
    aim = (
        markup('<line class="goal-aim" x1="0" x2="{}" y1="{}" y2="{}"/>', WIDE, y(goal[1]), y(goal[1]))
        if goal
        else ""
    )
    last = next(point for point in reversed(points) if point is not None)
    return markup(
        '<svg class="goal-spark" viewBox="0 0 {} {}" role="img" aria-label="{}">{}'
        '<path class="goal-line" d="{}"/><circle class="goal-dot" cx="{}" cy="{}" r="2.5"/></svg>',
        WIDE, HIGH, label, aim, _path(points), *last,
    )  # fmt: skip


def _path(points: Sequence[tuple[str, str] | None]) -> str:
    """A line that stops at a gap and begins anew after it."""
    parts = []
    begun = False
    for point in points:
        if point is not None:
            parts.append(f"{'L' if begun else 'M'}{point[0]} {point[1]}")
        begun = point is not None
    return " ".join(parts)


def percent(share: Decimal | None) -> str:
    """`42 %`, or a dash for what is missing."""
    return "–" if share is None else f"{round(share * 100)} %"
