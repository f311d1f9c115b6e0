"""Grouping before joining gives what grouping after joining gives, and happens only where it may."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lintel.engines import metrics
from lintel.engines.metrics import By, ColumnRule, Filter, Guards, Model, Period, Query, RowRule, Top
from tests.engines.metrics import shop
from tests.engines.metrics.conftest import Ask

EARLY = '"grouped"'
NUMBER, STATUS = By("orders.number"), By("orders.status")
ONE = Query(("items",), by=(NUMBER, STATUS))
QUESTIONS = [
    ONE,
    replace(ONE, by=(STATUS, By("customers.country"), By("lines.product"), NUMBER)),
    replace(ONE, by=(NUMBER, STATUS, By("time", "month"))),
    replace(ONE, metrics=("items", "revenue", "per_item")),
    replace(ONE, where=(Filter("lines.product", "in", ("tea",)),)),
    replace(ONE, where=(Filter("orders.status", "in", ("paid",)),)),
    replace(ONE, period=Period(shop.day("2026-01-10"), shop.day("2026-02-28"))),
    replace(ONE, top=Top(2, "items")),
]


def model(*, complete: bool) -> Model:
    """The shop; joins are inner only where relations are complete."""
    known = [replace(r, complete=complete and r.complete) for r in shop.model().relationships]
    return replace(shop.model(), relationships=tuple(known))


def compiled(question: Query, *, complete: bool = True, guards: Guards | None = None) -> metrics.Compiled:
    return metrics.compile(model(complete=complete), question, as_of=shop.AS_OF, guards=guards or Guards())


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answer_is_the_same(duck: Any, question: Query) -> None:
    early, late = compiled(question), compiled(question, complete=False)
    assert EARLY not in late.sql
    rows = [duck.execute(one.sql, one.parameters).fetchall() for one in (early, late)]
    assert rows[0] == rows[1] != []


def test_names_of_an_order_do_not_go_through_the_grouping() -> None:
    assert EARLY in compiled(ONE).sql
    assert EARLY in compiled(QUESTIONS[1]).sql


@pytest.mark.parametrize(
    "question",
    [
        replace(ONE, by=(STATUS,)),  # not the key
        replace(ONE, by=(NUMBER,)),  # nothing follows from it
        replace(ONE, where=(Filter("orders.status", "in", ("paid",)),)),
        replace(ONE, by=(NUMBER, STATUS, By("time", "month")), where=(Filter("size", "in", ("large",)),)),
    ],
)
def test_it_stays_out_of_the_way_where_it_may_not(question: Query) -> None:
    assert EARLY not in compiled(question).sql


def test_rules_hold_all_the_same(duck: Any) -> None:
    germany = RowRule("customers", "{t}.country = $country", {"country": "DE"}, "Only your own country.")
    masked = ColumnRule("orders", "number", "mask", "Numbers are not for you.")
    for guards in (Guards(rows=(germany,)), Guards(columns=(masked,))):
        early, late = (compiled(ONE, complete=known, guards=guards) for known in (True, False))
        assert EARLY not in early.sql
        rows = [duck.execute(one.sql, one.parameters).fetchall() for one in (early, late)]
        assert rows[0] == rows[1] != []


def test_every_database_understands_it(ask: Ask) -> None:
    assert ask("items", by=(NUMBER, STATUS))[:3] == [(1, "paid", 3), (2, "paid", 4), (3, "open", 3)]
