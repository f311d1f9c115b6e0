"""Campaigns for programs: opened, answered, closed."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Status
from ninja.pagination import paginate

from lintel.audit.models import type_label
from lintel.estate.access import schemas
from lintel.estate.access.actions import campaign as campaigns
from lintel.estate.access.actions import change
from lintel.estate.access.actions import question as questions
from lintel.estate.access.doors import router
from lintel.estate.access.models import Attestation, Campaign, Party
from lintel.estate.inventory.models import Element
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

PathId = Annotated[Id, Path(...)]


def _campaign(request: HttpRequest, pk: int) -> Any:
    return get_visible(Campaign.objects.visible_to(user_of(request)).counted(), pk=pk)


def _question(request: HttpRequest, pk: int) -> Attestation:
    return get_visible(Attestation.objects.visible_to(user_of(request)).with_parts(), pk=pk)


@router.get(
    "/estate/access/campaigns",
    response={200: list[schemas.CampaignOut], **PROBLEMS},
    operation_id="list_attestation_campaigns",
    summary="Rounds of attestation",
)
@paginate(CursorPage)
def list_attestation_campaigns(request: HttpRequest) -> Any:
    """How far each came."""
    return Campaign.objects.visible_to(user_of(request)).counted()


@router.post(
    "/estate/access/campaigns",
    response={201: schemas.CampaignOut, **PROBLEMS},
    operation_id="open_attestation_campaign",
    summary="Ask the owners",
)
def open_attestation_campaign(request: HttpRequest, data: schemas.CampaignIn) -> Any:
    """Every owner is asked about each grant of the choice on their systems."""
    user = user_of(request)
    entries, parties = Element.objects.visible_to(user), Party.objects.visible_to(user)
    choice = campaigns.Choice(
        systems=[get_visible(entries, pk=one) for one in dict.fromkeys(data.system_ids)],
        data=[get_visible(entries, pk=one) for one in dict.fromkeys(data.data_ids)],
        parties=[get_visible(parties, pk=one) for one in dict.fromkeys(data.party_ids)],
        outside_only=data.outside_only,
        both_owners=data.both_owners,
    )
    made = campaigns.open_campaign(
        data.title, data.due_on, choice, introduction=data.introduction, day=timezone.localdate(), by=user
    )
    return Status(201, _campaign(request, made.pk))


@router.get(
    "/estate/access/campaigns/{campaign_id}",
    response={200: schemas.CampaignOut, **PROBLEMS},
    operation_id="get_attestation_campaign",
    summary="One campaign",
)
def get_attestation_campaign(request: HttpRequest, campaign_id: PathId) -> Any:
    """How far it came."""
    return _campaign(request, campaign_id)


@router.get(
    "/estate/access/campaigns/{campaign_id}/questions",
    response={200: list[schemas.AttestationOut], **PROBLEMS},
    operation_id="list_attestations",
    summary="What owners were asked",
)
@paginate(CursorPage)
def list_attestations(request: HttpRequest, campaign_id: PathId) -> Any:
    """Who was asked what, and what they said."""
    return _campaign(request, campaign_id).questions.all()


@router.post(
    "/estate/access/campaigns/{campaign_id}/reminder",
    response={200: schemas.CampaignOut, **PROBLEMS},
    operation_id="remind_attestation_campaign",
    summary="Remind the owners",
)
def remind_attestation_campaign(request: HttpRequest, campaign_id: PathId) -> Any:
    """At most once a day."""
    campaigns.remind(_campaign(request, campaign_id), by=user_of(request))
    return _campaign(request, campaign_id)


@router.post(
    "/estate/access/campaigns/{campaign_id}/closing",
    response={200: schemas.CampaignOut, **PROBLEMS},
    operation_id="close_attestation_campaign",
    summary="Close a campaign",
)
def close_attestation_campaign(request: HttpRequest, campaign_id: PathId) -> Any:
    """What is unanswered stays so."""
    campaigns.close(_campaign(request, campaign_id), by=user_of(request))
    return _campaign(request, campaign_id)


@router.post(
    "/estate/access/questions/{question_id}/answer",
    response={200: schemas.AttestationOut, **PROBLEMS},
    operation_id="answer_attestation",
    summary="Answer for a grant",
)
def answer_attestation(request: HttpRequest, question_id: PathId, data: schemas.AttestationIn) -> Any:
    """As the owner who is asked, for the version of the grant that was read."""
    return questions.answer(
        _question(request, question_id), data.answer, version=data.version, day=timezone.localdate(),
        by=user_of(request), narrow_to=data.narrow_to, remove_by=data.remove_by, evidence=data.evidence,
    )  # fmt: skip


@router.post(
    "/estate/access/questions/{question_id}/delegation",
    response={200: schemas.AttestationOut, **PROBLEMS},
    operation_id="pass_attestation_on",
    summary="Pass a question on",
)
def pass_attestation_on(request: HttpRequest, question_id: PathId, data: schemas.PassOnIn) -> Any:
    """To a colleague who knows better; who was asked first stays known."""
    one, user = _question(request, question_id), user_of(request)
    to = get_visible(User.objects.visible_to(user).active(), pk=data.person_id)
    return questions.pass_on(one, to, by=user)


@router.post(
    "/estate/access/questions/{question_id}/request",
    response={201: schemas.MadeRequestOut, **PROBLEMS},
    operation_id="ask_attested_change",
    summary="Make a request of an answer",
)
def ask_attested_change(request: HttpRequest, question_id: PathId) -> Any:
    """Of one that wants a grant narrowed or removed; once."""
    made = change.ask_for(_question(request, question_id), by=user_of(request))
    return Status(201, {"type": type_label(made), "id": made.pk})
