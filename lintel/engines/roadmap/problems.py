"""Why a problem cannot be read or solved, in a sentence that names the field and the way out."""

from __future__ import annotations


class Refused(ValueError):
    """Something in the problem is wrong: where (`items[3].modes[0].duration`), what, and what to do."""

    def __init__(self, field: str, reason: str, way_out: str) -> None:
        super().__init__(f"{field}: {reason} {way_out}")
        self.field, self.reason, self.way_out = field, reason, way_out
