"""Why a model cannot be read or worked with: the place, the reason, and the way out."""

from __future__ import annotations


class Unsound(ValueError):
    """Something in the input is wrong: where (`nodes[3].needs.any[1]`), what, and what to do."""

    def __init__(self, field: str, reason: str, way_out: str) -> None:
        super().__init__(f"{field}: {reason} {way_out}" if field else f"{reason} {way_out}")
        self.field, self.reason, self.way_out = field, reason, way_out


class TooLarge(ValueError):
    """An exact answer would need more room than was allowed."""
