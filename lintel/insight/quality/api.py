"""Data quality for programs."""

import dataclasses
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.insight.quality import schemas
from lintel.insight.quality.actions import dataset_check, expectation
from lintel.insight.quality.behind import behind
from lintel.insight.quality.expecting import all_expected, checkable
from lintel.insight.quality.models import Check, Expectation
from lintel.insight.quality.terms import Terms
from lintel.people.access import may_read
from lintel.people.authentication import Door, user_of
from lintel.ui.api import PROBLEMS, CursorPage, Line
from lintel.ui.problems import Denied, Missing
from lintel.warehouse.models import Dataset

router = Router(tags=["Data quality"], auth=Door("insight"))
Name = Annotated[Line, Path(description="room.table, such as customers.events")]


def _checked(request: HttpRequest, name: str) -> str:
    if name not in checkable() or not may_read(user_of(request)):
        raise Missing(f"There is no dataset “{name}” here.", way_out="List the datasets.")
    return name


@router.get(
    "/quality/datasets",
    response={200: list[schemas.DataStateOut], **PROBLEMS},
    operation_id="list_data_quality",
    summary="Every published dataset with its age, rows and what is wrong with it",
)
def list_quality(request: HttpRequest) -> Any:
    """As of now."""
    user = user_of(request)
    if not may_read(user):
        raise Denied("Data is shown to people with a role.", way_out="Ask an administrator.")
    names = Dataset.objects.visible_to(user).exclude(current=None).values_list("name", flat=True)
    return [_state(one) for one in behind(names)]


def _state(one: Any) -> schemas.DataStateOut:
    return schemas.DataStateOut(**dataclasses.asdict(one))


@router.post(
    "/quality/checks",
    response={201: schemas.CheckRunOut, **PROBLEMS},
    operation_id="check_data",
    summary="Have data checked now",
)
def check_data(request: HttpRequest, data: schemas.ChecksIn) -> Any:
    """In the background; follow the run."""
    run = dataset_check.order(data.datasets, by=user_of(request))
    return Status(201, schemas.CheckRunOut(run_id=run.pk, state=run.state))


@router.get(
    "/quality/datasets/{name}/checks",
    response={200: list[schemas.CheckOut], **PROBLEMS},
    operation_id="list_data_checks",
    summary="The checks of a dataset, newest first",
)
@paginate(CursorPage)
def list_checks(request: HttpRequest, name: Name) -> Any:
    """What was found at each."""
    return Check.objects.visible_to(user_of(request)).filter(dataset=_checked(request, name))


@router.get(
    "/quality/datasets/{name}/expectation",
    response={200: schemas.DataExpectationOut, **PROBLEMS},
    operation_id="get_data_expectation",
    summary="What is expected of a dataset",
)
def get_expectation(request: HttpRequest, name: Name) -> Any:
    """As written, or as its shape says."""
    return _expectation(_checked(request, name))


@router.put(
    "/quality/datasets/{name}/expectation",
    response={200: schemas.DataExpectationOut, **PROBLEMS},
    operation_id="set_data_expectation",
    summary="Write down what is expected of a dataset",
)
def set_expectation(request: HttpRequest, name: Name, data: schemas.DataExpectationIn) -> Any:
    """It counts from the next check on."""
    said = data.dict()
    version = said.pop("version")
    expectation.expect(_checked(request, name), Terms(**said), by=user_of(request), version=version)
    return _expectation(name)


def _expectation(name: str) -> schemas.DataExpectationOut:
    said, written = all_expected()[name], Expectation.objects.filter(dataset=name).first()
    return schemas.DataExpectationOut(
        dataset=name,
        oldest_hours=said.oldest_hours,
        fewest_rows=said.fewest_rows,
        most_change=said.most_change,
        nulls=dict(said.nulls),
        keys=[list(key) for key in said.keys],
        usual=said.usual,
        version=written.version if written else 0,
    )
