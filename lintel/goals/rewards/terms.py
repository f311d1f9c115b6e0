"""What a reward rule says, as it travels from form, program and command line into the action."""

from dataclasses import dataclass
from decimal import Decimal

SCORES = ("threshold", "target", "stretch")
AMOUNTS = ("pays_at_threshold", "pays_at_target", "pays_at_stretch")


@dataclass(frozen=True)
class Terms:
    """A rule's terms: three scores from 0 to 1 that rise, what each owner gets at each, and the currency."""

    threshold: Decimal
    target: Decimal
    stretch: Decimal
    pays_at_threshold: Decimal
    pays_at_target: Decimal
    pays_at_stretch: Decimal
    currency: str = "EUR"
