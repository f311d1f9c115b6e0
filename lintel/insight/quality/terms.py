"""What a form, a program or a test hands to the action."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Terms:
    """What is expected; None means unchecked."""

    oldest_hours: int | None = None
    fewest_rows: int | None = None
    most_change: int | None = None
    nulls: Mapping[str, int] = field(default_factory=dict)
    keys: Sequence[Sequence[str]] = ()
