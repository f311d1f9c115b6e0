"""One tool: named, recognised, its data, who uses it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.estate.shadow import access, showing
from lintel.estate.shadow.actions import tool as tools
from lintel.estate.shadow.forms import (
    AsideForm,
    DataForm,
    FollowUpForm,
    JoinForm,
    NameForm,
    PlaceForm,
    ReopenForm,
    VersionForm,
)
from lintel.estate.shadow.models import Amnesty, Tool, ToolState
from lintel.estate.shadow.views.common import load_tool
from lintel.people.access import key_of
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.checking import read_form
from lintel.ui.http import carried_out, done
from lintel.ui.problems import Denied


@require_safe
def tool(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one tool."""
    user, row = user_of(request), load_tool(request, pk)
    decided = showing.decision(row)
    context: dict[str, Any] = {
        "row": row,
        "teams": showing.teams(row),
        "chart": showing.months(row),
        "aliases": row.aliases.all()[:50],
        "decision": decided,
        "earlier": row.outcomes.exclude(ended_at=None).with_parts(),
        "may_see_names": access.may_see_names(user),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
        **_forms(row, user),
    }
    if decided is not None:
        context["may_follow_up"] = (
            decided.row.decided_at and not decided.row.followed_at and access.may_follow_up(user, decided.row)
        )
        mine = decided.row.decided_at is None and decided.row.proposed_by_id == user.pk
        context["may_reopen"] = access.may_reopen(user) or mine
        given = dict(decided.posts)
        key = key_of(user)
        context["may_sign"] = key is not None and decided.row.decided_at is None and not given[key.office]
        context |= {"follow_up_form": FollowUpForm(), "reopen_form": ReopenForm()}
    return render(request, "shadow/tool.html", context)


def _forms(row: Tool, user: User) -> dict[str, Any]:
    """Small forms for who may sort."""
    if not access.may_sort(user):
        return {"may_sort": False}
    version = {"version": row.version}
    found: dict[str, Any] = {
        "may_sort": True,
        "data_form": DataForm(initial=version | {"data_kind": row.data_kind or row.guess}),
    }
    if row.state in (ToolState.NEW, ToolState.REVIEW, ToolState.KNOWN, ToolState.ASIDE):
        found["place_form"] = PlaceForm(initial=version | {"element": row.candidate_id})
        found["join_form"] = JoinForm(tool=row, initial=version)
        found["aside_form"] = AsideForm(initial=version)
    return found


@require_http_methods(["GET", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """Name a tool that one uses."""
    user = user_of(request)
    if not access.may_name(user):
        raise Denied("Tools are named by who works here.", way_out="Ask a colleague to name it.")
    form = NameForm(request.POST or None)
    made = carried_out(request, form, lambda: tools.name(form.cleaned_data, by=user))
    if made is not None:
        return done(request, made, _thanks(made))
    amnesty = Amnesty.objects.on(timezone.localdate()).first()
    context = {"form": form, "amnesty": amnesty}
    return render(request, "shadow/name.html", context, status=422 if form.errors else 200)


def _thanks(made: Tool) -> str:
    if made.state == ToolState.KNOWN and made.element:
        return (
            f"Thank you. “{made.element.name}” stands in the inventory already; your words were added here."
        )
    return "Thank you. That took courage or two minutes, and it helps everybody who comes after you."


@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who uses it, by name; the look is in the ledger."""
    row = load_tool(request, pk)
    found = tools.see_people(row, by=user_of(request))
    return render(request, "shadow/people.html", {"row": row, "people": found})


@require_POST
def placing(request: HttpRequest, pk: int) -> HttpResponse:
    """It is a system of the inventory."""
    row, said = load_tool(request, pk), read_form(PlaceForm(request.POST))
    tools.place(row, said["element"], version=said["version"], by=user_of(request))
    return done(request, row, f"Noted: it is “{said['element'].name}”, in later logs too.")


@require_POST
def apart(request: HttpRequest, pk: int) -> HttpResponse:
    """It is not in the inventory."""
    row = load_tool(request, pk)
    tools.tell_apart(row, **read_form(VersionForm(request.POST)), by=user_of(request))
    return done(request, row, "Noted: it is not in the inventory. Propose what becomes of it.")


@require_POST
def joining(request: HttpRequest, pk: int) -> HttpResponse:
    """It is the same as another tool."""
    row = load_tool(request, pk)
    said = read_form(JoinForm(request.POST, tool=row))
    kept = tools.join(row, said["other"], version=said["version"], by=user_of(request))
    return done(request, kept, f"“{row.name}” and this are one tool now, in later logs too.")


@require_POST
def aside(request: HttpRequest, pk: int) -> HttpResponse:
    """It is no tool."""
    row = load_tool(request, pk)
    tools.set_aside(row, **read_form(AsideForm(request.POST)), by=user_of(request))
    return done(request, row, "Set aside. Later logs do not ask again.")


@require_POST
def data(request: HttpRequest, pk: int) -> HttpResponse:
    """What data goes in."""
    row, said = load_tool(request, pk), read_form(DataForm(request.POST))
    tools.confirm_data(row, said["data_kind"], version=said["version"], by=user_of(request))
    return done(request, row, "Noted. Thank you.")
