"""Pages that show segments: the list, one of them, and what several share."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lintel.audit.ledger import history
from lintel.customers.matching.access import may_see_identified
from lintel.customers.profiles.small import in_words, protected
from lintel.customers.segments import access, counting, definition, figures
from lintel.customers.segments.actions import segment, segment_size
from lintel.customers.segments.filters import SegmentFilter
from lintel.customers.segments.forms import ExportForm
from lintel.customers.segments.models import Segment, SegmentSize
from lintel.customers.segments.tables import ClearedSegmentTable, SegmentTable
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem

SIZES_SHOWN = 200
MOST_COMPARED = 8


@require_safe
def segments(request: HttpRequest) -> HttpResponseBase:
    """All segments with the size that was counted last."""
    user = user_of(request)
    return list_page(
        request,
        Segment.objects.visible_to(user).with_size(),
        table=ClearedSegmentTable if may_see_identified(user) else SegmentTable,
        filterset=SegmentFilter,
        template="segments/segments.html",
        context={"may_define": access.may_define(user), "may_read": may_read(user)},
        export_name="segments",
    )


@require_safe
def segment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One segment: who belongs, how many today, its versions, sizes and files."""
    user = user_of(request)
    found = get_visible(Segment.objects.visible_to(user).select_related("owner"), pk=pk)
    return render(request, "segments/segment.html", page_of(found, user))


def page_of(found: Segment, user: User) -> dict[str, Any]:
    """What the page of a segment shows."""
    identified = may_see_identified(user)
    sizes = list(SegmentSize.objects.filter(segment=found).order_by("-at")[:SIZES_SHOWN])[::-1]
    may_export = access.may_export(user) and found.archived_at is None
    return {
        "segment": found,
        **counted(found.definition, identified=identified),
        "sizes": figures.size_chart(sizes, identified=identified) if len(sizes) > 1 else None,
        "versions": found.versions.select_related("by")[:20],
        "exports": found.exports.select_related("by")[:20],
        "export_form": ExportForm() if may_export else None,
        "may_export": may_export,
        "may_change": access.may_change(user, found),
        "history": history(found, 30, seen_by=user),
    }


def counted(said: Any, *, identified: bool) -> dict[str, Any]:
    """How many belong today, of how many; or what stands in the way of counting."""
    try:
        size = counting.count(definition.read(said), timezone.now())
    except Problem as problem:
        return {"problem": problem}
    everybody = counting.everybody()
    shown = protected(size, identified=identified)
    share = round(100 * size / everybody, 1) if everybody and shown is not None else None
    return {"size": in_words(shown), "everybody": everybody, "share": share}


@require_safe
def overlap(request: HttpRequest) -> HttpResponse:
    """How many customers segments share: as a matrix, as a chart, and as its table."""
    user = user_of(request)
    if not may_read(user):
        raise Denied("Segments are for people with a role.", way_out="Ask an administrator for a role.")
    rows = Segment.objects.visible_to(user).in_use()
    keys = [int(key) for key in request.GET.getlist("segment") if key.isdecimal() and len(key) < 10]
    chosen = list(rows.filter(pk__in=keys)[:MOST_COMPARED] if keys else rows[:4])
    identified = may_see_identified(user)
    context: dict[str, Any] = {"chosen": chosen, "segments": rows, "most": MOST_COMPARED}
    if len(chosen) > 1:
        groups = [definition.read(one.definition) for one in chosen]
        shared = counting.overlaps(groups, timezone.now())
        context["matrix"] = figures.overlap_rows(chosen, shared, identified=identified)
        context["chart"] = figures.overlap_chart(chosen, shared, identified=identified)
    return render(request, "segments/overlap.html", context)


@require_POST
def counts(request: HttpRequest) -> HttpResponse:
    """Have all segments counted."""
    run = segment_size.order(by=user_of(request))
    return done(request, run, "Counting; the sizes appear in the list.")


@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a segment away."""
    user = user_of(request)
    found = get_visible(Segment.objects.visible_to(user), pk=pk)
    segment.archive(found, by=user)
    return done(request, "segments:segments", f"“{found.name}” is put away.")
