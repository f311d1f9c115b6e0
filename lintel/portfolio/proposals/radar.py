"""What the portfolio adds to the radar: work that serves no goal, and people who are promised twice."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from lintel.audit.models import Link
from lintel.goals.radar import steps
from lintel.goals.radar.ground import Ground
from lintel.goals.radar.models import Severity
from lintel.goals.radar.phrasing import capped, figure, quoted, several
from lintel.goals.radar.registry import Detector, Evidence, Found, register
from lintel.intake.ties import SERVES
from lintel.people.models import User
from lintel.portfolio.proposals.models import Effort, Involvement, Proposal, State

PROPOSAL = Proposal._meta.label_lower
PROMISED = (State.APPROVED, State.IN_WORK)
DAYS_A_MONTH = 18  # that one person can give, holidays and meetings taken off
MONTHS_AHEAD = 12


class Promise(NamedTuple):
    """Person-days of one specialty that a proposal takes between two days."""

    proposal: int
    title: str
    specialty: int
    name: str
    side: str
    days: Decimal
    starts_on: dt.date
    ends_on: dt.date


def work_without_goal(ground: Ground) -> Iterator[Found]:
    """Proposals before both offices, approved or in work, that no link ties to a goal."""
    served = set(
        Link.objects.filter(kind=SERVES, from_type=PROPOSAL).order_by().values_list("from_id", flat=True)
    )
    rows = Proposal.objects.filter(state__in=(State.OFFERED, *PROMISED)).order_by("pk")
    for pk, title, state, marketing, it in rows.values_list(
        "pk", "title", "state", "marketing_owner_id", "it_owner_id"
    ):
        if str(pk) in served:
            continue
        yield Found(
            f"{pk}",
            f"{quoted(title)} serves no goal",
            (Evidence(PROPOSAL, pk, f"It is {State(state).label.lower()}, and nobody has said what for."),),
            steps.choose_goal(PROPOSAL, pk),
            people=frozenset(one for one in (marketing, it) if one is not None),
        )


def capacity_twice(ground: Ground) -> Iterator[Found]:
    """Specialties of which approved work takes more person-days in a month than their people can give."""
    people = _people()
    by_specialty: dict[int, list[Promise]] = defaultdict(list)
    for one in _promises(ground.today):
        by_specialty[one.specialty].append(one)
    for specialty, promises in sorted(by_specialty.items()):
        can = DAYS_A_MONTH * len(people.get(specialty, ()))
        worst = max(_months(promises, ground.today), key=lambda month: month[1], default=None)
        if worst is None or worst[1] <= can:
            continue
        month, days, inside = worst
        first = promises[0]
        yield Found(
            f"{specialty}",
            f"{first.name}: {figure(round(days, 0))} person-days are promised in {month:%B %Y}, "
            f"{several(len(people.get(specialty, ())), 'person', 'people')} can give {can}",
            capped([Evidence(PROPOSAL, one.proposal, _takes(one)) for one in inside]),
            steps.open_proposal(inside[-1].proposal, "Change what was promised"),
            side=first.side if first.side in {"marketing", "it"} else "both",
        )


def person_twice(ground: Ground) -> Iterator[Found]:
    """People who do the work of several approved proposals at the same time."""
    rows = (
        Involvement.objects.filter(letter="R", person__isnull=False, proposal__state__in=PROMISED)
        .filter(proposal__starts_on__isnull=False, proposal__ends_on__gte=ground.today)
        .order_by("person_id", "proposal_id")
        .values_list(
            "person_id", "person__side", "proposal_id", "proposal__title",
            "proposal__starts_on", "proposal__ends_on",
        )
    )  # fmt: skip
    by_person: dict[int, list[tuple[int, str, dt.date, dt.date]]] = defaultdict(list)
    sides: dict[int, str] = {}
    for person, side, *work in rows:
        by_person[person].append((work[0], work[1], work[2], work[3]))
        sides[person] = side
    for person, pieces in by_person.items():
        clashing = [
            one for one in pieces
            if any(one[0] != other[0] and one[2] <= other[3] and other[2] <= one[3] for other in pieces)
        ]  # fmt: skip
        if not clashing:
            continue
        yield Found(
            f"{person}",
            f"One person does the work of {several(len(clashing), 'proposal')} at the same time: "
            f"{quoted(clashing[0][1])} and {quoted(clashing[1][1])}",
            capped([Evidence(PROPOSAL, one[0], f"from {one[2]:%-d %B %Y} until {one[3]:%-d %B %Y}")
                    for one in clashing]),
            steps.open_proposal(clashing[-1][0], "Say who does it"),
            side=sides[person] if sides[person] in {"marketing", "it"} else "both",
            people=frozenset({person}),
        )  # fmt: skip


def _people() -> dict[int, list[int]]:
    """Who there is of each specialty."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = User.objects.filter(is_active=True, specialty__isnull=False).order_by()
    for pk, specialty in rows.values_list("pk", "specialty_id"):
        found[specialty].append(pk)
    return found


def _promises(today: dt.date) -> list[Promise]:
    rows = (
        Effort.objects.filter(proposal__state__in=PROMISED, likely__gt=0)
        .filter(proposal__starts_on__isnull=False, proposal__ends_on__gte=today)
        .order_by("specialty_id", "proposal_id")
        .values_list(
            "proposal_id", "proposal__title", "specialty_id", "specialty__name", "specialty__side",
            "likely", "proposal__starts_on", "proposal__ends_on",
        )
    )  # fmt: skip
    return [Promise(*row) for row in rows]


def _months(promises: list[Promise], today: dt.date) -> Iterator[tuple[dt.date, Decimal, list[Promise]]]:
    """The months ahead with the person-days promised in each, spread evenly over each proposal's days."""
    month = today.replace(day=1)
    for _ in range(MONTHS_AHEAD):
        after = (month + dt.timedelta(days=32)).replace(day=1)
        inside = [one for one in promises if one.starts_on < after and one.ends_on >= month]
        yield month, sum((_share(one, month, after) for one in inside), Decimal(0)), inside
        month = after


def _share(one: Promise, month: dt.date, after: dt.date) -> Decimal:
    last = min(one.ends_on, after - dt.timedelta(days=1))
    days = (last - max(one.starts_on, month)).days + 1
    return one.days * days / ((one.ends_on - one.starts_on).days + 1)


def _takes(one: Promise) -> str:
    return (
        f"takes {figure(one.days)} person-days from {one.starts_on:%-d %B %Y} until {one.ends_on:%-d %B %Y}"
    )


DETECTORS = (
    Detector(
        "work-without-goal", "Work that serves no goal",
        "A proposal lies before both offices, is approved or in work, and nobody has said which goal it "
        "serves. It takes people and money from work that does.",
        Severity.MEDIUM, work_without_goal, (PROPOSAL,),
    ),
    Detector(
        "capacity-twice", "Capacity that is promised twice",
        "Approved work takes more person-days of a specialty in one month than its people can give. Each "
        "person counts as 18 days a month; efforts are spread evenly from the first to the last day of their "
        "proposal. Somebody will wait, and today nobody knows who.",
        Severity.HIGH, capacity_twice, (PROPOSAL,),
    ),
    Detector(
        "person-twice", "A person who is promised twice",
        "The same person is responsible for doing the work of several approved proposals whose dates "
        "overlap. That may be fine for small pieces; for large ones both dates are in danger.",
        Severity.MEDIUM, person_twice, (PROPOSAL,),
    ),
)  # fmt: skip


def add() -> None:
    """Make them known to the radar; called once at start-up."""
    for one in DETECTORS:
        register(one)
