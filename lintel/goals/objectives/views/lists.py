"""The list, and the page of one goal."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lintel.audit.ledger import newest
from lintel.audit.memory import remembered_of
from lintel.audit.sides import OFFICES
from lintel.audit.signatures import hash_of
from lintel.goals.objectives import access, panels, scoring, standing
from lintel.goals.objectives.actions._common import words_of
from lintel.goals.objectives.drawing import bar, percent
from lintel.goals.objectives.exporting import GoalFile, ResultFile
from lintel.goals.objectives.filters import GoalFilter, ResultFilter
from lintel.goals.objectives.forms import CheckInForm, OwnerForm, ParentForm
from lintel.goals.objectives.models import Goal, KeyResult, State
from lintel.goals.objectives.tables import GoalTable, ResultTable
from lintel.goals.objectives.turns import HEALTH_TONES, OUTCOME_TONES, TONES, silent_days, turn_of
from lintel.people.access import key_of
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import get_visible
from lintel.ui.lists import list_page

CHECK_INS_SHOWN = 20
CHILDREN_SHOWN = 30


def visible_goal(http: HttpRequest, pk: int) -> tuple[Goal, User]:
    """The goal, if the reader may see it, and the reader."""
    user = user_of(http)
    rows = Goal.objects.visible_to(user).select_related("owner_marketing", "owner_it", "created_by")
    return get_visible(rows, pk=pk), user


@require_safe
def goals(request: HttpRequest) -> HttpResponseBase:
    """All that may be seen, newest first; as a file, with the importer's columns."""
    user = user_of(request)
    export = "export" in request.GET
    rows = Goal.objects.visible_to(user)
    return list_page(
        request,
        rows.for_file() if export else rows.for_list(),
        table=GoalFile if export else GoalTable,
        filterset=GoalFilter,
        template="objectives/goals.html",
        context={"may_draft": access.may_draft(user), "may_measure": access.may_measure(user)},
        export_name="goals",
        remember=remembered_of,
    )


@require_safe
def key_results(request: HttpRequest) -> HttpResponseBase:
    """The key results of all goals that one may see; as a file, with the importer's columns."""
    rows = KeyResult.objects.visible_to(user_of(request)).living().exclude(goal__state=State.CLOSED)
    return list_page(
        request,
        rows.select_related("goal", "measured"),
        table=ResultFile if "export" in request.GET else ResultTable,
        filterset=ResultFilter,
        template="objectives/results.html",
        export_name="key-results",
        remember=remembered_of,
    )


@require_safe
def goal_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One goal: who carries it, what shows it, how sure its owners are, and where it stands."""
    row, user = visible_goal(request, pk)
    whole = request.GET.get("history") == "all"
    context = {
        **_wording(row),
        **_rights(row, user),
        **_around(row, user),
        "panels": panels.panels_of(request, row),
        "history": newest(row, everything=whole, seen_by=request.user),
    }
    # Every goal is a choice: only who asks for it waits for them.
    if context["may_place"] and "place" in request.GET:
        context["parent_form"] = ParentForm(goal=row, user=user)
    return render(request, "objectives/goal.html", context)


def _wording(row: Goal) -> dict[str, Any]:
    today = timezone.localdate()
    checkins = list(row.checkins.select_related("by")[:CHECK_INS_SHOWN])
    past = standing.measured(row)
    scores = standing.scores(past)
    posts = standing.posts(row, words_of(row), checkins)
    said = [one.confidence for one in posts if one.confidence is not None]
    return {
        "row": row,
        "turn": turn_of(row, today),
        "tone": TONES[row.state],
        "health_tone": HEALTH_TONES[row.health],
        "outcome_tone": OUTCOME_TONES.get(row.outcome, ""),
        "posts": posts,
        "gap": max(said) - min(said) if len(said) == len(OFFICES) else 0,
        "silent_days": silent_days(row, today),
        "results": standing.key_results(row, past),
        "scores": scores[::-1][:24],
        "score_line": standing.score_line(scores),
        "score_bar": bar(row.score, f"Score {percent(row.score)}"),
        "score_percent": percent(row.score),
        "elapsed": percent(scoring.elapsed(row.starts_on, row.ends_on, today)),
        "score_rule": scoring.SCORE_RULE,
        "health_rule": scoring.HEALTH_RULE,
        "checkins": checkins,
        "hash": hash_of(row),
    }


def _rights(row: Goal, user: User) -> dict[str, Any]:
    key = key_of(user)
    named = [office for office in OFFICES if access.may_name_owner(user, row, office, key)]
    return {
        "may_edit": access.may_edit(user, row),
        "may_offer": access.may_offer(user, row),
        "may_accept": access.may_accept(user, row),
        "may_take_on": access.may_take_on(user, row),
        "may_step_back": access.may_step_back(user, row),
        "may_close": access.may_close(user, row),
        "may_check_in": access.may_check_in(user, row),
        "may_measure": row.state in {"offered", "owned"} and row.results_total and access.may_measure(user),
        "may_place": access.may_place(user, row),
        "own_office": access.owns(user, row),
        "owner_forms": [
            (office, OwnerForm(office=office, prefix=office, initial={"person": row.owner_id_of(office)}))
            for office in named
        ],
        "check_in_form": CheckInForm(),
    }


def _around(row: Goal, user: User) -> dict[str, Any]:
    visible = Goal.objects.visible_to(user)
    above = row.parenthoods.filter(parent__in=visible).select_related("parent")
    below = row.childhoods.filter(child__in=visible).select_related("child")
    today = timezone.localdate()
    shown = list(below[: CHILDREN_SHOWN + 1])
    return {
        "parents": [(one, turn_of(one.parent, today)) for one in above],
        "children": [(one, turn_of(one.child, today)) for one in shown[:CHILDREN_SHOWN]],
        "more_children": len(shown) > CHILDREN_SHOWN,
    }
