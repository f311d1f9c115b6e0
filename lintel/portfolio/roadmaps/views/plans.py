"""The plans of a roadmap: their names, and the two keys that publish one."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from lintel.audit.signatures import hash_of
from lintel.people.access import key_of
from lintel.people.authentication import user_of
from lintel.portfolio.roadmaps import access, reporting, showing
from lintel.portfolio.roadmaps.actions import plan as plan_actions
from lintel.portfolio.roadmaps.filters import PlanFilter
from lintel.portfolio.roadmaps.forms import NameForm, SignForm
from lintel.portfolio.roadmaps.models import Plan
from lintel.portfolio.roadmaps.standing import posts_of
from lintel.portfolio.roadmaps.tables import PlanTable
from lintel.portfolio.roadmaps.turns import turn_of
from lintel.portfolio.roadmaps.views.common import load, load_plan, tabs_of
from lintel.ui.http import done
from lintel.ui.lists import list_page
from lintel.ui.problems import Problem, Stale
from lintel.ui.reports.sending import answered, wanted


@require_GET
def plans(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Every plan that was found for this roadmap."""
    row = load(request, pk)
    return list_page(
        request,
        Plan.objects.visible_to(user_of(request)).slim().filter(roadmap=row),
        table=PlanTable,
        filterset=PlanFilter,
        template="roadmaps/plans.html",
        context={"roadmap": row, "tabs": tabs_of(row)},
        export_name="plans",
    )


@require_safe
def report(request: HttpRequest, pk: int, plan: int) -> HttpResponse:
    """The plan as a report, `?format=pdf|xlsx|pptx`."""
    row = load_plan(request, pk, plan)
    return answered(reporting.report(row.roadmap, row), wanted(request))


@require_POST
def name(request: HttpRequest, pk: int, plan: int) -> HttpResponse:
    """Another name for a plan."""
    form = NameForm(request.POST)
    if not form.is_valid():
        raise Problem("A plan needs a name of at most 200 letters.", way_out="Write one.")
    row = plan_actions.rename(load_plan(request, pk, plan), form.cleaned_data["name"], by=user_of(request))
    return done(request, row, "The plan has that name now.")


@require_POST
def offer(request: HttpRequest, pk: int, plan: int) -> HttpResponse:
    """Lay it before both offices."""
    row = plan_actions.offer(load_plan(request, pk, plan), by=user_of(request))
    return done(request, row, "Both offices can sign it now.")


@require_http_methods(["GET", "POST"])
def signature(request: HttpRequest, pk: int, plan: int) -> HttpResponse:
    """The sheet that is signed; posting it signs exactly what it shows."""
    row = load_plan(request, pk, plan)
    if request.method == "GET":
        return _sheet(request, row)
    form = SignForm(request.POST)
    if not form.is_valid():
        raise Problem("This is not a complete signature.", way_out="Open the signing sheet and sign there.")
    try:
        plan_actions.sign(row, by=user_of(request), content_hash=form.cleaned_data["content_hash"])
    except Stale as stale:
        return _sheet(request, load_plan(request, pk, plan), stale)
    fresh = load_plan(request, pk, plan)
    published = fresh.state == "published"
    return done(
        request, fresh, "With both keys it is published." if published else "Your office’s key is there."
    )


@require_POST
def withdrawal(request: HttpRequest, pk: int, plan: int) -> HttpResponse:
    """Take one's office's key back before the other office signs."""
    row = plan_actions.withdraw(load_plan(request, pk, plan), by=user_of(request))
    return done(request, row, "The key was taken back.")


def _sheet(request: HttpRequest, row: Plan, stale: Stale | None = None) -> HttpResponse:
    key, seen = key_of(user_of(request)), showing.shown(row.roadmap, row)
    context = {
        "roadmap": row.roadmap, "plan": row, "seen": seen, "key": key,
        "full": showing.by_specialty(seen.loads),
        "turn": turn_of(row), "posts": posts_of(row), "content_hash": hash_of(row), "stale": stale,
        "may_sign": access.may_sign(key, row),
    }  # fmt: skip
    return render(request, "roadmaps/signature.html", context, status=409 if stale else 200)
