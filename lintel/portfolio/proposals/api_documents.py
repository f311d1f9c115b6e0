"""Proposals in full, templates and acceptance for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.people.authentication import user_of
from lintel.portfolio.proposals import documents, schemas
from lintel.portfolio.proposals.actions import acceptance as acceptances
from lintel.portfolio.proposals.actions import document as document_actions
from lintel.portfolio.proposals.actions import template as template_actions
from lintel.portfolio.proposals.models import Acceptance, Proposal, ProposalTemplate, Requirement
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

router = Router(tags=["Portfolio"])
PathId = Annotated[Id, Path(...)]
MOST = 1_000


def _proposal(request: HttpRequest, pk: int) -> Proposal:
    return get_visible(Proposal.objects.visible_to(user_of(request)), pk=pk)


def _template(request: HttpRequest, pk: int) -> ProposalTemplate:
    return get_visible(ProposalTemplate.objects.visible_to(user_of(request)), pk=pk)


@router.get(
    "/proposals/{proposal_id}/document",
    response={200: documents.ProposalDocument, **PROBLEMS},
    operation_id="get_document",
    summary="One proposal in full",
)
def document(request: HttpRequest, proposal_id: PathId) -> Any:
    """Everything in it in one object, with names and e-mails for numbers, to be brought in elsewhere."""
    rows = documents.rows_in_full().visible_to(user_of(request))
    return documents.document(get_visible(rows, pk=proposal_id))


@router.post(
    "/proposal-documents",
    response={201: schemas.ProposalOut, **PROBLEMS},
    operation_id="write_document",
    summary="Write a proposal in full",
)
def write(request: HttpRequest, data: documents.ProposalDocument) -> Any:
    """A new draft with everything in the document; its number and key are left out."""
    made = document_actions.write(data, by=user_of(request))
    return Status(201, _proposal(request, made.pk))


@router.get(
    "/templates",
    response={200: list[schemas.TemplateOut], **PROBLEMS},
    operation_id="list_templates",
    summary="List templates",
)
@paginate(CursorPage)
def templates(request: HttpRequest) -> Any:
    """What proposals begin from, newest first."""
    return ProposalTemplate.objects.visible_to(user_of(request))


@router.post(
    "/templates",
    response={201: schemas.TemplateOut, **PROBLEMS},
    operation_id="write_template",
    summary="Write a template, or keep a proposal as one",
)
def new_template(request: HttpRequest, data: documents.TemplateIn) -> Any:
    """From a proposal by its id, or from a document of its own."""
    named = {"name": data.name, "purpose": data.purpose}
    by = user_of(request)
    if data.proposal is not None:
        return Status(201, template_actions.keep(_proposal(request, data.proposal), named, by=by))
    given = data.document.model_dump(mode="json") if data.document else {}
    return Status(201, template_actions.write(given, named, by=by))


@router.get(
    "/templates/{template_id}",
    response={200: schemas.WholeTemplateOut, **PROBLEMS},
    operation_id="get_template",
    summary="One template",
)
def template(request: HttpRequest, template_id: PathId) -> Any:
    """A template with what it says."""
    return _template(request, template_id)


@router.put(
    "/templates/{template_id}",
    response={200: schemas.TemplateOut, **PROBLEMS},
    operation_id="rename_template",
    summary="Rename a template",
)
def rename(request: HttpRequest, template_id: PathId, data: schemas.TemplateNameIn) -> Any:
    """Another name or purpose."""
    return template_actions.rename(_template(request, template_id), data.dict(), by=user_of(request))


@router.delete(
    "/templates/{template_id}",
    response={204: None, **PROBLEMS},
    operation_id="remove_template",
    summary="Take a template away",
)
def remove(request: HttpRequest, template_id: PathId) -> Any:
    """Proposals that began from it stay."""
    template_actions.remove(_template(request, template_id), by=user_of(request))
    return Status(204, None)


@router.post(
    "/templates/{template_id}/proposals",
    response={201: schemas.ProposalOut, **PROBLEMS},
    operation_id="start_proposal",
    summary="Begin a proposal from a template",
)
def start(request: HttpRequest, template_id: PathId, data: schemas.StartIn) -> Any:
    """A draft with everything that the template says."""
    made = document_actions.start(_template(request, template_id), data.title, by=user_of(request))
    return Status(201, _proposal(request, made.pk))


@router.get(
    "/proposals/{proposal_id}/acceptances",
    response={200: list[schemas.AcceptanceOut], **PROBLEMS},
    operation_id="list_acceptances",
    summary="What was seen to be met",
)
def acceptance_list(request: HttpRequest, proposal_id: PathId) -> Any:
    """Each criterion that a side has seen met, with who and when."""
    proposal = _proposal(request, proposal_id)
    rows = Acceptance.objects.visible_to(user_of(request)).filter(requirement__proposal=proposal)
    return list(rows[:MOST])


@router.post(
    "/proposals/{proposal_id}/requirements/{part_id}/acceptances",
    response={201: schemas.AcceptanceOut, **PROBLEMS},
    operation_id="accept_criterion",
    summary="Say that your side saw a criterion met",
)
def accept(request: HttpRequest, proposal_id: PathId, part_id: PathId, data: schemas.CriterionIn) -> Any:
    """The criterion word for word; only for work that both offices approved."""
    row = _requirement(request, proposal_id, part_id)
    return Status(201, acceptances.accept(row, data.criterion, by=user_of(request)))


@router.post(
    "/proposals/{proposal_id}/requirements/{part_id}/reopening",
    response={204: None, **PROBLEMS},
    operation_id="reopen_criterion",
    summary="Take that back",
)
def reopen(request: HttpRequest, proposal_id: PathId, part_id: PathId, data: schemas.CriterionIn) -> Any:
    """It is not met after all."""
    acceptances.reopen(_requirement(request, proposal_id, part_id), data.criterion, by=user_of(request))
    return Status(204, None)


def _requirement(request: HttpRequest, proposal_id: int, part_id: int) -> Requirement:
    rows = Requirement.objects.visible_to(user_of(request)).select_related("proposal")
    found: Requirement = get_visible(rows, proposal=_proposal(request, proposal_id), pk=part_id)
    return found
