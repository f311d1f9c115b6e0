"""Expectations for programs: the same actions as the pages, with the same rights."""

from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Status
from ninja.pagination import paginate

from lintel.charter.expectations import access, schemas
from lintel.charter.expectations.actions import measurement, offering, replying
from lintel.charter.expectations.models import Expectation, Measurement, Step, Wording
from lintel.charter.expectations.saying_it import say
from lintel.charter.expectations.scorecard import scorecard as count
from lintel.people.authentication import Door, user_of
from lintel.people.models import User
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied, Problem

router = Router(tags=["Charter"], auth=Door("charter"))
PathId = Annotated[Id, Path(...)]


def _expectation(request: HttpRequest, expectation_id: int) -> Expectation:
    rows = Expectation.objects.visible_to(user_of(request))
    return get_visible(rows.select_related("customer", "performer", "measured"), pk=expectation_id)


@router.get(
    "/expectations",
    response={200: list[schemas.ExpectationOut], **PROBLEMS},
    operation_id="list_expectations",
    summary="Expectations, newest first",
)
@paginate(CursorPage)
def list_expectations(
    request: HttpRequest,
    state: Annotated[schemas.StateName | None, Query(description="Only this state.")] = None,
    awaits: Annotated[
        schemas.OfficeName | None, Query(description="Only those that wait for this office’s word.")
    ] = None,
    counted: Annotated[bool | None, Query(description="Only those that count, or that do not.")] = None,
) -> Any:
    """All that one may see."""
    rows = Expectation.objects.visible_to(user_of(request))
    given = {"state": state, "awaits": awaits}
    rows = rows.filter(**{name: value for name, value in given.items() if value is not None})
    if counted is not None:
        rows = rows.counted() if counted else rows.apart()
    return rows.select_related("customer", "performer", "measured")


@router.post(
    "/expectations",
    response={201: schemas.ExpectationOut, **PROBLEMS},
    operation_id="create_expectation",
    summary="Say what one expects of the other side",
)
def create_expectation(request: HttpRequest, data: schemas.ExpectationIn) -> Any:
    """Keeps a draft, or offers it at once. It counts once the other side has accepted it."""
    user = user_of(request)
    with transaction.atomic():
        row = offering.draft(data.content(), by=user)
        if data.offer:
            offering.offer(row, by=user, step=row.step)
    return Status(201, _expectation(request, row.pk))


@router.get(
    "/expectations/{expectation_id}",
    response={200: schemas.ExpectationOut, **PROBLEMS},
    operation_id="get_expectation",
    summary="One expectation",
)
def get_expectation(request: HttpRequest, expectation_id: PathId) -> Any:
    """An expectation one may see."""
    return _expectation(request, expectation_id)


@router.put(
    "/expectations/{expectation_id}",
    response={200: schemas.ExpectationOut, **PROBLEMS},
    operation_id="edit_expectation",
    summary="Change a draft",
)
def edit_expectation(request: HttpRequest, expectation_id: PathId, data: schemas.ExpectationPatch) -> Any:
    """For its author or the holder of their office, until it is offered."""
    row = _expectation(request, expectation_id)
    offering.edit(row, data.content(), by=user_of(request), step=data.step)
    return _expectation(request, expectation_id)


@router.get(
    "/expectations/{expectation_id}/steps",
    response={200: list[schemas.StepOut], **PROBLEMS},
    operation_id="list_expectation_steps",
    summary="Everything that was said",
)
def list_expectation_steps(request: HttpRequest, expectation_id: PathId) -> Any:
    """Oldest first."""
    rows = Step.objects.filter(expectation=_expectation(request, expectation_id))
    return list(rows.select_related("speaker__person", "on_behalf_of"))


@router.post(
    "/expectations/{expectation_id}/steps",
    response={201: schemas.ExpectationOut, **PROBLEMS},
    operation_id="say_on_expectation",
    summary="Say the next thing: offer, accept, counter, decline, promise, declare, satisfy …",
)
def say_on_expectation(request: HttpRequest, expectation_id: PathId, data: schemas.StepIn) -> Any:
    """For whoever speaks for the side whose turn it is. Returns the expectation as it stands then."""
    say(
        _expectation(request, expectation_id),
        data.kind,
        by=user_of(request),
        step=data.step,
        text=data.text,
        content=data.wording.content() if data.wording else None,
        answer_by=data.answer_by,
        content_hash=data.content_hash,
    )
    return Status(201, _expectation(request, expectation_id))


@router.get(
    "/expectations/{expectation_id}/wordings",
    response={200: list[schemas.WordingOut], **PROBLEMS},
    operation_id="list_expectation_wordings",
    summary="Every wording that was on the table",
)
def list_expectation_wordings(request: HttpRequest, expectation_id: PathId) -> Any:
    """Newest first."""
    return list(
        Wording.objects.filter(expectation=_expectation(request, expectation_id)).select_related("by")
    )


@router.put(
    "/expectations/{expectation_id}/performer",
    response={200: schemas.ExpectationOut, **PROBLEMS},
    operation_id="hand_expectation_over",
    summary="Name who performs it",
)
def hand_expectation_over(request: HttpRequest, expectation_id: PathId, data: schemas.PerformerIn) -> Any:
    """For whoever speaks for the side of which it is expected."""
    user = user_of(request)
    row = _expectation(request, expectation_id)
    person = User.objects.visible_to(user).active().filter(pk=data.person_id).first()
    if person is None:
        raise Problem("There is no such person.", way_out="See GET /people.", field="person_id")
    replying.hand_over(row, by=user, performer=person)
    return _expectation(request, expectation_id)


@router.get(
    "/expectations/{expectation_id}/measurements",
    response={200: list[schemas.MeasurementOut], **PROBLEMS},
    operation_id="list_expectation_measurements",
    summary="What its metric said over time",
)
def list_expectation_measurements(request: HttpRequest, expectation_id: PathId) -> Any:
    """Newest first, at most 200."""
    return list(Measurement.objects.filter(expectation=_expectation(request, expectation_id))[:200])


@router.post(
    "/expectations/{expectation_id}/measurements",
    response={201: schemas.MeasurementOut, **PROBLEMS},
    operation_id="measure_expectation",
    summary="Read its metric now",
)
def measure_expectation(request: HttpRequest, expectation_id: PathId) -> Any:
    """Only what was accepted is measured; a missing value says why it is missing."""
    return Status(201, measurement.take(_expectation(request, expectation_id), by=user_of(request)))


@router.get(
    "/scorecard",
    response={200: schemas.ScorecardOut, **PROBLEMS},
    operation_id="get_scorecard",
    summary="What counts, measured; apart from it, what does not",
)
def get_scorecard(request: HttpRequest) -> Any:
    """Unaccepted expectations are counted for themselves and never averaged in."""
    user = user_of(request)
    if not access.may_read_scorecard(user):
        raise Denied("The scorecard is for people with a role.", way_out="Ask an administrator for a role.")
    card = count(Expectation.objects.visible_to(user), timezone.localdate())
    return {
        "carried": {each.performer.value: each for each in card.carried},
        "apart": {each.customer.value: each for each in card.apart},
    }


@router.post(
    "/scorecard/measurements",
    response={201: list[schemas.MeasurementOut], **PROBLEMS},
    operation_id="measure_all_expectations",
    summary="Measure everything that was accepted",
)
def measure_all_expectations(request: HttpRequest) -> Any:
    """One entry in the ledger for all of them."""
    return Status(201, measurement.take_all(by=user_of(request)))
