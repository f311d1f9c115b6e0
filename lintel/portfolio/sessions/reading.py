"""A session as its reader may see it: what each said in revealed rounds, one's own scores, what follows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lintel.audit.sides import Office
from lintel.people.models import User
from lintel.portfolio.sessions.disagreement import Apart, nearest, over_all
from lintel.portfolio.sessions.models import (
    BacklogSession,
    Item,
    Participant,
    Round,
    Score,
    Settlement,
    Values,
)
from lintel.portfolio.sessions.ranges import Interval, RankRange, hull, rank_ranges, rice, share_before, wsjf
from lintel.portfolio.sessions.words import RICE, UNSURE, WSJF, ItemState

FORMULAS = {"wsjf": (WSJF, wsjf), "rice": (RICE, rice)}


@dataclass(frozen=True)
class Past:
    """A revealed round, with everybody's scores."""

    round: Round
    scores: Sequence[Score]

    def of(self, side: Office) -> list[Score]:
        """The scores of one side."""
        return [score for score in self.scores if score.participant.side == side]

    def said(self, name: str, side: Office | None = None) -> list[Any]:
        """The values given to one question; “I cannot say” is none."""
        scores = self.scores if side is None else self.of(side)
        values = [getattr(score, name) for score in scores]
        return [one for one in values if one is not None and not (name in WSJF and one == UNSURE)]


@dataclass(frozen=True)
class Talk:
    """One proposal of the session as the reader may see it."""

    item: Item
    past: Sequence[Past] = field(default_factory=list)
    mine: Score | None = None
    settlement: Settlement | None = None

    @property
    def latest(self) -> Past | None:
        """The last round that was revealed."""
        return self.past[-1] if self.past else None

    @property
    def is_settled(self) -> bool:
        """Both sides agreed on its values."""
        return self.item.state == ItemState.SETTLED

    @property
    def is_blind(self) -> bool:
        """It is being scored, for the first time or once more."""
        return self.item.state == ItemState.SCORING

    @property
    def apart(self) -> Apart:
        """How far apart the last revealed round was."""
        last = self.latest
        if last is None:
            return Apart()
        return over_all((last.said(name, Office.MARKETING), last.said(name, Office.IT)) for name in WSJF)

    @property
    def suggestion(self) -> dict[str, int | None]:
        """For each size the middle of what everybody said."""
        last = self.latest
        return {name: nearest(last.said(name)) if last else None for name in WSJF}

    def interval(self, basis: str) -> Interval | None:
        """The score as an interval over everybody's answers; one value once it is settled. None while an
        answer is missing."""
        names, formula = FORMULAS[basis]
        found = [hull(float(value) for value in self._given(name)) for name in names]
        bounds = [one for one in found if one is not None]
        return formula(*bounds) if len(bounds) == len(names) else None

    def answers(self, basis: str) -> list[float]:
        """The score by each person's own whole answer; the agreed one once it is settled."""
        names, formula = FORMULAS[basis]
        last = self.latest
        rows: Iterable[Values] = last.scores if last else []
        if self._agreed and self.settlement is not None:
            rows = [self.settlement]
        found = []
        for row in rows:
            values = [getattr(row, name) for name in names]
            if all(
                value is not None and (value or name not in WSJF)
                for name, value in zip(names, values, strict=True)
            ):
                found.append(formula(*(Interval(float(value), float(value)) for value in values)).low)
        return found

    @property
    def _agreed(self) -> bool:
        return self.is_settled and self.settlement is not None

    def _given(self, name: str) -> list[Any]:
        agreed = getattr(self.settlement, name) if self._agreed else None
        if agreed is not None:
            return [agreed]
        return self.latest.said(name) if self.latest else []


def read(session: BacklogSession, user: User) -> list[Talk]:
    """All proposals of the session in its own order; four queries for any number of them.

    Scores pass through `Score.objects.visible_to(user)`, here as everywhere.
    """
    items = session.items.select_related("proposal", "settlement__marketing_by", "settlement__it_by")
    rounds: dict[int, list[Round]] = {}
    for one in Round.objects.filter(item__session=session).select_related("revealed_by"):
        rounds.setdefault(one.item_id, []).append(one)
    scores: dict[int, list[Score]] = {}
    visible = Score.objects.visible_to(user).filter(round__item__session=session)
    for score in visible.select_related("participant__person"):
        scores.setdefault(score.round_id, []).append(score)
    return [_talk(item, rounds.get(item.pk, []), scores, user) for item in items]


def _talk(item: Item, rounds: list[Round], scores: dict[int, list[Score]], user: User) -> Talk:
    past = [Past(one, scores.get(one.pk, [])) for one in rounds if one.revealed_at]
    hidden = [score for one in rounds if not one.revealed_at for score in scores.get(one.pk, [])]
    mine = next((score for score in hidden if score.participant.person_id == user.pk), None)
    return Talk(item, past, mine, getattr(item, "settlement", None))


@dataclass(frozen=True)
class Placed:
    """A proposal among the others: its score as an interval, the ranks that leaves open, and how often it
    stands before the next one in all pairs of answers."""

    item: Item
    interval: Interval | None
    ranks: RankRange | None
    before_next: float | None = None


def order_of(talks: Sequence[Talk], basis: str) -> list[Placed]:
    """By the middle of the interval, highest first; what has no score yet keeps its order, last."""
    intervals = {talk.item.pk: found for talk in talks if (found := talk.interval(basis))}
    ranks = rank_ranges(intervals)
    scored = sorted(
        (talk for talk in talks if talk.item.pk in intervals),
        key=lambda talk: -intervals[talk.item.pk].middle,
    )
    placed = []
    for place, talk in enumerate(scored):
        following = scored[place + 1].answers(basis) if place + 1 < len(scored) else []
        share = share_before(talk.answers(basis), following)
        placed.append(Placed(talk.item, intervals[talk.item.pk], ranks[talk.item.pk], share))
    return placed + [Placed(talk.item, None, None) for talk in talks if talk.item.pk not in intervals]


def apart_first(talks: Sequence[Talk]) -> list[Talk]:
    """What was revealed: first what both have to settle, the furthest apart before the rest."""
    shown = [talk for talk in talks if talk.latest]
    return sorted(shown, key=lambda talk: (talk.is_settled, -talk.apart.total, talk.item.position))


def people(session: BacklogSession) -> dict[Office, list[Participant]]:
    """Who takes part, by side."""
    rows = list(session.participants.select_related("person"))
    return {office: [one for one in rows if one.side == office] for office in (Office.MARKETING, Office.IT)}
