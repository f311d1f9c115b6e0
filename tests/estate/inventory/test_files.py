"""Entries and relations from files: in, changed, out, in again, and what is refused with which words."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lintel.estate.inventory.actions import element as acting
from lintel.estate.inventory.actions import extra_field
from lintel.estate.inventory.exchange.columns import ELEMENT_COLUMNS, RELATION_COLUMNS
from lintel.estate.inventory.exchange.fields import ELEMENT_FIELDS, RELATION_FIELDS
from lintel.estate.inventory.importers import ALL, ElementsImporter, RelationsImporter
from lintel.estate.inventory.models import Element, Kind, Relation
from lintel.imports.bringing import bring, check_file, take_out
from lintel.imports.contract import Context, Mapped
from lintel.imports.models import Batch
from tests.cast import Cast
from tests.estate.inventory.file_makers import export, make_element, make_shop, write_file


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def elements(tmp_path: Path, *rows: dict[str, Any]) -> Path:
    return write_file(tmp_path / "elements.csv", ELEMENT_FIELDS, rows)


def relations(tmp_path: Path, *rows: tuple[str, ...]) -> Path:
    names = ("source", "kind", "target", "instead")
    told = [dict(zip(names, row, strict=False)) for row in rows]
    return write_file(tmp_path / "relations.csv", RELATION_FIELDS, told)


def faults(batch: Batch) -> dict[int, str]:
    return {row.number: row.faults[0]["reason"] for row in batch.bad_rows.all()}


def counts(batch: Batch) -> tuple[int, int, int, int]:
    return batch.created_count, batch.updated_count, batch.unchanged_count, batch.bad_count


FULL = {
    "kind": "System", "key": "crm", "name": "CRM", "description": "Remembers; and “forgets”.",
    "live_from": "2024-03-01", "phase_out_from": "2027-01-01", "retired_from": "2027-06-30",
    "disposition": "Migrate", "criticality": "Customers notice", "address": "https://crm.example.com",
}  # fmt: skip


def test_a_file_comes_in_goes_out_and_comes_back_without_a_change(cast: Cast, tmp_path: Path) -> None:
    extra_field.add("system", "tier", "choice", {"label": "Tier", "choices": ["Gold", "Base"]}, by=cast.ivo)
    extra_field.add("system", "note", "text", {"label": "Note"}, by=cast.ivo)
    row = FULL | {
        "business_owner": cast.nele.email, "technical_owner": cast.tomas.email.upper(),
        "extra": 'Tier=gold; "note=a; ""b"" = c"',
    }  # fmt: skip
    batch = bring(
        elements(tmp_path, row, {"kind": "systems", "name": "=Till"}), "estate-elements", by=cast.tomas
    )
    assert counts(batch) == (2, 0, 0, 0)
    crm = Element.objects.get(key="crm")
    assert (crm.business_owner, crm.technical_owner) == (cast.nele, cast.tomas)
    assert (crm.live_from, crm.criticality, crm.disposition) == (dt.date(2024, 3, 1), 3, "migrate")
    assert crm.extra == {"tier": "Gold", "note": 'a; "b" = c'}
    again = export(tmp_path / "again.csv", ELEMENT_COLUMNS, Element.objects.with_owners(), cast.ada)
    assert counts(bring(again, "estate-elements", by=cast.ada)) == (0, 0, 2, 0)


def test_an_update_is_a_new_version_and_is_undone_to_the_letter(cast: Cast, tmp_path: Path) -> None:
    crm = make_element(Kind.SYSTEM, "CRM", key="crm", live_from=dt.date(2024, 3, 1), criticality=2)
    bare = make_element(Kind.SYSTEM, "Till")
    rows = (
        {"kind": "system", "key": "crm", "name": "Customers", "criticality": "4"}
        | {"technical_owner": cast.tomas.email},
        {"kind": "system", "key": "till", "name": "TILL", "retired_from": "2030-01-01"},
        {"kind": "vendor", "name": "Mailfinch"},
    )  # fmt: skip
    batch = bring(elements(tmp_path, *rows), "estate-elements", by=cast.nele)
    assert counts(batch) == (1, 2, 0, 0)
    crm.refresh_from_db()
    bare.refresh_from_db()
    assert (crm.name, crm.criticality, crm.version, crm.changed_by) == ("Customers", 4, 2, cast.nele)
    assert crm.live_from == dt.date(2024, 3, 1)  # an empty cell leaves what is there
    assert (bare.key, bare.name) == ("till", "TILL")  # it took the id of the file
    take_out(Batch.objects.get(pk=batch.pk), by=cast.nele)
    crm.refresh_from_db()
    bare.refresh_from_db()
    assert (crm.name, crm.criticality, crm.technical_owner) == ("CRM", 2, None)
    assert (bare.key, bare.name, bare.retired_from) == ("", "Till", None)
    assert not Element.objects.filter(kind=Kind.VENDOR).exists()


def test_one_entry_takes_one_id(cast: Cast, tmp_path: Path) -> None:
    make_element(Kind.TOUCHPOINT, "Phone")
    rows = [{"kind": "touchpoint", "name": "phone", "key": key} for key in ("p1", "p2")]
    assert counts(bring(elements(tmp_path, *rows), "estate-elements", by=cast.nele)) == (1, 1, 0, 0)
    assert counts(bring(elements(tmp_path, *rows), "estate-elements", by=cast.nele)) == (0, 0, 2, 0)
    assert set(Element.objects.values_list("key", flat=True)) == {"p1", "p2"}


def test_what_others_lead_to_stays_when_a_file_is_undone(cast: Cast, tmp_path: Path) -> None:
    rows = ({"kind": "system", "name": "A"}, {"kind": "system", "name": "B"}, {"kind": "system", "name": "C"})
    first = bring(elements(tmp_path, *rows), "estate-elements", by=cast.nele)
    second = bring(relations(tmp_path, ("A", "needs", "B")), "estate-relations", by=cast.nele)
    undone = take_out(Batch.objects.get(pk=first.pk), by=cast.nele)
    assert set(Element.objects.values_list("name", flat=True)) == {"A", "B"}
    assert undone.kept_count == 2
    assert "Undo those first" in undone.kept[0]["why"]
    take_out(Batch.objects.get(pk=second.pk), by=cast.nele)
    assert not Relation.objects.exists()


def test_bad_entries_name_their_cell_and_the_way_out(cast: Cast, tmp_path: Path) -> None:
    make_element(Kind.VENDOR, "Mailfinch", key="mf")
    make_element(Kind.SYSTEM, "Twin", key="one")
    make_element(Kind.SYSTEM, "Twin", key="two")
    rows = (
        {"kind": "system", "key": "mf", "name": "Mailfinch"},
        {"kind": "system", "name": "A", "live_from": "2026-01-01", "retired_from": "2025-01-01"},
        {"kind": "vendor", "name": "B", "disposition": "Invest"},
        {"kind": "system", "name": "C", "business_owner": cast.finn.email},
        {"kind": "system", "name": "D", "business_owner": "nobody@example.org"},
        {"kind": "system", "name": "E", "extra": "tier=gold"},
        {"kind": "system", "name": "F", "extra": "gold"},
        {"kind": "system", "name": "Twin"},
        {"kind": "system", "key": "g", "name": "G" * 161},
        {"kind": "gadget", "name": "H"},
        {"kind": "system", "name": "I"}, {"kind": "system", "name": "i"},
        {"kind": "system", "key": "j", "name": "J"}, {"kind": "system", "key": "j", "name": "J two"},
        {"kind": "system", "key": "k", "name": "Same"}, {"kind": "system", "key": "l", "name": "Same"},
    )  # fmt: skip
    found = faults(check_file(elements(tmp_path, *rows), "estate-elements", by=cast.tomas))
    said = {
        2: "A kind never changes", 3: "not in order", 4: "Only of a system", 5: "does not work for",
        6: "Nobody here has", 7: "no further field", 8: "has no name and value", 9: "2 entries of this kind",
        10: "at most 160", 11: "gadget", 13: "Row 12 above", 15: "Row 14 above",
    }  # fmt: skip
    assert sorted(found) == sorted(said)
    assert [number for number, words in said.items() if words not in found[number]] == []


def test_relations_know_their_ends_by_id_kind_and_name(cast: Cast, tmp_path: Path) -> None:
    shop = make_shop()
    make_element(Kind.VENDOR, "Till")  # another thing of this name
    make_element(Kind.SYSTEM, "Ledger", key="system: ledger")
    rows = (
        ("Web shop", "serves", "capability: Take an order"),
        ("System: Till", "is supplied by", "vendor: Till"),
        ("Web shop", "needs", "mail RELAY", "mail"), ("system: ledger", "holds", "Orders"),
        ("Production", "runs in", "Frankfurt"),
    )  # fmt: skip
    batch = bring(relations(tmp_path, *rows), "estate-relations", by=cast.tomas)
    assert counts(batch) == (5, 0, 0, 0)
    assert Relation.objects.get(kind="needs").instead == "mail"
    again = export(tmp_path / "again.csv", RELATION_COLUMNS, Relation.objects.all(), cast.ada)
    assert counts(bring(again, "estate-relations", by=cast.ada)) == (0, 0, 5, 0)
    batch = bring(
        relations(tmp_path, ("Web shop", "needs", "Mail relay", "post")), "estate-relations", by=cast.nele
    )
    assert counts(batch) == (0, 1, 0, 0)
    take_out(Batch.objects.get(pk=batch.pk), by=cast.nele)
    assert Relation.objects.get(source=shop["Web shop"], kind="needs").instead == "mail"


def test_bad_relations_say_what_does_not_fit(cast: Cast, tmp_path: Path) -> None:
    shop = make_shop()
    make_element(Kind.VENDOR, "Till")
    Relation.objects.create(source=shop["Web shop"], target=shop["Warehouse"], kind="needs")
    rows = (
        ("Mailfinch", "needs", "Web shop"), ("Web shop", "needs", "Nowhere"), ("Till", "needs", "Web shop"),
        ("Warehouse", "needs", "Web shop"), ("Web shop", "serves", "Take an order", "other"),
        ("Web shop", "needs", "System: Till"), ("System: Till", "needs", "Mail relay"),
        ("Mail relay", "needs", "Web shop"), ("System: Web shop", "needs", "System: Till"),
        ("Web shop", "needs", "Web shop"),
    )  # fmt: skip
    found = faults(check_file(relations(tmp_path, *rows), "estate-relations", by=cast.tomas))
    said = {
        2: "This relation goes from", 3: "There is no entry “Nowhere”", 4: "2 entries are called",
        5: "leads back", 6: "Only what is needed", 9: "leads back", 10: "Row 7 above", 11: "to itself",
    }  # fmt: skip
    assert sorted(found) == sorted(said)
    assert [number for number, words in said.items() if words not in found[number]] == []


def test_a_row_is_refused_for_what_stands_far_above_it(cast: Cast, tmp_path: Path) -> None:
    rows = [{"kind": "system", "name": f"S{number}"} for number in range(700)]
    bad = faults(
        check_file(
            elements(tmp_path, *rows, {"kind": "system", "name": "s3"}), "estate-elements", by=cast.ada
        )
    )
    assert list(bad) == [702]
    bring(elements(tmp_path, *rows), "estate-elements", by=cast.ada)
    chain = [(f"S{number}", "needs", f"S{number + 1}") for number in range(699)]
    batch = bring(relations(tmp_path, *chain, ("S699", "needs", "S0")), "estate-relations", by=cast.ada)
    assert counts(batch) == (699, 0, 0, 1)


@pytest.mark.parametrize("importer", [ElementsImporter(), RelationsImporter()])
def test_as_many_queries_for_many_rows_as_for_one(cast: Cast, importer: Any) -> None:
    shop = list(make_shop())
    numbers = range(2, 502)
    rows = {
        "estate-elements": [
            Mapped(one, {"kind": "system", "name": f"S{one}", "key": f"k{one}"}) for one in numbers
        ],
        "estate-relations": [
            Mapped(one, {"source": shop[one % 4], "kind": "needs", "target": shop[one % 3]})
            for one in numbers
        ],
    }[importer.slug]
    taken = []
    for some in (rows[:1], rows):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            importer.check(some, Context(by=cast.ada, options={}))
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 3


def test_who_brings_files_in(cast: Cast) -> None:
    for importer in ALL:
        assert [name for name, user in cast if importer.may_import(user)] == [
            "mara", "ivo", "nele", "tomas", "lena", "emil", "ada",
        ]  # fmt: skip


def test_an_entry_that_somebody_changed_since_stays(cast: Cast, tmp_path: Path) -> None:
    batch = bring(elements(tmp_path, {"kind": "system", "name": "A"}), "estate-elements", by=cast.nele)
    made = Element.objects.get()
    acting.edit(made, {"description": "Ours now."}, version=1, by=cast.tomas)
    take_out(Batch.objects.get(pk=batch.pk), by=cast.nele)
    assert Element.objects.get().description == "Ours now."
