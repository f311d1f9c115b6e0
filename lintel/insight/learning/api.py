"""Who answers alone, and lessons, for programs."""

import dataclasses
import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Path, Router, Schema, Status
from ninja.pagination import paginate

from lintel.insight.learning import access, measuring
from lintel.insight.learning.actions import lesson as lessons
from lintel.insight.learning.models import Lesson
from lintel.insight.learning.offering import lessons_for
from lintel.insight.learning.wording import Wording
from lintel.people.access import may_read
from lintel.people.authentication import Door, user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id, Line, Text
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied

router = Router(tags=["Who answers alone"], auth=Door("insight"))
PathId = Annotated[Id, Path(...)]
Days = Annotated[int, Field(ge=1, le=3650)]


class TeamOut(Schema):
    """One team, or all small ones together; nobody is named."""

    name: str
    side: str
    people: int
    asked: int
    alone: int
    helped: int
    unmet: int
    waiting: int
    share_alone: float | None


class MissingMetricOut(Schema):
    """Wishes of several people that mean the same."""

    label: str
    times: int
    people: int
    teams: list[str]
    sayings: list[str]


class SufficiencyOut(Schema):
    """Figures by team and the metrics that people miss; `single` wishes of one person each are not shown."""

    teams: list[TeamOut]
    missing: list[MissingMetricOut]
    single: int


class LessonOut(Schema):
    """A lesson; `words` and `metrics` are where it is offered."""

    id: int
    title: str
    text: str
    words: list[str]
    metrics: list[str]
    example: str
    version: int
    archived_at: dt.datetime | None


class LessonIn(Schema):
    """A lesson to write."""

    title: Line
    text: Text
    words: list[Line] = Field(default_factory=list, max_length=40)
    metrics: list[Line] = Field(default_factory=list, max_length=60)
    example: Text = ""


class LessonPut(LessonIn):
    """A change; `version` is the one that was read."""

    version: int = Field(ge=1, le=2**31 - 1)


@router.get(
    "/learning/teams",
    response={200: SufficiencyOut, **PROBLEMS},
    operation_id="get_self_sufficiency",
    summary="Who answers alone, and which metrics are missed",
)
def self_sufficiency(request: HttpRequest, days: Days = 90) -> Any:
    """For the two offices and administrators."""
    if not access.may_see_teams(user_of(request)):
        raise Denied("Figures by team are for the two offices.", way_out="Ask an office holder.")
    found = measuring.report(timezone.now() - dt.timedelta(days=days))
    teams = [TeamOut(**dataclasses.asdict(one), share_alone=one.share_alone) for one in found.teams]
    missing = [MissingMetricOut(**dataclasses.asdict(one)) for one in found.missing]
    return SufficiencyOut(teams=teams, missing=missing, single=found.single)


@router.get(
    "/learning/lessons",
    response={200: list[LessonOut], **PROBLEMS},
    operation_id="list_lessons",
    summary="Lessons, newest first",
)
@paginate(CursorPage)
def list_lessons(request: HttpRequest) -> Any:
    """Those in use."""
    return Lesson.objects.visible_to(user_of(request)).in_use()


@router.get(
    "/learning/lessons/fitting",
    response={200: list[LessonOut], **PROBLEMS},
    operation_id="find_lessons",
    summary="Lessons that fit a question and its refusal",
)
def find_lessons(request: HttpRequest, words: Text = "") -> Any:
    """At most three, best first."""
    user = user_of(request)
    if not may_read(user):
        raise Denied("Lessons are for people with a role.", way_out="Ask an administrator for a role.")
    return lessons_for(user, words)


@router.post(
    "/learning/lessons",
    response={201: LessonOut, **PROBLEMS},
    operation_id="write_lesson",
    summary="Write a lesson",
)
def write_lesson(request: HttpRequest, data: LessonIn) -> Any:
    """It is offered from now on."""
    return Status(201, lessons.write(_wording(data), by=user_of(request)))


@router.put(
    "/learning/lessons/{lesson_id}",
    response={200: LessonOut, **PROBLEMS},
    operation_id="change_lesson",
    summary="Change a lesson",
)
def change_lesson(request: HttpRequest, lesson_id: PathId, data: LessonPut) -> Any:
    """Its words or where it is offered."""
    user = user_of(request)
    found = get_visible(Lesson.objects.visible_to(user), pk=lesson_id)
    return lessons.change(found, _wording(data), by=user, version=data.version)


def _wording(data: LessonIn) -> Wording:
    return Wording(data.title, data.text, tuple(data.words), tuple(data.metrics), data.example)
