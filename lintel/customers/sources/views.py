"""Sources: which there are, how fresh and good each is, and the way to its next load."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.customers.sources import access
from lintel.customers.sources.actions import source as sources_
from lintel.customers.sources.forms import FileForm, NewSourceForm, SettingsForm
from lintel.customers.sources.models import Load, Source
from lintel.customers.sources.tables import SourceFilter, SourceTable, freshness, share
from lintel.imports import storing
from lintel.imports.models import Batch
from lintel.people.authentication import user_of
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Missing, Problem

PER_PAGE = 25


@require_safe
def sources(request: HttpRequest) -> HttpResponseBase:
    """Every source: what it holds, how many rows, how fresh and how good."""
    if not access.may_look(user_of(request)):
        raise Missing("There is nothing here for you yet.", way_out="Ask an administrator for a role.")
    return list_page(
        request,
        Source.objects.visible_to(request.user).with_last_load(),
        table=SourceTable,
        filterset=SourceFilter,
        template="sources/list.html",
        context={"may_bring": access.may_bring(request.user)},
        export_name="sources",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Describe a source; with a file, its first load begins at once."""
    if not access.may_bring(request.user):
        raise Denied(
            "Sources are brought in by people who work in one of the two departments, and by administrators.",
            way_out="Ask one of them.",
        )
    form = NewSourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, file = form.cleaned_data["name"], form.cleaned_data["file"]
        try:
            made = sources_.register(name, form.cleaned_data["importer"], form.settings, by=request.user)
            return done(request, _bring(request, made, file) if file else made, f"“{made}” is described.")
        except Problem as problem:
            form_problem(form, problem)
    return render(request, "sources/new.html", {"form": form}, status=422 if form.errors else 200)


def _source(request: HttpRequest, slug: str) -> Source:
    return get_visible(Source.objects.visible_to(request.user).with_last_load(), slug=slug)


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source: freshness, quality, loads."""
    return _page(request, _source(request, slug), FileForm())


def _page(request: HttpRequest, found: Source, form: FileForm, status: int = 200) -> HttpResponse:
    loads = Load.objects.filter(source=found).select_related("by", "batch", "undone_by")
    page = Paginator(loads, PER_PAGE).get_page(request.GET.get("page"))
    seen = Batch.objects.visible_to(request.user).filter(pk__in=[load.batch_id for load in page])
    state, label, tone = freshness(found, timezone.now())
    context: dict[str, Any] = {
        "source": found,
        "form": form,
        "fresh": {"state": state, "label": label, "tone": tone},
        "columns": [_in_words(column) for column in found.profile.get("columns", [])],
        "page": page,
        "may_bring": access.may_bring(request.user),
        "mine": set(seen.values_list("pk", flat=True)),
        "history": ledger.newest(found, seen_by=request.user),
    }
    return render(request, "sources/source.html", context, status=status)


def _in_words(column: dict[str, Any]) -> dict[str, Any]:
    name = column["name"].replace("_", " ")
    return {
        "label": {"also": "second identity", "name": "event"}.get(name, name).capitalize(),
        "filled": share(column["filled"]),
        "valid": share(column["valid"]),
        "distinct": column["distinct"],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """How far a source is trusted, when it is expected, where its database is."""
    found = _source(request, slug)
    if not access.may_bring(request.user):
        raise Denied("Only those who bring sources in change them.", way_out="Ask one of them.")
    form = SettingsForm(request.POST or None, initial=SettingsForm.first(found))
    if request.method == "POST" and form.is_valid():
        try:
            sources_.change(found, form.settings, by=request.user)
            return done(request, found, "The source was changed.")
        except Problem as problem:
            form_problem(form, problem)
    context = {"source": found, "form": form}
    return render(request, "sources/settings.html", context, status=422 if form.errors else 200)


@require_POST
def files(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring the next file of a source; its columns and rows are looked at on the pages of imports."""
    found = _source(request, slug)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return done(request, _bring(request, found, form.cleaned_data["file"]))
        except Denied:
            raise
        except Problem as problem:
            form_problem(form, problem)
    return _page(request, found, form, status=422)


def _bring(request: HttpRequest, found: Source, file: Any) -> Batch:
    if file.size > storing.LARGEST_UPLOAD:
        raise storing.too_large(storing.LARGEST_UPLOAD)
    stored = storing.keep(file.chunks(), file.name or "")
    try:
        return sources_.bring(found, stored, by=request.user)
    except Exception:
        stored.forget()
        raise


@require_POST
def readings(request: HttpRequest, slug: str) -> HttpResponse:
    """Read the new rows of a source's database, in the background."""
    found = _source(request, slug)
    run = sources_.order_reading(found, by=request.user)
    return done(request, reverse("audit:run", args=[run.pk]))
