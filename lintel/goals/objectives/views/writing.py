"""Pages on which a goal is written: a new one, and changes of its wording."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lintel.audit.sides import Office
from lintel.goals.objectives import access
from lintel.goals.objectives.actions import goal as acting
from lintel.goals.objectives.forms import GoalForm, first_words, result_rows
from lintel.goals.objectives.models import State
from lintel.goals.objectives.views.lists import visible_goal
from lintel.goals.objectives.wording import Owners
from lintel.language.writing import notice
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done
from lintel.ui.problems import Denied, Problem

HALF_A_YEAR = dt.timedelta(days=182)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a goal; lay it before the other side at once, or keep it as a draft."""
    user = user_of(request)
    if not access.may_draft(user):
        raise Denied(
            "Only members of marketing and of IT write goals.",
            way_out="Ask an administrator for a role, or a colleague to write it down.",
        )
    form = GoalForm(request.POST or None, initial=_beginning(user))
    rows = result_rows(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            row = acting.draft(form.content(rows.results()), form.owners() or Owners(), by=user)
            if "offer" in request.POST:
                acting.offer(row, by=user, step=row.step)
        except Problem as problem:
            form.refuse(problem, 0)
            status = problem.status
        else:
            notice(request, form)
            offered = "Offered. It counts once both owners carry this wording."
            return done(request, row, offered if "offer" in request.POST else "The draft is kept.")
    context = {"form": form, "rows": rows, "own": Office(user.side)}
    return render(request, "objectives/new.html", context, status=status)


def _beginning(user: User) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "starts_on": today,
        "ends_on": today + HALF_A_YEAR,
        f"owner_{user.side}": user.pk,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the wording; both words fall away and the other owner's is awaited."""
    row, user = visible_goal(request, pk)
    if not access.may_edit(user, row):
        raise Denied(
            "A goal is changed by its owners or the holders of the two offices.",
            way_out="Write a comment, or ask one of the owners.",
        )
    draft = row.state == State.DRAFT
    form = GoalForm(request.POST or None, initial=first_words(row), with_owners=draft)
    rows = result_rows(request.POST or None, row)
    status = 200
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            acting.edit(
                row, form.content(rows.results()), form.owners(), by=user,
                step=form.cleaned_data["step"] or 0,
            )  # fmt: skip
        except Problem as problem:
            row.refresh_from_db()
            form.refuse(problem, row.step)
            status = problem.status
        else:
            notice(request, form)
            return done(request, row, "Saved." if draft else "Saved. The other owner’s word is awaited now.")
    return render(request, "objectives/edit.html", {"form": form, "rows": rows, "row": row}, status=status)
