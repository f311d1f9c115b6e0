"""What the house has seen, beside what people say: small functions, each about one or more items.

Evidence neither confirms nor corrects an opinion. It stands beside it so that the talk begins with both.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lintel.audit.sides import OFFICES, Office
from lintel.charter.expectations.models import Expectation
from lintel.customers.sources.models import Source
from lintel.embeds.gaps import who_could_go
from lintel.embeds.models import ACROSS, Placement
from lintel.experiments.models import Experiment
from lintel.insight.definitions.models import Metric
from lintel.insight.definitions.models import State as MetricState
from lintel.intake.figures import Figures, figures, last_twelve
from lintel.language.models import State as TermState
from lintel.language.models import Term
from lintel.people.models import User
from lintel.portfolio.proposals.models import Decision, Involvement, Proposal, State


@dataclass(frozen=True)
class Seen:
    """One finding: a figure with its unit, what it counts, and the page that it was counted on."""

    value: str
    says: str
    url: str


Finder = Callable[[User, dt.date], Seen | None]
_finders: dict[str, list[Finder]] = {}


def beside(*items: str) -> Callable[[Finder], Finder]:
    """Register a finder for the items with these keys."""

    def register(finder: Finder) -> Finder:
        for item in items:
            _finders.setdefault(item, []).append(finder)
        return finder

    return register


def gather(user: User, today: dt.date) -> dict[str, list[Seen]]:
    """All evidence that this person may see, by item; each finder is asked once."""
    found: dict[Finder, Seen | None] = {}
    for finder in {one for finders in _finders.values() for one in finders}:
        found[finder] = finder(user, today)
    return {
        item: [seen for finder in finders if (seen := found[finder])] for item, finders in _finders.items()
    }


def _year(today: dt.date) -> Figures:
    return figures(last_twelve(today), today)


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}"


@beside("answers", "voice")
def answered_in_time(user: User, today: dt.date) -> Seen | None:
    """Answers of each side that came by their date, over twelve months."""
    year = _year(today)
    shares = [
        f"{office.label.removesuffix(' office')} {percent} %"
        for office in OFFICES
        if (percent := year.by_office[office].in_time_percent) is not None
    ]
    if not shares:
        return None
    return Seen(", ".join(shares), "of answers came by their date, last 12 months", reverse("intake:figures"))


@beside("answers", "bad-news")
def silent_past_the_date(user: User, today: dt.date) -> Seen:
    """Requests without an answer past their date, today."""
    silent = _year(today).both.silent
    url = reverse("intake:requests") + "?silence=overdue"
    return Seen(str(silent), "requests wait past their answer-by date today", url)


@beside("refusals", "flexible")
def refusals_with_alternatives(user: User, today: dt.date) -> Seen | None:
    """Refusals, all of which carry alternatives, and how many of those were accepted."""
    both = _year(today).both
    if not both.refused:
        return None
    says = "refusals ended with an accepted alternative, last 12 months"
    return Seen(_of(both.alternatives_accepted, both.refused), says, reverse("intake:figures"))


@beside("expectations", "early")
def days_to_agreement(user: User, today: dt.date) -> Seen | None:
    """Median days from asking to agreement."""
    days = _year(today).both.median_days
    if days is None:
        return None
    return Seen(
        f"{days:g} days", "from asking to agreement (median), last 12 months", reverse("intake:figures")
    )


@beside("decide-together", "decisions-hold")
def decided_with_two_keys(user: User, today: dt.date) -> Seen:
    """Decisions that carry a signature from each office."""
    count = (
        Decision.objects.visible_to(user)
        .filter(taken_at__gte=timezone.now() - dt.timedelta(days=365))
        .count()
    )
    return Seen(str(count), "decisions carry both keys, last 12 months", reverse("portfolio:proposals"))


@beside("one-order")
def ordered_backlog(user: User, today: dt.date) -> Seen:
    """How long the one backlog is, and how much of it can be compared."""
    rows = Proposal.objects.visible_to(user).backlog()
    scored = rows.filter(wsjf__isnull=False).count()
    return Seen(
        _of(scored, rows.count()), "in the backlog have what a score needs", reverse("portfolio:backlog")
    )


@beside("shared-risk")
def two_owners(user: User, today: dt.date) -> Seen:
    """Open proposals with an owner from each side."""
    rows = Proposal.objects.visible_to(user).exclude(state__in=[State.STOPPED, State.DONE])
    both = rows.filter(marketing_owner__isnull=False, it_owner__isnull=False).count()
    return Seen(
        _of(both, rows.count()), "proposals have an owner from each side", reverse("portfolio:proposals")
    )


@beside("promise-checked", "customer-value")
def benefits_stated(user: User, today: dt.date) -> Seen:
    """Open proposals that say what they will bring, period by period."""
    rows = Proposal.objects.visible_to(user)
    with_benefits = rows.filter(benefits__isnull=False).distinct().count()
    return Seen(_of(with_benefits, rows.count()), "proposals state a benefit", reverse("portfolio:proposals"))


@beside("cost-known", "budget")
def costs_stated(user: User, today: dt.date) -> Seen:
    """Proposals with one-off and run cost."""
    rows = Proposal.objects.visible_to(user)
    known = rows.filter(~Q(one_off_cost=None), ~Q(run_cost=None)).count()
    return Seen(
        _of(known, rows.count()), "proposals state one-off and run cost", reverse("portfolio:proposals")
    )


@beside("crossing", "data-skills", "business-skills")
def named_across(user: User, today: dt.date) -> Seen:
    """People named in proposals, by side."""
    named = Involvement.objects.visible_to(user).exclude(person=None).order_by()
    counts = [
        f"{office.label.removesuffix(' office')} "
        f"{named.filter(person__side=office.value).values('person').distinct().count()}"
        for office in Office
    ]
    return Seen(", ".join(counts), "people are named in proposals", reverse("portfolio:proposals"))


@beside("crossing", "data-skills", "business-skills")
def worked_across(user: User, today: dt.date) -> Seen | None:
    """People who are or were on the other side, of those who could be."""
    stays = Placement.objects.visible_to(user).filter(state__in=ACROSS)
    could = who_could_go().count()
    if not could:
        return None
    people = stays.order_by().values("person").distinct().count()
    running = stays.across_on(today).count()
    says = f"people have worked on the other side; {running} {'is' if running == 1 else 'are'} there now"
    return Seen(_of(people, could), says, reverse("embeds:overview"))


@beside("data-trust", "one-customer")
def sources_in_time(user: User, today: dt.date) -> Seen | None:
    """Sources whose last load is not late."""
    rows: list[Any] = list(Source.objects.visible_to(user).with_last_load())
    if not rows:
        return None
    now = timezone.now()
    fresh = sum(not row.is_late(row.last_load, now) for row in rows)
    return Seen(
        _of(fresh, len(rows)), "customers’ sources are as fresh as agreed", reverse("sources:sources")
    )


@beside("words", "technology-known")
def agreed_terms(user: User, today: dt.date) -> Seen | None:
    """Terms whose meaning both sides signed."""
    rows = Term.objects.visible_to(user).in_use()
    agreed = rows.filter(state=TermState.AGREED).count()
    says = "terms have a meaning that both signed"
    return Seen(_of(agreed, rows.count()), says, reverse("language:terms")) if rows.exists() else None


@beside("expectations", "concerns")
def accepted_expectations(user: User, today: dt.date) -> Seen | None:
    """Expectations that the other side accepted, of all that were offered."""
    rows = Expectation.objects.visible_to(user)
    counted, apart = rows.counted().count(), rows.apart().count()
    if not counted + apart:
        return None
    says = "expectations were accepted by the other side"
    return Seen(_of(counted, counted + apart), says, reverse("expectations:expectations"))


@beside("same-figures", "data-trust")
def agreed_metrics(user: User, today: dt.date) -> Seen | None:
    """Metrics whose definition both offices signed."""
    rows = Metric.objects.visible_to(user).in_use()
    agreed = rows.filter(state=MetricState.AGREED).count()
    says = "metrics have a definition that both signed"
    return Seen(_of(agreed, rows.count()), says, reverse("definitions:metrics")) if rows.exists() else None


@beside("tests", "learning", "dare")
def experiments_decided(user: User, today: dt.date) -> Seen | None:
    """Experiments that ended with a decision both kept."""
    rows = Experiment.objects.visible_to(user)
    says = "experiments ended with a decision and a learning"
    decided = rows.decided().count()
    return Seen(_of(decided, rows.count()), says, reverse("experiments:learnings")) if rows.exists() else None
