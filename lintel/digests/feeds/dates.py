"""The days that concern one person: answers, renewals, looks, roadmaps, goals, words that are owed.

Each source asks `visible_to` when the calendar is read, so a right that ended takes its days along.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from lintel.alignment.models import Invitation
from lintel.charter.expectations.models import Expectation
from lintel.digests.news.models import Rhythm
from lintel.digests.news.waits import standing
from lintel.embeds.models import Placement
from lintel.estate.inventory.models import Ask, Contract
from lintel.experiments.models import Experiment
from lintel.goals.objectives.models import Goal
from lintel.goals.objectives.models import State as GoalState
from lintel.intake.models import Request
from lintel.people.access import may_read, may_work
from lintel.people.models import User, Watch
from lintel.people.targets import targets
from lintel.portfolio.outcomes.models import Outcome
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.roadmaps.models import Plan

MOST = 300  # days of one kind
BEHIND, AHEAD = dt.timedelta(days=31), dt.timedelta(days=400)


@dataclass(frozen=True)
class Day:
    """One entry of a calendar; `uid` stays the same as long as the thing does."""

    uid: str
    kind: str
    title: str
    day: dt.date
    url: str
    remind_days: int = 0


KINDS = {
    "answer": "Answers",
    "renewal": "Contracts",
    "look": "Outcomes to look at",
    "roadmap": "Roadmaps",
    "goal": "Goals",
    "word": "Words that are owed",
    "experiment": "Experiments",
    "stay": "Stays on the other side",
}


def days_of(user: User, today: dt.date) -> list[Day]:
    """All that concern this person, from a month ago to a year ahead, by day; a fixed number of queries."""
    if not may_read(user):
        return []
    first, last = today - BEHIND, today + AHEAD
    found = (one for source in _SOURCES for one in source(user, today))
    return sorted((one for one in found if first <= one.day <= last), key=lambda one: (one.day, one.uid))


def _answers(user: User, today: dt.date) -> Iterator[Day]:
    mine = Q(asker=user)
    if may_work(user):
        mine |= Q(asked_office=user.side)
    rows = Request.objects.visible_to(user).awaiting_answer(today).filter(mine).exclude(answer_by=None)
    for row in rows.order_by("answer_by", "pk").only("title", "answer_by", "asker_id")[:MOST]:
        who = "They answer by" if row.asker_id == user.pk else "Answer by"
        if row.answer_by is not None:
            yield Day(
                f"request-{row.pk}", "answer", f"{who}: {row.title}", row.answer_by, row.get_absolute_url(), 1
            )


def _promises(user: User, today: dt.date) -> Iterator[Day]:
    if not may_work(user):
        return
    rows = Expectation.objects.visible_to(user).filter(awaits=user.side).exclude(promised_for=None)
    for row in rows.order_by("promised_for", "pk").only("title", "promised_for")[:MOST]:
        if row.promised_for is not None:
            words = f"Your side promised an answer: {row.title}"
            yield Day(f"promise-{row.pk}", "answer", words, row.promised_for, row.get_absolute_url(), 1)


def _renewals(user: User, today: dt.date) -> Iterator[Day]:
    """Of contracts that one keeps; the offices also have every last day on which they can say no."""
    rows = Contract.objects.visible_to(user).exclude(ends_on=None).filter(ends_on__gte=today - BEHIND)
    if not user.is_office_holder:
        rows = rows.filter(owner=user)
    for row in rows.select_related("vendor").order_by("ends_on", "pk")[:MOST]:
        url, named = row.get_absolute_url(), f"{row.title} ({row.vendor.name})"
        if row.notice_by:
            yield Day(
                f"contract-{row.pk}-notice", "renewal", f"Last day of notice: {named}", row.notice_by, url, 14
            )
        if row.ends_on and row.owner_id == user.pk:
            word = "Renews" if row.renews else "Ends"
            yield Day(f"contract-{row.pk}-end", "renewal", f"{word}: {named}", row.ends_on, url)


def _looks(user: User, today: dt.date) -> Iterator[Day]:
    rows = Outcome.objects.visible_to(user).filter(closed_at=None).exclude(due_on=None).owned_by(user)
    for row in rows.select_related("proposal").order_by("due_on", "pk")[:MOST]:
        if row.due_on is not None:
            words = f"Look at what came: {row.proposal}"
            yield Day(f"outcome-{row.pk}", "look", words, row.due_on, f"{row.get_absolute_url()}#reviews", 1)


def _roadmaps(user: User, today: dt.date) -> Iterator[Day]:
    """Beginning and end of the work that one owns or follows; both office holders have all of it."""
    plans = Plan.objects.visible_to(user).filter(state="published").select_related("roadmap")
    plans = plans.defer("problem", "reasons", "bundles", "holding")
    proposals = Proposal.objects.visible_to(user)
    if not user.is_office_holder:
        followed = Watch.objects.filter(person=user, object_type="portfolio.proposal")
        keys = [int(key) for key in followed.values_list("object_id", flat=True)[:MOST] if key.isdecimal()]
        proposals = proposals.filter(Q(marketing_owner=user) | Q(it_owner=user) | Q(pk__in=keys))
    titles = {str(pk): title for pk, title in proposals.values_list("pk", "title")}
    for plan in plans[:20]:
        url = plan.get_absolute_url()
        for slot in plan.schedule:
            title, key = titles.get(str(slot["item"])), f"plan-{plan.roadmap_id}-{slot['item']}"
            if title is not None:
                begins = plan.roadmap.day_of(slot["start"])
                ends = plan.roadmap.day_of(slot["finish"]) - dt.timedelta(days=1)
                yield Day(f"{key}-start", "roadmap", f"Planned to begin: {title}", begins, url)
                yield Day(f"{key}-end", "roadmap", f"Planned to be done: {title}", ends, url)


def _goals(user: User, today: dt.date) -> Iterator[Day]:
    carried = Q(owner_marketing=user) | Q(owner_it=user)
    rows = Goal.objects.visible_to(user).filter(carried, state=GoalState.OWNED)
    for row in rows.order_by("ends_on", "pk").only("title", "ends_on")[:MOST]:
        yield Day(f"goal-{row.pk}", "goal", f"Last day: {row.title}", row.ends_on, row.get_absolute_url(), 14)


def _words(user: User, today: dt.date) -> Iterator[Day]:
    rhythms = list(Rhythm.objects.filter(person=user).order_by("next_on", "pk")[:MOST])
    things = targets(user, {(row.object_type, row.object_id) for row in rhythms})
    for row in rhythms:
        thing = things.get((row.object_type, row.object_id))
        if thing is not None:
            yield Day(f"rhythm-{row.pk}", "word", f"Say how it stands: {thing}", row.next_on, standing(row))
    asks = Ask.objects.open_for(user).select_related("survey").order_by("survey__due_on", "pk")
    surveys = {ask.survey_id: ask.survey for ask in asks[:MOST]}
    for survey in surveys.values():
        words = f"Say what is right of your entries: {survey.title}"
        yield Day(f"survey-{survey.pk}", "word", words, survey.due_on, "/estate/mine/", 1)
    for one in Invitation.objects.waiting_for(user, today):
        words, url = f"How well do we pull together? {one.round.name}", one.round.get_absolute_url()
        yield Day(f"round-{one.round_id}", "word", words, one.round.closes_on, url, 1)


def _experiments(user: User, today: dt.date) -> Iterator[Day]:
    rows = Experiment.objects.visible_to(user).owned_by(user).only("title", "starts_on", "ends_on")
    for row in rows.order_by("-pk")[:MOST]:
        for slug, day, word in (("start", row.starts_on, "Starts"), ("end", row.ends_on, "Ends")):
            if day is not None:
                yield Day(
                    f"experiment-{row.pk}-{slug}", "experiment", f"{word}: {row.title}", day,
                    row.get_absolute_url(),
                )  # fmt: skip


def _stays(user: User, today: dt.date) -> Iterator[Day]:
    """First and last day of the stays on the other side that are one's own; offices have all of them."""
    rows = Placement.objects.visible_to(user).spoken_for().with_names()
    if not user.is_office_holder:
        rows = rows.filter(person=user)
    for row in rows.order_by("starts_on", "pk")[:MOST]:
        for slug, day, word in (("start", row.starts_on, "Begins"), ("end", row.ends_on, "Ends")):
            yield Day(f"stay-{row.pk}-{slug}", "stay", f"{word}: {row}", day, row.get_absolute_url())


_SOURCES: tuple[Callable[[User, dt.date], Iterator[Day]], ...] = (
    _answers, _promises, _renewals, _looks, _roadmaps, _goals, _words, _experiments, _stays,
)  # fmt: skip
