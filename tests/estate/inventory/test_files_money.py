"""Flows, contracts, costs and seats from files: in, changed, out, in again, and what is refused."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lintel.estate.inventory.exchange.columns import (
    CONTRACT_COLUMNS,
    COST_COLUMNS,
    ELEMENT_COLUMNS,
    FLOW_COLUMNS,
    SEAT_COLUMNS,
)
from lintel.estate.inventory.exchange.fields import CONTRACT_FIELDS, COST_FIELDS, FLOW_FIELDS, SEAT_FIELDS
from lintel.estate.inventory.importers import ALL
from lintel.estate.inventory.models import Contract, Cost, Element, Flow, SeatCount
from lintel.imports.bringing import bring, check_file, take_out
from lintel.imports.contract import Context, Mapped
from lintel.imports.models import Batch
from tests.cast import Cast
from tests.estate.inventory.file_makers import export, make_shop, write_file

FLOW = {
    "source": "Web shop", "target": "Warehouse", "name": "Orders", "data": "Orders; data: Contact data",
    "state": "Broken", "means": "Events", "records_a_day": "1200",
}  # fmt: skip
CONTRACT = {
    "key": "C-1", "title": "Newsletters", "vendor": "Mailfinch", "systems": "Mail relay; Web shop",
    "starts_on": "2025-01-01", "ends_on": "2026-12-31", "renews": "yes", "notice_days": "90",
    "a_year": "24000.50", "currency": "eur", "seats": "40",
}  # fmt: skip
KINDS = {"flows": FLOW_FIELDS, "contracts": CONTRACT_FIELDS, "costs": COST_FIELDS, "seats": SEAT_FIELDS}


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path, db: None) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    make_shop()


def bring_rows(what: str, by: Any, tmp_path: Path, *rows: dict[str, Any]) -> Batch:
    return bring(write_file(tmp_path / f"{what}.csv", KINDS[what], rows), f"estate-{what}", by=by)


def faults(what: str, by: Any, tmp_path: Path, *rows: dict[str, Any]) -> dict[int, str]:
    path = write_file(tmp_path / f"{what}.csv", KINDS[what], rows)
    batch = check_file(path, f"estate-{what}", by=by)
    return {row.number: row.faults[0]["reason"] for row in batch.bad_rows.all()}


def counts(batch: Batch) -> tuple[int, int, int, int]:
    return batch.created_count, batch.updated_count, batch.unchanged_count, batch.bad_count


def test_flows_come_in_change_and_are_undone(cast: Cast, tmp_path: Path) -> None:
    batch = bring_rows("flows", cast.tomas, tmp_path, FLOW, FLOW | {"key": "f2", "name": "Prices"})
    assert counts(batch) == (2, 0, 0, 0)
    flow = Flow.objects.get(name="Orders")
    assert (flow.state, flow.means, flow.records_a_day) == ("broken", "event", 1200)
    assert {one.name for one in flow.data.all()} == {"Orders", "Contact data"}
    again = export(tmp_path / "again.csv", FLOW_COLUMNS, Flow.objects.with_ends(), cast.ada)
    assert counts(bring(again, "estate-flows", by=cast.ada)) == (0, 0, 2, 0)
    changes = (
        {"source": "Web shop", "target": "Warehouse", "name": "Orders", "key": "f1", "data": "Orders"},
    )
    changes += ({"source": "Till", "target": "Warehouse", "name": "All prices", "key": "f2"},)
    batch = bring_rows("flows", cast.nele, tmp_path, *changes)
    assert counts(batch) == (0, 2, 0, 0)
    flow.refresh_from_db()
    assert (flow.key, flow.state, flow.version, flow.data.count()) == ("f1", "broken", 2, 1)
    assert str(Flow.objects.get(key="f2")) == "Till → Warehouse: All prices"
    take_out(Batch.objects.get(pk=batch.pk), by=cast.nele)
    flow.refresh_from_db()
    assert (flow.key, flow.data.count()) == ("", 2)
    assert str(Flow.objects.get(key="f2")) == "Web shop → Warehouse: Prices"


def test_bad_flows(cast: Cast, tmp_path: Path) -> None:
    bring_rows("flows", cast.tomas, tmp_path, FLOW | {"key": "f1"})
    found = faults(
        "flows", cast.tomas, tmp_path,
        FLOW | {"target": "Newsletter"}, FLOW | {"target": "Web shop"}, FLOW | {"data": "Mailfinch"},
        FLOW | {"key": "f2"}, FLOW | {"name": "B"}, FLOW | {"name": "B", "source": "system: Web shop"},
        FLOW | {"name": "C", "state": "odd"}, FLOW | {"name": "D", "records_a_day": "-1"},
    )  # fmt: skip
    said = {
        2: "is no system", 3: "from one system to another", 4: "is no data class", 5: "under another id",
        7: "Row 6 above", 8: "odd", 9: "Records a day",
    }  # fmt: skip
    assert sorted(found) == sorted(said)
    assert [number for number, words in said.items() if words not in found[number]] == []


def test_contracts_come_in_change_and_are_undone(cast: Cast, tmp_path: Path) -> None:
    row = CONTRACT | {"owner": cast.nele.email}
    batch = bring_rows(
        "contracts", cast.nele, tmp_path, row, {"title": "Hosting", "vendor": "vendor: Mailfinch"}
    )
    assert counts(batch) == (2, 0, 0, 0)
    contract = Contract.objects.get(key="C-1")
    assert (contract.a_year, contract.currency, contract.seats) == (Decimal("24000.50"), "EUR", 40)
    assert contract.notice_by == dt.date(2026, 10, 2)
    assert contract.systems.count() == 2
    again = export(tmp_path / "again.csv", CONTRACT_COLUMNS, Contract.objects.with_parts(), cast.ada)
    assert counts(bring(again, "estate-contracts", by=cast.ada)) == (0, 0, 2, 0)
    changed = {"key": "C-1", "title": "News", "vendor": "Mailfinch", "systems": "Till", "a_year": "100"}
    batch = bring_rows("contracts", cast.tomas, tmp_path, changed)
    contract.refresh_from_db()
    assert (contract.title, contract.a_year, contract.owner, contract.version) == ("News", 100, cast.nele, 2)
    take_out(Batch.objects.get(pk=batch.pk), by=cast.tomas)
    contract.refresh_from_db()
    assert (contract.title, contract.a_year, contract.systems.count()) == (
        "Newsletters", Decimal("24000.50"), 2,
    )  # fmt: skip


def test_bad_contracts(cast: Cast, tmp_path: Path) -> None:
    bring_rows("contracts", cast.nele, tmp_path, CONTRACT, CONTRACT | {"key": "C-2", "title": "Other"})
    found = faults(
        "contracts", cast.nele, tmp_path,
        {"title": "A", "vendor": "Web shop"}, {"title": "B", "vendor": "Nobody"},
        CONTRACT | {"key": "C-3", "title": "C", "ends_on": "2024-01-01"},
        CONTRACT | {"title": "Other"}, {"title": "D", "vendor": "Mailfinch", "systems": "Frankfurt"},
        {"title": "E", "vendor": "Mailfinch", "currency": "euro"},
        {"title": "F", "vendor": "Mailfinch", "a_year": "-5"}, {"title": "G", "vendor": "Mailfinch"},
        {"title": "G", "vendor": "vendor: mailfinch"},
    )  # fmt: skip
    said = {
        2: "made with a vendor", 3: "no entry “Nobody”", 4: "ends before", 5: "under another number",
        6: "is no system", 7: "Currency", 8: "Cost a year", 10: "Row 9 above",
    }  # fmt: skip
    assert sorted(found) == sorted(said)
    assert [number for number, words in said.items() if words not in found[number]] == []


def test_costs_and_seats_are_corrected_by_a_second_file(cast: Cast, tmp_path: Path) -> None:
    bring_rows("contracts", cast.nele, tmp_path, CONTRACT, {"title": "Hosting", "vendor": "Mailfinch"})
    cost = {
        "element": "Web shop",
        "month": "2026-10-17",
        "kind": "People",
        "amount": "1200",
        "currency": "EUR",
    }
    seat = {"contract": "C-1", "counted_on": "2026-10-01", "used": "31"}
    assert counts(bring_rows("costs", cast.nele, tmp_path, cost, cost | {"kind": ""})) == (2, 0, 0, 0)
    assert counts(bring_rows("seats", cast.nele, tmp_path, seat)) == (1, 0, 0, 0)
    for path, columns, rows in (
        (tmp_path / "cost.csv", COST_COLUMNS, Cost.objects.all()),
        (tmp_path / "seats.csv", SEAT_COLUMNS, SeatCount.objects.all()),
    ):
        slug = "estate-costs" if "cost" in path.name else "estate-seats"
        batch = bring(export(path, columns, rows, cast.ada), slug, by=cast.ada)
        assert (batch.unchanged_count, batch.row_count) == (len(rows), len(rows))
    costs = bring_rows("costs", cast.nele, tmp_path, cost | {"amount": "5.5"})
    seats = bring_rows(
        "seats", cast.nele, tmp_path, seat | {"contract": "Mailfinch: Newsletters", "used": "3"}
    )
    assert Cost.objects.get(kind="people").amount == Decimal("5.50")
    assert SeatCount.objects.get().used == 3
    for batch in (costs, seats):
        take_out(Batch.objects.get(pk=batch.pk), by=cast.nele)
    assert (Cost.objects.get(kind="people").amount, SeatCount.objects.get().used) == (1200, 31)
    assert "same month" in faults("costs", cast.nele, tmp_path, cost, cost | {"month": "2026-10-01"})[3]
    bad = faults("seats", cast.nele, tmp_path, seat | {"contract": "C-9"}, seat | {"contract": "Hosting"})
    assert "There is no contract" in bad[2]
    assert "how many seats" in bad[3]


def test_owners_are_masked_for_who_may_not_see_them(cast: Cast) -> None:
    element = Element.objects.first()
    assert element is not None
    element.business_owner = cast.nele
    value = next(value for name, _, value in ELEMENT_COLUMNS if name == "business_owner")
    assert value(element, cast.ada) == cast.nele.email
    assert value(element, cast.sam) == "n•••@example.org"


def test_as_many_queries_for_many_rows_as_for_one(cast: Cast, tmp_path: Path) -> None:
    bring_rows("contracts", cast.nele, tmp_path, CONTRACT)
    numbers = range(2, 502)
    day = dt.date(2026, 1, 1)
    rows = {
        "estate-flows": [FLOW | {"name": f"N{one}", "records_a_day": one} for one in numbers],
        "estate-contracts": [{"title": f"T{one}", "vendor": "Mailfinch"} for one in numbers],
        "estate-costs": [
            {"element": "Till", "month": day + dt.timedelta(days=31 * one), "amount": Decimal(one)}
            for one in numbers
        ],
        "estate-seats": [
            {"contract": "C-1", "counted_on": day + dt.timedelta(days=one), "used": one} for one in numbers
        ],
    }  # fmt: skip
    for importer in ALL[2:]:
        mapped = [Mapped(number, values) for number, values in zip(numbers, rows[importer.slug], strict=True)]
        taken = []
        for some in (mapped[:1], mapped):
            with CaptureQueriesContext(connection) as queries:
                found = importer.check(some, Context(by=cast.ada, options={}))
            taken.append(len(queries))
        assert taken[0] == taken[1] <= 4, importer.slug
        if importer.slug in ("estate-costs", "estate-seats"):
            assert not any(found)
