"""The list of sessions, one session that keeps itself up to date, and what is done in it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.ledger import newest
from lintel.audit.memory import remembered_of
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.portfolio.sessions import access
from lintel.portfolio.sessions.actions import scoring
from lintel.portfolio.sessions.actions import session as acting
from lintel.portfolio.sessions.forms import InviteForm, ScoresForm, SessionForm, item_of
from lintel.portfolio.sessions.models import BacklogSession
from lintel.portfolio.sessions.reading import read
from lintel.portfolio.sessions.showing import state_of, whole
from lintel.portfolio.sessions.tables import SessionFilter, SessionTable
from lintel.ui.http import carried_out, done, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem


def load(request: HttpRequest, pk: int) -> BacklogSession:
    """The session of this number, if the reader may see it."""
    rows = BacklogSession.objects.visible_to(user_of(request)).select_related("facilitator", "reordering")
    return get_visible(rows, pk=pk)


@require_safe
def sessions(request: HttpRequest) -> HttpResponseBase:
    """All sessions, the newest first."""
    user = user_of(request)
    return list_page(
        request,
        BacklogSession.objects.visible_to(user).counted(),
        table=SessionTable,
        filterset=SessionFilter,
        template="sessions/sessions.html",
        context={"may_open": access.may_open(user)},
        export_name="backlog-sessions",
        remember=remembered_of,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a session."""
    user = user_of(request)
    if not access.may_open(user):
        raise Denied(
            "Only members and office holders of marketing and IT open backlog sessions.",
            way_out="Ask one of them to open one.",
        )
    form = SessionForm(request.POST or None, user=user)
    made = carried_out(request, form, lambda: acting.open(form.plan(), by=user))
    if made is not None:
        return done(request, made, "The session is open. Begin when everybody is there.")
    return render(request, "sessions/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@never_cache
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: who takes part, one's own scores, what was revealed, what both agreed."""
    return _page(request, load(request, pk))


def _page(request: HttpRequest, row: BacklogSession, form: ScoresForm | None = None) -> HttpResponse:
    context = whole(row, user_of(request), form) | {"history": newest(row, seen_by=request.user)}
    return render(request, "sessions/session.html", context, status=422 if form is not None else 200)


@require_safe
@never_cache
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """What is new since `stamp`: 204 and one query when nothing is; else only the parts that changed."""
    user = user_of(request)
    seen = _number(request.GET.get("stamp", ""))
    rows = BacklogSession.objects.visible_to(user)
    stamps = rows.filter(pk=pk).values_list("stamp", "items_stamp").first()
    if stamps is not None and stamps[0] == seen:
        return HttpResponse(status=204)
    row = load(request, pk)
    anew = row.items_stamp > seen
    context = whole(row, user) if anew else state_of(row, user)
    return render(request, "sessions/live.html", context | {"anew": anew})


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


@require_POST
def scores(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep one's own scores; what was revealed meanwhile is left out, and one is told."""
    user = user_of(request)
    row = load(request, pk)
    form = ScoresForm(request.POST, session=row, talks=read(row, user))
    if not form.is_valid():
        return _page(request, row, form)
    part = scoring.give(row, form.scores(), by=user)
    if form.late:
        messages.warning(request, f"Revealed meanwhile, so not taken any more: {', '.join(form.late)}.")
    said = (
        "That was all: you have scored everything." if part.finished else "Kept. Nobody else sees them yet."
    )
    return done(request, row, said)


@require_POST
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite one more person."""
    row = load(request, pk)
    form = InviteForm(request.POST, session=row)
    if not form.is_valid():
        raise Problem("Nobody was chosen.", way_out="Choose somebody who does not take part yet.")
    chosen: User = form.cleaned_data["person"]
    acting.invite(row, [chosen], by=user_of(request))
    return done(request, row, f"{chosen} takes part.")


@require_POST
def beginning(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the scoring begin."""
    row = acting.begin(load(request, pk), by=user_of(request))
    return done(request, row, "Everybody scores now; nobody sees the others’ scores.")


@require_POST
def revelation(request: HttpRequest, pk: int) -> HttpResponse:
    """Reveal one proposal, named by `item`, or all that are being scored."""
    row = load(request, pk)
    item = None
    if number := request.POST.get("item", ""):
        item = item_of(row, number)
        if item is None:
            raise Problem("It is not clear what to reveal.", way_out="Load the page again.")
    scoring.reveal(row, item, by=user_of(request))
    return done(request, item or row, "Revealed." if item is None else f"“{item.title}” is revealed.")


@require_POST
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the backlog in the order of the session."""
    acting.adopt(load(request, pk), request.POST.get("basis", ""), by=user_of(request))
    return done(request, "portfolio:backlog", "The backlog follows the session. You can take it back here.")


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it; the minutes are written."""
    row = acting.close(load(request, pk), by=user_of(request))
    return done(request, row, "The session is closed, and its minutes are in the ledger.")


@require_POST
def abandonment(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it up."""
    reason = request.POST.get("reason", "").replace("\x00", "")[:1000]
    row = acting.abandon(load(request, pk), by=user_of(request), reason=reason)
    return done(request, row, "The session was given up. What was not revealed stays hidden.")
