"""One of each thing of guards, quality, context and learning, and what is sent to their addresses."""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.insight.asking.models import QuestionAsked
from lintel.insight.context.actions import market_event, series
from lintel.insight.context.models import MarketEvent, Observation, Series
from lintel.insight.definitions.models import SemanticModel
from lintel.insight.guards.models import AccessWish, Policy
from lintel.insight.guards.semantics import facts
from lintel.insight.learning.actions import lesson
from lintel.insight.learning.models import Lesson
from lintel.insight.learning.wording import Wording
from lintel.insight.quality.models import Check
from lintel.people.models import User
from tests.cast import Cast
from tests.insight.ground import make_model, make_policy

Body = dict[str, Any]
NO_ROWS = {
    f"{rows}-{name}": 0 for rows in ("conditions", "columns") for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}
HOLDS = {"name": "Small groups", "effect": "restriction", "datasets": ["*"], "smallest_group": 9}


def things(cast: Cast) -> dict[str, Model]:
    """The samples; policies are about every dataset, whichever there are."""
    if not SemanticModel.objects.exists():
        make_model()
    everybody = {"effect": "grant", "datasets": ["*"]}
    prices = series.Wording("Prices", measures="level", address="https://data.example/prices.csv")
    sale = market_event.Wording("Spring sale", "campaign", dt.date(2026, 3, 2))
    return {
        "market series": series.make(prices, by=cast.nele),
        "event": market_event.note(sale, by=cast.nele),
        "lesson": lesson.write(Wording("Depots", "A depot is a warehouse.", ("depot",)), by=cast.nele),
        "policy": make_policy(cast, name="Drafted", signed=False, **everybody),
        "grant in force": make_policy(cast, name="In force", **everybody),
    }


def named(name: str) -> tuple[Any, ...] | None:
    """Arguments of addresses that lead to no row."""
    return {"checked dataset": ("customers.events",)}.get(name)


def fill(reader: User, found: dict[str, Any], numbers: range) -> None:
    """The same rows, only more of them."""
    now, day = timezone.now(), dt.date(2000, 1, 1)
    wording = {**HOLDS, "audience": {}, "purposes": [], "conditions": [], "columns": [], "consents": []}
    rows: list[list[Model]] = [
        [
            Policy(name=f"Policy {n}", effect="restriction", wording=wording, changed_by=reader)
            for n in numbers
        ],
        [AccessWish(dataset="visits", reason="For the plan.", by=reader) for _ in numbers],
        [Series(name=f"Series {n}", owner=reader) for n in numbers],
        [
            Observation(series=found["market series"], day=day + dt.timedelta(days=n), value=n)
            for n in numbers
        ],
        [
            MarketEvent(name=f"Event {n}", kind="other", first=day + dt.timedelta(days=n),
                        last=day + dt.timedelta(days=n), by=reader)
            for n in numbers
        ],
        [Lesson(title=f"Lesson {n}", text="Short.") for n in numbers],
        [
            Check(dataset="customers.events", snapshot="x", published_at=now, rows=n, grade="good")
            for n in numbers
        ],
        [
            QuestionAsked(person=reader, words=f"wish {n}", purpose="analysis", surface="page",
                          outcome="refused")
            for n in numbers
        ],
    ]  # fmt: skip
    for each in rows:
        type(each[0])._default_manager.bulk_create(each, batch_size=500)


def forms(found: dict[str, Model]) -> dict[str, Body]:
    """What is sent to pages."""
    policy: Any = found["policy"]
    return {
        "guards:wish": {"field": f"{min(facts())}.", "purpose": "analysis", "reason": "For the yearly plan."},
        "guards:new-policy": {**HOLDS, **NO_ROWS},
        "guards:edit-policy": {
            **NO_ROWS, "name": "Drafted", "effect": "grant", "datasets": ["*"], "version": policy.version,
        },
        "guards:signature": {"content_hash": hash_of(policy)},
        "guards:suspension": {"reason": "Something leaked."},
        "quality:checks": {"dataset": "customers.events"},
        "quality:expected": {"oldest_hours": 48, "version": 0},
        "context:new-series": {"name": "Demand", "grain": "month", "measures": "flow", "version": 0},
        "context:edit-series": {
            "name": "Prices", "grain": "month", "measures": "level", "version": 1,
            "address": "https://data.example/prices.csv",
        },
        "context:new-event": {"name": "Outage", "kind": "outage", "first": "2026-04-01", "version": 0},
        "context:edit-event": {"name": "Sale", "kind": "campaign", "first": "2026-03-02", "version": 1},
        "learning:new-lesson": {"title": "Stores", "text": "A store is a shop.", "version": 0},
        "learning:edit-lesson": {"title": "Depots", "text": "A depot keeps goods.", "version": 1},
    }  # fmt: skip


def json(found: dict[str, Model]) -> dict[str, Body]:
    """What is sent to operations."""
    policy: Any = found["policy"]
    return {
        "draft_access_policy": {"wording": HOLDS},
        "change_access_policy": {
            "wording": {"name": "Drafted", "effect": "grant"}, "version": policy.version,
        },
        "sign_access_policy": {"content_hash": hash_of(policy)},
        "suspend_access_policy": {"reason": "Something leaked."},
        "ask_access": {"dataset": min(facts()), "reason": "For the yearly plan."},
        "check_data": {"datasets": ["customers.events"]},
        "set_data_expectation": {"oldest_hours": 48, "version": 0},
        "make_market_series": {"name": "Demand"},
        "change_market_series": {"name": "Prices", "measures": "level", "version": 1},
        "note_event": {"name": "Outage", "kind": "outage", "first": "2026-04-01"},
        "change_event": {"name": "Sale", "kind": "campaign", "first": "2026-03-02", "version": 1},
        "write_lesson": {"title": "Stores", "text": "A store is a shop."},
        "change_lesson": {"title": "Depots", "text": "A depot keeps goods.", "version": 1},
    }  # fmt: skip
