"""Reading, writing, signing and comparing the vision."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.ledger import newest
from lintel.charter.differing import differences
from lintel.charter.vision import access
from lintel.charter.vision.actions import vision as acting
from lintel.charter.vision.forms import VisionForm
from lintel.charter.vision.models import Vision, VisionVersion
from lintel.charter.vision.standing import standing
from lintel.language.writing import notice
from lintel.people.access import key_of, may_read
from lintel.people.authentication import user_of
from lintel.ui.http import done, get_visible
from lintel.ui.problems import Denied, Missing, Problem

VERSIONS_SHOWN = 20


@require_safe
def vision(request: HttpRequest) -> HttpResponse:
    """The statement, who has signed it, what its last edit changed, and its versions."""
    user = user_of(request)
    if not may_read(user):
        raise Denied("The vision is for people with a role.", way_out="Ask an administrator for a role.")
    found = standing(user)
    if found is None:
        return render(request, "vision/none.html", {"may_write": access.may_write(user)})
    key = key_of(user)
    signed = dict(found.posts)
    versions = list(found.vision.versions.select_related("by")[:VERSIONS_SHOWN])
    base = next((row for row in versions if row.version == found.signed_version), None)
    before = base or (versions[1] if len(versions) > 1 else None)
    compare = before is not None and before.version != found.vision.version
    context = {
        "found": found,
        "row": found.vision,
        "turn": found.turn(timezone.localdate()),
        "key": key,
        "may_sign": key is not None and signed.get(key.office) is None,
        "may_write": access.may_write(user),
        "versions": versions,
        "before": before if compare else None,
        "pieces": differences(before.text, found.vision.text) if before and compare else [],
        "history": newest(found.vision, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "vision/vision.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Write it, or write it anew."""
    user = user_of(request)
    if not access.may_write(user):
        raise Denied(
            "Only members of marketing and of IT write the vision.", way_out="Write a comment instead."
        )
    present = Vision.objects.visible_to(user).first()
    first = {"version": present.version, "text": present.text} if present else {"version": 0}
    form = VisionForm(request.POST or None, initial=first)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            row = acting.write(by=user, **form.cleaned_data)
        except Problem as problem:
            present = Vision.objects.visible_to(user).first()
            form.refuse(problem, present.version if present else 0)
            status = problem.status
        else:
            notice(request, form)
            return done(request, row, "Saved. Both offices sign this wording now.")
    return render(request, "vision/edit.html", {"form": form, "row": present}, status=status)


@require_POST
def signature(request: HttpRequest) -> HttpResponse:
    """Sign exactly the wording that was read."""
    user = user_of(request)
    row = get_visible(Vision.objects.visible_to(user))
    acting.sign(row, by=user, content_hash=request.POST.get("content_hash", ""))
    found = standing(user)
    holds = found is not None and found.holds
    return done(request, row, "Both offices have signed the vision." if holds else "Signed.")


@require_safe
def version(request: HttpRequest, number: int) -> HttpResponse:
    """One wording, with what it changed against another."""
    user = user_of(request)
    rows = VisionVersion.objects.visible_to(user).select_related("by")
    row = get_visible(rows, version=number)
    other = _other(request.GET.get("against", ""), number)
    before = rows.filter(version=other).first() if other else None
    if other and other != number - 1 and before is None:
        raise Missing(f"There is no version {other} of the vision.", way_out="Choose one of those listed.")
    context = {
        "row": row,
        "before": before,
        "pieces": differences(before.text, row.text) if before else [],
        "versions": rows.order_by("-version").exclude(version=number)[:VERSIONS_SHOWN],
    }
    return render(request, "vision/version.html", context)


def _other(asked: str, number: int) -> int:
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else number - 1
