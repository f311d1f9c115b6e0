"""Surveys: owners are asked about their entries, reminded, and answer for what they read."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.estate.inventory.access import may_answer
from lintel.estate.inventory.keeping import checked, locked, require_keeper
from lintel.estate.inventory.models import KINDS, Answer, Ask, Element, Survey
from lintel.estate.inventory.rules import confirmed
from lintel.people.access import may_work
from lintel.people.models import User
from lintel.ui.formats import date_text
from lintel.ui.problems import Denied, Problem, Stale


@audited("survey.opened", says="asked {people} people about {entries} entries, until {due}")
def open_survey(
    entry: Draft,
    title: str,
    introduction: str,
    due_on: dt.date,
    kinds: Sequence[str],
    *,
    day: dt.date,
    by: User,
    stale_only: bool = False,
) -> Survey:
    """Asks every owner about each of their entries of these kinds. Entries without an owner are nobody’s to
    answer for; the inventory shows them as such. With `stale_only`, only what nobody saw for half a year.
    """
    require_keeper(by)
    if due_on < day:
        raise Problem("That day has passed.", way_out="Choose a day from today on.", field="due_on")
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown or not kinds:
        raise Problem("It is not said what they are asked about.", way_out="Choose a kind.", field="kinds")
    rows = Element.objects.filter(kind__in=kinds).with_owners().standing(day)
    asked = _asks(rows.stale(day) if stale_only else rows)
    if not asked:
        raise Problem(
            "Nobody owns an entry of these kinds that is to be looked at.",
            way_out="Give entries an owner first, or ask about all entries.",
            field="kinds",
        )
    survey = checked(Survey(title=title, introduction=introduction, due_on=due_on, created_by=by))
    survey.save()
    for ask in asked:
        ask.survey = survey
    Ask.objects.bulk_create(asked, batch_size=500)
    people = len({ask.person_id for ask in asked})
    entry.about(survey, people=people, entries=len({ask.element_id for ask in asked}), due=date_text(due_on))
    return survey


def _asks(rows: Iterable[Element]) -> list[Ask]:
    found = []
    for element in rows:
        owners = {one.pk: one for one in (element.business_owner, element.technical_owner) if one is not None}
        found += [Ask(element=element, person=owner) for owner in owners.values() if may_work(owner)]
    return found


@audited("survey.answered", says="said of an entry: {said}")
def answer(entry: Draft, ask: Ask, said: str, *, version: int, by: User) -> Ask:
    """An owner’s word about one entry, for the version that was read. “Right” and “corrected” confirm it."""
    if not may_answer(by, ask):
        raise Denied("Only who was asked can answer.", way_out="Confirm the entry on its own page.")
    element = locked(ask.element, version)
    fresh = locked(ask)
    if fresh.survey.closed_at is not None:
        raise Stale("This survey is closed.", way_out="Confirm the entry on its own page.")
    if said not in Answer.values:
        raise Problem("That is no answer.", way_out="Choose one of the four.", field="answer")
    fresh.answer, fresh.version, fresh.answered_at = said, element.version, timezone.now()
    checked(fresh).save()
    if said in (Answer.RIGHT, Answer.CHANGED):
        confirmed(element, by)
    entry.about(fresh.survey, element=element.pk, said=Answer(said).label.lower())
    entry.about(element)
    return fresh


@audited("survey.reminded", says="reminded {people} people")
def remind(entry: Draft, survey: Survey, *, by: User) -> int:
    """Puts what is unanswered before its owners again, at most once a day; says how many people that are."""
    require_keeper(by)
    fresh = locked(survey)
    if fresh.closed_at is not None:
        raise Stale("This survey is closed.", way_out="Open another one.")
    now = timezone.now()
    waiting = fresh.asks.filter(answered_at=None)
    due = waiting.exclude(reminded_at__gt=now - dt.timedelta(days=1))
    people = due.order_by().values("person").distinct().count()
    if not people:
        raise Problem("Nobody is to be reminded today.", way_out="Wait a day, or close the survey.")
    due.update(reminded_at=now)
    entry.about(fresh, people=people)
    return people


@audited("survey.closed", says="closed the survey with {open} of {asked} questions unanswered")
def close(entry: Draft, survey: Survey, *, by: User) -> Survey:
    """Ends a survey; what is unanswered stays so."""
    require_keeper(by)
    fresh = locked(survey)
    if fresh.closed_at is not None:
        raise Stale("This survey is closed already.", way_out="Open its page to see what came of it.")
    fresh.closed_at = timezone.now()
    fresh.save(update_fields=["closed_at"])
    entry.about(fresh, open=fresh.asks.filter(answered_at=None).count(), asked=fresh.asks.count())
    return fresh
