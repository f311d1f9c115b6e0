"""What a session shall be."""

from collections.abc import Sequence
from dataclasses import dataclass

from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal

MOST_ITEMS, MOST_PEOPLE = 40, 24


@dataclass(frozen=True)
class Plan:
    """What a session shall be about, who takes part, and who leads it."""

    title: str
    proposals: Sequence[Proposal]
    people: Sequence[User]
    facilitator: User
    with_rice: bool = False
