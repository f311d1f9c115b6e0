"""What both carry, in figures: goals, work, money, risk and customers, each opening what it is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Q, Sum
from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.customers.matching.models import Matching
from lintel.estate.inventory.models import Contract
from lintel.goals.objectives.models import Goal
from lintel.goals.radar.models import Finding, Severity
from lintel.insight.quality.models import Check, Grade
from lintel.people.access import may_read
from lintel.people.carrying import Figure, Part, carried, counted
from lintel.people.models import User
from lintel.portfolio.outcomes.models import Outcome
from lintel.portfolio.proposals.models import Proposal, State
from lintel.portfolio.returns import telling
from lintel.portfolio.returns.models import PortfolioReturn, Scope
from lintel.portfolio.roadmaps.models import Roadmap
from lintel.ui.formats import money_text

SOON_DAYS = 90


@dataclass(frozen=True)
class Group:
    """One part of the beam: its figures, or what to do where there are none yet."""

    part: Part
    title: str
    url: str
    figures: tuple[Figure, ...]
    hint: str
    begin: str  # what the link to the first step says
    begin_url: str

    @property
    def is_empty(self) -> bool:
        """There is nothing to show figures of."""
        return not self.figures


def beam(user: User, day: date) -> list[Group]:
    """All parts as this person may see them; found once for each state of the ledger."""
    if not may_read(user):
        return []
    found = remembered(("beam", user.pk, day), lambda: {part: _figures(part, user, day) for part in Part})
    return [
        Group(part, title, reverse(place), found[part], hint, begin, reverse(begin_at))
        for part, (title, place, hint, begin, begin_at) in _TITLES.items()
    ]


# part -> title, its own page, what to say where there is nothing, what to begin, where
_TITLES = {
    Part.GOALS: (
        "Goals",
        "objectives:goals",
        "No goal is carried by both yet.",
        "Write the first goal",
        "objectives:new",
    ),
    Part.WORK: (
        "Work",
        "portfolio:board",
        "Nothing is approved by both yet.",
        "Write a proposal",
        "portfolio:new",
    ),
    Part.MONEY: (
        "Money",
        "returns:returns",
        "No money is known yet: neither a return nor a contract.",
        "See what returns need",
        "returns:assumptions",
    ),
    Part.RISK: (
        "Risk",
        "radar:findings",
        "The radar has nothing to look at yet.",
        "See what it looks for",
        "radar:detectors",
    ),
    Part.CUSTOMERS: (
        "Customers",
        "profiles:customers",
        "No customer data is connected yet.",
        "Connect a source",
        "sources:sources",
    ),
}


def _figures(part: Part, user: User, day: date) -> tuple[Figure, ...]:
    return (*_FINDERS[part](user, day), *carried(part, user, day))


def _goals(user: User, day: date) -> list[Figure]:
    visible = Goal.objects.visible_to(user)
    told: dict[str, Any] = visible.aggregate(
        owned=Count("pk", filter=Q(state="owned")),
        at_risk=Count("pk", filter=Q(state="owned", health="at_risk")),
        off_track=Count("pk", filter=Q(state="owned", health="off_track")),
        score=Avg("score", filter=Q(state="owned")),
        standing=Count("pk", filter=Q(state__in=["offered", "owned"])),
    )
    if not told["standing"]:
        return []
    goals = reverse("objectives:goals")
    score = f", {round(100 * told['score'])} % reached" if told["score"] is not None else ""
    return [
        counted(told["owned"], f"carried by both{score}", f"{goals}?state=owned"),
        counted(told["off_track"], "off track", f"{goals}?state=owned&health=off_track", is_grave=True),
        counted(told["at_risk"], "at risk", f"{goals}?state=owned&health=at_risk"),
        counted(visible.one_sided().count(), "one-sided", f"{goals}?mine=one"),
    ]


def _work(user: User, day: date) -> list[Figure]:
    states = dict(
        Proposal.objects.visible_to(user)
        .filter(state__in=(State.APPROVED, State.IN_WORK, State.DONE))
        .order_by()
        .values_list("state")
        .annotate(count=Count("pk"))
    )
    plans = Roadmap.objects.visible_to(user).filter(published__isnull=False).count()
    if not states and not plans:
        return []
    proposals = reverse("portfolio:proposals")
    due = Outcome.objects.visible_to(user).due(day).count()
    return [
        counted(states.get(State.IN_WORK, 0), "in work", f"{proposals}?state={State.IN_WORK}"),
        counted(states.get(State.APPROVED, 0), "approved, not begun", f"{proposals}?state={State.APPROVED}"),
        counted(plans, f"roadmap{'' if plans == 1 else 's'} that both signed", reverse("roadmaps:roadmaps")),
        counted(due, "outcomes to look at", f"{reverse('outcomes:outcomes')}?state=due"),
    ]


def _money(user: User, day: date) -> list[Figure]:
    figures = []
    kept = PortfolioReturn.objects.visible_to(user).filter(scope=Scope.APPROVED).first()
    if kept is not None and kept.counted:
        total, currency = kept.result["total"], kept.result["currency"]
        worth = telling.money(total["mean"], currency)
        figures += [
            Figure(worth, "net value of what is approved", Scope.APPROVED.url),
            Figure(telling.percent(total["chance_of_loss"]), "chance of a loss", Scope.APPROVED.url),
        ]
    running = Contract.objects.visible_to(user).running(day).exclude(a_year=None).order_by()
    for row in running.values("currency").annotate(total=Sum("a_year")).order_by("-total"):
        amount = money_text(row["total"].quantize(Decimal(1)), row["currency"])
        figures.append(Figure(amount, "contracts a year", reverse("inventory:contracts")))
    return figures


def _risk(user: User, day: date) -> list[Figure]:
    figures = []
    found: dict[str, int] = (
        Finding.objects.visible_to(user)
        .open(day)
        .aggregate(high=Count("pk", filter=Q(severity=Severity.HIGH)), every=Count("pk"))
    )
    radar = reverse("radar:findings")
    if found["every"] or Finding.objects.exists():
        figures += [
            counted(found["high"], "grave on the radar", f"{radar}?severity={Severity.HIGH}", is_grave=True),
            counted(found["every"], "on the radar in all", radar),
        ]
    contracts = Contract.objects.visible_to(user)
    ending = contracts.filter(ends_on__gte=day, ends_on__lte=day + timedelta(days=SOON_DAYS)).count()
    if ending or contracts.exists():
        url = f"{reverse('inventory:contracts')}?due={SOON_DAYS}"
        figures.append(counted(ending, f"contracts end in {SOON_DAYS} days", url))
    return figures


def _customers(user: User, day: date) -> list[Figure]:
    last = Matching.objects.visible_to(user).order_by("-pk").values("customers", "questions").first()
    checks = Check.objects.visible_to(user).newest()
    graded = checks.aggregate(bad=Count("pk", filter=Q(grade=Grade.BAD)), every=Count("pk"))
    figures = []
    if last is not None:
        figures += [
            counted(last["customers"], "customers, as numbers", reverse("profiles:customers")),
            counted(last["questions"], "questions left by matching", reverse("matching:overview")),
        ]
    if graded["every"]:
        url = reverse("quality:datasets")
        figures.append(counted(graded["bad"], "datasets not to be trusted", url, is_grave=True))
    return figures


_FINDERS: dict[Part, Callable[[User, date], list[Figure]]] = {
    Part.GOALS: _goals,
    Part.WORK: _work,
    Part.MONEY: _money,
    Part.RISK: _risk,
    Part.CUSTOMERS: _customers,
}
