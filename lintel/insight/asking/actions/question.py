"""Keeping questions: save, change, put away."""

from dataclasses import dataclass

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.insight.asking.access import may_change, may_save
from lintel.insight.asking.asked import Asked, stored
from lintel.insight.asking.models import Audience, Question, QuestionVersion
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale


@dataclass(frozen=True)
class Kept:
    """What a saved question holds; `text` says `asked` in words."""

    title: str
    asked: Asked
    text: str
    purpose: str
    audience: str = Audience.ALL


@audited("question.saved", says="saved the question")
def save(entry: Draft, kept: Kept, *, by: User) -> Question:
    """Keep a question under a title; its first version is kept too."""
    if not may_save(by):
        raise Denied(
            "Questions are kept by office holders, members and analysts.",
            way_out="Copy the address of the page: it leads to the same answer.",
        )
    made = Question(owner=by)
    _set(made, kept)
    made.save()
    _remember(made, by)
    entry.about(made, version=1)
    return made


@audited("question.changed", says="changed the question (version {version})")
def change(entry: Draft, question: Question, kept: Kept, *, version: int, by: User) -> Question:
    """Make the next version; the earlier ones stay readable."""
    found = Question.objects.select_for_update().get(pk=question.pk)
    _changeable(found, by)
    if found.version != version:
        raise Stale(
            "Somebody changed this question since you opened it.", way_out="Read it anew, then change."
        )
    _set(found, kept)
    found.version, found.changed_at = version + 1, timezone.now()
    found.save()
    _remember(found, by)
    entry.about(found, version=found.version)
    return found


@audited("question.archived", says="put the question away")
def archive(entry: Draft, question: Question, *, by: User) -> Question:
    """Put it away: it leaves the lists, its address still leads to it."""
    found = Question.objects.select_for_update().get(pk=question.pk)
    _changeable(found, by)
    found.archived_at = timezone.now()
    found.save(update_fields=["archived_at"])
    entry.about(found)
    return found


def _changeable(question: Question, by: User) -> None:
    if not may_change(by, question):
        raise Denied("This question is not yours to change.", way_out="Save one of your own.")


def _set(question: Question, kept: Kept) -> None:
    title = kept.title.strip()
    if not title:
        raise Problem(
            "The question needs a title.", way_out="Say in a few words what it answers.", field="title"
        )
    if kept.audience not in Audience.values:
        raise Problem(
            "It is not clear who shall see it.",
            way_out="Choose: only me, my side, or everybody.",
            field="audience",
        )
    question.title, question.audience = title[:160], kept.audience
    question.asked, question.text, question.purpose = stored(kept.asked), kept.text[:600], kept.purpose


def _remember(question: Question, by: User) -> None:
    QuestionVersion.objects.create(
        question=question, number=question.version, asked=question.asked, text=question.text, by=by
    )
