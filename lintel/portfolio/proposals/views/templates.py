"""Templates, and beginning a proposal from one."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lintel.audit import ledger
from lintel.audit.memory import remembered_of
from lintel.portfolio.proposals.access import may_propose
from lintel.portfolio.proposals.actions import document as document_actions
from lintel.portfolio.proposals.actions import template as template_actions
from lintel.portfolio.proposals.forms import StartForm, TemplateForm, TemplateNameForm
from lintel.portfolio.proposals.models import ProposalTemplate
from lintel.portfolio.proposals.tables import TemplateFilter, TemplateTable
from lintel.portfolio.proposals.views.common import load, reader
from lintel.ui.http import carried_out, done, form_problem, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem


@require_GET
def templates(request: HttpRequest) -> HttpResponseBase:
    """All templates, by name."""
    return list_page(
        request,
        ProposalTemplate.objects.visible_to(reader(request)),
        table=TemplateTable,
        filterset=TemplateFilter,
        template="portfolio/templates.html",
        context={"may_propose": may_propose(reader(request))},
        export_name="templates",
        remember=remembered_of,
    )


@require_GET
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """What a template says, and the title with which a proposal begins from it."""
    row = _load(request, pk)
    context = {
        "template": row,
        "document": row.document,
        "form": StartForm(),
        "may_propose": may_propose(reader(request)),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "portfolio/template.html", context)


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a proposal from a template."""
    user = _writer(request)
    row = _load(request, pk)
    form = StartForm(request.POST)
    if form.is_valid():
        made = document_actions.start(row, form.cleaned_data["title"], by=user)
        return done(request, made, "The draft is there, with what the template says.")
    context = {"template": row, "document": row.document, "form": form, "may_propose": True}
    return render(request, "portfolio/template.html", context, status=422)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A template from a proposal that is there (`?from=7`), or written from scratch."""
    user = _writer(request)
    source = request.GET.get("from", "")
    proposal = load(request, int(source)) if source.isdecimal() and len(source) < 19 else None
    kind: Any = TemplateNameForm if proposal else TemplateForm
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        named = {name: form.cleaned_data[name] for name in ("name", "purpose")}
        try:
            made = (
                template_actions.keep(proposal, named, by=user)
                if proposal
                else template_actions.write(form.document(), named, by=user)
            )
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, made, "The template is there.")
    context = {"form": form, "proposal": proposal}
    return render(request, "portfolio/template_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or purpose."""
    user = _writer(request)
    row = _load(request, pk)
    form = TemplateNameForm(request.POST or None, initial={"name": row.name, "purpose": row.purpose})
    kept = carried_out(request, form, lambda: template_actions.rename(row, dict(form.cleaned_data), by=user))
    if kept is not None:
        return done(request, row, "The template was changed.")
    context = {"form": form, "template": row}
    return render(request, "portfolio/template_form.html", context, status=422 if form.errors else 200)


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a template away."""
    user = _writer(request)
    template_actions.remove(_load(request, pk), by=user)
    return done(request, "portfolio:templates", "The template was taken away.")


def _load(request: HttpRequest, pk: int) -> ProposalTemplate:
    return get_visible(ProposalTemplate.objects.visible_to(reader(request)), pk=pk)


def _writer(request: HttpRequest) -> Any:
    user = reader(request)
    if not may_propose(user):
        raise Denied(
            "Only members and office holders of marketing and IT write proposals and templates.",
            way_out="Ask one of them to write it with you.",
        )
    return user
