"""What a roadmap begins with, so that nobody starts from an empty table."""

from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

from lintel.people.models import User
from lintel.portfolio.proposals.models import IN_BACKLOG, Effort, Proposal, State, WindowKind
from lintel.portfolio.proposals.models.querysets import ProposalQuerySet
from lintel.portfolio.proposals.radar import DAYS_A_MONTH
from lintel.portfolio.roadmaps.calendar import MONTHS, number_of
from lintel.portfolio.roadmaps.models import MOST_WORTH, Entry, Roadmap

MOST_POINTS = 60  # business value, time criticality and risk, twenty each


def plannable(user: User) -> ProposalQuerySet:
    """Proposals that may be planned, in the backlog's order: neither done nor stopped."""
    rows = Proposal.objects.visible_to(user).filter(state__in=(*IN_BACKLOG, State.IN_WORK))
    return rows.order_by("rank", "pk")


def days_of(roadmap: Roadmap) -> dict[int, int]:
    """Person-days a period by specialty, from the people who have it."""
    people = User.objects.active().exclude(specialty=None).values_list("specialty_id", flat=True)
    counted = Counter(key for key in people if key is not None)
    return {key: count * DAYS_A_MONTH * MONTHS[roadmap.unit] for key, count in counted.items()}


def entry_of(roadmap: Roadmap, proposal: Proposal, days: dict[int, int]) -> Entry:
    """A proposal as it enters: as long as its scarcest specialty takes, worth what was agreed, not before its
    own first day, and done before the days by which it must be live. Both sides start from the agreed scores;
    each then says what it is worth to itself."""
    entry = Entry(roadmap=roadmap, proposal=proposal, duration=_duration(roadmap, proposal, days))
    entry.worth_marketing = entry.worth_it = _worth(proposal)
    last = roadmap.length - 1
    if proposal.starts_on:
        entry.earliest = min(max(number_of(roadmap.starts_on, roadmap.unit, proposal.starts_on), 0), last)
    entry.latest = _latest(roadmap, proposal, (entry.earliest or 0) + entry.duration - 1)
    return entry


def needed(proposals: Iterable[Proposal]) -> set[int]:
    """The specialties that these proposals take."""
    rows = Effort.objects.filter(proposal__in=proposals)
    return set(rows.values_list("specialty_id", flat=True))


def _latest(roadmap: Roadmap, proposal: Proposal, least: int) -> int | None:
    """The last period before the first of the days before which it must be live; none where that is too
    early for any plan, or lies behind the roadmap's end."""
    starts = [row.starts_on for row in proposal.windows.all() if row.kind == WindowKind.BEFORE]
    latest = min((number_of(roadmap.starts_on, roadmap.unit, day) - 1 for day in starts), default=None)
    return latest if latest is not None and least <= latest < roadmap.length - 1 else None


def _worth(proposal: Proposal) -> int | None:
    scores = (proposal.business_value, proposal.time_criticality, proposal.risk_opportunity)
    known = [score for score in scores if score is not None]
    return round(sum(known) * MOST_WORTH / MOST_POINTS) if len(known) == len(scores) else None


def _duration(roadmap: Roadmap, proposal: Proposal, days: dict[int, int]) -> int:
    """Half of a specialty's days in a period is what one proposal takes at the most."""
    needs = [
        (effort.likely / (Decimal(days[effort.specialty_id]) / 2)).to_integral_value(ROUND_CEILING)
        for effort in proposal.efforts.all()
        if days.get(effort.specialty_id)
    ]
    return min(max(1, int(max(needs, default=Decimal(1)))), roadmap.length)
