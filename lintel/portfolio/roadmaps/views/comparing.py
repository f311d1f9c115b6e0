"""Plans beside each other: the frontier, what buffers cost, and the differences of two."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lintel.people.authentication import user_of
from lintel.portfolio.roadmaps import access, drawing, showing
from lintel.portfolio.roadmaps.bundled import bundle_differences
from lintel.portfolio.roadmaps.forms import SearchForm
from lintel.portfolio.roadmaps.models import Kind, Plan, Roadmap
from lintel.portfolio.roadmaps.views.common import load, load_plan, tabs_of


@require_GET
def frontier(request: HttpRequest, pk: int) -> HttpResponse:
    """The plans between what serves marketing and what serves IT, from the newest search for them."""
    row = load(request, pk)
    found = _newest(row, Kind.FRONTIER, "marketing")
    figure = drawing.frontier(found, None) if found else None
    marked = [one for one in found if one.mark]
    context = _context(request, row, found) | {"figure": figure, "marked": marked}
    return render(request, "roadmaps/frontier.html", context)


@require_GET
def buffers(request: HttpRequest, pk: int) -> HttpResponse:
    """What it costs to keep days free, and how likely each plan then is to hold."""
    row = load(request, pk)
    found = _newest(row, Kind.BUFFERS, "buffer")
    figure = drawing.buffers(found) if found else None
    context = _context(request, row, found) | {"figure": figure, "shares": drawing.buffer_rows(found)}
    return render(request, "roadmaps/buffers.html", context)


@require_GET
def differences(request: HttpRequest, pk: int) -> HttpResponse:
    """Two plans of one roadmap, and in which proposals they differ."""
    row, user = load(request, pk), user_of(request)
    plans = list(Plan.objects.visible_to(user).slim().filter(roadmap=row))
    before, after = (_chosen(request, row, plans, name) for name in ("before", "after"))
    context = {"roadmap": row, "tabs": tabs_of(row), "plans": plans, "before": before, "after": after}
    if before and after:
        old, new = showing.shown(row, before), showing.shown(row, after)
        context |= {
            "moved": showing.differences(old, new),
            "bundles": bundle_differences(old.bundles, new.bundles),
        }
    return render(request, "roadmaps/differences.html", context)


def _chosen(request: HttpRequest, row: Roadmap, plans: list[Plan], name: str) -> Plan | None:
    """The plan asked for; without one the published as before, the newest as after."""
    asked = request.GET.get(name, "")
    if asked.isdecimal() and len(asked) < 19:
        return load_plan(request, row.pk, asked)
    if len(plans) < 2:
        return None
    first = next((one.pk for one in plans if one.pk == row.published_id), plans[1].pk)
    newest = next(one.pk for one in plans if one.pk != first)
    return load_plan(request, row.pk, first if name == "before" else newest)


def _newest(row: Roadmap, kind: Kind, order: str) -> list[Plan]:
    search = row.searches.filter(kind=kind, plans__isnull=False).first()
    return list(search.plans.slim().select_related("search").order_by(order)) if search else []


def _context(request: HttpRequest, row: Roadmap, found: list[Plan]) -> dict[str, object]:
    return {
        "roadmap": row,
        "tabs": tabs_of(row),
        "plans": found,
        "search": found[0].search if found else None,
        "older": bool(found) and found[0].step != row.step,
        "may_plan": access.may_plan(user_of(request)),
        "form": SearchForm(),
    }
