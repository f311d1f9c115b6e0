"""What the shop is put to the test with, what is sent to its addresses, and many of everything."""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.estate.inventory.models import Element
from lintel.estate.stress import meter, ports, work
from lintel.estate.stress.actions import dependence, worth
from lintel.estate.stress.models import BuildingCode, Inspection, Resilience, Scenario, Trial, Verdict, Worth
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.stress.makers import (
    make_break_in,
    make_code,
    make_facts,
    make_scenario,
    make_trial,
    propose,
)
from tests.insight.makers import agree

Body = dict[str, Any]
LISTS = {
    "stress:overview": "",
    "stress:entry": "element",
    "stress:facts": "",
    "stress:scenarios": "",
    "stress:scenario": "stress scenario",
    "stress:trials": "",
    "stress:trial": "stress test",
    "stress:code": "",
}
API_LISTS = {
    "list_resilience": "",
    "list_worths": "",
    "get_single_failures": "",
    "list_stress_scenarios": "",
    "list_stress_tests": "",
    "get_building_code": "",
    "list_inspections": "",
}
NAMES = {"estate web": "web", "element": "shop", "estate pay": "pay", "estate card": "card"}


def things(cast: Cast, found: dict[str, Model]) -> dict[str, Model]:
    """Facts, two scenarios, a test, a code in force with a look, and an edition that Tomas proposes."""
    shop: dict[str, Any] = {short: found[name] for name, short in NAMES.items()}
    shop |= {"region": found["estate region"], "vendor": found["estate vendor"]}
    make_facts(cast, shop)
    storm = make_scenario(cast, shop)
    make_break_in(cast, shop)
    test = make_trial(cast, storm)
    make_code(cast, shop)
    work.inspect(by=None)
    rule = propose(cast, "single_points", element=shop["web"], limit=3)
    dependence.say(shop["web"], ports.find(_goal(found), cast.nele), by=cast.nele)
    agree(cast, "revenue")
    bound = worth.bind(shop["web"], "revenue", metric="revenue", part=meter.Part(), by=cast.tomas)
    return {
        "stress scenario": storm, "stress test": test, "building rule": rule, "edition": rule.code,
        "worth of a touchpoint": bound, "thread of a scenario": storm, "thread of a stress test": test,
        "file of a stress test": test,
    }  # fmt: skip


def _goal(found: Any) -> str:
    return ports.reference(found["owned goal"])


def args(name: str, s: Any) -> tuple[Any, ...] | None:
    """What leads to a file of a test, and to a worth: the touchpoint and the measure."""
    if name == "worth of a touchpoint":
        return s["estate web"].pk, "revenue"
    return (s[name].pk, "csv") if name == "file of a stress test" else None


def _code() -> BuildingCode:
    return BuildingCode.objects.get(in_force_at=None)


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the pages; all of it good, so that only rights refuse it."""
    seen = _code().version
    return {
        "stress:fact": {"availability": "99.5", "source": "measured", "version": 1, "capacity": "3000"},
        "stress:dependents": {"thing": _goal(s)},
        "stress:dependent-removal": {"thing": _goal(s)},
        "stress:worths": {"measure": "customers", "metric": s["worth of a touchpoint"].metric},
        "stress:new-scenario": {"title": "Three times the traffic", "surge": "3"},
        "stress:edit-scenario": {
            "title": "Frankfurt and more", "places": [s["estate region"].pk], "surge": "2", "version": 1,
        },
        "stress:scenario-tests": {"of": s["element"].pk, "how": "stand-in", "name": "Second shop"},
        "stress:rules": {
            "seen": seen, "kind": "survives", "element": s["estate web"].pk, "any_of": "system",
        },
        "stress:rule-removal": {"seen": seen},
        "stress:signature": {"content_hash": hash_of(_code())},
    }  # fmt: skip


def json(s: Any) -> dict[str, Body]:
    """What is sent to the API."""
    seen = _code().version
    return {
        "write_resilience": {"version": 1, "capacity": 3000},
        "say_what_stands_on_it": {"thing": _goal(s)},
        "take_back_what_stands_on_it": {"thing": _goal(s)},
        "bind_worth": {"metric": s["worth of a touchpoint"].metric},
        "create_stress_scenario": {"title": "Three times the traffic", "surge": 3},
        "change_stress_scenario": {"surge": 2, "version": 1},
        "order_stress_test": {},
        "propose_building_rule": {
            "seen": seen, "kind": "survives", "element_id": s["estate web"].pk, "any_of": "system",
        },
        "drop_building_rule": {"seen": seen},
        "sign_building_code": {"content_hash": hash_of(_code())},
    }  # fmt: skip


def fill(reader: User, things: dict[str, Any], numbers: range) -> None:
    """Facts about every system, many scenarios, tests and looks."""
    bare = Element.objects.filter(kind="system", resilience=None).order_by("pk")
    Resilience.objects.bulk_create(
        [Resilience(element=row, capacity=100) for row in bare[: len(numbers)]], batch_size=500
    )
    unbound = Element.objects.filter(kind="touchpoint", worths=None).order_by("pk")
    Worth.objects.bulk_create(
        [
            Worth(element=row, measure="customers", metric="visits", label="Visits", why_not="No figures.")
            for row in unbound[: len(numbers)]
        ],
        batch_size=500,
    )
    scenarios = Scenario.objects.bulk_create(
        [Scenario(title=f"Scenario {n}", surge=2) for n in numbers], batch_size=500
    )
    now, day = timezone.now(), dt.date(2026, 11, 30)
    result = things["stress test"].result
    Trial.objects.bulk_create(
        [
            Trial(title=f"Test {n}", scenario=row, day=day, ordered_by=reader, done_at=now, result=result)
            for n, row in zip(numbers, scenarios, strict=True)
        ],
        batch_size=500,
    )
    code = BuildingCode.objects.exclude(in_force_at=None).get()
    looks = Inspection.objects.bulk_create(
        [Inspection(code=code, day=day, inputs_hash="0" * 64) for _ in numbers], batch_size=500
    )
    rule = code.rules.earliest("pk")
    Verdict.objects.bulk_create(
        [Verdict(inspection=row, rule=rule, verdict="holds", found="It holds.") for row in looks],
        batch_size=500,
    )
