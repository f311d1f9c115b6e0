"""Versions, and the two keys that make one stand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.audit.memory import remembered_of
from lintel.audit.signatures import hash_of
from lintel.estate.blueprint import ports
from lintel.estate.blueprint.access import may_plan, may_sign
from lintel.estate.blueprint.actions import version as versions
from lintel.estate.blueprint.content import Body, body_now, hash_of_body, passages, signed_version
from lintel.estate.blueprint.drawing.view import View
from lintel.estate.blueprint.forms import OfferForm, SignForm
from lintel.estate.blueprint.models import Version
from lintel.estate.blueprint.picture import picture_of_difference
from lintel.estate.blueprint.plateaus import standing_at
from lintel.estate.blueprint.points import point_of, standing_there
from lintel.estate.blueprint.tables import VersionFilter, VersionTable
from lintel.estate.blueprint.turns import posts_of, turn_of
from lintel.estate.blueprint.views.common import load_version, tabs
from lintel.estate.blueprint.views.differences import compared
from lintel.people.access import key_of, may_read
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.checking import read_form
from lintel.ui.http import done
from lintel.ui.lists import list_page
from lintel.ui.problems import Problem, Stale

NOTHING: Body = {"plateaus": []}
MOST = 100  # sentences of the draft beside the list; a version's own page shows all


@require_safe
def version_list(request: HttpRequest) -> HttpResponseBase:
    """Every version, and what the draft says beyond the signed one."""
    user = user_of(request)
    context: dict[str, Any] = {"tabs": tabs(), "may_plan": may_plan(user)}
    if may_read(user) and not request.GET.get("export"):
        signed, body = signed_version(), body_now()
        found = passages(signed.body if signed else NOTHING, body)
        context |= {
            "signed": signed, "passages": found[:MOST], "more": len(found[MOST:]),
            "same": signed is not None and signed.body_hash == hash_of_body(body),
            "can_offer": bool(body["plateaus"]),
        }  # fmt: skip
    return list_page(
        request, Version.objects.visible_to(user).slim().select_related("made_by"), table=VersionTable,
        filterset=VersionFilter, template="blueprint/versions.html", context=context,
        export_name="blueprint-versions", remember=remembered_of,
    )  # fmt: skip


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Freeze the draft and lay it before both offices."""
    row = versions.offer(note=read_form(OfferForm(request.POST))["note"], by=user_of(request))
    return done(request, row, "Both offices can sign it now.")


@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: what it says, and what is new in it."""
    user, row = user_of(request), load_version(request, pk)
    key, posts = key_of(user), posts_of(row)
    context: dict[str, Any] = {
        "tabs": tabs(), "row": row, "turn": turn_of(row), "posts": posts, "body": _readable(row.body),
        "may_sign": may_sign(key, row),
        "may_withdraw": key is not None and row.state == "offered" and posts[key.office] is not None,
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
        **_compared(row),
    }  # fmt: skip
    context |= _made_of_it(user, row)
    return render(request, "blueprint/version.html", context)


def _made_of_it(user: User, row: Version) -> dict[str, Any]:
    """What the estate of today would become by it: drawn, in figures, and by the building code."""
    point = point_of(row)
    before, after = standing_at(timezone.localdate()), standing_there(point)
    said = {one["number"]: one["says"] for plateau in row.body["plateaus"] for one in plateau["changes"]}
    return {
        "point": point,
        "misfits": [(said.get(one.number, "A change"), one.why) for one in after.conflicts],
        "picture": picture_of_difference(before, after.standing, View(), []),
        "panels": ports.panels(user, before, after.standing), **compared(before, after.standing),
    }  # fmt: skip


def _readable(body: Body) -> Body:
    """The same with days as days, which pages write as one reads them."""
    days = ({**one, "day": dt.date.fromisoformat(one["day"])} for one in body["plateaus"])
    return {"plateaus": list(days)}


def _compared(row: Version) -> dict[str, Any]:
    """What is new against the version before that was signed."""
    before = (
        Version.objects.filter(number__lt=row.number, state__in=["signed", "replaced"])
        .order_by("-number")
        .first()
    )
    return {"before": before, "passages": passages(before.body if before else NOTHING, row.body)}


@require_http_methods(["GET", "POST"])
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet that is signed; posting it signs exactly what it shows."""
    row = load_version(request, pk)
    if request.method == "GET":
        return _sheet(request, row)
    form = SignForm(request.POST)
    if not form.is_valid():
        raise Problem("This is not a complete signature.", way_out="Open the signing sheet and sign there.")
    try:
        versions.sign(row, by=user_of(request), content_hash=form.cleaned_data["content_hash"])
    except Stale as stale:
        return _sheet(request, load_version(request, pk), stale)
    fresh = load_version(request, pk)
    stands = fresh.state == "signed"
    return done(request, fresh, "With both keys it stands." if stands else "Your office’s key is there.")


def _sheet(request: HttpRequest, row: Version, stale: Stale | None = None) -> HttpResponse:
    key = key_of(user_of(request))
    context = {
        "row": row, "body": _readable(row.body), "key": key, "turn": turn_of(row), "posts": posts_of(row),
        "content_hash": hash_of(row), "stale": stale, "may_sign": may_sign(key, row), **_compared(row),
    }  # fmt: skip
    return render(request, "blueprint/signature.html", context, status=409 if stale else 200)


@require_POST
def key_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's office's key back before the other office signs."""
    row = versions.withdraw(load_version(request, pk), by=user_of(request))
    return done(request, row, "The key was taken back.")


@require_safe
def content(request: HttpRequest, pk: int) -> HttpResponse:
    """What the version says, as JSON, with the hash that signatures cover."""
    row = load_version(request, pk)
    facts = {"number": row.number, "content_hash": hash_of(row), "content": row.content()}
    return JsonResponse(
        facts, json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": f'attachment; filename="blueprint-version-{row.number}.json"'},
    )  # fmt: skip
