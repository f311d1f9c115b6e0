"""Answers, replies, voices and settlements for programs."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Status

from lintel.audit import signatures
from lintel.intake import schemas
from lintel.intake.actions import answer as answering
from lintel.intake.actions import reply as replying
from lintel.intake.actions import settlement as settling
from lintel.intake.actions import vote as voting
from lintel.intake.doors import load, router
from lintel.intake.models import Alternative, Answer, Request, Settlement
from lintel.people.authentication import user_of
from lintel.ui.api import PROBLEMS, Id
from lintel.ui.problems import Missing, Problem

PathId = Annotated[Id, Path(...)]


def _answers(asked: Request) -> QuerySet[Answer]:
    rows = Answer.objects.filter(request=asked).select_related("by", "reply", "reply__by")
    return rows.prefetch_related("request__alternatives").order_by("round")


@router.get(
    "/requests/{request_id}/answers",
    response={200: list[schemas.AnswerOut], **PROBLEMS},
    operation_id="list_answers",
    summary="The answers of all rounds",
)
def list_answers(request: HttpRequest, request_id: PathId) -> Any:
    """Oldest first, each with its alternatives and the asker's reply."""
    return list(_answers(load(request, request_id)))


@router.post(
    "/requests/{request_id}/answers",
    response={201: schemas.AnswerOut, **PROBLEMS},
    operation_id="answer_request",
    summary="Answer: yes, yes if, later, another way",
)
def answer_request(request: HttpRequest, request_id: PathId, data: schemas.AnswerIn) -> Any:
    """For members and the office holder of the asked side."""
    asked = load(request, request_id)
    made = answering.give(asked, data.words(), by=user_of(request), version=data.version)
    return Status(201, _answers(asked).get(pk=made.pk))


@router.post(
    "/requests/{request_id}/replies",
    response={201: schemas.RequestOut, **PROBLEMS},
    operation_id="reply_to_answer",
    summary="Accept, counter or escalate",
)
def reply_to_answer(request: HttpRequest, request_id: PathId, data: schemas.ReplyIn) -> Any:
    """For the asker or their office holder. Returns the request as it stands then."""
    user = user_of(request)
    asked = load(request, request_id)
    alternative = _alternative(asked, data.alternative_id)
    if data.kind == "accept":
        replying.accept(asked, by=user, version=data.version, alternative=alternative, text=data.text)
    elif alternative is not None:
        raise Problem("Only an acceptance names an alternative.", field="alternative_id")
    else:
        act = replying.counter if data.kind == "counter" else replying.escalate
        act(asked, by=user, version=data.version, text=data.text)
    return Status(201, load(request, request_id))


def _alternative(asked: Request, key: int | None) -> Alternative | None:
    if key is None:
        return None
    found = Alternative.objects.filter(request=asked, pk=key).first()
    if found is None:
        raise Problem("This request has no such alternative.", field="alternative_id")
    return found


@router.post(
    "/requests/{request_id}/votes",
    response={201: schemas.RequestOut, **PROBLEMS},
    operation_id="add_voice",
    summary="Add one's voice",
)
def add_voice(request: HttpRequest, request_id: PathId) -> Any:
    """Says that one needs the same."""
    voting.cast(load(request, request_id), by=user_of(request))
    return Status(201, load(request, request_id))


@router.delete(
    "/requests/{request_id}/votes",
    response={200: schemas.RequestOut, **PROBLEMS},
    operation_id="take_voice_back",
    summary="Take one's voice back",
)
def take_voice_back(request: HttpRequest, request_id: PathId) -> Any:
    """Returns the request as it stands then."""
    voting.take_back(load(request, request_id), by=user_of(request))
    return load(request, request_id)


def _settlement(asked: Request) -> Settlement:
    found = Settlement.objects.select_related("request", "alternative").filter(request=asked).first()
    if found is None:
        raise Missing("Nothing has been settled here.", way_out="It is written once both offices have it.")
    return found


def _settled(settlement: Settlement) -> schemas.SettlementOut:
    keys = signatures.keys_of(settlement, settling.PURPOSE)
    return schemas.SettlementOut(
        text=settlement.text,
        alternative_id=settlement.alternative_id,
        makes_work=settlement.makes_work,
        version=settlement.version,
        content_hash=signatures.hash_of(settlement),
        signed_by=sorted(office.value for office in keys.given),
    )


@router.get(
    "/requests/{request_id}/settlement",
    response={200: schemas.SettlementOut, **PROBLEMS},
    operation_id="get_settlement",
    summary="What both offices settle",
)
def get_settlement(request: HttpRequest, request_id: PathId) -> Any:
    """The wording, and which offices have signed it."""
    return _settled(_settlement(load(request, request_id)))


@router.put(
    "/requests/{request_id}/settlement",
    response={200: schemas.SettlementOut, **PROBLEMS},
    operation_id="write_settlement",
    summary="Write what both offices are to agree on",
)
def write_settlement(request: HttpRequest, request_id: PathId, data: schemas.SettlementIn) -> Any:
    """For who holds a key. A new wording voids both signatures."""
    asked = load(request, request_id)
    settling.write(
        asked,
        by=user_of(request),
        text=data.text,
        version=data.version,
        alternative=_alternative(asked, data.alternative_id),
        makes_work=data.makes_work,
    )
    return _settled(_settlement(asked))


@router.post(
    "/requests/{request_id}/settlement/signatures",
    response={201: schemas.SettlementOut, **PROBLEMS},
    operation_id="sign_settlement",
    summary="Sign the settlement",
)
def sign_settlement(request: HttpRequest, request_id: PathId, data: schemas.SettlementSignatureIn) -> Any:
    """Puts one office's key to exactly the wording that was read; the second key settles the request."""
    asked = load(request, request_id)
    settling.sign(_settlement(asked), by=user_of(request), content_hash=data.content_hash)
    return Status(201, _settled(_settlement(asked)))
