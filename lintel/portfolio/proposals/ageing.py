"""How old the cards on the board are: a port that a chamber above fills at start-up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lintel.portfolio.proposals.models import Proposal


@dataclass(frozen=True)
class Age:
    """How long a card has stood in its column and been in work, in days; both ends count.

    `old` says that it has been in work longer than most of what was finished, and `says` so in words.
    """

    in_column: int
    in_work: int
    old: bool = False
    says: str = ""


Finder = Callable[[Sequence[Proposal]], Mapping[int, Age]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Say how to find the ages of cards, by the proposals' numbers; called once at start-up."""
    _finders[:] = [finder]


def ages_of(cards: Sequence[Proposal]) -> Mapping[int, Age]:
    """The ages of those cards on which work goes on."""
    return _finders[0](cards) if _finders and cards else {}
