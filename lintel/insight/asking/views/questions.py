"""Saved questions: the list, one with its answer, and what people say about its points."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.ledger import newest
from lintel.audit.models import type_label
from lintel.insight.asking import access, pages
from lintel.insight.asking.actions import point as points_
from lintel.insight.asking.actions import question as questions_
from lintel.insight.asking.actions.question import Kept
from lintel.insight.asking.asked import restored
from lintel.insight.asking.asking import desk
from lintel.insight.asking.filters import AskedFilter, QuestionFilter
from lintel.insight.asking.forms import SaveForm
from lintel.insight.asking.models import Point, Question, QuestionAsked
from lintel.insight.asking.tables import AskedTable, QuestionTable
from lintel.insight.asking.views.common import desk_of, purpose_of, reader
from lintel.insight.asking.words.lexicon import Reading
from lintel.people.access import may_comment
from lintel.people.authentication import user_of
from lintel.people.models import Comment, User
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest) -> HttpResponseBase:
    """Saved questions; posting keeps another one."""
    user = user_of(request)
    if request.method == "POST":
        return _save(request, user, None)
    return list_page(
        request,
        Question.objects.visible_to(user).in_use().select_related("owner"),
        table=QuestionTable,
        filterset=QuestionFilter,
        template="asking/questions.html",
        export_name="questions",
    )


@require_safe
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """A saved question with its answer as of now, its versions, and what is said about it."""
    user = user_of(request)
    found = get_visible(Question.objects.visible_to(user).select_related("owner"), pk=pk)
    context: dict[str, Any] = {
        "question": found,
        "may_change": access.may_change(user, found),
        "may_talk": may_comment(user),
        "versions": found.versions.select_related("by")[:20],
        "points": _points(found),
        "history": newest(found, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    try:
        at = desk(user, found.purpose, timezone.now())
        given = at.show(Reading(restored(found.asked)))
        context |= pages.answer_context(given, found.purpose)
        context["talked"] = {one.label for one, _ in context["points"]}
    except Problem as problem:
        context["problem"] = problem
    return render(request, "asking/question.html", context)


def _points(found: Question) -> list[tuple[Point, int]]:
    """Points that people talk about, with the number of comments; two queries."""
    rows = list(found.points.all()[:50])
    said = Comment.objects.filter(object_type=type_label(Point), object_id__in=[str(row.pk) for row in rows])
    counts = dict(said.filter(removed_at=None).values_list("object_id").annotate(n=Count("pk")))
    return [(row, counts.get(str(row.pk), 0)) for row in rows]


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a saved question; the version before stays readable."""
    user = user_of(request)
    found = get_visible(Question.objects.visible_to(user), pk=pk)
    if not access.may_change(user, found):
        raise Denied("This question is not yours to change.", way_out="Save one of your own.")
    if request.method == "POST":
        return _save(request, user, found)
    first = {
        "title": found.title, "audience": found.audience, "q": found.text, "purpose": found.purpose,
        "version": found.version,
    }  # fmt: skip
    return render(
        request, "asking/edit.html", {"form": SaveForm(initial=first, fixed=False), "question": found}
    )


@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a question away."""
    user = user_of(request)
    found = get_visible(Question.objects.visible_to(user), pk=pk)
    questions_.archive(found, by=user)
    return done(request, "asking:questions", f"“{found.title}” is put away.")


@require_POST
def points(request: HttpRequest, pk: int) -> HttpResponse:
    """Talk about a point of the answer: made one to talk about if it is not yet."""
    user = user_of(request)
    found = get_visible(Question.objects.visible_to(user), pk=pk)
    label = request.POST.get("label", "").strip()[:300]
    known = found.points.filter(label=label).first()
    made = known or points_.mark(found, key=request.POST.getlist("key"), label=label, by=user)
    return done(request, made)


@require_safe
def point(request: HttpRequest, pk: int) -> HttpResponse:
    """What is said about a point, beside the figures that it stands for now."""
    user = user_of(request)
    found = get_visible(Point.objects.visible_to(user).select_related("question"), pk=pk)
    context: dict[str, Any] = {"point": found}
    try:
        given = desk(user, found.question.purpose, timezone.now()).show(
            Reading(restored(found.question.asked))
        )
        answer = pages.answer_context(given, found.question.purpose)
        rows = [row for row in pages.table(given.result) if row.label == found.label]
        context |= {"header": answer["header"], "rows": rows, "days": answer["days"]}
    except Problem as problem:
        context["problem"] = problem
    return render(request, "asking/point.html", context)


@require_safe
def asked(request: HttpRequest) -> HttpResponseBase:
    """What was asked: one's own questions; office holders also see those of their side."""
    user = user_of(request)
    return list_page(
        request,
        QuestionAsked.objects.visible_to(user).select_related("person"),
        table=AskedTable,
        filterset=AskedFilter,
        template="asking/asked.html",
        context={"sees_others": access.may_see_log(user)},
        export_name="questions-asked",
    )


@require_safe
def asked_again(request: HttpRequest, pk: int) -> HttpResponse:
    """To the answer of a question that was asked before."""
    found = get_visible(QuestionAsked.objects.visible_to(user_of(request)), pk=pk)
    return redirect(pages.link(found.words, found.purpose))


def _save(request: HttpRequest, user: User, found: Question | None) -> HttpResponse:
    reader(request)
    form = SaveForm(request.POST, fixed=found is None)
    status = 422
    if form.is_valid():
        said = form.cleaned_data
        try:
            at = desk_of(request, user)
            reading = at.read(said["q"])
            kept = Kept(
                said["title"],
                reading.asked,
                at.say(reading.asked),
                purpose_of(request, user),
                said["audience"],
            )
            saved = (
                questions_.change(found, kept, version=said["version"] or 0, by=user)
                if found
                else questions_.save(kept, by=user)
            )
        except Denied:
            raise
        except Problem as problem:
            problem.field = {"question": "q"}.get(problem.field, problem.field)
            form_problem(form, problem)
            status = problem.status
        else:
            return done(request, saved, f"“{saved.title}” is saved.")
    return render(request, "asking/edit.html", {"form": form, "question": found}, status=status)
