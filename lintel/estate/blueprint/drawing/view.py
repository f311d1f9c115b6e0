"""How somebody wants to look at the estate: read from an address, and written back into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

GROUPINGS = {
    "none": "Nothing", "capability": "What they serve", "whole": "What they are part of",
    "side": "Whose they are", "stage": "Stage",
}  # fmt: skip
LINES = {
    "serves": "Serves and holds", "places": "Vendors and places", "needs": "Needs", "parts": "Parts",
    "flows": "Data flows",
}  # fmt: skip
DEFAULT_LINES = frozenset({"serves", "places"})
MOST_STEPS = 3
ZOOMS = (50, 75, 100, 150, 200)
DIRECTIONS = {"both": "Both ways", "up": "What it serves", "down": "What it stands on"}


@dataclass(frozen=True)
class View:
    """What is wanted. `closed` holds the keys of groups that are drawn as one box, or “all”; a `zoom` of 0
    fits the picture to the page; an empty `group` lets the number of boxes decide."""

    group: str = ""
    closed: frozenset[str] = frozenset()
    around: int | None = None
    steps: int = 1
    way: str = "both"
    q: str = ""
    lines: frozenset[str] = DEFAULT_LINES
    zoom: int = 0
    only: frozenset[int] | None = None

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """What differs from a plain view, as parameters of an address."""
        found: list[tuple[str, str]] = []
        if self.group:
            found.append(("group", self.group))
        found += [("closed", key) for key in sorted(self.closed)]
        if self.around is not None:
            found.append(("around", str(self.around)))
            found.append(("steps", str(self.steps)))
            if self.way != "both":
                found.append(("way", self.way))
        if self.q:
            found.append(("q", self.q))
        if self.lines != DEFAULT_LINES:
            found += [("lines", name) for name in sorted(self.lines)] or [("lines", "none")]
        if self.zoom:
            found.append(("zoom", str(self.zoom)))
        return found

    def address(self, kept: list[tuple[str, str]], **changes: Any) -> str:
        """The query string that leads to this view with some of it changed; `kept` goes first."""
        return "?" + urlencode([*kept, *replace(self, **changes).parameters])


def read_view(given: Mapping[str, Any]) -> View:
    """The view that an address asks for; what cannot be understood is as if it were not said.

    `given` is a `QueryDict`.
    """
    many: Any = getattr(given, "getlist", lambda name: [given[name]] if name in given else [])
    lines = frozenset(many("lines"))
    around = _whole(given.get("around"))
    zoom = _whole(given.get("zoom")) or 0
    group, way = str(given.get("group", "")), str(given.get("way", "both"))
    return View(
        group=group if group in GROUPINGS else "",
        closed=frozenset(str(key)[:80] for key in many("closed")[:200]),
        around=around,
        steps=min(max(_whole(given.get("steps")) or 1, 1), MOST_STEPS),
        way=way if way in DIRECTIONS else "both",
        q=str(given.get("q", "")).replace("\x00", "").strip()[:100],
        lines=(lines & set(LINES)) if lines else DEFAULT_LINES,
        zoom=zoom if zoom in ZOOMS else 0,
    )


def _whole(value: Any) -> int | None:
    text = str(value or "")
    digits = text[1:] if text.startswith("-") else text
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None
