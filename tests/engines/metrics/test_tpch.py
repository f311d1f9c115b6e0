"""The published TPC-H answers that a model can express, to the last digit that is published."""

from __future__ import annotations

import csv
import io
import os
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from benchmarks import tpch, tpch_rows
from benchmarks.metrics import TWO_FACTS
from benchmarks.metrics import same as same_rows
from benchmarks.tpch_hand import WRITTEN
from lintel.engines import metrics
from lintel.engines.metrics import reading
from tests.engines.metrics import shop


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rows and answers of the official generator; LINTEL_TPCH names a folder that has them already."""
    kept = os.environ.get("LINTEL_TPCH")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("tpch")
    if not (folder / "answers.parquet").exists():
        tpch.official(folder)
    return folder


@pytest.fixture(scope="module")
def house(official: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("create schema tpch")
    for file in official.glob("*.parquet"):
        connection.execute(f"create view tpch.{file.stem} as select * from read_parquet('{file}')")
    return connection


@pytest.fixture(scope="module")
def small() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    tpch_rows.fill(connection, 24_000)
    return connection


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_questions_are_answered_as_by_hand(small: duckdb.DuckDBPyConnection, name: str) -> None:
    question = TWO_FACTS if name == "ratio over two facts" else tpch.QUESTIONS[int(name.split()[1])][0]
    by_hand = small.execute(WRITTEN[name]).fetchall()
    assert by_hand
    for complete in (True, False):
        done = metrics.compile(reading.model(tpch.model(complete=complete)), question, as_of=shop.AS_OF)
        assert same_rows(small.execute(done.sql, done.parameters).fetchall(), by_hand)


def test_the_keys_of_the_rows_hold(small: duckdb.DuckDBPyConnection) -> None:
    found = metrics.verify(reading.model(tpch.model()), small)
    assert [finding for finding in found if not finding.fine] == []
    assert len(found) > 30


@pytest.mark.trust
@pytest.mark.parametrize("number", sorted(tpch.QUESTIONS))
def test_a_published_answer_is_reproduced(house: duckdb.DuckDBPyConnection, number: int) -> None:
    question, order = tpch.QUESTIONS[number]
    done = metrics.compile(reading.model(tpch.model()), question, as_of=shop.AS_OF)
    names = [column.name for column in done.columns]
    places = [names.index(name) for name in order] if order else range(len(names))
    found = [[row[i] for i in places] for row in house.execute(done.sql, done.parameters).fetchall()]
    (text,) = house.execute("select answer from tpch.answers where query_nr = ?", [number]).fetchone() or (
        "",
    )
    published = list(csv.reader(io.StringIO(text), delimiter="|"))[1:]
    if number == 1:  # the published columns end with the averages and the count, as asked
        assert len(published) == 4
    assert len(found) == len(published)
    if number == 16:  # ties in the count stand in the order of names, as published
        assert published == sorted(published, key=lambda row: (-int(row[3]), row[0], row[1], int(row[2])))
    for mine, theirs in zip(found, published, strict=True):
        assert len(mine) == len(theirs)
        for value, text in zip(mine, theirs, strict=True):
            assert same(value, text), (mine, theirs)


def same(value: Any, text: str) -> bool:
    if isinstance(value, date):
        return str(value.year) == text or value.isoformat() == text
    if isinstance(value, float):
        return abs(value - float(text)) <= 1e-9 * max(1.0, abs(float(text)))
    if isinstance(value, Decimal | int):
        return value == Decimal(text)
    return str(value) == text
