"""Erasure: nothing is left, it stays so, and the certificate says what was searched."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from lintel.audit.ledger import anchor_path, history
from lintel.audit.verification import verify as verify_ledger
from lintel.customers.consent.actions import word as words
from lintel.customers.consent.models import Purpose
from lintel.customers.matching.actions import decision
from lintel.customers.matching.anchors import note
from lintel.customers.privacy import hashing, journal, reapplying, work
from lintel.customers.privacy.actions import correction, erasure
from lintel.customers.privacy.models import Correction, Erasure, ErasureState, Tombstone
from lintel.customers.profiles.actions import override
from lintel.customers.profiles.models import Override
from lintel.customers.sources import gates
from lintel.people.actions import comment
from lintel.people.models import Comment, User
from lintel.ui.problems import Denied, Problem
from lintel.warehouse import reading
from tests.cast import Cast
from tests.customers.makers import MARIT, OLE, PEOPLE, make_people, record, table
from tests.customers.sources.making import HUBSPOT, load

DATASETS = ("customers.records", "customers.members", "customers.identities", "customers.events",
            "customers.consents", "customers.golden")  # fmt: skip


def count(name: str, condition: str = "true") -> int:
    """Rows of a dataset."""
    with reading.connect(name) as connection:
        row = connection.execute(f"select count(*) from {name} where {condition}").fetchone()
    return int(row[0]) if row else 0


Erase = Callable[..., Erasure]


@pytest.fixture
def erase(house: Cast, django_capture_on_commit_callbacks: Any) -> Erase:
    """Asked by Nele, confirmed by Tomas, carried out, verified."""

    def carry_through(customer: str = MARIT) -> Erasure:
        asked = erasure.ask(customer, reason="She wrote to us.", by=house.nele)
        with transaction.atomic():  # the run itself would take it up after the commit
            confirmed = erasure.confirm(asked, by=house.tomas)
        with django_capture_on_commit_callbacks(execute=True):
            removed = work.remove(confirmed, by=house.tomas)
        return work.verify(removed, by=house.tomas)

    return carry_through


def test_nothing_is_left_of_the_customer_and_everything_of_the_others(
    house: Cast, folder: Path, erase: Erase
) -> None:
    before = {name: count(name) for name in DATASETS}
    done = erase()
    assert done.state == ErasureState.DONE, done.found
    after = {name: before[name] - count(name) for name in DATASETS}
    assert after == {
        "customers.records": 2, "customers.members": 2, "customers.identities": 3, "customers.events": 1,
        "customers.consents": 1, "customers.golden": 1,
    }  # fmt: skip
    left = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"marit" not in left.lower()


def test_words_about_the_customer_go_and_the_ledger_stays_whole(house: Cast, erase: Erase) -> None:
    words.record(
        MARIT, Purpose.objects.get(), "email", "withdrawn", origin="a call from Marit", by=house.nele
    )
    comment.write(note(MARIT), text="Marit Lund is fond of blue.", by=house.nele)
    decision.decide("crm:1", "crm:2", word="cannot", why="Marit is not Ole's wife", by=house.nele)

    def said(reader: User | None) -> dict[str, dict[str, str]]:
        return {line.action: line.detail for line in history(note(MARIT), reader=reader) if line.detail}

    assert said(house.nele) == {
        "consent.recorded": {"origin": "a call from Marit"},
        "comment.written": {"text": "Marit Lund is fond of blue."},
        "decision.taken": {"why": "Marit is not Ole's wife"},
    }
    assert "Marit" not in json.dumps(said(house.mara)) + json.dumps(said(None))  # no clearance
    assert erase().state == ErasureState.DONE
    assert {*map(json.dumps, said(house.nele).values())} == {json.dumps({"text": "(erased)"})}
    assert Comment.objects.get().text == ""
    assert verify_ledger(anchor_path()).whole


def test_what_was_said_under_an_old_id_goes_too(house: Cast, folder: Path, erase: Erase) -> None:
    old = "0190a000-0000-7000-8000-00000000000e"
    make_people({**PEOPLE, old: [record("till", "9", email="m.lund@till.example")]})
    override.write(old, "phone", "+47 99 88 77 66", reason="Marit called.", by=house.nele)
    correction.ask(old, "email", "marit@new.example")
    comment.write(note(old), text="Marit Lund again.", by=house.nele)
    merged = {**PEOPLE, MARIT: [*PEOPLE[MARIT], record("till", "9", email="m.lund@till.example")]}
    make_people(merged, aliases={old: MARIT})
    done = erase()
    assert done.state == ErasureState.DONE, done.found
    assert not Override.objects.exists()
    assert not Correction.objects.exists()
    assert Comment.objects.get().text == ""
    assert all(line.detail in ({}, {"text": "(erased)"}) for line in history(note(old), reader=house.nele))
    known = set(Tombstone.objects.values_list("hash", flat=True))
    assert {hashing.keyed("email", "Marit@new.example"), hashing.keyed("customer", old)} <= known


def test_uploads_and_exports_that_name_the_customer_go(house: Cast, folder: Path, erase: Erase) -> None:
    export = folder / "files" / "exports" / "news.xlsx"
    export.parent.mkdir()
    with zipfile.ZipFile(export, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet1.xml", "<c>MARIT@lund.example</c>" * 50)
    other = folder / "files" / "exports" / "other.csv"
    other.write_text("ole@berg.example\n")
    assert erase().state == ErasureState.DONE
    assert (export.exists(), other.exists()) == (False, True)


def test_what_an_import_remembers_of_its_rows_goes_with_its_file(
    house: Cast, tmp_path: Path, erase: Erase
) -> None:
    batch = load(tmp_path, HUBSPOT, house.nele).batch
    assert "marit" in json.dumps([batch.detected, batch.sample]).lower()
    done = erase()
    assert done.state == ErasureState.DONE, done.found
    batch.refresh_from_db()
    assert (batch.stored, batch.sample, batch.detected["samples"]) == ("", [], {})
    assert batch.detected["headers"]


def test_what_is_found_keeps_the_erasure_open_and_says_where(house: Cast, folder: Path, erase: Erase) -> None:
    note_file = folder / "notes.txt"
    note_file.write_text("Call Marit at marit@lund.example, please")
    left = erase()
    assert left.state == ErasureState.OPEN
    assert [one["where"] for one in left.found] == ["file notes.txt"]
    assert "marit" not in json.dumps(left.found)
    note_file.unlink()
    assert work.verify(left, by=None).state == ErasureState.DONE
    assert Erasure.objects.get().subject is None


def test_the_certificate_says_what_was_searched_and_names_nobody(house: Cast, erase: Erase) -> None:
    certificate = erase().certificate
    assert certificate["searched"]["tables"] > 20
    assert certificate["searched"]["parquet_files"] >= 6
    assert certificate["searched"]["parquet_rows"] > 0
    assert certificate["removed"]["customers.records"] == 2
    assert certificate["ledger"]["hash"]
    assert all(word not in json.dumps(certificate).lower() for word in ("marit", "lund", MARIT))


def test_who_was_erased_is_not_brought_in_again(house: Cast, erase: Erase) -> None:
    erase()
    incoming = [row for records in PEOPLE.values() for row in records]
    renamed = {**PEOPLE[MARIT][0], "source": "new", "source_record_id": "x", "email": " Marit@LUND.example"}
    with reading.connect("customers.records") as connection:
        connection.register("rows", table("customers.records", [*incoming, renamed]))
        connection.execute("create view incoming as select * from rows")
        held_back = gates.kept_out(connection, "customers.records")
        rows = connection.execute(f"select source_record_id from incoming where {held_back}").fetchall()
    assert sorted(row[0] for row in rows) == ["1", "77", "x"]


def test_a_file_that_names_them_again_brings_in_only_the_others(
    house: Cast, folder: Path, tmp_path: Path, erase: Erase
) -> None:
    erase()
    done = load(tmp_path, HUBSPOT, house.nele)
    assert (done.created, count("customers.records", "email ilike '%marit%'")) == (1, 0)


def test_what_an_older_backup_brings_back_is_erased_again(
    erase: Erase, django_capture_on_commit_callbacks: Any
) -> None:
    erase()
    assert journal.unknown() == []
    # An older backup has the rows, and a database that knows of no erasure.
    Tombstone.objects.all().delete()
    Erasure.objects.all().delete()
    make_people()
    assert len(journal.unknown()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert reapplying.reapply(by=None) == [MARIT]
    assert work.verify(Erasure.objects.get(), by=None).state == ErasureState.DONE
    assert (count("customers.records"), journal.unknown()) == (3, [])
    assert reapplying.reapply(by=None) == []


def test_an_erasure_takes_two_people_of_two_sides(house: Cast) -> None:
    with pytest.raises(Denied):
        erasure.ask(MARIT, reason="She wrote.", by=house.emil)  # no clearance
    asked = erasure.ask(MARIT, reason="She wrote.", by=house.nele)
    for person in (house.nele, house.mara, house.finn):
        with pytest.raises(Denied):
            erasure.confirm(asked, by=person)
    with pytest.raises(Problem, match="under way"):
        erasure.ask(MARIT, reason="She wrote again.", by=house.nele)
    declined = erasure.decline(asked, reason="An invoice is open.", by=house.lena)
    assert declined.state == ErasureState.DECLINED
    assert erasure.ask(OLE, reason="He wrote.", by=house.tomas).state == ErasureState.ASKED
