"""Numbers in sentences: three significant digits, a true minus, thousands apart."""

from __future__ import annotations

import math


def number(value: float) -> str:
    """A number as people write it: 0.0123, 12.3, 1,230."""
    if not math.isfinite(value):
        return "without bound" if value > 0 else "without lower bound"
    if value == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{min(digits, 8)}f}".replace("-", "−")


def percent(value: float, *, sign: bool = False) -> str:
    """A share as a percentage."""
    if not math.isfinite(value):
        return number(value)
    digits = 0 if abs(value) >= 1 else 1 if abs(value) >= 0.01 else 2
    return f"{value:{'+' if sign else ''}.{digits}%}".replace("-", "−")
