"""The example company's rounds of the assessment: two that are over, one that is open."""

import datetime as dt
import random

from django.utils import timezone

from lintel.alignment.actions import rating
from lintel.alignment.actions import round as rounds
from lintel.alignment.items import IMPORTANCE, MOST, Criterion, criteria
from lintel.alignment.models import Invitation, Round
from lintel.audit.sides import Office
from lintel.config.story import who

SEED = 20_261
# What the sides of this company see differently: item -> (marketing's mean, IT's mean) in the first round.
APART = {
    "answers": (1.9, 3.4),
    "refusals": (1.7, 3.2),
    "technology-known": (3.3, 1.8),
    "early": (3.4, 1.7),
    "shadow": (3.1, 1.6),
    "one-order": (2.3, 3.5),
    "words": (2.6, 2.0),
    "rewards": (1.9, 1.7),
    "risk": (3.4, 2.0),
}
USUAL = 2.8
BETTER = 0.3  # a round
ROUNDS = [("Spring", 240, 0), ("Summer", 120, 1)]  # name, days ago, round of progress


def tell() -> None:
    """Ask, answer and end two rounds, then open one that waits."""
    dice = random.Random(SEED)  # noqa: S311  # an example, not a secret
    today = timezone.localdate()
    for name, days, progress in ROUNDS:
        closed = today - dt.timedelta(days=days)
        made = _opened(f"{name} {closed.year}")
        for invited in _some(made, 9, dice):
            _answer(made, invited, progress, dice)
        rounds.close(made, by=who("ivo.brandt"))
        _long_ago(made, closed)
    made = _opened(f"Winter {today.year}")
    for invited in _some(made, 3, dice):
        if invited.person.email.split("@")[0] not in {"mara.lindqvist", "ivo.brandt", "nele.vogt"}:
            _answer(made, invited, 2, dice)


def _opened(name: str) -> Round:
    last = timezone.now().date() + dt.timedelta(days=12)
    return rounds.open(name, closes_on=last, by=who("mara.lindqvist"))


def _some(made: Round, count: int, dice: random.Random) -> list[Invitation]:
    """As many of each side."""
    people = list(made.invitations.select_related("person"))
    return [
        one
        for side in Office.values
        for one in dice.sample([each for each in people if each.side == side], k=count)
    ]


def _answer(made: Round, invited: Invitation, progress: int, dice: random.Random) -> None:
    for one in criteria():
        ratings = {key: _choose(one, key, invited.side, progress, dice) for key in one.asked}
        rating.give(made, one.key, ratings, by=invited.person)


def _choose(one: Criterion, key: str, side: str, progress: int, dice: random.Random) -> int:
    if dice.random() < 0.04:
        return 0
    if key == IMPORTANCE:
        mean = 4.1 if one.key in {"communications", "governance"} else 3.3
    else:
        both = APART.get(key, (USUAL, USUAL))
        mean = both[0] if side == Office.MARKETING else both[1]
        mean += (3.0 - mean) * BETTER * progress + 0.1 * progress
    return min(MOST, max(1, round(dice.gauss(mean, 0.9))))


def _long_ago(made: Round, day: dt.date) -> None:
    """The example's rounds lie in the past; a real one is ended on its own day."""
    moment = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    Round.objects.filter(pk=made.pk).update(
        opened_at=moment - dt.timedelta(days=14), closes_on=day, closed_at=moment
    )
