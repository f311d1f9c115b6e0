"""The ledger and the runs, as pages."""

import json

import django_filters
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lintel.audit import ledger, verification
from lintel.audit.access import may_cancel, may_read_ledger
from lintel.audit.actions import run as run_actions
from lintel.audit.models import Entry, Run
from lintel.audit.tables import EntryTable, RunTable, about, titles_for
from lintel.ui.filters import SearchFilter
from lintel.ui.http import done, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied


class EntryFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Find entries by what was done, by whom, and since when."""

    q = SearchFilter(fields=["action", "actor__name"], label="Action or person")
    since = django_filters.DateFilter(field_name="at", lookup_expr="date__gte", label="Since")

    class Meta:
        model = Entry
        fields: list[str] = []


def _readers_only(request: HttpRequest) -> None:
    if not may_read_ledger(request.user):
        raise Denied(
            "The whole ledger is open to administrators and the two offices.",
            way_out="The history of what you may see stands on its own page.",
        )


@require_GET
def entries(request: HttpRequest) -> HttpResponseBase:
    """The ledger, newest first."""
    _readers_only(request)
    rows = Entry.objects.visible_to(request.user).select_related("actor")
    return list_page(
        request,
        rows,
        table=EntryTable,
        filterset=EntryFilter,
        template="audit/entries.html",
        export_name="ledger",
    )


@require_GET
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    """One entry: its sentence, its text as it was hashed, its place in the chain."""
    _readers_only(request)
    row = get_visible(Entry.objects.visible_to(request.user), pk=seq)
    [line] = ledger.named(ledger.lines(Entry.objects.filter(pk=row.pk), request.user), request.user)
    body = json.dumps(json.loads(row.body), indent=2, ensure_ascii=False)
    subject = about(row, titles_for([row], request.user))
    return render(request, "audit/entry.html", {"entry": row, "line": line, "body": body, "about": subject})


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Verify the whole chain on request; reading every entry is work, so it asks first."""
    _readers_only(request)
    verdict = verification.verify(ledger.anchor_path()) if request.method == "POST" else None
    return render(request, "audit/verification.html", {"verdict": verdict})


@require_GET
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The ledger as JSON lines, from which anyone can check the chain."""
    _readers_only(request)
    lines = ledger.export(Entry.objects.visible_to(request.user))
    response = StreamingHttpResponse(lines, content_type="application/jsonl")
    response["Content-Disposition"] = 'attachment; filename="ledger.jsonl"'
    return response


@require_GET
def runs(request: HttpRequest) -> HttpResponseBase:
    """Long work: one's own, or all for administrators."""
    rows = Run.objects.visible_to(request.user).select_related("created_by")
    return list_page(request, rows, table=RunTable, template="audit/runs.html", export_name="runs")


@require_GET
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run and how far it is; HTMX asks again for the progress alone."""
    row = get_visible(Run.objects.visible_to(request.user).select_related("created_by"), pk=pk)
    return render(request, "audit/run.html", {"run": row, "may_cancel": may_cancel(request.user, row)})


@require_POST
def cancellation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a run to stop."""
    row = get_visible(Run.objects.visible_to(request.user), pk=pk)
    run_actions.cancel(row, by=request.user)
    return done(request, row, "The run was asked to stop.")
