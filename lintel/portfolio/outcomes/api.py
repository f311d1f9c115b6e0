"""Outcomes for programs: the same actions as the pages, with the same rights."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.people.authentication import Door, user_of
from lintel.people.models import User
from lintel.portfolio.outcomes import describing, schemas
from lintel.portfolio.outcomes.actions import benefit as benefits
from lintel.portfolio.outcomes.actions import delivery as deliveries
from lintel.portfolio.outcomes.actions import measurement as measuring
from lintel.portfolio.outcomes.actions import note as notes
from lintel.portfolio.outcomes.actions import review as looking
from lintel.portfolio.outcomes.actions import statement as statements
from lintel.portfolio.outcomes.models import (
    Measurement,
    Outcome,
    OutcomeNote,
    PromisedBenefit,
    Review,
    Statement,
)
from lintel.portfolio.outcomes.said import Arranged, Concluded, Seen, Stated
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

router = Router(tags=["Portfolio"], auth=Door("portfolio"))
PathId = Annotated[Id, Path(...)]
ONE = "/proposals/{proposal_id}/outcome"


def _load(request: HttpRequest, proposal_id: int) -> Outcome:
    return get_visible(Outcome.objects.visible_to(user_of(request)).for_rows(), proposal=proposal_id)


def _told(request: HttpRequest, proposal_id: int) -> dict[str, Any]:
    return describing.described(_load(request, proposal_id), user_of(request))


def _benefit(request: HttpRequest, proposal_id: int, benefit_id: int) -> PromisedBenefit:
    rows = PromisedBenefit.objects.visible_to(user_of(request)).filter(promise__proposal=proposal_id)
    row: PromisedBenefit = get_visible(rows.select_related("promise", "metric", "arrangement"), pk=benefit_id)
    return row


def _person(request: HttpRequest, key: int | None) -> User | None:
    return None if key is None else get_visible(User.objects.visible_to(user_of(request)), pk=key)


@router.get(
    "/outcomes",
    response={200: list[schemas.OutcomeLineOut], **PROBLEMS},
    operation_id="list_outcomes",
    summary="Approved proposals and what came of them, newest first",
)
@paginate(CursorPage)
def list_outcomes(request: HttpRequest) -> Any:
    """Each with its promise as both offices signed it."""
    return Outcome.objects.visible_to(user_of(request)).for_rows()


@router.get(
    "/outcomes/calibration",
    response={200: list[schemas.EstimateRecordOut], **PROBLEMS},
    operation_id="get_calibration",
    summary="How estimates came true, by office and team",
)
def get_calibration(request: HttpRequest) -> Any:
    """Figures from five estimates on."""
    return describing.calibrated(user_of(request))


@router.get(
    ONE,
    response={200: schemas.OutcomeOut, **PROBLEMS},
    operation_id="get_outcome",
    summary="What a proposal promised, and what came of it",
)
def get_outcome(request: HttpRequest, proposal_id: PathId) -> Any:
    """For every proposal that both offices ever approved."""
    return _told(request, proposal_id)


@router.put(
    f"{ONE}/delivery",
    response={200: schemas.OutcomeOut, **PROBLEMS},
    operation_id="declare_delivery",
    summary="Declare the day of delivery",
)
def declare_delivery(request: HttpRequest, proposal_id: PathId, data: schemas.DeliveryIn) -> Any:
    """It counts once the other side has confirmed it."""
    deliveries.declare(_load(request, proposal_id), data.day, by=user_of(request))
    return _told(request, proposal_id)


@router.post(
    f"{ONE}/delivery/confirmation",
    response={201: schemas.OutcomeOut, **PROBLEMS},
    operation_id="confirm_delivery",
    summary="Confirm the day that the other side declared",
)
def confirm_delivery(request: HttpRequest, proposal_id: PathId, data: schemas.DeliveryIn) -> Any:
    """Exactly the day that was read."""
    deliveries.confirm(_load(request, proposal_id), by=user_of(request), day=data.day)
    return Status(201, _told(request, proposal_id))


@router.post(
    f"{ONE}/measurements",
    response={201: schemas.MeasuringOut, **PROBLEMS},
    operation_id="measure_outcome",
    summary="Have the benefits of a delivered proposal measured",
)
def measure_outcome(request: HttpRequest, proposal_id: PathId) -> Any:
    """In the background; the answer names the run."""
    return Status(201, measuring.order(_load(request, proposal_id), by=user_of(request)))


@router.get(
    f"{ONE}/measurements",
    response={200: list[schemas.OutcomeMeasurementOut], **PROBLEMS},
    operation_id="list_outcome_measurements",
    summary="Every measurement of a proposal’s benefits, newest first",
)
@paginate(CursorPage)
def list_outcome_measurements(request: HttpRequest, proposal_id: PathId) -> Any:
    """As they were kept, also of earlier promises."""
    _load(request, proposal_id)
    rows = Measurement.objects.visible_to(user_of(request)).defer("told")
    return rows.filter(benefit__promise__proposal=proposal_id)


@router.get(
    f"{ONE}/measurements/{{measurement_id}}",
    response={200: schemas.MeasuredStepsOut, **PROBLEMS},
    operation_id="get_outcome_measurement",
    summary="One measurement with every step",
)
def get_outcome_measurement(request: HttpRequest, proposal_id: PathId, measurement_id: PathId) -> Any:
    """What was measured, expected, and found at dates at which nothing happened."""
    rows = Measurement.objects.visible_to(user_of(request))
    return get_visible(rows.filter(benefit__promise__proposal=proposal_id), pk=measurement_id)


@router.put(
    f"{ONE}/benefits/{{benefit_id}}",
    response={200: schemas.OutcomeOut, **PROBLEMS},
    operation_id="arrange_benefit",
    summary="Say who owns a benefit, and how it is measured",
)
def arrange_benefit(
    request: HttpRequest, proposal_id: PathId, benefit_id: PathId, data: schemas.ArrangementIn
) -> Any:
    """Controls and worth count once both owners agreed."""
    said = Arranged(
        _person(request, data.marketing_owner_id),
        _person(request, data.it_owner_id),
        data.controls,
        data.worth,
    )
    row = _benefit(request, proposal_id, benefit_id)
    benefits.arrange(row, said, by=user_of(request), version=data.version)
    return _told(request, proposal_id)


@router.post(
    f"{ONE}/benefits/{{benefit_id}}/agreement",
    response={201: schemas.OutcomeOut, **PROBLEMS},
    operation_id="agree_on_measuring",
    summary="Agree, as a benefit owner, to how it is measured",
)
def agree_on_measuring(
    request: HttpRequest, proposal_id: PathId, benefit_id: PathId, data: schemas.OutcomeWordIn
) -> Any:
    """Exactly what was read."""
    row = _benefit(request, proposal_id, benefit_id)
    benefits.agree(row, by=user_of(request), content_hash=data.content_hash)
    return Status(201, _told(request, proposal_id))


@router.put(
    f"{ONE}/benefits/{{benefit_id}}/statement",
    response={200: schemas.OutcomeOut, **PROBLEMS},
    operation_id="state_benefit",
    summary="State, as a benefit owner, what came where no metric shows it",
)
def state_benefit(
    request: HttpRequest, proposal_id: PathId, benefit_id: PathId, data: schemas.BenefitStatementIn
) -> Any:
    """It is shown apart from what was measured, and is no money."""
    row = _benefit(request, proposal_id, benefit_id)
    statements.write(row, Stated(data.extent, data.words, data.link), by=user_of(request))
    return _told(request, proposal_id)


@router.post(
    f"{ONE}/benefits/{{benefit_id}}/acceptance",
    response={201: schemas.OutcomeOut, **PROBLEMS},
    operation_id="accept_statement",
    summary="Accept, as the other benefit owner, what was stated",
)
def accept_statement(
    request: HttpRequest, proposal_id: PathId, benefit_id: PathId, data: schemas.OutcomeWordIn
) -> Any:
    """Exactly what was read."""
    rows = Statement.objects.visible_to(user_of(request)).filter(benefit__promise__proposal=proposal_id)
    row = get_visible(rows.select_related("benefit__promise", "benefit__arrangement"), benefit=benefit_id)
    statements.accept(row, by=user_of(request), content_hash=data.content_hash)
    return Status(201, _told(request, proposal_id))


@router.post(
    f"{ONE}/reviews",
    response={201: schemas.OutcomeOut, **PROBLEMS},
    operation_id="plan_review",
    summary="Plan a day on which somebody looks at what came",
)
def plan_review(request: HttpRequest, proposal_id: PathId, data: schemas.ReviewIn) -> Any:
    """On that day Lintel measures by itself."""
    row = _load(request, proposal_id)
    looking.plan(row, data.due_on, _person(request, data.person_id), by=user_of(request))
    return Status(201, _told(request, proposal_id))


def _review(request: HttpRequest, proposal_id: int, review_id: int) -> Review:
    rows = Review.objects.visible_to(user_of(request)).filter(outcome__proposal=proposal_id)
    row: Review = get_visible(rows.select_related("outcome", "held_by"), pk=review_id)
    return row


@router.post(
    f"{ONE}/reviews/{{review_id}}/words",
    response={201: schemas.OutcomeOut, **PROBLEMS},
    operation_id="hold_review",
    summary="Say what was seen on such a day, and why it came so",
)
def hold_review(request: HttpRequest, proposal_id: PathId, review_id: PathId, data: schemas.SeenIn) -> Any:
    """Once for each day."""
    looking.hold(_review(request, proposal_id, review_id), Seen(data.cause, data.words), by=user_of(request))
    return Status(201, _told(request, proposal_id))


@router.delete(
    f"{ONE}/reviews/{{review_id}}",
    response={200: schemas.OutcomeOut, **PROBLEMS},
    operation_id="drop_review",
    summary="Take a day of looking out of the plan",
)
def drop_review(request: HttpRequest, proposal_id: PathId, review_id: PathId) -> Any:
    """Only one that was not held."""
    looking.drop(_review(request, proposal_id, review_id), by=user_of(request))
    return _told(request, proposal_id)


@router.put(
    f"{ONE}/note",
    response={200: schemas.OutcomeOut, **PROBLEMS},
    operation_id="write_outcome_note",
    summary="Write what was promised, what came, and what was learned",
)
def write_outcome_note(request: HttpRequest, proposal_id: PathId, data: schemas.OutcomeNoteIn) -> Any:
    """A key to an earlier version no longer counts."""
    said = Concluded(data.promised, data.got, data.learned, data.verdict)
    notes.write(_load(request, proposal_id), said, by=user_of(request), seen=data.seen)
    return _told(request, proposal_id)


@router.post(
    f"{ONE}/note/signature",
    response={201: schemas.OutcomeOut, **PROBLEMS},
    operation_id="sign_outcome_note",
    summary="Sign the outcome for one’s office; with both keys it is closed",
)
def sign_outcome_note(request: HttpRequest, proposal_id: PathId, data: schemas.OutcomeWordIn) -> Any:
    """Exactly what was read."""
    rows = OutcomeNote.objects.visible_to(user_of(request)).select_related("outcome")
    row = get_visible(rows, outcome__proposal=proposal_id)
    notes.sign(row, by=user_of(request), content_hash=data.content_hash)
    return Status(201, _told(request, proposal_id))
