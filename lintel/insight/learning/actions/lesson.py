"""Writing lessons."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.insight.definitions.models import Metric
from lintel.insight.learning.access import may_teach
from lintel.insight.learning.defaults import LESSONS
from lintel.insight.learning.models import Lesson
from lintel.insight.learning.wording import Wording
from lintel.people.models import User
from lintel.people.texts import block, line
from lintel.ui.problems import Denied, Problem, Stale

MOST_WORDS = 40


@audited("lesson.written", says="wrote the lesson {title}")
def write(entry: Draft, said: Wording, *, by: User) -> Lesson:
    """A lesson that is offered from now on."""
    _may_teach(by)
    lesson = Lesson(version=0)
    _keep(lesson, said, by)
    entry.about(lesson, title=lesson.title)
    return lesson


@audited("lesson.changed", says="changed the lesson {title}")
def change(entry: Draft, lesson: Lesson, said: Wording, *, by: User, version: int) -> Lesson:
    """Change a lesson; `version` is the one that was read."""
    _may_teach(by)
    fresh = Lesson.objects.select_for_update().get(pk=lesson.pk)
    if fresh.version != version:
        raise Stale("Somebody changed this lesson since you read it.", way_out="Read it anew, then change.")
    _keep(fresh, said, by)
    entry.about(fresh, title=fresh.title)
    return fresh


@audited("lesson.archived", says="put the lesson {title} away")
def archive(entry: Draft, lesson: Lesson, *, by: User) -> Lesson:
    """It is offered no more."""
    _may_teach(by)
    if lesson.archived_at is not None:
        raise Problem("This lesson was put away already.", way_out="Nothing more is needed.")
    Lesson.objects.filter(pk=lesson.pk).update(archived_at=timezone.now())
    lesson.refresh_from_db()
    entry.about(lesson, title=lesson.title)
    return lesson


@audited("lesson.defaults-installed", says="installed {count} lessons to begin with")
def install_defaults(entry: Draft, *, by: User | None = None) -> list[Lesson]:
    """The lessons of a new house, where their titles are free."""
    if by is not None:
        _may_teach(by)
    taken = {title.lower() for title in Lesson.objects.values_list("title", flat=True)}
    made = [
        Lesson.objects.create(title=one.title, text=one.text, words=list(one.words), example=one.example)
        for one in LESSONS
        if one.title.lower() not in taken
    ]
    for lesson in made or list(Lesson.objects.all()[:1]):
        entry.about(lesson, count=len(made))
    return made


def _may_teach(by: User) -> None:
    if not may_teach(by):
        raise Denied("Lessons are written by members and analysts.", way_out="Ask a colleague there.")


def _keep(lesson: Lesson, said: Wording, by: User) -> None:
    lesson.title = line(said.title, "title", "The title", required=True)
    lesson.text = block(said.text, "text", "The lesson", most=4000)
    words = [line(word, "words", "A word", most=40).lower() for word in said.words if word.strip()]
    if len(words) > MOST_WORDS:
        raise Problem(
            f"A lesson has at most {MOST_WORDS} words.", way_out="Keep the telling ones.", field="words"
        )
    known = set(Metric.objects.filter(slug__in=said.metrics).values_list("slug", flat=True))
    if missing := sorted(set(said.metrics) - known):
        raise Problem(f"There is no metric “{missing[0]}”.", way_out="Look under Metrics.", field="metrics")
    lesson.words, lesson.metrics = list(dict.fromkeys(words)), sorted(known)
    lesson.example = line(said.example, "example", "The question to try", most=300)
    lesson.version, lesson.changed_by, lesson.changed_at = lesson.version + 1, by, timezone.now()
    try:
        with transaction.atomic():
            lesson.save()
    except IntegrityError:
        raise Problem(
            f"There is a lesson “{lesson.title}” already.", way_out="Choose another title.", field="title"
        ) from None
