"""Stress tests for programs: facts, scenarios, tests."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Status
from ninja.pagination import paginate

from lintel.estate.inventory.given import elements_of
from lintel.estate.stress import api_code, api_worth, ports, reading, schemas, showing  # noqa: F401  # hangs on the same router
from lintel.estate.stress.actions import dependence, resilience
from lintel.estate.stress.actions import scenario as acting
from lintel.estate.stress.actions import trial as trials
from lintel.estate.stress.changing import Change, Swap
from lintel.estate.stress.doors import router
from lintel.estate.stress.models import Resilience, Scenario, Trial
from lintel.people.authentication import user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.problems import Missing

__all__ = ["router"]
PathId = Annotated[Id, Path(...)]


@router.get(
    "/estate/stress/facts",
    response={200: list[schemas.ResilienceOut], **PROBLEMS},
    operation_id="list_resilience",
    summary="What is said about resilience",
)
@paginate(CursorPage)
def list_resilience(request: HttpRequest) -> Any:
    """Entries of which anything was said."""
    return Resilience.objects.visible_to(user_of(request))


@router.get(
    "/estate/stress/facts/{element_id}",
    response={200: schemas.ResilienceOut, **PROBLEMS},
    operation_id="get_resilience",
    summary="What is said about one entry",
)
def get_resilience(request: HttpRequest, element_id: PathId) -> Any:
    """By the number of the entry."""
    found = reading.fact_of(reading.element_of(user_of(request), element_id))
    if found is None:
        raise Missing("Nobody has said anything about this entry.", way_out="Write it with PUT, version 0.")
    return found


@router.put(
    "/estate/stress/facts/{element_id}",
    response={200: schemas.ResilienceOut, **PROBLEMS},
    operation_id="write_resilience",
    summary="Say how reliable an entry is",
)
def write_resilience(request: HttpRequest, element_id: PathId, data: schemas.ResilienceIn) -> Any:
    """Only what is sent changes."""
    row = reading.element_of(user_of(request), element_id)
    values = data.dict(exclude_unset=True, exclude={"version"})
    if "degraded" in values:
        values["degraded"] = [
            {"keeps": one["keeps"], "while": one.get("while_ids", [])} for one in values["degraded"]
        ]
    return resilience.write(row, values, version=data.version, by=user_of(request))


@router.post(
    "/estate/stress/facts/{element_id}/dependents",
    response={204: None, **PROBLEMS},
    operation_id="say_what_stands_on_it",
    summary="Say what stands on an entry",
)
def say_what_stands_on_it(request: HttpRequest, element_id: PathId, data: schemas.DependentIn) -> Any:
    """Something of another room that cannot go on without it, such as `objectives.goal:7`."""
    user = user_of(request)
    dependence.say(reading.element_of(user, element_id), ports.find(data.thing, user), by=user)
    return Status(204, None)


@router.post(
    "/estate/stress/facts/{element_id}/dependents/removal",
    response={204: None, **PROBLEMS},
    operation_id="take_back_what_stands_on_it",
    summary="Say what does not stand on an entry any more",
)
def take_back(request: HttpRequest, element_id: PathId, data: schemas.DependentIn) -> Any:
    """By the same reference."""
    user = user_of(request)
    dependence.take_back(reading.element_of(user, element_id), ports.find(data.thing, user), by=user)
    return Status(204, None)


@router.get(
    "/estate/stress/failures",
    response={200: schemas.SingleFailuresOut, **PROBLEMS},
    operation_id="get_single_failures",
    summary="What every single failure takes along today",
)
def get_single_failures(request: HttpRequest) -> Any:
    """What costs most first, with what had to be assumed."""
    reading.require_reader(user_of(request))
    return reading.singles_on(timezone.localdate())


@router.get(
    "/estate/stress/entries/{element_id}",
    response={200: schemas.FailureLogicOut, **PROBLEMS},
    operation_id="get_failure_logic",
    summary="What takes one entry down",
)
def get_failure_logic(request: HttpRequest, element_id: PathId) -> Any:
    """How likely it is down today, its minimal cut sets, and importance measures."""
    found = reading.alone_on(reading.element_of(user_of(request), element_id), timezone.localdate())
    if found is None:
        raise Missing(
            "It does not stand today, or does not fail.", way_out="Ask about a system, or what is served."
        )
    return found


@router.get(
    "/estate/stress/scenarios",
    response={200: list[schemas.StressScenarioOut], **PROBLEMS},
    operation_id="list_stress_scenarios",
    summary="What may happen",
)
@paginate(CursorPage)
def list_scenarios(request: HttpRequest) -> Any:
    """Saved scenarios."""
    return Scenario.objects.visible_to(user_of(request)).with_parts()


@router.post(
    "/estate/stress/scenarios",
    response={201: schemas.StressScenarioOut, **PROBLEMS},
    operation_id="create_stress_scenario",
    summary="Write a scenario",
)
def create_scenario(request: HttpRequest, data: schemas.StressScenarioIn) -> Any:
    """Any mixture of the four storms."""
    user = user_of(request)
    made = acting.create(
        _sent(data), by=user, out=elements_of(data.out_ids) or [],
        broken_into=elements_of(data.broken_into_ids) or [],
    )  # fmt: skip
    return Status(201, reading.scenario_of(user, made.pk))


@router.get(
    "/estate/stress/scenarios/{scenario_id}",
    response={200: schemas.StressScenarioOut, **PROBLEMS},
    operation_id="get_stress_scenario",
    summary="One scenario",
)
def get_scenario(request: HttpRequest, scenario_id: PathId) -> Any:
    """What happens in it."""
    return reading.scenario_of(user_of(request), scenario_id)


@router.patch(
    "/estate/stress/scenarios/{scenario_id}",
    response={200: schemas.StressScenarioOut, **PROBLEMS},
    operation_id="change_stress_scenario",
    summary="Change a scenario",
)
def change_scenario(request: HttpRequest, scenario_id: PathId, data: schemas.StressScenarioChange) -> Any:
    """Only what is sent changes; tests that were made keep the storm of their day."""
    user = user_of(request)
    acting.edit(
        reading.scenario_of(user, scenario_id), _sent(data), version=data.version, by=user,
        out=elements_of(data.out_ids), broken_into=elements_of(data.broken_into_ids),
    )  # fmt: skip
    return reading.scenario_of(user, scenario_id)


@router.delete(
    "/estate/stress/scenarios/{scenario_id}",
    response={204: None, **PROBLEMS},
    operation_id="remove_stress_scenario",
    summary="Take a scenario away",
)
def remove_scenario(request: HttpRequest, scenario_id: PathId) -> Any:
    """Its tests stay."""
    acting.remove(reading.scenario_of(user_of(request), scenario_id), by=user_of(request))
    return Status(204, None)


@router.get(
    "/estate/stress/tests",
    response={200: list[schemas.StressTestOut], **PROBLEMS},
    operation_id="list_stress_tests",
    summary="Every test, the newest first",
)
@paginate(CursorPage)
def list_tests(request: HttpRequest) -> Any:
    """With what customers notice."""
    return Trial.objects.visible_to(user_of(request)).slim()


@router.post(
    "/estate/stress/tests",
    response={201: schemas.StressTestOut, **PROBLEMS},
    operation_id="order_stress_test",
    summary="Put the estate to the test",
)
def order_test(request: HttpRequest, data: schemas.StressTestIn) -> Any:
    """Worked out in the background: ask for the test until `done_at` is there."""
    user = user_of(request)
    scenario = reading.scenario_of(user, data.scenario_id) if data.scenario_id else None
    made = trials.order(
        scenario, day=data.day or timezone.localdate(), other_day=data.other_day, by=user,
        change=_change(data.change),
    )  # fmt: skip
    return Status(201, Trial.objects.get(pk=made.pk))


@router.get(
    "/estate/stress/tests/{test_id}",
    response={200: schemas.OneStressTestOut, **PROBLEMS},
    operation_id="get_stress_test",
    summary="One test with all that it found",
)
def get_test(request: HttpRequest, test_id: PathId) -> Any:
    """Shares are 0 to 1, losses an hour; of goals, proposals and campaigns those that you may see."""
    user = user_of(request)
    row = reading.trial_of(user, test_id)
    row.result = showing.result_for(row, user)
    return row


def _sent(data: schemas.StormIn) -> dict[str, Any]:
    given = data.dict(exclude_unset=True, include={"title", "why", "surge", "saving"})
    return {name: value for name, value in given.items() if value is not None}


def _change(data: schemas.TriedChangeIn | None) -> Change | None:
    if data is None:
        return None

    def swaps(rows: list[schemas.SwapIn]) -> tuple[Swap, ...]:
        return tuple(Swap(one.of_id, one.by_id, one.name) for one in rows)

    return Change(tuple(data.removed_ids), swaps(data.replaced), swaps(data.substitutes))
