"""Answers of the asked side, and the asker's replies to them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from lintel.intake import access
from lintel.intake.actions import answer as answering
from lintel.intake.actions import reply
from lintel.intake.forms import AcceptForm, AnswerForm, CounterForm, EscalationForm, VersionForm, WayFormSet
from lintel.intake.models import Alternative, AnswerKind, Request, State
from lintel.intake.rounds import rounds_of
from lintel.intake.views.common import form_page, visible_request
from lintel.intake.wording import MOST_ALTERNATIVES
from lintel.people.authentication import user_of
from lintel.ui.formats import date_text
from lintel.ui.http import done, get_visible
from lintel.ui.problems import Denied, Problem


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer form: yes, yes if, later, another way. “Another alternative” needs no script."""
    asked, user = visible_request(request, pk)
    if asked.state not in answering.ANSWERABLE or not access.may_answer(user, asked):
        raise Denied(
            f"No answer of yours is asked for here; the {asked.get_asked_office_display()} answers.",
            way_out="Read where the request stands, or write a comment.",
        )
    data = _with_another_way(request) if request.method == "POST" else None
    form = AnswerForm(data, initial={"version": asked.version})
    ways = WayFormSet(data, prefix="ways")
    status = 200
    if request.method == "POST" and "more" not in request.POST and _valid(form, ways):
        said = form.words(ways.ways() if form.cleaned_data["kind"] == AnswerKind.ANOTHER_WAY else [])
        try:
            given = answering.give(asked, said, by=user, version=form.cleaned_data["version"])
        except Problem as problem:
            asked.refresh_from_db()
            form.refuse(problem, asked.version)
            status = problem.status
        else:
            return done(request, asked, f"Answered: {given.get_kind_display()}")
    context = {"form": form, "ways": ways, "asked": asked, "rounds": rounds_of(asked)}
    return form_page(request, "intake/answer.html", context, status)


def _with_another_way(request: HttpRequest) -> Any:
    """What was sent; with one empty alternative more when that was asked for."""
    data = request.POST.copy()
    total = data.get("ways-TOTAL_FORMS", "")
    if "more" in data and total.isascii() and total.isdigit():
        data["ways-TOTAL_FORMS"] = str(min(int(total) + 1, MOST_ALTERNATIVES))
    return data


def _valid(form: AnswerForm, ways: Any) -> bool:
    """Alternatives are looked at only where they belong to the answer."""
    if not form.is_valid():
        return False
    return form.cleaned_data["kind"] != AnswerKind.ANOTHER_WAY or bool(ways.is_valid())


@require_POST
def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the conditions or the date of the newest answer."""
    asked, user = visible_request(request, pk)
    said = _accepted(request)
    reply.accept(asked, by=user, version=said["version"], text=said["text"])
    return done(request, asked, _agreed(asked))


@require_POST
def alternative_acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept one alternative, in one step."""
    user = user_of(request)
    alternative = get_visible(Alternative.objects.visible_to(user).select_related("request__type"), pk=pk)
    said = _accepted(request)
    asked = alternative.request
    reply.accept(asked, by=user, version=said["version"], alternative=alternative, text=said["text"])
    return done(request, asked, _agreed(asked))


def _accepted(request: HttpRequest) -> dict[str, Any]:
    form = AcceptForm(request.POST)
    if not form.is_valid():
        raise Problem("This form was incomplete.", way_out="Go back, load the page again and accept there.")
    return form.cleaned_data


def _agreed(asked: Request) -> str:
    if asked.state == State.SLEEPING and asked.answer_by:
        return f"Agreed: it sleeps until {date_text(asked.answer_by)}, then an answer is due again."
    return "Agreed. Both sides carry it now."


@require_http_methods(["GET", "HEAD", "POST"])
def counter_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer something else instead."""
    return _reply(
        request,
        pk,
        CounterForm,
        reply.counter,
        {
            "heading": "Make a counter-offer",
            "lead": "The other side is asked again, with a new answer-by date.",
            "button": "Send the counter-offer",
            "success": "The counter-offer is made.",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def escalation(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring it to both offices."""
    return _reply(
        request,
        pk,
        EscalationForm,
        reply.escalate,
        {
            "heading": "Bring it to both offices",
            "lead": "The two offices settle it together: one text that both sign.",
            "button": "Bring it to both offices",
            "success": "It is with both offices now.",
        },
    )


def _reply(
    request: HttpRequest, pk: int, kind: type[VersionForm], act: Any, texts: dict[str, str]
) -> HttpResponse:
    asked, user = visible_request(request, pk)
    if asked.state != State.ANSWERED or not access.may_reply(user, asked):
        raise Denied(
            "There is no answer that you could reply to here.",
            way_out="The asker or their office holder replies, once there is an answer.",
        )
    form = kind(request.POST or None, initial={"version": asked.version})
    status = 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            act(asked, by=user, version=said["version"], text=said["text"])
        except Problem as problem:
            asked.refresh_from_db()
            form.refuse(problem, asked.version)
            status = problem.status
        else:
            return done(request, asked, texts["success"])
    context = {"form": form, "asked": asked, "rounds": rounds_of(asked), **texts}
    return form_page(request, "intake/step.html", context, status)
