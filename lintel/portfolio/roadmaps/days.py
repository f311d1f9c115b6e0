"""Days of a specialty as they are written down."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Days:
    """Person-days that one specialty gives, as a range."""

    specialty: int
    low: Decimal
    likely: Decimal
    high: Decimal
