"""What is added later ends up where it would have been from the start; what people said stays said."""

from __future__ import annotations

from itertools import pairwise

import pyarrow as pa
import pytest
from splink import DuckDBAPI
from splink.internals.realtime import compare_records

from lintel.engines import matching
from lintel.engines.matching import Decision, Result, Standing, explain, scoring
from tests.engines.matching.conftest import CONFIG, LATER, NOW, groups


@pytest.mark.parametrize("cuts", [(60,), (150, 151, 170)])
def test_batch_equals_incremental(raw: pa.Table, result: Result, cuts: tuple[int, ...]) -> None:
    first = matching.run(raw.slice(0, cuts[0]), CONFIG, now=NOW, model=result.model)
    with Standing(first.state, threads=1) as standing:
        for start, end in pairwise((*cuts, raw.num_rows)):
            standing.add(raw.slice(start, end - start), CONFIG, now=LATER)
        assert groups(standing.state().assigned) == groups(result.customers)


def test_adding_and_removing_leaves_things_as_they_were(raw: pa.Table, result: Result) -> None:
    all_but = matching.run(raw.slice(0, 150), CONFIG, now=NOW, model=result.model)
    late = raw.slice(150, 10)
    with Standing(all_but.state, threads=1) as standing:
        standing.add(late, CONFIG, now=LATER)
        keys = [f"{row['source']}:{row['id']}" for row in late.to_pylist()]
        standing.remove(keys, now=LATER)
        state = standing.state()
    assert groups(state.assigned) == groups(all_but.customers)
    assert not set(keys) & set(state.records["record"].to_pylist())


def test_a_record_is_added_once(raw: pa.Table, result: Result) -> None:
    with Standing(result.state, threads=1) as standing, pytest.raises(ValueError, match="is known already"):
        standing.add(raw.slice(0, 1), CONFIG, now=LATER)


def test_a_changed_record_stays_the_customer_it_was(raw: pa.Table, result: Result) -> None:
    alone = next(iter(next(group for group in groups(result.customers) if len(group) == 1)))
    rows = {f"{row['source']}:{row['id']}": row for row in raw.to_pylist()}
    before = {row["record"]: row["customer_id"] for row in result.state.assigned.to_pylist()}
    leaving = next(record for record in rows if record != alone)
    moved = pa.Table.from_pylist([rows[alone] | {"city": "elsewhere"}], schema=raw.schema)
    with Standing(result.state, threads=1) as standing:
        change = standing.update(moved, CONFIG, gone=[leaving], now=LATER)
        after = {row["record"]: row["customer_id"] for row in standing.state().assigned.to_pylist()}
    assert set(after) == set(before) - {leaving}
    assert after[alone] == before[alone]
    assert alone in {f"{row['source']}:{row['source_record_id']}" for row in change.customers.to_pylist()}


def test_unmerge_survives_every_later_run(raw: pa.Table, result: Result) -> None:
    together = next(sorted(group) for group in groups(result.customers) if len(group) > 2)
    with Standing(result.state, threads=1) as standing:
        change = standing.decide(matching.unmerge(together[0], together), now=LATER)
        assert change.events["kind"].to_pylist() == ["split"]
        state = standing.state()
    again = matching.run(raw, CONFIG, now=LATER, model=result.model, previous=state)
    assert again.events.num_rows == 0
    assert not any(together[0] in group and set(together[1:]) & group for group in groups(again.customers))


def test_a_must_link_joins_strangers_and_opening_it_parts_them(result: Result) -> None:
    one, other = sorted(min(group) for group in groups(result.customers))[:2]
    with Standing(result.state, threads=1) as standing:
        merged = standing.decide([Decision("must", one, other)], now=LATER)
        assert merged.events["kind"].to_pylist() == ["merge"]
        old = merged.events["other"][0].as_py()
        assert old
        assert standing.state().customer(old) == merged.events["customer"][0].as_py()
        assert explain.pair(standing.bench, one, other, word="must").joined
        parted = standing.decide([Decision("open", one, other)], now=LATER)
        assert parted.events["kind"].to_pylist() == ["split"]
        assert groups(standing.state().assigned) == groups(result.customers)


def test_explains_a_pair_and_a_customer(result: Result) -> None:
    customer, members = next(
        (row["customer_id"], group)
        for group in groups(result.customers)
        for row in result.customers.to_pylist()
        if len(group) > 2 and f"{row['source']}:{row['source_record_id']}" in group
    )
    one, other, *_ = sorted(members)
    with Standing(result.state, threads=1) as standing:
        told = explain.pair(standing.bench, one, other)
        assert told.weight == pytest.approx(
            told.prior + sum(step.weight + step.rarity for step in told.steps)
        )
        assert told.sentence.startswith("These two records are")
        chain = explain.customer(standing.bench, customer)
        assert {record for link in chain for record in (link.left, link.right)} == members
        with pytest.raises(LookupError, match="no record crm:nobody"):
            explain.pair(standing.bench, one, "crm:nobody")


def test_explanation_and_ledger_agree_with_splink(result: Result) -> None:
    keys = result.state.records["record"].to_pylist()
    records = result.state.records
    with Standing(result.state, threads=1) as standing, scoring.quiet():
        api = DuckDBAPI(standing.bench.connection)
        for row in result.state.pairs.to_pylist()[::25]:
            told = explain.pair(standing.bench, keys[row["rid_l"]], keys[row["rid_r"]])
            assert told.weight == pytest.approx(row["weight"] / 1000, abs=0.001)
            one, other = (records.slice(row[side], 1) for side in ("rid_l", "rid_r"))
            found = compare_records(
                one, other, scoring.settings(result.model), api, sql_cache_key=result.model.version
            ).as_record_list()
            assert told.weight == pytest.approx(found[0]["match_weight"], abs=1e-6)
