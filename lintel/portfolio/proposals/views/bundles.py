"""Bundles: what proposals are worth only together."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lintel.audit import ledger
from lintel.audit.memory import remembered_of
from lintel.portfolio.proposals.access import may_propose
from lintel.portfolio.proposals.actions import bundle as bundle_actions
from lintel.portfolio.proposals.forms import BundleForm, Carrying
from lintel.portfolio.proposals.models import Bundle, Proposal
from lintel.portfolio.proposals.tables import BundleFilter, BundleTable
from lintel.portfolio.proposals.views.common import reader
from lintel.portfolio.proposals.views.merging import Round, write
from lintel.ui.http import done, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied


@require_GET
def bundles(request: HttpRequest) -> HttpResponseBase:
    """All bundles, newest first."""
    return list_page(
        request,
        Bundle.objects.visible_to(reader(request)),
        table=BundleTable,
        filterset=BundleFilter,
        template="portfolio/bundles.html",
        context={"may_propose": may_propose(reader(request))},
        export_name="bundles",
        remember=remembered_of,
    )


@require_GET
def bundle(request: HttpRequest, pk: int) -> HttpResponse:
    """One bundle: its members with their states, its extra value, its history."""
    row = get_visible(Bundle.objects.visible_to(reader(request)), pk=pk)
    members = Proposal.objects.visible_to(reader(request)).filter(pk__in=row.members).order_by("pk")
    context = {
        "bundle": row,
        "members": members,
        "stopped": [one for one in members if one.state == "stopped"],
        "may_change": may_propose(reader(request)) and not row.dissolved_at,
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "portfolio/bundle.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Bind proposals together; `?with=7` names the first."""
    user = _writer(request)
    first = request.GET.get("with", "")

    def make(data: QueryDict | None) -> Carrying:
        initial = {"members": f"{first}\n"} if first.isdecimal() else {}
        return BundleForm(data, user=user, initial=initial)

    def act(form: Carrying) -> Any:
        values = form.values()
        return bundle_actions.make(values, values.pop("members"), by=user)

    found = write(request, make, act)
    if found.written:
        return done(request, found.result, "They are bound together now.")
    return _form(request, found, None)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a bundle; every open member becomes a draft of a new version."""
    user = _writer(request)
    rows = Bundle.objects.visible_to(user)
    row = get_visible(rows, pk=pk)

    def make(data: QueryDict | None) -> Carrying:
        instance = get_visible(rows, pk=pk)
        return BundleForm(data, user=user, instance=instance, version=instance.version)

    def act(form: Carrying) -> Any:
        values = form.values()
        members, seen = values.pop("members"), form.cleaned_data.get("seen")
        return bundle_actions.change(row, values, members, by=user, seen_version=seen)

    found = write(request, make, act)
    if found.written:
        return done(request, row, "The bundle was changed.")
    return _form(request, found, row)


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a bundle apart."""
    row = get_visible(Bundle.objects.visible_to(_writer(request)), pk=pk)
    bundle_actions.dissolve(row, by=reader(request))
    return done(request, row, "The bundle was taken apart.")


def _writer(request: HttpRequest) -> Any:
    user = reader(request)
    if not may_propose(user):
        raise Denied(
            "Only members and office holders of marketing and IT bind proposals together.",
            way_out="Leave a comment on one of them.",
        )
    return user


def _form(request: HttpRequest, found: Round, row: Bundle | None) -> HttpResponse:
    back = row.get_absolute_url() if row else reverse("portfolio:bundles")
    context = {"form": found.form, "panel": found.panel, "bundle": row, "back": back}
    return render(request, "portfolio/bundle_form.html", context, status=found.status)
