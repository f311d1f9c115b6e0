"""A whole run: nothing lost, good without configuration, and the same whatever the order of rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import numpy as np
import pyarrow as pa
import pytest

from lintel.engines import matching
from lintel.engines.matching import Config, Result, Standing, evaluate, explain
from lintel.engines.matching import model as models
from lintel.engines.matching import state as states
from tests.engines.matching.conftest import CONFIG, LATER, NOW


def test_every_record_has_exactly_one_customer(raw: pa.Table, result: Result) -> None:
    keys = list(zip(raw["source"].to_pylist(), raw["id"].to_pylist(), strict=True))
    found = result.customers
    assert sorted(
        zip(found["source"].to_pylist(), found["source_record_id"].to_pylist(), strict=True)
    ) == sorted(keys)
    assert found["customer_id"].null_count == 0
    assert all(0 <= confidence <= 1 for confidence in found["confidence"].to_pylist())
    assert result.records == raw.num_rows
    assert result.customer_count == len(set(found["customer_id"].to_pylist()))


def test_finds_people_without_configuration(people: pa.Table, result: Result) -> None:
    truth = {(r["source"], r["id"]): r["truth"] for r in people.to_pylist()}
    found = result.customers.to_pylist()
    quality = evaluate.pairwise(
        [truth[r["source"], r["source_record_id"]] for r in found], [r["customer_id"] for r in found]
    )
    assert quality.f1 > 0.9
    assert quality.precision > 0.95


def test_recognises_columns_by_name_and_contents(result: Result) -> None:
    roles = {field.column: field.role for field in result.model.fields}
    assert roles == {
        "First Name": "given_name", "Last Name": "family_name", "E-Mail": "email", "Phone": "phone",
        "Birthday": "birth_date", "Street": "street",
    }  # fmt: skip


def test_order_of_rows_does_not_matter(raw: pa.Table, result: Result) -> None:
    shuffled = raw.take(np.random.default_rng(7).permutation(raw.num_rows))
    again = matching.run(shuffled, CONFIG, now=NOW)
    assert again.customers.equals(result.customers)
    assert again.model.version == result.model.version


def test_running_twice_is_running_once(raw: pa.Table, result: Result) -> None:
    again = matching.run(raw, CONFIG, now=LATER, model=result.model, previous=result.state)
    assert again.events.num_rows == 0
    assert again.customers.equals(result.customers)


def test_ids_are_uuid7_of_the_moment_of_the_run(result: Result) -> None:
    identifier = UUID(result.customers["customer_id"][0].as_py())
    assert identifier.version == 7
    assert identifier.int >> 80 == int(NOW.timestamp() * 1000)


def test_choices_are_printed_and_questions_asked(result: Result) -> None:
    text = "\n".join(result.choices)
    assert "threshold" in text
    assert "'E-Mail': email" in text
    values = result.review["value"].to_pylist()
    assert values == sorted(values, reverse=True)


def test_model_is_saved_edited_and_loaded(result: Result, tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    result.model.save(path)
    assert models.load(path).version == result.model.version
    path.write_text(path.read_text().replace('"probability":', '"chance":'))
    with pytest.raises(ValueError, match=r"model\.json lacks or misspells"):
        models.load(path)


def test_state_is_saved_and_loaded(result: Result, tmp_path: Path) -> None:
    result.state.save(tmp_path / "state")
    loaded = states.load(tmp_path / "state")
    assert loaded.assigned.equals(result.state.assigned)
    assert loaded.pairs.equals(result.state.pairs)
    assert loaded.model.version == result.state.model.version


def test_model_keeps_no_address(result: Result, tmp_path: Path) -> None:
    result.model.save(tmp_path / "model.json")
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"example.org" not in kept


def test_ledger_names_every_kind_of_edge(result: Result) -> None:
    table = matching.ledger(result.state, NOW)
    assert set(table["kind"].to_pylist()) == {"model", "rule", "veto"}
    assert all(row["record_l"] < row["record_r"] for row in table.to_pylist())


def test_ledger_says_why_a_family_with_one_mailbox_was_kept_apart(result: Result) -> None:
    vetoed = [row for row in matching.ledger(result.state, NOW).to_pylist() if row["kind"] == "veto"]
    records = {row["record"]: row for row in result.state.records.to_pylist()}
    home = dict(
        zip(*result.state.assigned.select(["record", "customer_id"]).to_pydict().values(), strict=True)
    )
    with Standing(result.state, threads=1) as standing:
        for row in vetoed[:10]:
            one, other = records[row["record_l"]], records[row["record_r"]]
            assert one["first_name"] != other["first_name"]
            assert one["e_mail"] == other["e_mail"] or one["phone"] == other["phone"]
            assert home[row["record_l"]] != home[row["record_r"]]
            told = explain.pair(standing.bench, row["record_l"], row["record_r"])
            assert not told.joined
            assert told.weight == pytest.approx(row["weight"], abs=0.001)
            assert told.steps[-1].field == "conflict"


def test_says_what_is_wrong_with_the_records(raw: pa.Table) -> None:
    with pytest.raises(ValueError, match="Two records are called"):
        matching.run(pa.concat_tables([raw, raw.slice(0, 1)]), CONFIG, now=NOW)
    with pytest.raises(ValueError, match="No column tells people apart"):
        matching.run(
            pa.table({"id": ["1", "2"], "note": ["a", "b"]}),
            Config(id_column="id", ignore=("note",)),
            now=NOW,
        )


def test_a_model_says_which_column_it_misses(raw: pa.Table, result: Result) -> None:
    with pytest.raises(ValueError, match="reads a column 'Phone'"):
        matching.run(raw.drop(["Phone"]), CONFIG, now=NOW, model=result.model)


def test_a_rule_joins_no_value_that_more_records_share_than_it_may(raw: pa.Table, result: Result) -> None:
    assert result.model.rules

    def joined(outcome: Result) -> int:
        return matching.ledger(outcome.state, NOW)["kind"].to_pylist().count("rule")

    strict = matching.run(raw, replace(CONFIG, limits={"email": 2, "phone": 2}), now=NOW)
    assert {rule.limit for rule in strict.model.rules} == {2}
    assert 0 < joined(strict) < joined(result)
    assert "not where more than 2 records do" in "\n".join(strict.choices)
    with Standing(strict.state, threads=1) as standing:
        names = strict.state.records["record"].to_pylist()
        for row in strict.state.pairs.to_pylist()[::10]:
            told = explain.pair(standing.bench, names[row["rid_l"]], names[row["rid_r"]])
            assert (told.rule is not None) == (row["rule"] is not None)


def test_a_saved_model_is_fitted_to_another_number_of_records(raw: pa.Table, result: Result) -> None:
    few = raw.slice(0, raw.num_rows // 3)
    kept = matching.run(few, CONFIG, now=NOW, model=result.model)
    fitted = matching.run(few, replace(CONFIG, adapt=True), now=NOW, model=result.model)
    assert kept.model.version == result.model.version
    assert fitted.model.comparisons == result.model.comparisons
    # Among fewer records two random ones are more often the same person.
    assert fitted.model.prior > result.model.prior
    assert f"among {few.num_rows} records" in fitted.model.threshold_reason
    same = matching.run(raw, replace(CONFIG, adapt=True), now=NOW, model=result.model)
    assert same.model.version == result.model.version
    told = matching.run(few, replace(CONFIG, adapt=True, threshold=3.0), now=NOW, model=result.model)
    again = matching.run(raw, replace(CONFIG, adapt=True), now=NOW, model=told.model)
    assert again.model.threshold == told.model.threshold == 3.0


def test_free_text_is_not_read_and_the_choices_say_so(raw: pa.Table) -> None:
    notes = [f"Called about order {n}, wants to be called back next week" for n in range(raw.num_rows)]
    for name in ("Notes", "x7"):
        talked = matching.run(raw.append_column(name, pa.array(notes)), CONFIG, now=NOW)
        (line,) = (choice for choice in talked.choices if repr(name) in choice)
        assert "deliberately not read" in line


def test_an_office_s_mailbox_is_no_evidence_also_of_a_firm_that_comes_later(
    raw: pa.Table, result: Result, tmp_path: Path
) -> None:
    def two(address: str) -> pa.Table:
        said = {"source": "crm", "First Name": "Zoe", "E-Mail": address}
        return pa.Table.from_pylist([{**said, "id": f"z{n}"} for n in (1, 2)], schema=raw.schema)

    def together(known: matching.State, address: str) -> bool:
        with Standing(known, threads=1) as standing:
            change = standing.add(two(address), CONFIG, now=LATER)
        return len(set(change.customers["customer_id"].to_pylist())) == 1

    assert together(result.state, "zoe.late@new-firm.example")
    assert not together(result.state, "info@new-firm.example")
    assert "addresses of an office: info" in "\n".join(result.choices)
    result.model.save(tmp_path / "model.json")
    edited = (tmp_path / "model.json").read_text().replace('"info"', '"zoe.late"')
    (tmp_path / "model.json").write_text(edited)
    model = models.load(tmp_path / "model.json")
    assert model.version != result.model.version
    own = matching.run(raw, CONFIG, now=NOW, model=model)
    assert together(own.state, "info@new-firm.example")
    assert not together(own.state, "zoe.late@new-firm.example")
