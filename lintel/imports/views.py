"""The pages of a file on its way in: file, columns, check, import."""

from typing import Any

from django.core.paginator import Paginator
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lintel.audit import ledger
from lintel.imports import access, starters, storing
from lintel.imports.actions import batch as batches_
from lintel.imports.badrows import bad_rows_csv
from lintel.imports.contract import importer as importer_of
from lintel.imports.forms import ApplyForm, ImporterForm, MappingForm, ReadingForm, UploadForm
from lintel.imports.models import CHANGEABLE, BadRow, Batch, BatchState
from lintel.imports.results import came_in
from lintel.imports.tables import BatchFilter, BatchTable
from lintel.ui.exports import XLSX
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Missing, Problem

PER_PAGE = 25


@require_http_methods(["GET", "POST"])
def batches(request: HttpRequest) -> HttpResponseBase:
    """All files that were brought, and the form to bring one."""
    importers = access.importers_of(request.user)
    if not importers and not access.may_look(request.user):
        raise Denied(
            "Imports are for people who work in one of the two departments, and for administrators.",
            way_out="Ask an administrator to give you a role.",
        )
    first = {"importer": request.GET.get("importer", "")}  # who comes from a room brings what belongs there
    form = UploadForm(request.POST or None, request.FILES or None, initial=first, importers=importers)
    if request.method == "POST" and form.is_valid():
        try:
            return done(request, _upload(request, form))
        except Problem as problem:
            form_problem(form, problem)
    rows = Batch.objects.visible_to(request.user).select_related("created_by")
    response = list_page(
        request,
        rows,
        table=BatchTable,
        filterset=BatchFilter,
        template="imports/list.html",
        context={"form": form, "importers": importers},
        export_name="imports",
    )
    response.status_code = 422 if form.errors else response.status_code
    return response


def _upload(request: HttpRequest, form: UploadForm) -> Batch:
    file = form.cleaned_data["file"]
    if file.size > storing.LARGEST_UPLOAD:
        raise storing.too_large(storing.LARGEST_UPLOAD)
    stored = storing.keep(file.chunks(), file.name or "")
    try:
        return batches_.upload(stored, by=request.user, importer=form.cleaned_data["importer"])
    except Exception:
        stored.forget()
        raise


