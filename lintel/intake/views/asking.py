"""Pages of the asking side: ask, reword, withdraw, join."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.estate.purchases.remembering import rejected_like
from lintel.intake import access
from lintel.intake.actions import request as asking
from lintel.intake.actions import vote as voting
from lintel.intake.forms import RequestForm, WithdrawalForm, first_values
from lintel.intake.models import Request, RequestType, State
from lintel.intake.similar import Similar, similar_to
from lintel.intake.ties import REQUEST, SERVES
from lintel.intake.views.common import form_page, visible_request
from lintel.language.writing import notice
from lintel.people.authentication import user_of
from lintel.people.belonging import titles
from lintel.people.models import User
from lintel.ui.formats import date_text
from lintel.ui.http import done, get_visible
from lintel.ui.problems import Denied, Problem


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose a type, then ask; look-alikes are shown before anything is sent."""
    user = user_of(request)
    if not access.may_ask(user):
        raise Denied(
            "Only members of marketing and of IT ask each other.",
            way_out="Ask an administrator for a role, or a colleague to ask for you.",
        )
    types = RequestType.objects.open_to(access.other_office(user))
    chosen = request.GET.get("type", "")
    if not chosen:
        return render(
            request, "intake/choose_type.html", {"types": types, "office": access.other_office(user)}
        )
    type = get_visible(types, pk=chosen)
    draft = "draft" in request.POST
    form = RequestForm(
        request.POST or None, questions=type.asked(), draft=draft, suggests=True, goals=_goals(user)
    )
    alike: list[Similar] = []
    status = 200
    if request.method == "POST" and form.is_valid():
        alike = _look_alikes(request, form, user)
        if draft or not alike:
            act = asking.draft if draft else asking.ask
            try:
                made = act(type, form.content(), by=user)
            except Problem as problem:
                form.refuse(problem, 0)
                status = problem.status
            else:
                notice(request, form)
                return done(request, made, "The draft is kept." if draft else _asked(made))
    context = {"form": form, "type": type, "similar": alike, "office": access.other_office(user)}
    return form_page(request, "intake/ask.html", context, status)


def _goals(user: User) -> list[str]:
    return titles(REQUEST, SERVES, user)


def _asked(made: Request) -> str:
    day = date_text(made.answer_by) if made.answer_by else "its date"
    return f"Asked. The {made.get_asked_office_display()} answers by {day}."


def _look_alikes(request: HttpRequest, form: RequestForm, user: User) -> list[Similar]:
    """What looks the same, until the asker has seen it and says that theirs is different."""
    if "different" in request.POST:
        return []
    return similar_to(form.cleaned_data["title"], form.cleaned_data["description"], user)


@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """Look-alikes while one types; a fragment."""
    title = request.GET.get("title", "")[:200]
    found = similar_to(title, "", user_of(request)) if len(title.strip()) > 3 else []
    rejected = rejected_like(title, user_of(request))
    return render(request, "intake/similar.html", {"similar": found, "rejected": rejected})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword a request that is not answered yet, or send a draft."""
    asked, user = visible_request(request, pk)
    if not access.may_edit(user, asked):
        raise Denied(
            "This request can no longer be reworded by you.",
            way_out="The asker rewords it until it is answered; after that, make a counter-offer.",
        )
    draft = asked.state == State.DRAFT
    form = RequestForm(
        request.POST or None,
        initial=first_values(asked),
        questions=asked.type.asked(),
        draft=draft and "send" not in request.POST,
        goals=_goals(user),
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            asking.edit(asked, form.content(), by=user, version=version)
            if draft and "send" in request.POST:
                asking.send(asked, by=user, version=asked.version)
        except Problem as problem:
            asked.refresh_from_db()
            form.refuse(problem, asked.version)
            status = problem.status
        else:
            notice(request, form)
            return done(request, asked, "Asked." if "send" in request.POST else "Saved.")
    context = {"form": form, "type": asked.type, "asked": asked, "draft": draft}
    return form_page(request, "intake/edit.html", context, status)


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a request back, after a look at what that means."""
    asked, user = visible_request(request, pk)
    form = WithdrawalForm(request.POST or None, initial={"version": asked.version})
    status = 200
    if not access.may_withdraw(user, asked):
        raise Denied("You cannot withdraw this request.", way_out="Its asker can, until it is agreed.")
    if request.method == "POST" and form.is_valid():
        try:
            asking.withdraw(
                asked, by=user, version=form.cleaned_data["version"], why=form.cleaned_data["why"]
            )
        except Problem as problem:
            asked.refresh_from_db()
            form.refuse(problem, asked.version)
            status = problem.status
        else:
            return done(request, asked, "The request is withdrawn.")
    context = {
        "form": form,
        "asked": asked,
        "heading": "Withdraw this request",
        "lead": "It stays readable, and nobody owes an answer any more.",
        "button": "Withdraw the request",
        "danger": True,
    }
    return form_page(request, "intake/step.html", context, status)


@require_POST
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Add one's voice, or take it back."""
    asked, user = visible_request(request, pk)
    if request.POST.get("voice") == "back":
        voting.take_back(asked, by=user)
        return done(request, asked, "Your voice is taken back.")
    voting.cast(asked, by=user)
    return done(request, asked, "Your voice is added.")
