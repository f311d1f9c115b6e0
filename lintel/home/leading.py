"""Where the first page begins for whom: the same truths in another order, and one sentence that leads in."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from lintel.audit.sides import Office
from lintel.home.ground import Ground
from lintel.people.models import Role, User
from lintel.ui.components import SIDES

LATELY_DAYS = 30

# Who reads -> the blocks in the middle of the page, the first thing first.
ORDER: dict[str, tuple[str, ...]] = {
    "office_holder": ("waiting", "disagreements", "decisions", "backlog"),
    "worker": ("waiting", "backlog", "disagreements", "decisions"),
    "reader": ("disagreements", "decisions", "backlog", "waiting"),
    "outside": ("waiting",),
}

# Who reads -> the blocks that are folded, so that what matters to them fits on two screens.
FOLDED: dict[str, frozenset[str]] = {
    "office_holder": frozenset({"decisions", "backlog"}),
    "worker": frozenset({"disagreements", "decisions"}),
}


@dataclass(frozen=True)
class Lead:
    """How the page begins: for whom, what it says, and the order of its blocks."""

    reader: str
    sentence: str
    blocks: tuple[str, ...]
    side: str  # the reader's own post, if they have one

    @property
    def folded(self) -> frozenset[str]:
        """The blocks that show their heading only, until they are opened."""
        return FOLDED.get(self.reader, frozenset())


def lead(user: User, ground: Ground, day: date | None = None) -> Lead:
    """The lead for this person; no query."""
    reader = _reader(user)
    side = user.side if user.side in Office.values and reader in {"office_holder", "worker"} else ""
    today = day or timezone.localdate()
    match reader:
        case "office_holder":
            sentence = _of_office_holder(user, ground)
        case "worker":
            sentence = _of_worker(user, ground)
        case "reader":
            sentence = _of_reader(ground, today)
        case _:
            sentence = "What waits for you stands here."
    return Lead(reader, sentence, ORDER[reader], side)


def _reader(user: User) -> str:
    if user.is_office_holder:
        return "office_holder"
    if user.role in {Role.MEMBER, Role.ANALYST}:
        return "worker"
    return "reader" if user.role == Role.VIEWER or user.is_administrator else "outside"


def _waits(ground: Ground) -> str:
    """What waits for the reader, and how much of it for their key."""
    if not ground.waiting:
        return "Nothing waits for you."
    said = f"{_number(ground.waiting)} {'thing waits' if ground.waiting == 1 else 'things wait'} for you"
    if not ground.to_sign.count:
        return f"{said}."
    signs = ground.to_sign.count
    return f"{said}, among them {_number(signs).lower()} proposal{'' if signs == 1 else 's'} to sign."


def _of_office_holder(user: User, ground: Ground) -> str:
    own, other = sorted(ground.posts, key=lambda post: post.office != user.side)
    owed = f"{SIDES[own.office]} owes {_answers(own.answers_owed, own.overdue)}"
    return (
        f"{_waits(ground)} {owed}; {SIDES[other.office]} owes {_answers(other.answers_owed, other.overdue)}."
    )


def _of_worker(user: User, ground: Ground) -> str:
    own = next((post for post in ground.posts if post.office == user.side), None)
    if own is None:
        return _waits(ground)
    return f"{_waits(ground)} {SIDES[own.office]} owes {_answers(own.answers_owed, own.overdue)}."


def _of_reader(ground: Ground, day: date) -> str:
    apart, lately = ground.disagreements.count, day - timedelta(days=LATELY_DAYS)
    taken = sum(timezone.localtime(one.taken_at).date() >= lately for one in ground.decisions)
    said = (
        f"The two sides disagree on {_number(apart).lower()} {'request' if apart == 1 else 'requests'}"
        if apart
        else "The two sides disagree on no request"
    )
    if not taken:
        return f"{said}, and signed no decision together in the last {LATELY_DAYS} days."
    last = ground.decisions[0]
    return f"{said}. The last decision that both signed is “{last.proposal.title}”."


def _answers(owed: int, overdue: int) -> str:
    if not owed:
        return "no answer"
    if owed == 1:
        return "one answer, past its date" if overdue else "one answer"
    late = "all" if overdue == owed else _number(overdue).lower()
    return f"{_number(owed).lower()} answers{f', {late} past their date' if overdue else ''}"


_WORDS = (
    "No",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
)


def _number(count: int) -> str:
    return _WORDS[count] if count < len(_WORDS) else f"{count:,}"
