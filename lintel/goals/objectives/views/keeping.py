"""What is added to a goal: check-ins, measurements and its place in the cascade."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from lintel.goals.objectives import access
from lintel.goals.objectives.actions import checkin, measurement, placement
from lintel.goals.objectives.forms import CheckInForm, ParentForm
from lintel.goals.objectives.views.lists import visible_goal
from lintel.people.authentication import user_of
from lintel.ui.http import done
from lintel.ui.problems import Denied, Problem


@require_POST
def check_ins(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how sure one is."""
    row, user = visible_goal(request, pk)
    form = CheckInForm(request.POST)
    if not form.is_valid() and access.may_check_in(user, row):
        raise Problem("Confidence goes from 1 to 10.", way_out="Go back and write a number.")
    said = form.cleaned_data
    checkin.check_in(row, said.get("confidence") or 0, by=user, note=said.get("note") or "")
    return done(request, row, "Checked in.")


@require_POST
def measurements(request: HttpRequest, pk: int) -> HttpResponse:
    """Read its metrics now."""
    row, user = visible_goal(request, pk)
    found = measurement.take(row, by=user)
    known = sum(one.value is not None for one in found)
    return done(request, row, f"Measured: {known} of {len(found)} key results have a value.")


@require_POST
def all_measurements(request: HttpRequest) -> HttpResponse:
    """Have all goals measured in the background."""
    run = measurement.order(by=user_of(request))
    return done(request, run, "Ordered. Here is how far it is.")


@require_POST
def parents(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which goal it serves, or take such a place away."""
    row, user = visible_goal(request, pk)
    form = ParentForm(request.POST, goal=row, user=user)
    if not access.may_place(user, row):
        raise Denied(
            "What a goal serves is said by its owners or the holders of the two offices.",
            way_out="Write a comment, or ask one of the owners.",
        )
    if not form.is_valid():
        raise Problem("There is no such goal here.", way_out="Go back and choose one from the list.")
    parent = form.cleaned_data["parent"]
    if "remove" in request.POST:
        placement.displace(row, parent, by=user)
        return done(request, row, "It does not serve that goal any more.")
    placement.place(row, parent, by=user, how=form.cleaned_data["how"])
    return done(request, row, f"It serves “{parent.title}” now.")
