"""Roadmaps for tests, made by the same actions as in the house."""

import datetime as dt
from decimal import Decimal
from typing import Any

from lintel.audit.signatures import hash_of
from lintel.people.models import Specialty, User
from lintel.portfolio.proposals.actions import bundle, part
from lintel.portfolio.proposals.models import Bundle, Effort, Proposal, Relation
from lintel.portfolio.roadmaps.actions import inputs, plan, roadmap, search, way
from lintel.portfolio.roadmaps.actions.plan import Found
from lintel.portfolio.roadmaps.days import Days
from lintel.portfolio.roadmaps.models import Entry, Plan, Roadmap, Search, Way
from tests.cast import Cast
from tests.portfolio.proposals.making import fresh, make_proposal

START = dt.date(2027, 1, 1)


def make_planned(cast: Cast, title: str, days: int = 20, **values: Any) -> Proposal:
    """A proposal that takes data engineers some days."""
    scores = {"business_value": 8, "time_criticality": 5, "risk_opportunity": 5, "job_size": 5}
    made = make_proposal(cast.nele, title=title, **scores, **values)
    engineer = Specialty.objects.get(name="Data engineer")
    known = dict.fromkeys(("low", "likely", "high"), Decimal(days))
    part.add(made, Effort, {"specialty": engineer, **known}, by=cast.nele)
    return fresh(made)


def make_roadmap(cast: Cast, proposals: list[Proposal] | None = None, **values: Any) -> Roadmap:
    """Three proposals of twenty days, with thirty days of data engineers in each of two quarters."""
    rows = proposals or [make_planned(cast, title) for title in ("Consent", "Feeds", "Search")]
    frame = {"title": "Next year", "starts_on": START, "length": 2, "buffer": Decimal(0)} | values
    made = roadmap.begin(frame, rows, by=cast.nele)
    engineer = Specialty.objects.get(name="Data engineer")
    inputs.staff(made, {engineer.pk: [30] * made.length}, by=cast.nele)
    return again(made)


def needs(one: Proposal, other: Proposal, by: User) -> None:
    """The one needs the other first."""
    part.add(one, Relation, {"kind": "needs", "other": other}, by=by)


def bound(cast: Cast, *rows: Proposal, name: str = "One shop") -> Bundle:
    """A bundle of these proposals, worth fifty thousand more together."""
    extra = dict.fromkeys(("low", "likely", "high"), Decimal(50_000))
    return bundle.make({"name": name, "currency": "EUR", **extra}, [fresh(row) for row in rows], by=cast.nele)


def buy(cast: Cast, entry: Entry, *, name: str = "Buy", duration: int = 1, step: int | None = None) -> Way:
    """Another way to do it: five days of data engineers and forty thousand."""
    engineer = Specialty.objects.get(name="Data engineer")
    values = {"name": name, "duration": duration, "cost": Decimal(40_000)}
    return way.add(entry, values, [Days(engineer.pk, *[Decimal(5)] * 3)], by=cast.nele, step=step)


def again(row: Roadmap) -> Roadmap:
    """The row as the database has it."""
    return Roadmap.objects.get(pk=row.pk)


def make_search(cast: Cast, row: Roadmap, kind: str = "best", **given: Any) -> Search:
    """A search that waits for its turn."""
    return search.begin(again(row), kind, by=cast.nele, **given)


def make_plan(cast: Cast, row: Roadmap, *, late: bool = False) -> Plan:
    """A plan written by hand: the first proposal in the first quarter (or the second), the others out."""
    return kept(row, cast.nele, late=late)


def kept(row: Roadmap, by: User, *, late: bool = False) -> Plan:
    """The same, by somebody."""
    looked = search.begin(again(row), "best", by=by)
    items = looked.problem["items"]
    start = 1 if late else 0
    body = {
        "status": "feasible", "objective": 30.0, "bound": 40.0, "gap": 1 / 3, "marketing": 30.0, "it": 30.0,
        "schedule": [{"item": items[0]["key"], "mode": "only", "start": start, "finish": start + 1}],
        "use": [
            {"role": role["key"], "period": period, "used": 20.0 if period == start else 0.0, "usable": 30.0,
             "capacity": 30.0}
            for role in looked.problem["roles"]
            for period in range(row.length)
        ],
        "spend": [], "curve": [], "seconds": 1.0, "seed": 1,
    }  # fmt: skip
    lack = {"kind": "role", "of": looked.problem["roles"][0]["key"], "period": 1, "more": 10.0}
    reasons = [
        {"item": item["key"], "chosen": not number, "because": "worth" if not number else "room",
         "sentence": "It pays most." if not number else "There is no room for it.", "regret": None,
         "exact": False, "changes": [] if not number else [{"lacks": [lack], "start": 1, "mode": "only",
         "companions": [], "sentence": "Ten more days of data engineers in Q2 2027 bring it in."}]}
        for number, item in enumerate(items)
    ]  # fmt: skip
    cells = [
        {"role": role["key"], "period": 0, "chance": 0.97, "mean": 20.0, "high": 24.0, "capacity": 30.0}
        for role in looked.problem["roles"]
    ]
    holding = {"chance": 0.95, "draws": 10_000, "cells": cells, "sentence": "It holds in 95 of 100 futures."}
    bundles = [_reason(one, items[0]["key"], start + 1) for one in looked.problem["bundles"]]
    found = Found("Best plan", looked.problem, body, reasons, holding, bundles=bundles)
    looked.run.state = "done"
    looked.run.save()
    return plan.keep(looked, [found], said="The best plan found in this time.", by=by)[0]


def _reason(bundle: dict[str, Any], first: str, finish: int) -> dict[str, Any]:
    """What the plan by hand says of a bundle; ten more days would make it whole."""
    missing = [key for key in bundle["items"] if key != first]
    inside = [key for key in bundle["items"] if key == first]
    state = "whole" if not missing else "partly" if inside else "out"
    return {
        "bundle": bundle["key"], "state": state, "because": "whole" if not missing else "room",
        "finish": finish if not missing else None, "inside": inside, "missing": missing, "sentence": "",
        "changes": [],
    }  # fmt: skip


def make_offered(cast: Cast, row: Roadmap) -> Plan:
    """A plan that lies before both offices."""
    return plan.offer(make_plan(cast, row), by=cast.nele)


def sign(row: Plan, by: User) -> Plan:
    """Sign what stands there now."""
    now = Plan.objects.get(pk=row.pk)
    plan.sign(now, by=by, content_hash=hash_of(now))
    return Plan.objects.get(pk=row.pk)
