"""A shop that can be put to the test, made by the same actions that people use."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.estate.inventory.models import Element
from lintel.estate.stress import work
from lintel.estate.stress.actions import building_code, resilience, scenario, trial
from lintel.estate.stress.models import BuildingCode, Resilience, Rule, Scenario, Trial
from lintel.estate.stress.wording import rule_values
from tests.cast import Cast

WORTH: dict[str, Any] = {
    "revenue": Decimal(1200), "customers": Decimal(300), "worth_source": "Orders of October",
    "worth_on": dt.date(2026, 10, 31),
}  # fmt: skip


def say(cast: Cast, element: Element, *, version: int = 0, **values: Any) -> Resilience:
    """Facts, as Tomas writes them."""
    return resilience.write(element, values, version=version, by=cast.tomas)


def make_facts(cast: Cast, shop: dict[str, Element]) -> dict[str, Resilience]:
    """An hour of the shop is worth something, and three systems have known figures."""
    return {
        "web": say(cast, shop["web"], **WORTH),
        "shop": say(
            cast, shop["shop"], availability=Decimal("99.9"), source="measured", over="month",
            capacity=Decimal(2000),
        ),
        "pay": say(cast, shop["pay"], mttf=Decimal(990), mttr=Decimal(10), source="estimate"),
        "card": say(cast, shop["card"], promised=Decimal(98)),
    }  # fmt: skip


def make_scenario(cast: Cast, shop: dict[str, Element], title: str = "Frankfurt is out") -> Scenario:
    """The region of the shop is out."""
    return scenario.create(
        {"title": title, "why": "It was close in 2024."}, out=[shop["region"]], by=cast.ivo
    )


def make_break_in(cast: Cast, shop: dict[str, Element], title: str = "Cardgate is broken into") -> Scenario:
    """An intruder is on a payment service."""
    return scenario.create({"title": title}, broken_into=[shop["card"]], by=cast.ivo)


def make_trial(cast: Cast, of: Scenario | None, **options: Any) -> Trial:
    """A test that is done."""
    made = trial.order(of, day=timezone.localdate(), by=cast.ivo, **options)
    return work.take(Trial.objects.get(pk=made.pk), by=cast.ivo)


def propose(cast: Cast, kind: str, *, limit: Any = None, **values: Any) -> Rule:
    """One more rule."""
    open_now = BuildingCode.objects.open()
    asked = rule_values(kind, limit=None if limit is None else Decimal(limit), **values)
    return building_code.add_rule(asked, seen=open_now.version if open_now else 0, by=cast.tomas)


def sign_code(*people: Any) -> BuildingCode:
    """These put their keys to the proposed edition."""
    code = BuildingCode.objects.open()
    assert code is not None
    for person in people:
        code = building_code.sign(code, by=person, content_hash=hash_of(code))
    return code


def make_code(cast: Cast, shop: dict[str, Element]) -> BuildingCode:
    """A code in force: of its three rules the second fails."""
    propose(cast, "survives", element=shop["web"], any_of="vendor")
    propose(cast, "survives", element=shop["web"], any_of="region")
    propose(cast, "availability", element=shop["web"], limit="99")
    return sign_code(cast.mara, cast.ivo)
