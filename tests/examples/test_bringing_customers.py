"""The example company's customers come in through the sources, and matching finds most people whole."""

import re
from pathlib import Path

import duckdb
import pytest

from lintel.audit.models import Run
from lintel.audit.runs import execute
from lintel.config import demo_customers
from lintel.customers.matching.actions import matching
from lintel.customers.sources.models import Source
from lintel.people.models import Role, User
from lintel.warehouse import reading
from tests.cast import make_user
from tests.examples.test_customers import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(warehouse: Path) -> User:
    """The five people whom the story needs, with their offices."""
    people = {"ada.petrova": "", "mara.lindqvist": "marketing", "ivo.brandt": "it", "nele.vogt": "marketing",
              "tomas.okafor": "it"}  # fmt: skip
    for name, side in people.items():
        office = name in {"mara.lindqvist", "ivo.brandt"}
        role = Role.OFFICE_HOLDER if office else Role.MEMBER if side else Role.NONE
        make_user(name, email=f"{name}@fjellfern.example", side=side or "other", role=role,
                  is_administrator=not side)  # fmt: skip
    return User.objects.get(email="ada.petrova@fjellfern.example")


def test_ten_files_become_customers(company: User, tmp_path: Path) -> None:
    folder = make(tmp_path)
    _with_a_comma(folder / "orders.csv")
    run = demo_customers.prepare(folder)
    assert run is not None
    execute.call(run.pk)
    run.refresh_from_db()
    assert run.error == ""
    assert Source.objects.count() == 10
    ask = matching.ask(by=company)
    execute.call(ask.pk)
    ask.refresh_from_db()
    assert ask.error == ""
    with reading.connect("customers.members", "customers.golden", "customers.visits") as connection:
        found = _f1(connection, folder / "truth.parquet")
        golden, visits = connection.execute(
            "select (select count(*) from customers.golden), (select count(*) from customers.visits)"
        ).fetchone() or (0, 0)
    assert found > 0.85
    assert golden == ask.result["customers"]
    assert visits > golden


def _with_a_comma(orders: Path) -> None:
    """Whatever the day of the demo, an amount with a comma stands among the first rows."""
    head, first, rest = orders.read_text(encoding="utf-8").split("\n", 2)
    mixed, changed = re.subn(r'(\d)\.(\d\d)"', r'\1,\2"', first)
    assert changed == 1
    orders.write_text("\n".join([head, mixed, rest]), encoding="utf-8")


def _f1(connection: duckdb.DuckDBPyConnection, truth: Path) -> float:
    """Pairwise F1 of the customers against the true people; sources are told apart by their record ids."""
    pairs = "coalesce(sum(n * (n - 1)), 0) from (select count(*) as n from said group by"
    row = connection.execute(
        f"""with said as (select m.customer_id, t.person from customers.members m
                          join '{truth}' t using (source_record_id)),
        alike as (select {pairs} customer_id, person)),
        found as (select {pairs} customer_id)),
        there as (select {pairs} person))
        select 2 * (from alike) / ((from found) + (from there))"""
    ).fetchone()
    return float(row[0]) if row else 0.0


def test_a_demo_without_the_files_goes_without_customers(company: User, tmp_path: Path) -> None:
    assert demo_customers.prepare(tmp_path) is None
    assert not Run.objects.exists()
