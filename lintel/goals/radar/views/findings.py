"""The list of findings, one of them, putting it off, and what is looked for."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.memory import remembered, remembered_of
from lintel.goals.radar import access, telling
from lintel.goals.radar.actions import snooze
from lintel.goals.radar.charts import side_by_side
from lintel.goals.radar.filters import FindingFilter, narrowed
from lintel.goals.radar.forms import SnoozeForm
from lintel.goals.radar.models import Finding, Scan, Severity
from lintel.goals.radar.registry import detector_of, detectors
from lintel.goals.radar.tables import FindingTable, severity_pill, state_of
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem


def visible_finding(http: HttpRequest, pk: int) -> tuple[Finding, User]:
    """The finding, if the reader may see all that it rests on, and the reader."""
    user = user_of(http)
    return get_visible(Finding.objects.visible_to(user), pk=pk), user


@require_safe
def findings(request: HttpRequest) -> HttpResponseBase:
    """What does not fit, the gravest first; without a filter only what is open."""
    user = user_of(request)
    rows = Finding.objects.visible_to(user)
    if not request.GET.get("state"):
        rows = narrowed(rows, "")
    context = {
        "tiles": _tiles(user),
        "last": Scan.objects.visible_to(user).first(),
        "may_scan": access.may_scan(user),
    }
    return list_page(
        request,
        rows.for_list(),
        table=FindingTable,
        filterset=FindingFilter,
        template="radar/findings.html",
        context=context,
        export_name="findings",
        remember=remembered_of,
    )


def _tiles(user: User) -> list[dict[str, Any]]:
    """How many are open of each severity; counted once for each state of the ledger."""
    today = timezone.localdate()

    def count() -> dict[int, int]:
        open_now = Finding.objects.visible_to(user).open(today).order_by()
        return dict(Counter(open_now.values_list("severity", flat=True)))

    counts = remembered(("radar tiles", user.pk, today), count)
    return [
        {"label": one.label, "count": counts.get(one.value, 0), "url": f"?severity={one.value}",
         "level": one.value}
        for one in reversed(Severity)
    ]  # fmt: skip


@require_safe
def finding_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding: what it means, what it rests on, what to do next, and what happened to it."""
    row, user = visible_finding(request, pk)
    today = timezone.localdate()
    state = row.state_on(today)
    moved = row.figures if row.figures.get("kind") == "movement" else None
    context = {
        "row": row,
        "detector": detector_of(row.detector),
        "severity": severity_pill(row.severity),
        "state": state,
        "state_pill": state_of(row),
        "evidence": telling.evidence(row, user),
        "moved": moved,
        "chart": side_by_side(moved) if moved else None,
        "snooze": row.snoozes.select_related("by").filter(ended_at=None).first(),
        "people": [one.person for one in row.people.select_related("person").order_by("person__name")],
        "may_snooze": access.may_snooze(user),
        "history": telling.history(row, user),
    }
    return render(request, "radar/finding.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def snooze_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a finding off."""
    row, user = visible_finding(request, pk)
    if not access.may_snooze(user):
        raise Denied(
            "Members of the two sides put findings off.", way_out="Write a comment, or ask one of them."
        )
    form = SnoozeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                snooze.put_off(row, **form.cleaned_data, by=user)
            except Problem as problem:
                form_problem(form, problem)
                status = problem.status
            else:
                return done(request, row, "Put off. Both sides read why, and until when.")
    return render(request, "radar/snooze.html", {"form": form, "row": row}, status=status)


@require_POST
def snooze_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a finding up again."""
    row, user = visible_finding(request, pk)
    snooze.end(row, by=user)
    return done(request, row, "It is open again.")


@require_safe
def detector_list(request: HttpRequest) -> HttpResponse:
    """What is looked for, why, and how much of it is open now."""
    user = user_of(request)
    today = timezone.localdate()

    def count() -> dict[str, int]:
        open_now = Finding.objects.visible_to(user).open(today).order_by()
        return dict(Counter(open_now.values_list("detector", flat=True)))

    counts = remembered(("radar detectors", user.pk, today), count)
    context = {
        "detectors": [(one, severity_pill(one.severity), counts.get(one.key, 0)) for one in detectors()],
        "last": Scan.objects.visible_to(user).first(),
    }
    return render(request, "radar/detectors.html", context)
