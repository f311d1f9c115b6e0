"""`lintel metrics` at the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import Result
from typer.testing import CliRunner

from lintel.engines.metrics.commands import app
from tests.engines.metrics import shop


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model, a DuckDB file, and a folder of Parquet and CSV files."""
    folder = tmp_path_factory.mktemp("metrics")
    (folder / "model.yaml").write_text(shop.MODEL, "utf-8")
    files = folder / "files" / "shop"
    files.mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{folder / 'shop.duckdb'}' as made; use made")
        for statement in shop.statements():
            connection.execute(statement)
        for number, name in enumerate(shop.TABLES):
            connection.execute(f"copy shop.{name} to '{files}/{name}.{('parquet', 'csv')[number % 2]}'")
    return folder


def call(folder: Path, command: str, *words: object, db: str | None = "shop.duckdb") -> Result:
    where = ("--db", folder / db) if db else ()
    return CliRunner().invoke(
        app, [command, "--model", str(folder / "model.yaml"), *map(str, (*where, *words))]
    )


def rows(answer: Result) -> list[list[Any]]:
    assert answer.exit_code == 0, answer.stderr
    return list(json.loads(answer.stdout)["rows"])


@pytest.mark.parametrize("db", ["shop.duckdb", "files"])
def test_a_question_is_answered(folder: Path, db: str) -> None:
    words = ("--metrics", "revenue,visits", "--by", "country,time:month", "--where", "country in DE,FR")
    answer = call(
        folder, "run", *words, "--period", "2026-01..2026-02", "--order", "-revenue", "--json", db=db
    )
    assert rows(answer) == [
        ["DE", "2026-01-01", 30, 2],
        ["DE", "2026-02-01", 30, 1],
        ["FR", "2026-02-01", 5, 1],
    ]
    shown = call(folder, "run", "--metrics", "revenue", "--by", "country", "--top", "1:revenue", db=db).stdout
    assert shown.splitlines()[0].split() == ["country", "country__other", "revenue"]
    assert shown.splitlines()[-1].split()[:2] == ["Other", "True"]
    assert float(shown.splitlines()[-1].split()[2]) == 20  # a CSV file holds fractions, a table decimals


def test_conditions_of_every_kind(folder: Path) -> None:
    def count(*conditions: str) -> int:
        words = [word for text in conditions for word in ("--where", text)]
        return int(rows(call(folder, "run", "--metrics", "orders", *words, "--json"))[0][0])

    assert count("orders.amount >= 10") == 3
    assert count("orders.amount between 7,10", "status = paid") == 2
    assert count("country != DE") == 3
    assert count("country not in DE,FR") == 2
    assert count("country unknown") == 2
    assert count('email contains "one.example"') == 3
    assert count("ordered_at <= 2026-01-31") == 2
    assert count("ordered_at < 2026-01-05T11:00") == 1


def test_the_statement_is_printed_in_any_dialect(folder: Path) -> None:
    words = ("--metrics", "revenue_growth", "--by", "time:month", "--period", "2026", "--dialect")
    assert "`shop`.`orders`" in call(folder, "compile", *words, "spark", db=None).stdout
    done = json.loads(call(folder, "compile", *words, "postgres", "--json", db=None).stdout)
    assert done["datasets"] == ["shop.orders"]
    assert set(done["order"]) == set(done["parameters"])
    assert "%(p0)s" in done["sql"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--metrics", "revenu"), "metrics[0]: There is no metric “revenu”. Did you mean “revenue”"),
        (("--metrics", "revenue", "--by", "product"), "many of “lines”"),
        (("--metrics", "revenue", "--where", "country"), "Write for example: country in DE,FR"),
        (("--metrics", "revenue", "--where", "orders.amount > much"), "“much” is no number"),
        (("--metrics", "revenue", "--period", "soon"), "“soon” is no period"),
        (("--metrics", "revenue", "--top", "many"), "“many” is no top list"),
        (("--metrics", "revenue", "--as-of", "later"), "“later” is no moment"),
    ],
)
def test_a_refusal_is_one_line(folder: Path, words: tuple[str, ...], says: str) -> None:
    answer = call(folder, "run", *words)
    assert answer.exit_code == 2
    assert says in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_a_missing_database_is_said(folder: Path) -> None:
    answer = call(folder, "run", "--metrics", "revenue", db="nothing.duckdb")
    assert answer.exit_code == 2
    assert "There is no" in answer.stderr


def test_keys_are_tested(folder: Path) -> None:
    answer = call(folder, "verify", "--json")
    assert answer.exit_code == 0
    assert all(finding["fine"] for finding in json.loads(answer.stdout))
    assert "ok    relationships.line_order" in call(folder, "verify").stdout


def test_dimensions_and_export(folder: Path) -> None:
    lines = call(folder, "dimensions", "--metrics", "revenue", db=None).stdout.splitlines()
    assert "yes  customers.country" in lines
    assert any(line.startswith("no   lines.product: ") for line in lines)
    assert "vendor_name: LINTEL" in call(folder, "export", db=None).stdout


def test_nothing_but_the_named_files_can_be_read(folder: Path) -> None:
    """Whatever came through all checks would still meet a locked connection."""
    from lintel.engines.metrics import running

    for db in ("shop.duckdb", "files"):
        with running.connect(str(folder / db)) as (connection, _):
            for statement in (
                "select * from read_text('/etc/passwd')",
                f"select * from '{folder}/model.yaml'",
                "copy (select 1) to '/tmp/never.csv'",
                "attach '/tmp/never.db'",
                "install httpfs",
                "set enable_external_access = true",
                "create table shop.orders2 as select 1" if db == "shop.duckdb" else "load httpfs",
            ):
                with pytest.raises(duckdb.Error):
                    connection.execute(statement)


def test_it_runs_without_the_rest_of_lintel(folder: Path) -> None:
    words = [
        "metrics",
        "run",
        "--model",
        "model.yaml",
        "--db",
        "shop.duckdb",
        "--metrics",
        "orders",
        "--json",
    ]
    program = "from lintel.config.cli import main; import sys; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=folder,
        env={"PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["rows"] == [[6]]
