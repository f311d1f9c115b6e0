"""Two goals become one: what would come of it, and doing it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lintel.goals.objectives import access, merged
from lintel.goals.objectives.actions import merging
from lintel.goals.objectives.forms import MergerForm
from lintel.goals.objectives.models import Goal
from lintel.goals.objectives.views.lists import visible_goal
from lintel.people.models import User
from lintel.ui.http import done
from lintel.ui.problems import Denied, Problem

MOST = 200  # goals to choose from


@require_http_methods(["GET", "HEAD", "POST"])
def merger(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the other goal with `?with=`, read what the one would say, and merge."""
    row, user = visible_goal(request, pk)
    if not access.may_edit(user, row):
        raise Denied(
            "Goals are merged by somebody who owns both.",
            way_out="Write a comment on one of them, and ask its owner.",
        )
    form, status = MergerForm(request.POST or None), 200
    chosen = request.POST.get("other", "") or request.GET.get("with", "")
    other = visible_goal(request, int(chosen))[0] if chosen.isdecimal() else None
    if request.method == "POST" and other is not None and form.is_valid():
        said = form.cleaned_data
        try:
            merging.merge(row, other, by=user, step=said["step"] or 0, other_step=said["other_step"])
        except Problem as problem:
            row.refresh_from_db()
            other.refresh_from_db()
            form.refuse(problem, row.step)
            status = int(problem.status)
        else:
            return done(request, row, "They are one goal now. The other owner’s word is awaited.")
    return render(request, "objectives/merger.html", _shown(row, other, user, form), status=status)


def _shown(row: Goal, other: Goal | None, user: User, form: MergerForm) -> dict[str, Any]:
    context: dict[str, Any] = {"row": row, "other": other, "form": form}
    if other is None:
        rows = Goal.objects.visible_to(user).exclude(pk=row.pk).filter(closed_at=None).order_by("title")
        rows = rows.select_related("owner_marketing", "owner_it")[:MOST]
        return context | {"choices": [one for one in rows if access.may_close(user, one)]}
    coming = {one.pk for one in merged.coming(row, other)}
    return context | {
        "content": merged.joined(row, other),
        "staying": row.living_results,
        "coming": [(one, one.pk in coming) for one in other.living_results],
    }
