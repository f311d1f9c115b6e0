"""One announcement: written, read, changed, taken back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.digests.news.access import may_announce, may_change
from lintel.digests.news.actions import announcement as actions
from lintel.digests.news.forms import AnnouncementForm
from lintel.digests.news.models import Announcement
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui.http import carried_out, done, form_problem, get_visible
from lintel.ui.problems import Denied, Problem

SHOWN = 30  # of those who have read it, the latest


def _load(request: HttpRequest, pk: int) -> Announcement:
    return get_visible(Announcement.objects.visible_to(user_of(request)).select_related("author"), pk=pk)


@require_safe
def announcement(request: HttpRequest, pk: int) -> HttpResponse:
    """What is told, who has read it, what is said about it."""
    user, row = user_of(request), _load(request, pk)
    read = row.acknowledgements.select_related("person").order_by("-at")
    asked = row.asks_word and row.state == "standing" and user.pk != row.author_id
    context = {
        "row": row,
        "may_change": may_change(user, row),
        "asked": asked and may_read(user) and not read.filter(person=user).exists(),
        "read": list(read[:SHOWN]),
        "read_count": read.count(),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "news/announcement.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Tell something."""
    user = user_of(request)
    if not may_announce(user):
        raise Denied(
            "Members tell their own side; the two offices and administrators tell everybody.",
            way_out="Ask one of them to publish it.",
        )
    form = AnnouncementForm(request.POST or None, user=user)
    made = carried_out(request, form, lambda: actions.publish(**form.values(), by=user))
    if made is not None:
        return done(request, made, "It is published.")
    return render(request, "news/announcement_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words."""
    user, row = user_of(request), _load(request, pk)
    if not may_change(user, row):
        raise Denied("Its author changes an announcement that stands.", way_out="Leave a comment instead.")
    form = AnnouncementForm(request.POST or None, user=user, standing=row)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change(row, form.values(), version=version, by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, row, "Changed.")
    context = {"form": form, "row": row}
    return render(request, "news/announcement_form.html", context, status=422 if form.errors else 200)


@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    row = _load(request, pk)
    actions.withdraw(row, by=user_of(request))
    return done(request, row, "It is taken back.")


@require_POST
def acknowledgement(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one has read it."""
    row, version = _load(request, pk), request.POST.get("version", "")
    if not version.isdecimal() or len(version) > 9:
        raise Problem("It is not said which version you read.", way_out="Open it once more.")
    actions.acknowledge(row, version=int(version), by=user_of(request))
    return done(request, row, "Thank you: it is noted that you have read it.")