@require_GET
def starter(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """An importer's template, to fill in and bring back."""
    found = importer_of(slug)
    if found is None or not access.may_import(request.user, found):
        raise Missing("There is no such template here.", way_out="See the list under “Imports”.")
    if kind == "csv":
        response = HttpResponse(starters.csv_starter(found), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(starters.xlsx_starter(found), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{found.slug}-template.{kind}"'
    return response


def _batch(request: HttpRequest, pk: int) -> Batch:
    return get_visible(Batch.objects.visible_to(request.user).select_related("created_by", "run"), pk=pk)


def _page(
    request: HttpRequest, template: str, batch: Batch, step: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    common = {
        "batch": batch,
        "importer": batch.by_importer,
        "steps": _steps(batch, step),
        "may_work": access.may_work_on(request.user, batch),
        "changeable": batch.state in CHANGEABLE or batch.stranded,
        "may_clear": access.may_clear(request.user, batch),
    }
    return render(request, f"imports/{template}.html", {**common, **context}, status=status)


def _steps(batch: Batch, current: str) -> list[dict[str, Any]]:
    """The steps that can be opened now; the others appear as the file gets there."""
    names = [("batch", "1 File")]
    if batch.state != BatchState.DISCARDED:
        names.append(("mapping", "2 Columns"))
        if batch.verdict or batch.state == BatchState.PREVIEWING:
            names.append(("check", "3 Check"))
        if batch.applied_at or batch.state == BatchState.IMPORTING:
            names.append(("application", "4 Import"))
    return [
        {"label": label, "url": reverse(f"imports:{name}", args=[batch.pk]), "current": name == current}
        for name, label in names
    ]


@require_GET
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself: what it was found to be, whether it came before, its history."""
    row = _batch(request, pk)
    same = Batch.objects.filter(sha256=row.sha256, state=BatchState.IMPORTED).exclude(pk=row.pk)
    return _page(
        request,
        "batch",
        row,
        "batch",
        before=same.select_related("created_by").order_by("-pk").first(),
        history=ledger.history(row, limit=50, seen_by=request.user),
    )


@require_POST
def importer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the file holds."""
    row = _batch(request, pk)
    form = ImporterForm(request.POST, importers=access.importers_of(request.user))
    if form.is_valid():
        batches_.choose(row, by=request.user, importer=form.cleaned_data["importer"])
        return done(request, row)
    return _mapping_page(request, row, status=422, choose=form)


@require_POST
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the file in another way."""
    row = _batch(request, pk)
    form = ReadingForm(row, request.POST)
    if form.is_valid():
        try:
            batches_.read(row, by=request.user, reading=form.reading)
            return done(request, reverse("imports:mapping", args=[row.pk]), "The file was read again.")
        except Denied:
            raise
        except Problem as problem:
            form_problem(form, problem)
    return _mapping_page(request, row, status=422, reading=form)


@require_http_methods(["GET", "POST"])
def mapping(request: HttpRequest, pk: int) -> HttpResponse:
    """Which column holds what; saving checks the file at once."""
    row = _batch(request, pk)
    found = row.by_importer
    if request.method == "GET" or found is None:
        return _mapping_page(request, row)
    form = MappingForm(row, found, request.POST)
    if form.is_valid():
        try:
            batches_.map_columns(row, by=request.user, mapping=form.mapping, options=form.options)
            batches_.check(row, by=request.user)
            return done(request, reverse("imports:check", args=[row.pk]))
        except Denied:
            raise
        except Problem as problem:
            form.add_error(form.field_for(problem.field), problem.sentence)
    return _mapping_page(request, row, status=422, form=form)


def _mapping_page(request: HttpRequest, row: Batch, *, status: int = 200, **forms: Any) -> HttpResponse:
    found = row.by_importer
    defaults: dict[str, Any] = {
        "form": MappingForm(row, found) if found else None,
        "reading": ReadingForm(row),
        "choose": ImporterForm(
            importers=access.importers_of(request.user), initial={"importer": row.importer}
        ),
    }
    context = {**defaults, **forms}
    undecided = set(row.detected.get("unsure", [])) - set(row.reading)
    return _page(
        request,
        "mapping",
        row,
        "mapping",
        status=status,
        undecided=undecided or context["reading"].errors,
        **context,
    )


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview: counts, every bad row with its reasons, good rows as they will be. POST checks again."""
    row = _batch(request, pk)
    if request.method == "POST":
        batches_.check(row, by=request.user)
        return done(request, reverse("imports:check", args=[row.pk]))
    if not row.verdict and not row.under_way:
        return HttpResponseRedirect(reverse("imports:mapping", args=[row.pk]))
    return _check_page(request, row, ApplyForm(row))


def _check_page(request: HttpRequest, row: Batch, form: ApplyForm, *, status: int = 200) -> HttpResponse:
    topic = request.GET.get("reason", "")
    if topic not in {key for key, _, _ in row.topics}:
        topic = ""
    rows = Paginator(BadRow.objects.of(row, topic), PER_PAGE)
    labels = {field.name: field.label for field in row.by_importer.fields} if row.by_importer else {}
    return _page(
        request,
        "check",
        row,
        "check",
        status=status,
        form=form,
        page=rows.get_page(request.GET.get("page")),
        topic=topic,
        stored=rows.count if not topic else None,
        labels=labels,
        sample=_sample(row, labels),
    )


def _sample(row: Batch, labels: dict[str, str]) -> dict[str, Any]:
    """Good rows as a table, without the columns that are empty in all of them."""
    names = [name for name in labels if any(item["values"].get(name) for item in row.sample)]
    return {
        "columns": [labels[name] for name in names],
        "rows": [(item["number"], [item["values"].get(name, "") for name in names]) for item in row.sample],
    }


@require_GET
def bad_rows(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """All bad rows with their reasons as CSV."""
    row = _batch(request, pk)
    response = StreamingHttpResponse(bad_rows_csv(row), content_type="text/csv; charset=utf-8")
    name = slugify(row.file_name.rsplit(".", 1)[0]) or "file"
    response["Content-Disposition"] = f'attachment; filename="{name}-bad-rows.csv"'
    return response


@require_http_methods(["GET", "POST"])
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """POST brings the good rows in; GET shows how far that is, and what came in."""
    row = _batch(request, pk)
    if request.method == "POST":
        form = ApplyForm(row, request.POST)
        form.is_valid()
        try:
            batches_.apply(row, by=request.user, accept_good_rows=form.cleaned_data["accept_good_rows"])
            return done(request, reverse("imports:application", args=[row.pk]))
        except Denied:
            raise
        except Problem as problem:
            form_problem(form, problem)
            return _check_page(request, row, form, status=422)
    if not row.applied_at and not row.under_way:
        return HttpResponseRedirect(reverse("imports:check", args=[row.pk]))
    return _page(
        request, "application", row, "application", **came_in(row, request.user, request.GET.get("page"))
    )


@require_POST
def undoing(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an import back."""
    row = _batch(request, pk)
    batches_.undo(row, by=request.user)
    return done(request, reverse("imports:application", args=[row.pk]))


@require_POST
def discarding(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete the file and what was read from it."""
    row = _batch(request, pk)
    batches_.discard(row, by=request.user)
    return done(request, "imports:list", "The file and everything read from it were deleted.")
