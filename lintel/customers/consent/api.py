"""Consent for programs."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from lintel.customers.consent import answers
from lintel.customers.consent.actions import word as words
from lintel.customers.consent.models import Purpose
from lintel.customers.consent.relation import purpose_of
from lintel.customers.matching.access import may_see_identified
from lintel.customers.matching.actions import look
from lintel.people.authentication import Door, reader, user_of
from lintel.ui.api import PROBLEMS, Line, Text

router = Router(tags=["Consent"], auth=Door("customers"))


class PurposeOut(Schema):
    """What customers are asked to allow."""

    slug: str
    name: str
    plain_words: str
    basis: str
    channels: list[str]
    silence_allows: bool


class ConsentAnswerOut(Schema):
    """Whether a customer may be used, and the word that decides; `word` is empty when nothing was said."""

    purpose: str
    channel: str
    may: bool
    word: str
    at: dt.datetime | None
    source: str
    origin: str | None


class ConsentWordIn(Schema):
    """What a customer said. Without `purpose` it counts for every purpose."""

    purpose: Line | None = None
    channel: Line = "any"
    word: Line
    origin: Line
    reason: Text = ""


def _out(answer: answers.Answer, identified: bool) -> ConsentAnswerOut:
    return ConsentAnswerOut(
        purpose=answer.purpose.slug,
        channel=answer.channel.value,
        may=answer.may,
        word=answer.word,
        at=answer.at,
        source=answer.source,
        origin=answer.origin if identified else "",
    )


@router.get(
    "/customers/purposes",
    response={200: list[PurposeOut], **PROBLEMS},
    operation_id="list_purposes",
    summary="What customers are asked to allow",
)
def list_purposes(request: HttpRequest) -> Any:
    """All purposes, by name."""
    return list(Purpose.objects.visible_to(user_of(request)))


@router.get(
    "/customers/{customer_id}/consent",
    response={200: list[ConsentAnswerOut], **PROBLEMS},
    operation_id="get_consent",
    summary="What a customer allowed",
)
def get_consent(
    request: HttpRequest,
    customer_id: uuid.UUID,
    purpose: Annotated[str, Query(max_length=60, description="Only this purpose.")] = "",
) -> Any:
    """One answer for each purpose and channel. The look is written to the ledger."""
    user = reader(request)
    with answers.prepared() as connection:
        today = answers.customer_today(connection, customer_id)
        found = answers.answers_about(connection, today)
    if purpose:
        found = [answer for answer in found if answer.purpose == purpose_of(purpose)]
    look.see(today, what="consent", by=user)
    return [_out(answer, may_see_identified(user)) for answer in found]


@router.post(
    "/customers/{customer_id}/consent/words",
    response={201: list[ConsentAnswerOut], **PROBLEMS},
    operation_id="record_consent_word",
    summary="Write down what a customer said",
)
def record_consent_word(request: HttpRequest, customer_id: uuid.UUID, data: ConsentWordIn) -> Any:
    """For who works with customers and has a clearance. Returns the answers as they stand then."""
    user = reader(request)
    with answers.prepared() as connection:
        today = answers.customer_today(connection, customer_id)
    purpose = purpose_of(data.purpose) if data.purpose else None
    words.record(today, purpose, data.channel, data.word, origin=data.origin, reason=data.reason, by=user)
    with answers.prepared() as connection:
        found = answers.answers_about(connection, today)
    return Status(201, [_out(answer, identified=True) for answer in found])
