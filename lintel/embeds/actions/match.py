"""Running a match over everything that is open: who fits which need, why, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lintel.audit.audited import Draft, audited
from lintel.embeds import saying
from lintel.embeds.access import fit_to_go, may_match
from lintel.embeds.models import Placement, Posting, Skill, SkillLevel, State, Use
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

if TYPE_CHECKING:
    from lintel.engines import assignment as engine


@dataclass(frozen=True)
class Pair:
    """A need and an offer that fit, and why."""

    need: Posting
    offer: Posting
    score: int
    reasons: list[str]


@dataclass(frozen=True)
class Alone:
    """An offer or a need without a partner; `nearest` is what comes closest, with what it lacks."""

    posting: Posting
    nearest: Posting | None
    lacks: list[str]
    change: str

    @property
    def taken(self) -> bool:
        """The nearest fits, and was of more use elsewhere."""
        return self.nearest is not None and not self.lacks


@dataclass(frozen=True)
class Found:
    """What a match found."""

    pairs: list[Pair]
    needs: list[Alone]
    offers: list[Alone]


@audited("match.run", says="ran a match over {needs} needs and {offers} offers")
def run(entry: Draft, *, by: User) -> Found:
    """Match everything that is open and for which no stay waits. Whoever runs it sees the skills it rests on,
    so everyone whose skills were compared finds it in their history."""
    from lintel.engines import assignment as engine

    if not may_match(by):
        raise Denied(
            "A match is run by both offices and by whoever leads a team, for it shows what people can do.",
            way_out="Look at the offers and needs, or ask one of them.",
        )
    rows = list(Posting.objects.visible_to(by).open().unspoken().with_skills())
    needs = [row for row in rows if row.is_need]
    offers = [row for row in rows if not row.is_need and row.person and fit_to_go(row.person)]
    try:
        found = engine.match(map(_need, needs), _offers(offers))
    except engine.Unfit as unfit:
        raise Problem(unfit.reason, way_out=unfit.way_out) from unfit
    entry.about(by, needs=len(needs), offers=len(offers))
    for person in {row.person_id: row.person for row in offers}.values():
        if person is not None and person.pk != by.pk:
            entry.about(person)
    return _told(found, {row.pk: row for row in rows})


def _need(row: Posting) -> engine.Need:
    from lintel.engines import assignment as engine

    asked = tuple(
        engine.Asked(str(one.skill_id), one.least) for one in row.skills.all() if one.least is not None
    )
    learnt = frozenset(str(one.skill_id) for one in row.skills.all() if one.use == Use.LEARNT)
    days = (row.starts_on, row.ends_on)
    return engine.Need(str(row.pk), row.side, row.kind, *days, row.share, asked, learnt)


def _offers(rows: Iterable[Posting]) -> list[engine.Offer]:
    """The offers with what their people can do and what they have promised already: two queries."""
    from lintel.engines import assignment as engine

    offers = list(rows)
    people = {row.person_id for row in offers}
    levels: dict[int, dict[str, int]] = defaultdict(dict)
    wishes: dict[int, set[str]] = defaultdict(set)
    for one in SkillLevel.objects.filter(person__in=people):
        levels[one.person_id][str(one.skill_id)] = one.level
        if one.wants_to_learn:
            wishes[one.person_id].add(str(one.skill_id))
    stays = list(Placement.objects.filter(person__in=people, state__in=[State.ACCEPTED, State.RUNNING]))
    found = []
    for row in offers:
        person = row.person_id or 0
        wished = wishes[person] | {str(one.skill_id) for one in row.skills.all() if one.use == Use.LEARNT}
        found.append(
            engine.Offer(
                str(row.pk), str(person), row.side, row.kind, row.starts_on, row.ends_on, row.share,
                levels[person], frozenset(wished), _free(row, stays),
            )
        )  # fmt: skip
    return found


def _free(row: Posting, stays: Iterable[Placement]) -> int:
    """Per cent of a week that the person has not promised to others in these days."""
    taken = sum(
        one.share
        for one in stays
        if one.person_id == row.person_id and one.starts_on <= row.ends_on and one.ends_on >= row.starts_on
    )
    return max(100 - taken, 0)


def _told(found: engine.Matching, rows: Mapping[int, Posting]) -> Found:
    names = {str(pk): name for pk, name in Skill.objects.values_list("pk", "name")}
    pairs = [
        Pair(rows[int(one.need)], rows[int(one.offer)], one.score, saying.reasons(one, names))
        for one in found.pairs
    ]
    needs = [_alone(left, rows, names, of_need=True) for left in found.needs_left]
    offers = [_alone(left, rows, names, of_need=False) for left in found.offers_left]
    return Found(pairs, needs, offers)


def _alone(left: engine.Left, rows: Mapping[int, Posting], names: saying.Names, *, of_need: bool) -> Alone:
    posting, near = rows[int(left.key)], left.nearest
    if near is None:
        return Alone(posting, None, [], "")
    other = rows[int(near.offer if of_need else near.need)]
    kind = rows[int(near.need)].kind
    return Alone(posting, other, saying.lacking(near, names), saying.change(near, names, kind))
