"""Files for activation."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from lintel.customers.segments.actions import segment_export
from lintel.customers.segments.forms import ExportForm
from lintel.customers.segments.models import Format, Segment, SegmentExport
from lintel.customers.segments.views.segments import page_of
from lintel.people.authentication import user_of
from lintel.ui.exports import XLSX
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.problems import Denied, Problem

CONTENT = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: XLSX,
    Format.JSONL: "application/x-ndjson",
}


@require_POST
def exports(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a file of who may be used for a purpose."""
    user = user_of(request)
    found = get_visible(Segment.objects.visible_to(user), pk=pk)
    form = ExportForm(request.POST)
    form.is_valid()
    purpose, _, channel = form.cleaned_data.get("use", "").partition(":")
    try:
        made = segment_export.make(
            found, purpose=purpose, channel=channel, format=form.cleaned_data.get("format", ""), by=user
        )
    except Denied:
        raise
    except Problem as problem:
        form_problem(form, problem)
        return render(
            request,
            "segments/segment.html",
            page_of(found, user) | {"export_form": form},
            status=problem.status,
        )
    left_out = made.without_consent + made.without_address
    return done(request, found, f"{made.rows:,} customers are in the file; {left_out:,} were left out.")


@require_POST
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself; each download goes into the ledger."""
    user = user_of(request)
    found = get_visible(SegmentExport.objects.visible_to(user), pk=pk)
    segment_export.download(found, by=user)
    return FileResponse(
        found.path.open("rb"),
        as_attachment=True,
        filename=f"{slugify(found.segment.name) or 'segment'}.{found.format}",
        content_type=CONTENT[Format(found.format)],
    )


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove the file before its time."""
    user = user_of(request)
    found = get_visible(SegmentExport.objects.visible_to(user), pk=pk)
    segment_export.remove(found, by=user)
    return done(request, found.segment, "The file is removed.")
