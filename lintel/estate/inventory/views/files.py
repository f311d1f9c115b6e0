"""The inventory as files: the same columns that come in, and models of other tools."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lintel.estate.inventory.access import may_bring
from lintel.estate.inventory.exchange import columns, incoming, outgoing
from lintel.estate.inventory.forms import ModelForm
from lintel.estate.inventory.models import Contract, Cost, Element, Flow, Relation, SeatCount
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.exports import csv_response, xlsx_response
from lintel.ui.http import form_problem
from lintel.ui.problems import Denied, Missing, Problem

LARGEST = 50 * 2**20
CHUNK = 500
Rows = Callable[[User], Any]
FILES: dict[str, tuple[list[columns.Column], Rows]] = {
    "entries": (columns.ELEMENT_COLUMNS, lambda user: Element.objects.visible_to(user).with_owners()),
    "relations": (columns.RELATION_COLUMNS, lambda _: Relation.objects.select_related("source", "target")),
    "flows": (columns.FLOW_COLUMNS, lambda user: Flow.objects.visible_to(user).with_ends()),
    "contracts": (columns.CONTRACT_COLUMNS, lambda user: Contract.objects.visible_to(user).with_parts()),
    "costs": (columns.COST_COLUMNS, lambda _: Cost.objects.select_related("element")),
    "seats": (columns.SEAT_COLUMNS, lambda _: SeatCount.objects.select_related("contract__vendor")),
}
NO_READER = Denied("The estate is for people with a role.", way_out="Ask an administrator for one.")


@require_safe
def file(request: HttpRequest, what: str, kind: str) -> HttpResponseBase:
    """One of the files that come in again unchanged, `csv` or `xlsx`."""
    user = user_of(request)
    if what not in FILES or kind not in ("csv", "xlsx"):
        raise Missing("There is no such file.", way_out="Open the page of files to see which there are.")
    if not may_read(user):
        raise NO_READER
    wanted, rows = FILES[what]
    answer = csv_response if kind == "csv" else xlsx_response
    return answer(f"estate-{what}", [label for _, label, _ in wanted], _lines(wanted, rows(user), user))


def _lines(wanted: list[columns.Column], rows: Any, user: User) -> Iterator[list[Any]]:
    for row in rows.iterator(chunk_size=CHUNK):
        yield [read(row, user) for _, _, read in wanted]


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every entry as a Backstage catalogue."""
    user = user_of(request)
    if not may_read(user):
        raise NO_READER
    text = outgoing.write_backstage(Element.objects.visible_to(user), reader=user, day=timezone.localdate())
    return _download(text, "catalog-info.yaml", "application/yaml; charset=utf-8")


@require_safe
def archimate(request: HttpRequest) -> HttpResponse:
    """Every entry and flow as an ArchiMate model."""
    user = user_of(request)
    if not may_read(user):
        raise NO_READER
    content = outgoing.write_archimate(Element.objects.visible_to(user), reader=user, name="Estate")
    return _download(content, "estate-archimate.xml", "application/xml; charset=utf-8")


def _download(content: str | bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """All files that go out, and a model of another tool that comes in: what has no place is listed first."""
    user = user_of(request)
    if not may_read(user):
        raise NO_READER
    if request.method == "POST" and not may_bring(user):
        raise Denied(
            "Files are brought in by members of the two sides and administrators.", way_out="Ask one of them."
        )
    form = ModelForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form if may_bring(user) else None, "names": list(FILES)}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            model = incoming.read_for_house(given.read(LARGEST + 1), given.name)
            batches = incoming.preview(model, given.name, by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            context |= {"model": model, "batches": batches, "file_name": given.name}
    return render(request, "inventory/files.html", context, status=422 if form.errors else 200)
