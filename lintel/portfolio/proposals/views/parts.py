"""Requirements, effort, people, benefits and relations: one set of views for all five kinds of part."""

from dataclasses import dataclass
from typing import Any

from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from lintel.language.writing import notice
from lintel.portfolio.proposals.access import may_edit
from lintel.portfolio.proposals.actions import part as parts
from lintel.portfolio.proposals.forms import PART_FORMS
from lintel.portfolio.proposals.models import Benefit, Effort, Involvement, Proposal, Relation, Requirement
from lintel.portfolio.proposals.views.common import fragment_or_page, load, reader, saved
from lintel.ui.http import form_problem, get_visible
from lintel.ui.problems import Denied, Problem


@dataclass(frozen=True)
class Kind:
    """A kind of part: its model, its place in addresses and on the page, and its name."""

    model: type[Any]
    slug: str
    name: str


KINDS = {
    kind.slug: kind
    for kind in (
        Kind(Requirement, "requirements", "requirement"),
        Kind(Effort, "efforts", "effort"),
        Kind(Involvement, "involvements", "involvement"),
        Kind(Benefit, "benefits", "benefit"),
        Kind(Relation, "relations", "relation"),
    )
}


@require_http_methods(["GET", "POST"])
def collection(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Add a part."""
    proposal = _writable(request, pk)
    kind = KINDS[slug]
    form = _form(request, kind, None)
    return _answer(
        request,
        proposal,
        kind,
        form,
        lambda values: parts.add(proposal, kind.model, values, by=reader(request)),
        f"The {kind.name} was added.",
    )


@require_http_methods(["GET", "POST"])
def member(request: HttpRequest, pk: int, slug: str, part_pk: int) -> HttpResponse:
    """Change a part."""
    proposal = _writable(request, pk)
    kind = KINDS[slug]
    row = _part(request, proposal, kind, part_pk)
    form = _form(request, kind, row)
    return _answer(
        request,
        proposal,
        kind,
        form,
        lambda values: parts.change(row, values, by=reader(request)),
        f"The {kind.name} was changed.",
        part=row,
    )


@require_POST
def removal(request: HttpRequest, pk: int, slug: str, part_pk: int) -> HttpResponse:
    """Remove a part."""
    proposal = _writable(request, pk)
    kind = KINDS[slug]
    parts.remove(_part(request, proposal, kind, part_pk), by=reader(request))
    return saved(request, proposal, kind.slug, f"The {kind.name} was removed.")


def _writable(request: HttpRequest, pk: int) -> Proposal:
    proposal = load(request, pk)
    if not may_edit(reader(request), proposal):
        raise Denied(
            "You can read this proposal but not edit it.",
            way_out="Leave a comment, or ask somebody of marketing or IT who works on it.",
        )
    return proposal


def _part(request: HttpRequest, proposal: Proposal, kind: Kind, pk: int) -> Any:
    return get_visible(kind.model.objects.visible_to(reader(request)), proposal=proposal, pk=pk)


def _form(request: HttpRequest, kind: Kind, row: Any) -> ModelForm[Any]:
    extra: dict[str, Any] = {"user": reader(request)} if kind.model is Relation else {}
    return PART_FORMS[kind.model](request.POST or None, instance=row, **extra)


def _answer(
    request: HttpRequest,
    proposal: Proposal,
    kind: Kind,
    form: ModelForm[Any],
    act: Any,
    message: str,
    part: Any = None,
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                act({name: form.cleaned_data[name] for name in form.fields})
            except Problem as problem:
                form_problem(form, problem)
                status = problem.status
            else:
                notice(request, form)
                return saved(request, proposal, kind.slug, message)
    context = {"form": form, "proposal": proposal, "kind": kind, "part": part}
    return fragment_or_page(request, "portfolio/part.html", context, status)
