"""The list of concerns, one concern, and its steps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.ledger import newest
from lintel.audit.memory import remembered_of
from lintel.charter.concerns import access
from lintel.charter.concerns.actions import concern as acting
from lintel.charter.concerns.filters import ConcernFilter
from lintel.charter.concerns.forms import ConcernForm, WordsForm
from lintel.charter.concerns.models import Concern
from lintel.charter.concerns.tables import ConcernTable
from lintel.charter.concerns.turns import TONES, turn_of
from lintel.charter.links import answered_by
from lintel.language.writing import notice
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem
from lintel.ui.steps import StepForm


def visible_concern(http: HttpRequest, pk: int) -> tuple[Concern, User]:
    """The concern, if the reader may see it, and the reader."""
    user = user_of(http)
    return get_visible(Concern.objects.visible_to(user).select_related("owner"), pk=pk), user


@require_safe
def concerns(request: HttpRequest) -> HttpResponseBase:
    """All concerns of both sides, newest first."""
    user = user_of(request)
    return list_page(
        request,
        Concern.objects.visible_to(user).defer("text"),
        table=ConcernTable,
        filterset=ConcernFilter,
        template="concerns/concerns.html",
        context={"may_state": access.may_state(user)},
        export_name="concerns",
        remember=remembered_of,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """State a concern."""
    user = user_of(request)
    if not access.may_state(user):
        raise Denied(
            "Only members of marketing and of IT state concerns here.",
            way_out="Ask an administrator for a role, or a colleague to state it.",
        )
    form = ConcernForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("kind", "title", "text")}
        try:
            row = acting.state(**said, by=user)
        except Problem as problem:
            form.refuse(problem, 0)
            status = problem.status
        else:
            notice(request, form)
            return done(request, row, "Stated. The other side is asked to play it back.")
    return render(request, "concerns/new.html", {"form": form}, status=status)


@require_safe
def concern_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One concern: its words, every round, what answers it, and what can be said next."""
    row, user = visible_concern(request, pk)
    today = timezone.localdate()
    answers = answered_by(row, user)
    context = {
        "row": row,
        "turn": turn_of(row, today),
        "tone": TONES[row.state],
        "silent_days": row.silent_days(today),
        "play_backs": row.play_backs.select_related("by", "judged_by"),
        "answers": answers,
        "may_edit": access.may_edit(user, row),
        "may_play_back": access.may_play_back(user, row),
        "may_judge": access.may_judge(user, row),
        "may_link": access.may_link(user, row),
        "history": newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "concerns/concern.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword a concern."""
    row, user = visible_concern(request, pk)
    if not access.may_edit(user, row):
        raise Denied("Its owner rewords a concern.", way_out="Write a comment, or state one of your own.")
    first = {"kind": row.kind, "title": row.title, "text": row.text, "step": row.step}
    form = ConcernForm(request.POST or None, initial=first)
    status = 200
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("kind", "title", "text")}
        try:
            acting.edit(row, **said, by=user, step=form.cleaned_data["step"] or 0)
        except Problem as problem:
            row.refresh_from_db()
            form.refuse(problem, row.step)
            status = problem.status
        else:
            notice(request, form)
            return done(request, row, "Reworded. The other side is asked to play it back.")
    return render(request, "concerns/edit.html", {"form": form, "row": row}, status=status)


@dataclass(frozen=True)
class Page:
    """What a step's page says, and its action."""

    act: Callable[..., Any]
    may: Callable[[User, Concern], bool]
    heading: str
    lead: str
    label: str
    button: str
    success: str


PLAY_BACK = Page(
    acting.play_back,
    access.may_play_back,
    "Play it back",
    "Say in your own words what worries them. You need not agree; they say whether you have understood.",
    "What worries them, in your own words",
    "Play it back",
    "Played back. They say whether that is it.",
)
CORRECTION = Page(
    acting.correct,
    access.may_judge,
    "Correct the play-back",
    "Say what it misses. The other side tries again; the rounds stay readable.",
    "What was not understood?",
    "Correct it",
    "Corrected. The other side tries again.",
)
REST = Page(
    acting.lay_to_rest,
    access.may_edit,
    "Lay it to rest",
    "It no longer worries you. It stays readable, with your reason.",
    "Why does it no longer worry you?",
    "Lay it to rest",
    "Laid to rest.",
)


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, pk: int, page: Page) -> HttpResponse:
    """A step that needs words: play back, correct, lay to rest."""
    row, user = visible_concern(request, pk)
    if not page.may(user, row):
        raise Denied(
            f"“{page.heading}” is not yours to do here now.",
            way_out="Read on its page whose word is awaited.",
        )
    form = WordsForm(request.POST or None, initial={"step": row.step}, label=page.label)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            page.act(row, text=form.cleaned_data["text"], by=user, step=form.cleaned_data["step"] or 0)
        except Problem as problem:
            row.refresh_from_db()
            form.refuse(problem, row.step)
            status = problem.status
        else:
            notice(request, form)
            return done(request, row, page.success)
    return render(request, "concerns/step.html", {"form": form, "row": row, "saying": page}, status=status)


@require_POST
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """Say “understood”."""
    row, user = visible_concern(request, pk)
    form = StepForm(request.POST)
    if not form.is_valid():
        raise Problem("This form was incomplete.", way_out="Go back, load the page again and confirm there.")
    acting.confirm(row, by=user, step=form.cleaned_data["step"] or 0)
    return done(request, row, "Understood. Both sides see the same concern now.")
