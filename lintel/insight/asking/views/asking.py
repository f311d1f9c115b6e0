"""The ask page: type or pick, see, take along."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.insight.asking import asking, files, pages
from lintel.insight.asking.actions import question_asked
from lintel.insight.asking.asked import Asked
from lintel.insight.asking.asking import Given
from lintel.insight.asking.models import QuestionAsked, Surface
from lintel.insight.asking.picking import picked
from lintel.insight.asking.views.common import desk_of, purpose_of, reader
from lintel.insight.asking.vocabularies import bare, vocabulary
from lintel.insight.asking.words.lexicon import Misunderstood
from lintel.insight.asking.words.suggesting import asks_for_values, suggest
from lintel.people.access import may_comment
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, get_visible
from lintel.ui.problems import Missing, Problem

KINDS = {"csv", "xlsx", "png", "svg", "pdf"}


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The question and its answer. Posting asks and is noted; the address of an answer only shows it
    again."""
    user = reader(request)
    words = (request.POST.get("q") if request.method == "POST" else request.GET.get("q")) or ""
    if request.method == "POST":
        return _asked(request, user, words, None)
    return _page(request, user, words.strip())


@require_POST
def picks(request: HttpRequest) -> HttpResponse:
    """A question that was picked from the menus."""
    user = reader(request)
    before = None
    if said := request.POST.get("before", ""):
        try:
            before = desk_of(request, user).read(said).asked
        except Problem:
            before = None  # the menus say everything themselves
    try:
        asked = picked(request.POST, before)
    except Problem as problem:
        return _refused(request, user, "", problem)
    return _asked(request, user, "", asked)


@require_safe
def words(request: HttpRequest) -> JsonResponse:
    """How one may go on typing."""
    user = reader(request)
    desk = desk_of(request, user)
    said = request.GET.get("q", "")[:500]
    known = vocabulary(desk.known, desk.asker) if asks_for_values(said) else bare(desk.known)
    found = suggest(said, known)
    return JsonResponse(
        {"suggestions": [{"text": one.text, "label": one.label, "kind": one.kind} for one in found]}
    )


@require_safe
def file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The answer as a file."""
    user = reader(request)
    if kind not in KINDS:
        raise Missing("There is no such kind of file.", way_out=f"There are: {', '.join(sorted(KINDS))}.")
    given = desk_of(request, user).answer(request.GET.get("q", ""))
    return files.respond(kind, given, timezone.now())


@require_POST
def judgement(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the answer was the one that was looked for."""
    user = user_of(request)
    found = get_visible(QuestionAsked.objects.visible_to(user), pk=pk)
    word = request.POST.get("word", "")
    question_asked.judge(found, word=word, missing=request.POST.get("missing", ""), by=user)
    if getattr(request, "htmx", False):
        return render(request, "asking/judged.html", {"word": word})
    return done(request, pages.link(found.words, found.purpose), "Thank you.")


def _asked(request: HttpRequest, user: User, words: str, asked: Asked | None) -> HttpResponse:
    purpose, htmx = purpose_of(request, user), bool(getattr(request, "htmx", False))
    if not words.strip() and asked is None:
        return done(request, "asking:ask")
    try:
        given = asking.ask(
            user, words=words, asked=asked, purpose=purpose, surface=Surface.PAGE, now=timezone.now()
        )
    except Problem as problem:
        return _refused(request, user, words, problem)
    if not htmx:
        noted = f"&noted={given.noted.pk}" if given.noted else ""
        return done(request, pages.link(given.text, purpose) + noted)
    response = render(request, "asking/ask.html#result", _context(request, user, given))
    response["HX-Push-Url"] = pages.link(given.text, purpose)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _page(request: HttpRequest, user: User, words: str) -> HttpResponse:
    try:
        desk = desk_of(request, user)
        given = desk.answer(words) if words else None
    except Problem as problem:
        return _refused(request, user, words, problem)
    context = _context(request, user, given) if given else _empty(request, user)
    return render(request, "asking/ask.html", context)


def _context(request: HttpRequest, user: User, given: Given) -> dict[str, Any]:
    purpose = purpose_of(request, user)
    noted = given.noted
    if noted is None and (pk := request.GET.get("noted", "")).isdecimal() and len(pk) < 18:
        noted = QuestionAsked.objects.filter(person=user, pk=pk, judged_at=None).first()
    return {
        "q": given.text,
        "noted": noted,
        "may_save": may_comment(user),
        **pages.answer_context(given, purpose),
        **pages.menu_context(desk_of(request, user), given.reading.asked, user, purpose),
    }


def _empty(request: HttpRequest, user: User) -> dict[str, Any]:
    desk, purpose = desk_of(request, user), purpose_of(request, user)
    return {"q": "", "examples": pages.examples(desk), **pages.menu_context(desk, None, user, purpose)}


def _refused(request: HttpRequest, user: User, words: str, problem: Problem) -> HttpResponse:
    """The question stays as it was typed; what stopped it is said below, with ways to go on."""
    context: dict[str, Any] = {"q": words, "problem": problem}
    try:
        context |= _empty(request, user) | {"q": words}
    except Problem:
        context["nothing"] = True
    if isinstance(problem, Misunderstood):
        before, after = words[: problem.word.start], words[problem.word.end :]
        context["ways"] = [(one, pages.link(f"{before}{one}{after}")) for one in problem.nearest]
        context["marked"] = (before, words[problem.word.start : problem.word.end], after)
    template = "asking/ask.html#result" if getattr(request, "htmx", False) else "asking/ask.html"
    response = render(request, template, context, status=problem.status)
    patch_vary_headers(response, ["HX-Request"])
    return response
