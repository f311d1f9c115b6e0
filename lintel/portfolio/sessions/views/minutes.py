"""The minutes: a page, a file, a document."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lintel.people.authentication import user_of
from lintel.portfolio.sessions import charts, report
from lintel.portfolio.sessions import minutes as writing
from lintel.portfolio.sessions.reading import order_of, people, read
from lintel.portfolio.sessions.showing import spoken
from lintel.portfolio.sessions.views.session import load
from lintel.portfolio.sessions.words import LABELS
from lintel.ui import exports


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who said what in each revealed round, and what both agreed; `?export=csv|xlsx` as a file."""
    row = load(request, pk)
    talks = read(row, user_of(request))
    if (form := request.GET.get("export")) in {"csv", "xlsx"}:
        make = exports.csv_response if form == "csv" else exports.xlsx_response
        return make(f"minutes {row.title}", writing.header(row), writing.rows(row, talks))
    figure = charts.ranks(order_of(talks, "wsjf"), "wsjf")
    context = {
        "session": row,
        "sides": people(row),
        "talks": [spoken(row, talk) for talk in talks],
        "labels": [LABELS[name] for name in row.asked],
        "chart": figure,
    }
    return render(request, "sessions/minutes.html", context)


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as a PDF."""
    row = load(request, pk)
    everybody = [one for side in people(row).values() for one in side]
    response = HttpResponse(report.pdf(row, read(row, user_of(request)), everybody))
    response["Content-Type"] = "application/pdf"
    response["Content-Disposition"] = f'attachment; filename="minutes-{row.pk}.pdf"'
    return response
