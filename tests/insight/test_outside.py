"""No input reaches a file, an attachment, an extension or a setting: only published snapshots are read."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from lintel.customers import shapes
from lintel.insight import ports, running
from lintel.insight.definitions.shaping import built
from lintel.ui.problems import Problem
from lintel.warehouse import reading
from tests.cast import Cast
from tests.customers.makers import publish
from tests.insight.ground import make_model, make_policy, visit

NOW = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
MARK = "a secret that nobody was granted"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file beside the warehouse."""
    file = tmp_path / "secret.csv"
    file.write_text(f"word\n{MARK}\n")
    return file


@pytest.fixture
def body(cast: Cast, warehouse: Path) -> dict[str, Any]:
    """The model as it is stored, over thirty visits."""
    publish({shapes.VISITS.name: [visit(f"customer-{n}", NOW, channel="email") for n in range(30)]})
    found: dict[str, Any] = make_model().body
    return found


def built_from(body: dict[str, Any], measure: dict[str, str] | None = None, **changed: Any) -> Any:
    """The engine's model with one metric; the dataset of visits is changed as said."""
    from lintel.engines.metrics import Model

    datasets = [one | changed if one["name"] == "visits" else one for one in body["datasets"]]
    said = {"dataset": "visits", "expression": "count(*)", **(measure or {})}
    return built(Model, {**body, "datasets": datasets, "metrics": [{"name": "visits", "measure": said}]})


def asker_of(cast: Cast) -> running.Asker:
    """Nele asks."""
    return running.Asker(cast.nele, ports.ANALYSIS, NOW)


def refused(model: Any, asker: running.Asker, by: tuple[str, ...] = ()) -> str:
    """What is said instead of an answer."""
    from lintel.engines.metrics import By, Query

    with pytest.raises(Problem) as error:
        running.answer(model, Query(("visits",), by=tuple(By(one) for one in by)), asker)
    return error.value.sentence


FUNCTIONS = [
    "read_csv('{file}')", "read_text('{file}')", "read_blob('{file}')", "read_parquet('{file}')",
    "read_json_auto('{file}')", "glob('{folder}/*')", "sniff_csv('{file}')", "duckdb_settings()",
    "duckdb_secrets()", "duckdb_extensions()", "parquet_metadata('{file}')", "'{file}'",
    "query('select 1')", "query_table('customers.golden')",
]  # fmt: skip


def test_no_source_reads_beside_the_snapshots(cast: Cast, body: dict[str, Any], secret: Path) -> None:
    for function in FUNCTIONS:
        table = function.format(file=secret, folder=secret.parent)
        source = f"(select customer_id, channel, campaign, kind, at from {table})"
        assert MARK not in refused(built_from(body, source=source), asker_of(cast)), function


EXPRESSIONS = [
    "(select max(word) from read_csv('{file}'))", "getenv('HOME')", "current_setting('memory_limit')",
    "read_text('{file}')", "channel; attach '{file}' as x", "(select email from customers.golden limit 1)",
    "pg_read_file('{file}')", "query('select 1')", "nextval('x')", "error(channel)", "row(visits.*)",
]  # fmt: skip


def test_no_expression_reads_beside_its_row(cast: Cast, body: dict[str, Any], secret: Path) -> None:
    for expression in EXPRESSIONS:
        said = expression.format(file=secret)
        field = {"fields": [{"name": "channel", "expression": said}], "time_field": None}
        models = [
            (built_from(body, **field), ("visits.channel",)),
            (built_from(body, {"expression": f"max({said})"}), ()),
            (built_from(body, {"filter": f"{said} is not null"}), ()),
            (built_from(body, row_filter=f"{said} is not null"), ()),
        ]
        for model, by in models:
            assert MARK not in refused(model, asker_of(cast), by), expression


HOSTILE = [
    "'; attach '{file}' as x; --", "x') or 1 = 1 --", "$1", "{{t}}.email", "install httpfs",
    "\"; copy (select 1) to '{file}'; --", "../../etc/passwd", "%", "\\",
    "' union select word from read_csv('{file}') --",
]  # fmt: skip


def test_words_stay_words_in_filters_and_in_policies(cast: Cast, body: dict[str, Any], secret: Path) -> None:
    from lintel.engines.metrics import By, Filter, Query

    model, asker = built_from(body), asker_of(cast)
    for text in HOSTILE:
        word = text.format(file=secret)
        for op in ("in", "contains", "begins"):
            where = (Filter("visits.channel", op, (word,)),)  # type: ignore[arg-type]  # one of the engine's
            query = Query(("visits",), by=(By("visits.channel"),), where=where)
            assert running.answer(model, query, asker).rows == (), (word, op)
        for wrong in (Query(("visits",), by=(By(f"visits.{word}"),)), Query((word,))):
            with pytest.raises(Problem):
                running.answer(model, wrong, asker)
    words = [text.format(file=secret) for text in HOSTILE]
    condition = {"dataset": "visits", "field": "channel", "test": "in", "values": words}
    make_policy(cast, effect="restriction", datasets=["visits"], conditions=[condition])
    assert running.answer(model, Query(("visits",), by=(By("visits.channel"),)), asker).rows == ()
    assert secret.read_text().endswith(f"{MARK}\n")


STATEMENTS = [
    "attach '{file}.db' as x", "copy (select 1) to '{file}'", "install httpfs", "load httpfs",
    "set enable_external_access = true", "set allowed_paths = ['{file}']", "reset lock_configuration",
    "pragma enable_external_access", "export database '{folder}/out'", "import database '{folder}/out'",
    "create secret (type s3)", "select * from read_csv('{file}')", "select * from '{file}'",
    "select * from read_text('/etc/passwd')", "select * from glob('/etc/*')",
    "copy customers.visits to '{file}'",
]  # fmt: skip


def test_even_a_statement_of_ones_own_finds_the_doors_locked(body: dict[str, Any], secret: Path) -> None:
    """Should something ever get past the compiler, the connection itself refuses."""
    import duckdb

    names = ("customers.visits",)
    with running._connected(names, reading.current(*names), ()) as connection:
        assert connection.execute("select count(*) from customers.visits").fetchone() == (30,)
        for statement in STATEMENTS:
            with pytest.raises(duckdb.Error):
                connection.execute(statement.format(file=secret, folder=secret.parent)).fetchall()
    assert secret.read_text().endswith(f"{MARK}\n")
