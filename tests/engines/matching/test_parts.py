"""Small parts: written forms, roles, measures, ids."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintel.engines.matching import evaluate, identity
from lintel.engines.matching.calibrate import matches
from lintel.engines.matching.fields import Field, Role
from lintel.engines.matching.normalise import steps
from lintel.engines.matching.profile import profile

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("role", "detail", "written", "clean"),
    [
        ("email", "", " Anna.Weiß+shop@Example.ORG ", "anna.weiß@example.org"),
        ("phone", "DE", "+49 (0)171 / 234 56 78", "+491712345678"),
        ("phone", "DE", "0049 171 2345678", "+491712345678"),
        ("phone", "DE", "0171-2345678 ext. 12", "+491712345678"),
        ("phone", "GB", "020 7946 0018", "+442079460018"),
        ("phone", "DE", "000000", None),
        ("given_name", "", "Dr. Zoë", "zoe"),
        ("family_name", "", "O'Brien-Müller", "obrien muller"),
        ("family_name", "", "n/a", None),
        ("birth_date", "dmy", "3.7.1984", "19840703"),
        ("birth_date", "mdy", "7/3/1984", "19840703"),
        ("birth_date", "", "1984-07-03T00:00:00", "19840703"),
        ("birth_date", "", "19841347", "19841347"),
        ("postcode", "", "EC1A 1BB", "ec1a1bb"),
        ("city", "", "Köln (Süd)", "koln sud"),
    ],
)
def test_values_get_one_written_form(role: Role, detail: str, written: str, clean: str | None) -> None:
    (step,) = steps(Field("value", "raw", role, "", detail))
    row = duckdb.sql(
        f"select {step.then} from (select {step.first} as value from (select $raw as raw))",
        params={"raw": written},
    ).fetchone()
    assert row == (clean,)


@pytest.mark.parametrize("written", ["Anna Maria Weiss", "maria weiss, ANNA"])
def test_a_full_name_is_a_first_and_a_last_name(written: str) -> None:
    given_step, family_step = steps(Field("name", "raw", "full_name", ""))
    row = duckdb.sql(
        f"select {given_step.then}, {family_step.then} from (select {given_step.first} as name_given, "
        f"{family_step.first} as name_family from (select $raw as raw))",
        params={"raw": written},
    ).fetchone()
    assert row == ("anna", "maria weiss")


def test_columns_are_recognised_by_their_values() -> None:
    connection = duckdb.connect()
    count = range(200)
    connection.register(
        "raw",
        pa.table(
            {
                "contact": [f"person{i // 2}@example.org" for i in count],
                "x1": [f"+44 20 7946 0{i // 2:03d}" for i in count],
                "x2": [f"{1940 + i % 60}-0{1 + i % 9}-1{i % 9}" for i in count],
                "x3": [f"Ada Lovelace{'abcdefgh'[i % 8]}{'xyz'[i % 3]}" for i in count],
                "row": [f"r{i}" for i in count],
                "same": ["yes"] * 200,
            }
        ),
    )
    fields = {field.column: field for field in profile(connection, "raw", roles={"same": "category"})}
    roles = {column: field.role for column, field in fields.items()}
    assert roles == {
        "contact": "email", "x1": "phone", "x2": "birth_date", "x3": "category",
        "row": "ignored", "same": "category",
    }  # fmt: skip
    assert fields["x1"].detail == "GB"
    with pytest.raises(ValueError, match="There is no role 'mail'"):
        profile(connection, "raw", roles={"contact": "mail"})  # type: ignore[dict-item]  # wrong on purpose


labels = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=40)


@given(labels)
def test_measures_stay_within_bounds_and_agree_on_perfection(pairs: list[tuple[int, int]]) -> None:
    truth, found = [t for t, _ in pairs], [f for _, f in pairs]
    for measure in (evaluate.pairwise, evaluate.b_cubed):
        quality = measure(truth, found)
        swapped = measure(found, truth)
        assert 0 <= quality.f1 <= 1
        assert (quality.precision, quality.recall) == (swapped.recall, swapped.precision)
        assert measure(truth, truth).f1 == 1


def test_measures_of_a_known_example() -> None:
    quality = evaluate.pairwise([1, 1, 1, 2], [1, 1, 2, 2])
    assert (quality.precision, quality.recall) == (0.5, pytest.approx(1 / 3))
    cubed = evaluate.b_cubed([1, 1, 1, 2], [1, 1, 2, 2])
    assert cubed.precision == pytest.approx(0.75)
    assert cubed.recall == pytest.approx((4 / 3 + 1 / 3 + 1) / 4)


partitions = st.lists(st.integers(0, 4), min_size=1, max_size=14)


@given(partitions, partitions)
def test_ids_follow_the_records(first: list[int], second: list[int]) -> None:
    def clusters(labels: list[int]) -> list[tuple[str, ...]]:
        return [
            tuple(f"r{i}" for i, own in enumerate(labels) if own == label) for label in sorted(set(labels))
        ]

    one = identity.carry(clusters(first), {}, {}, now=NOW, seed=0)
    two = identity.carry(clusters(second), one.customers, one.aliases, now=NOW + timedelta(days=1), seed=0)
    assert len(set(two.customers.values())) == len(set(second))
    alive = set(two.customers.values())
    for old in {one.customers[record] for record in two.customers if record in one.customers}:
        assert identity.resolve(two.aliases, old) in alive
    again = identity.carry(clusters(second), two.customers, two.aliases, now=NOW + timedelta(days=2), seed=0)
    assert again.events.num_rows == 0
    assert again.customers == two.customers


def test_merge_keeps_the_larger_then_the_older_and_split_says_where_from() -> None:
    one = identity.carry([("a", "b", "c"), ("d",)], {}, {}, now=NOW, seed=0)
    merged = identity.carry([("a", "b", "c", "d")], one.customers, {}, now=NOW, seed=0)
    assert set(merged.customers.values()) == {one.customers["a"]}
    assert [(e["kind"], e["other"]) for e in merged.events.to_pylist()] == [("merge", one.customers["d"])]
    later = NOW + timedelta(days=1)
    split = identity.carry([("a",), ("b", "c", "d")], merged.customers, merged.aliases, now=later, seed=0)
    assert split.customers["b"] == one.customers["a"]
    assert [(e["kind"], e["other"]) for e in split.events.to_pylist()] == [("split", one.customers["a"])]
    assert one.events["kind"].to_pylist() == ["create", "create"]


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    heavy = ["splink", "duckdb", "pandas", "numpy", "pyarrow", "scipy", "pyspark", "phonenumbers"]
    code = f"import sys, lintel.engines.matching; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_ids_are_the_same_in_sql_and_python() -> None:
    row = duckdb.sql(
        f"select {identity.uuid7_sql(NOW, 3, 'record')} from (select 'crm:1' as record)"
    ).fetchone()
    assert row == (identity.uuid7(NOW, 3, "crm:1"),)


def test_the_number_of_matches_is_found_again() -> None:
    import numpy as np

    weights = np.array([12.0] * 300 + [-15.0] * 5_000)
    assert matches(weights, 0.001, 1_000) == pytest.approx(300, rel=0.01)
