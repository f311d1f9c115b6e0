"""What people said, as it travels from form, program and command line into the actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lintel.people.models import User


@dataclass(frozen=True)
class Arranged:
    """Both benefit owners, the metrics to compare with (short names), and what one unit is worth."""

    marketing_owner: User | None
    it_owner: User | None
    controls: Sequence[str] = ()
    worth: Decimal | None = None


@dataclass(frozen=True)
class Stated:
    """How far a benefit came, what shows it, and where one can look at that."""

    extent: str
    words: str
    link: str = ""


@dataclass(frozen=True)
class Seen:
    """Why it came as it did, in one word and in words."""

    cause: str
    words: str


@dataclass(frozen=True)
class Concluded:
    """What was promised, what came, what was learned, and what follows."""

    promised: str
    got: str
    learned: str
    verdict: str
