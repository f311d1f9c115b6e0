"""Guards: rules reach every statement, and small groups do not follow from anything that is shown."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintel.engines import metrics
from lintel.engines.metrics import (
    By,
    ColumnRule,
    Dataset,
    Field,
    Filter,
    Guards,
    Measure,
    Metric,
    MetricsError,
    Model,
    Query,
    Relationship,
    RowRule,
    Top,
)
from tests.engines.metrics import shop
from tests.engines.metrics.conftest import Ask

GERMANY = RowRule("customers", "{t}.country = $country", {"country": "DE"}, "Only your own country.")


def test_a_guarded_parent_joins_though_nobody_asked_for_it(ask: Ask) -> None:
    """Orders of nobody in Germany, and those of nobody at all, are not counted: not even in the total."""
    guards = Guards(rows=(GERMANY,))
    assert ask("revenue", "visits", "items", guards=guards) == [(60, 3, 10)]
    assert ask("buyers", "paid", guards=guards) == [(2, 30)]
    assert ask("per_item", by=(By("orders.status"),), guards=guards) == [
        ("open", 10),
        ("paid", pytest.approx(30 / 7)),
    ]


def test_rules_reach_running_totals_conversions_and_top_lists(ask: Ask) -> None:
    guards = Guards(rows=(GERMANY,))
    month = By("time", "month")
    assert [r[1] for r in ask("revenue_to_date", by=(month,), guards=guards)] == [30, 60]
    assert ask("conversion", guards=guards) == [(0.5,)]
    found = ask("revenue", by=(By("country"),), top=Top(1, "revenue"), guards=guards)
    assert found == [("DE", False, 60)]


def test_a_rule_may_ask_another_relation(ask: Ask) -> None:
    """As consent does: only those who are on a list."""
    rule = RowRule(
        "customers",
        "{t}.id in (select customer_id from shop.visits where page = $page)",
        {"page": "tea"},
        needs=("shop.visits",),
    )
    assert ask("revenue", guards=Guards(rows=(rule,))) == [(35,)]
    correlated = replace(
        rule, sql="exists (select 1 from shop.visits v where v.customer_id = {t}.id and v.page = $page)"
    )
    assert ask("revenue", guards=Guards(rows=(correlated,))) == [(35,)]
    own = RowRule(
        "customers",
        "{t}.id in (select id from shop.customers where country = 'FR')",
        needs=("shop.customers",),
    )
    assert ask("revenue", guards=Guards(rows=(own,))) == [(5,)]


def test_rules_of_several_levels_all_hold(ask: Ask) -> None:
    guards = Guards(rows=(GERMANY, RowRule("orders", "{t}.status = 'paid'")))
    assert ask("items", guards=guards) == [(7,)]


def test_a_masked_field_is_one_bucket(ask: Ask) -> None:
    guards = Guards(columns=(ColumnRule("customers", "country", "mask"),))
    assert ask("revenue", by=(By("country"),), guards=guards) == [("masked", 80)]


@pytest.mark.parametrize(
    "sql",
    [
        "{t}.id in (select id from shop.secrets)",
        "{t}.id in (select id from read_csv('x'))",
        "id = 1",
        "{t}.id = $missing",
        "{t}.id = 1; drop table x",
        "exists (select 1 from shop.visits v where v.customer_id = id)",
        "{t}.id in (select a.id from shop.visits a, shop.visits b where x = 1)",
        "getenv('x') = ''",
        "broken (",
    ],
)
def test_rules_read_only_what_they_say(sql: str) -> None:
    guards = Guards(rows=(RowRule("customers", sql, needs=("shop.visits",)),))
    if "v.customer_id = id" in sql:
        done = shop.compiled(Query(("revenue",)), guards=guards)
        assert '"lintel_rule_1"."id"' in done.sql  # of its own table, never of the guarded row
        return
    with pytest.raises(MetricsError) as refused:
        shop.compiled(Query(("revenue",)), guards=guards)
    assert refused.value.place.startswith("guards.")


def test_every_path_to_a_guarded_dataset_is_guarded(duck: duckdb.DuckDBPyConnection) -> None:
    model = shop.model()
    second = Relationship("order_payer", "orders", "customers", ("id",), ("id",))
    model = replace(model, relationships=(*model.relationships, second))
    done = metrics.compile(model, Query(("revenue",)), as_of=shop.AS_OF, guards=Guards(rows=(GERMANY,)))
    assert done.sql.count("INNER JOIN") == 2
    assert duck.execute(done.sql, done.parameters).fetchall() == [(30,)]  # orders 1 and 2, by both


PEOPLE = Guards(
    group_minimum=2,
    group_entity={"orders": "customer_id", "visits": "customer_id", "lines": "orders.customer_id"},
)


def test_small_groups_are_withheld_and_so_is_another(ask: Ask) -> None:
    """France and the unknown have one customer each; Germany goes with them, or the total would tell."""
    found = ask("revenue", "visits", "per_visit", by=(By("country"),), guards=PEOPLE)
    assert {row[0] for row in found} == {"DE", "FR", None}
    assert all(row[1:4] == (None, None, None) and row[4:] == (True, True, True) for row in found)
    assert ask("revenue", guards=PEOPLE) == [(80, False)]


def test_a_parent_may_say_who_is_counted(ask: Ask) -> None:
    found = ask("items", by=(By("lines.product"),), guards=PEOPLE)
    assert found == [("cup", 4, False), ("pot", 2, False), ("tea", 8, False)]


def test_rows_of_nobody_count_as_a_small_group(ask: Ask) -> None:
    where = (Filter("country", "unknown"),)
    assert ask("visits", where=where, guards=PEOPLE) == [(None, True)]


def test_a_filter_that_leaves_out_too_few_tells_too_much(ask: Ask) -> None:
    """Everyone but the one customer in France: beside the total that would be France."""
    where = (Filter("country", "not_in", ("FR",)),)
    assert ask("revenue", where=where, guards=PEOPLE) == [(None, True)]
    half = (Filter("country", "in", ("DE",)),)
    assert ask("revenue", where=half, guards=PEOPLE) == [(60, False)]


def test_a_dataset_of_nobody_is_not_limited(ask: Ask) -> None:
    assert ask("stock", by=(By("store"),), guards=PEOPLE) == [("north", 4, False), ("south", 2, False)]


def test_sorting_does_not_tell_what_is_withheld(ask: Ask) -> None:
    guards = replace(PEOPLE, group_minimum=3)
    found = ask("revenue", by=(By("orders.status"),), order=(metrics.Order("revenue", True),), guards=guards)
    assert found == [("open", None, True), ("paid", None, True)]


def table(rows: list[tuple[int, str, str, str]], splits: int) -> tuple[Model, duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    connection.execute("create table t (person integer, a varchar, b varchar, c varchar, amount integer)")
    if rows:
        connection.executemany("insert into t values (?, ?, ?, ?, 1)", [list(row) for row in rows])
    fields = tuple(Field(name, name) for name in "abc"[:splits])
    model = Model(
        "m", (Dataset("t", "t", fields=fields),), metrics=(Metric("n", measure=Measure("t", "sum(amount)")),)
    )
    return model, connection


letters = st.sampled_from("uvwx")
people = st.lists(st.tuples(st.integers(1, 30), letters, letters, letters), max_size=60)


@settings(max_examples=40)
@given(rows=people, splits=st.integers(1, 3), least=st.integers(2, 6))
def test_a_small_cell_does_not_follow_from_what_is_shown_and_all_totals(
    rows: list[tuple[int, str, str, str]], splits: int, least: int
) -> None:
    """Linear algebra over what is shown and the exact totals over every choice of splits, even small ones."""
    model, connection = table(rows, splits)
    names = "abc"[:splits]
    guards = Guards(group_minimum=least, group_entity={"t": "person"})
    question = Query(("n",), by=tuple(By(name) for name in names))
    done = metrics.compile(model, question, as_of=shop.AS_OF, guards=guards)
    answer = {row[:-2]: row[-2] for row in connection.execute(done.sql, done.parameters).fetchall()}
    counts: dict[tuple[Any, ...], set[int]] = {}
    for person, *keys in rows:
        counts.setdefault(tuple(keys[:splits]), set()).add(person)
    cells = sorted(counts)
    small = {key for key, persons in counts.items() if len(persons) < least}
    assert set(answer) == set(counts)
    assert all(answer[key] is None for key in small)
    assert bool(small) == any(value is None for value in answer.values())
    if all(value is None for value in answer.values()):
        return  # nothing is left to withhold
    known = [[float(key == one) for one in cells] for key, value in answer.items() if value is not None]
    for size in range(splits):
        for kept in itertools.combinations(range(splits), size):
            margins = {tuple(key[i] for i in kept) for key in cells}
            known += [[float(tuple(key[i] for i in kept) == margin) for key in cells] for margin in margins]
    rank = np.linalg.matrix_rank(np.array(known))
    for key in small:
        alone = [float(key == one) for one in cells]
        assert np.linalg.matrix_rank(np.array([*known, alone])) > rank, key


@settings(max_examples=40)
@given(rows=people, least=st.integers(1, 5), left_out=st.sets(letters, max_size=3))
def test_whatever_is_shown_stands_for_enough_people(
    rows: list[tuple[int, str, str, str]], least: int, left_out: set[str]
) -> None:
    model, connection = table(rows, 2)
    where = (Filter("b", "not_in", tuple(sorted(left_out))),) if left_out else ()
    guards = Guards(group_minimum=least, group_entity={"t": "person"})
    done = metrics.compile(model, Query(("n",), by=(By("a"),), where=where), as_of=shop.AS_OF, guards=guards)
    for a, value, withheld in connection.execute(done.sql, done.parameters).fetchall():
        inside = [row for row in rows if row[1] == a and row[2] not in left_out]
        outside = {row[0] for row in rows if row[1] == a and row[2] in left_out}
        if value is not None:
            assert not withheld
            assert value == len(inside)
            assert len({row[0] for row in inside}) >= least
            assert not outside or len(outside) >= least
