"""Teams and specialties."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Model, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from lintel.people.access import may_administer
from lintel.people.actions import specialty as specialty_actions
from lintel.people.actions import team as team_actions
from lintel.people.forms import GroupForm
from lintel.people.models import Specialty, Team
from lintel.people.tables import (
    EditableSpecialtyTable,
    EditableTeamTable,
    GroupFilter,
    SpecialtyTable,
    TeamTable,
)
from lintel.people.views.reader import administrator, reader
from lintel.ui.http import carried_out, done, get_visible
from lintel.ui.lists import list_page

SIZE = Count("people", filter=Q(people__is_active=True))
METHODS = ["GET", "HEAD", "POST"]


@require_GET
def teams(request: HttpRequest) -> HttpResponseBase:
    """All teams."""
    user = reader(request)
    rows = Team.objects.visible_to(user).annotate(size=SIZE)
    return list_page(
        request,
        rows,
        table=EditableTeamTable if may_administer(user) else TeamTable,
        filterset=GroupFilter,
        template="people/teams.html",
        context={"may_administer": may_administer(user)},
        export_name="teams",
    )


@require_GET
def specialties(request: HttpRequest) -> HttpResponseBase:
    """All specialties."""
    user = reader(request)
    rows = Specialty.objects.visible_to(user).annotate(size=SIZE)
    return list_page(
        request,
        rows,
        table=EditableSpecialtyTable if may_administer(user) else SpecialtyTable,
        filterset=GroupFilter,
        template="people/specialties.html",
        context={"may_administer": may_administer(user)},
        export_name="specialties",
    )


@require_http_methods(METHODS)
def new_team(request: HttpRequest) -> HttpResponse:
    """A new team."""
    user = administrator(request)
    return _keep(request, None, "people:teams", "New team", lambda data: team_actions.create(**data, by=user))


@require_http_methods(METHODS)
def edit_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or side for a team."""
    user = administrator(request)
    team = get_visible(Team.objects.visible_to(user), pk=pk)
    return _keep(
        request, team, "people:teams", team.name, lambda data: team_actions.edit(team, **data, by=user)
    )


@require_http_methods(METHODS)
def new_specialty(request: HttpRequest) -> HttpResponse:
    """A new specialty."""
    user = administrator(request)
    return _keep(
        request,
        None,
        "people:specialties",
        "New specialty",
        lambda data: specialty_actions.create(**data, by=user),
    )


@require_http_methods(METHODS)
def edit_specialty(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or side for a specialty."""
    user = administrator(request)
    row = get_visible(Specialty.objects.visible_to(user), pk=pk)
    return _keep(
        request,
        row,
        "people:specialties",
        row.name,
        lambda data: specialty_actions.edit(row, **data, by=user),
    )


def _keep(
    request: HttpRequest, row: Any, back: str, title: str, act: Callable[[dict[str, Any]], Model]
) -> HttpResponse:
    form = GroupForm(request.POST or None, initial={"name": row.name, "side": row.side} if row else None)
    kept = carried_out(request, form, lambda: act(form.cleaned_data))
    if kept is not None:
        return done(request, back, f"“{kept}” is saved.")
    context = {"form": form, "title": title, "back": back}
    return render(request, "people/group.html", context, status=422 if form.errors else 200)
