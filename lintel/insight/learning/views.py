"""Who answers alone, and lessons, as pages."""

import datetime as dt

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.ledger import newest
from lintel.insight.learning import access, measuring
from lintel.insight.learning.actions import lesson as lessons
from lintel.insight.learning.charts import alone_over_time
from lintel.insight.learning.forms import LessonForm, first_values
from lintel.insight.learning.models import Lesson
from lintel.insight.learning.offering import fitting
from lintel.insight.learning.tables import LessonFilter, LessonTable
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem

PERIODS = {"30": "30 days", "90": "90 days", "365": "12 months"}


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """By team who answers alone, and which metrics people miss."""
    user = user_of(request)
    if not access.may_see_teams(user):
        raise Denied(
            "Figures by team are for the two offices.",
            way_out="Your own questions stand under “Asked”; lessons are open to everybody.",
        )
    days = request.GET.get("days", "90")
    days = days if days in PERIODS else "90"
    found = measuring.report(timezone.now() - dt.timedelta(days=int(days)))
    known = list(Lesson.objects.visible_to(user).in_use())
    missing = [
        {"wish": one, "lessons": fitting(known, " ".join([one.label, *one.sayings]), most=1)}
        for one in found.missing[:30]
    ]
    context = {
        "report": found,
        "missing": missing,
        "chart": alone_over_time(found.months) if len(found.months) > 1 else None,
        "periods": [
            {"label": label, "url": f"?days={key}", "current": key == days} for key, label in PERIODS.items()
        ],
        "fewest": measuring.FEWEST_PEOPLE,
        "asked": sum(one.asked for one in found.teams),
    }
    return render(request, "learning/overview.html", context)


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """All lessons."""
    user = user_of(request)
    return list_page(
        request,
        Lesson.objects.visible_to(user),
        table=LessonTable,
        filterset=LessonFilter,
        template="learning/lessons.html",
        context={"may_teach": access.may_teach(user), "may_see_teams": access.may_see_teams(user)},
        export_name="lessons",
    )


@require_safe
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """One lesson."""
    user = user_of(request)
    found = get_visible(Lesson.objects.visible_to(user), pk=pk)
    context = {
        "lesson": found,
        "may_teach": access.may_teach(user),
        "history": newest(found, seen_by=request.user),
    }
    return render(request, "learning/lesson.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a lesson."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a lesson."""
    return _write(request, get_visible(Lesson.objects.visible_to(user_of(request)), pk=pk))


def _write(request: HttpRequest, found: Lesson | None) -> HttpResponse:
    user = _teacher(request)
    form, status = LessonForm(request.POST or None, initial=first_values(found) if found else {}), 200
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            saved = (
                lessons.change(found, form.wording(), by=user, version=version)
                if found
                else lessons.write(form.wording(), by=user)
            )
        except Problem as problem:
            form_problem(form, problem)
            status = problem.status
        else:
            return done(request, saved, f"“{saved.title}” is offered where it fits.")
    return render(request, "learning/lesson_form.html", {"form": form, "lesson": found}, status=status)


def _teacher(request: HttpRequest) -> User:
    user = user_of(request)
    if not access.may_teach(user):
        raise Denied("Lessons are written by members and analysts.", way_out="Ask a colleague there.")
    return user


@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a lesson away."""
    found = get_visible(Lesson.objects.visible_to(user_of(request)), pk=pk)
    lessons.archive(found, by=user_of(request))
    return done(request, "learning:lessons", f"“{found.title}” is offered no more.")
