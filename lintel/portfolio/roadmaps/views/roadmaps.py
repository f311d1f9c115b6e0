"""The list of roadmaps, a new one, its frame, and the page of its plan."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lintel.audit import ledger
from lintel.audit.memory import remembered_of
from lintel.people.access import key_of
from lintel.people.authentication import user_of
from lintel.portfolio.proposals.models import State
from lintel.portfolio.roadmaps import access, drawing, showing
from lintel.portfolio.roadmaps.actions import roadmap as roadmap_actions
from lintel.portfolio.roadmaps.actions.search import UNDER_WAY
from lintel.portfolio.roadmaps.bundling import unsaid
from lintel.portfolio.roadmaps.defaults import plannable
from lintel.portfolio.roadmaps.exporting import FILES
from lintel.portfolio.roadmaps.filters import RoadmapFilter
from lintel.portfolio.roadmaps.forms import FrameForm, NewForm, SearchForm
from lintel.portfolio.roadmaps.models import Plan, Roadmap
from lintel.portfolio.roadmaps.standing import posts_of
from lintel.portfolio.roadmaps.tables import RoadmapTable
from lintel.portfolio.roadmaps.turns import turn_of
from lintel.portfolio.roadmaps.views.common import load, load_plan, tabs_of
from lintel.ui.http import done, form_problem
from lintel.ui.lists import list_page
from lintel.ui.problems import Problem


@require_GET
def roadmaps(request: HttpRequest) -> HttpResponseBase:
    """All roadmaps."""
    return list_page(
        request,
        Roadmap.objects.visible_to(user_of(request)).for_list(),
        table=RoadmapTable,
        filterset=RoadmapFilter,
        template="roadmaps/roadmaps.html",
        context={"may_plan": access.may_plan(user_of(request))},
        export_name="roadmaps",
        remember=remembered_of,
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a roadmap over the first proposals of the backlog."""
    user = user_of(request)
    today = timezone.localdate()
    first = {"starts_on": today.replace(day=1, month=(today.month - 1) // 3 * 3 + 1)}
    form = NewForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        rows = plannable(user)
        chosen = list(rows.filter(state=State.IN_WORK))
        chosen += list(rows.exclude(state=State.IN_WORK)[: form.cleaned_data["first"]])
        try:
            made = roadmap_actions.begin(form.values(), chosen, by=user)
        except Problem as problem:
            if problem.status != 422:
                raise
            form_problem(form, problem)
        else:
            return done(
                request,
                reverse("roadmaps:inputs", args=[made.pk]),
                "It is there. Check the days, the money and the worth; then have the best plan looked for.",
            )
    status = 422 if form.errors else 200
    context = {"form": form, "may_plan": access.may_plan(user), "count": plannable(user).count()}
    return render(request, "roadmaps/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other dates, weights, or days kept free."""
    row = load(request, pk)
    form = FrameForm(request.POST or None, instance=row, initial={"step": row.step})
    if request.method == "POST" and form.is_valid():
        try:
            fresh = load(request, pk)
            roadmap_actions.change(
                fresh, form.values(), by=user_of(request), step=form.cleaned_data["step"] or 0
            )
        except Problem as problem:
            if problem.status != 422:
                raise
            form_problem(form, problem)
        else:
            return done(request, row, "Saved. Plans found before are marked as older.")
    context = {"form": form, "roadmap": row}
    return render(request, "roadmaps/edit.html", context, status=422 if form.errors else 200)


@require_GET
def roadmap(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The roadmap with one of its plans: the one asked for, else the published one, else the newest."""
    user, row = user_of(request), load(request, pk)
    plan = _plan(request, row)
    wanted = request.GET.get("export", "")
    if plan is not None and wanted in FILES:
        return FILES[wanted](row, plan, showing.shown(row, plan))
    context: dict[str, Any] = {
        "roadmap": row,
        "plan": plan,
        "tabs": tabs_of(row),
        "may_plan": access.may_plan(user),
        "search_form": SearchForm(initial={"base": plan.pk if plan else None}),
        "under_way": row.searches.filter(run__state__in=UNDER_WAY).select_related("run").first(),
        "last": row.searches.select_related("run").first(),
        "look_first": plan is None or plan.step != row.step,
        "held": row.entries.count(),
        "unsaid": row.entries.filter(Q(worth_marketing=None) | Q(worth_it=None)).count(),
        "unsaid_bundles": unsaid(row),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    if plan is not None:
        context |= _about(row, plan, user)
    return render(request, "roadmaps/roadmap.html", context)


def _plan(request: HttpRequest, row: Roadmap) -> Plan | None:
    asked = request.GET.get("plan", "")
    if asked.isdecimal() and len(asked) < 19:
        return load_plan(request, row.pk, asked)
    rows = row.plans.select_related("search", "roadmap")
    published = rows.filter(pk=row.published_id).first() if row.published_id else None
    return published or rows.filter(kind="best").first() or rows.first()


def _about(row: Roadmap, plan: Plan, user: Any) -> dict[str, Any]:
    seen = showing.shown(row, plan)
    key = key_of(user)
    posts = posts_of(plan)
    return {
        "seen": seen,
        "timeline": drawing.timeline(row, plan, seen) if seen.bars else None,
        "capacity": drawing.capacity(seen.loads, row.period_names) if seen.loads else None,
        "tightest": showing.tightest(seen.loads),
        "chance": None if plan.chance is None else f"{plan.chance:.0%}",
        "turn": turn_of(plan),
        "posts": posts,
        "key": key,
        "may_sign": access.may_sign(key, plan),
        "may_withdraw": key is not None and plan.state == "offered" and posts[key.office] is not None,
        "older": plan.step != row.step,
    }
