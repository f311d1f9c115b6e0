"""Lists of people become records: judged, replaced by key, undone."""

import re
from pathlib import Path

import pytest

from lintel.customers.sources.models import Source
from tests.cast import Cast
from tests.customers.sources.making import HUBSPOT, load, rows, undo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("warehouse")]
RECORDS = "customers.records"
LIST = "id,name,email,updated\n1,Ann Ek,ann@ek.example,2026-01-01\n2,Bo Dahl,bo@dahl.example,2026-01-01\n"


def test_hubspot_is_recognised_and_bad_rows_stay_out_with_their_reasons(cast: Cast, tmp_path: Path) -> None:
    done = load(tmp_path, HUBSPOT, cast.nele)
    assert (done.created, done.updated, done.unchanged, done.bad) == (2, 0, 0, 2)
    assert done.batch.importer == "customer-hubspot"
    reasons = {row.number: row.faults[0]["reason"] for row in done.batch.bad_rows.all()}
    assert reasons == {
        4: "It names nobody: there is no name, e-mail, phone or identifier.",
        5: "Row 3 has the same Record id “102”. Keep one of the two.",
    }
    assert rows(RECORDS, "source, source_record_id, given_name, email, created_at is not null") == [
        ("hubspot", "101", "Marit", "Marit@Lund.example", True),
        ("hubspot", "102", "Ole", "ole@berg.example", True),
    ]


def test_the_same_file_again_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    load(tmp_path, LIST, cast.nele, "Shop", importer="customer-people")
    before = rows(RECORDS, "*")
    again = load(tmp_path, LIST, cast.nele, "Shop")
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert rows(RECORDS, "*") == before


def test_a_new_load_replaces_rows_of_the_same_key_and_leaves_the_others(cast: Cast, tmp_path: Path) -> None:
    load(tmp_path, LIST, cast.nele, "Shop", importer="customer-people")
    changed = (
        "id,name,email,updated\n2,Bo Dahl,bo@new.example,2026-02-01\n3,Cy Moe,cy@moe.example,2026-02-01\n"
    )
    later = load(tmp_path, changed, cast.nele, "Shop")
    assert (later.created, later.updated) == (1, 1)
    assert rows(RECORDS, "source_record_id, email") == [
        ("1", "ann@ek.example"), ("2", "bo@new.example"), ("3", "cy@moe.example"),
    ]  # fmt: skip
    undo(later, cast.nele)
    assert rows(RECORDS, "source_record_id, email") == [("1", "ann@ek.example"), ("2", "bo@dahl.example")]


def test_undoing_an_earlier_load_keeps_what_a_later_one_brought(cast: Cast, tmp_path: Path) -> None:
    first = load(tmp_path, LIST, cast.nele, "Shop", importer="customer-people")
    second = load(tmp_path, LIST.replace("bo@dahl", "bo@two"), cast.nele, "Shop")
    third = load(tmp_path, LIST.replace("bo@dahl", "bo@three"), cast.nele, "Shop")
    undo(second, cast.nele)
    assert rows(RECORDS, "source_record_id, email")[1] == ("2", "bo@three.example")
    undo(third, cast.nele)
    assert rows(RECORDS, "source_record_id, email")[1] == ("2", "bo@dahl.example")
    undo(first, cast.nele)
    assert rows(RECORDS, "*") == []
    assert rows("customers.records_replaced", "*") == []


def test_a_whole_source_takes_missing_rows_away_and_undo_brings_them_back(cast: Cast, tmp_path: Path) -> None:
    load(tmp_path, LIST, cast.nele, "Shop", importer="customer-people")
    load(tmp_path, HUBSPOT, cast.nele)
    only = load(
        tmp_path, LIST.splitlines()[0] + "\n1,Ann Ek,ann@ek.example,2026-01-01\n", cast.nele, "Shop",
        options={"whole": "Yes"},
    )  # fmt: skip
    assert (only.unchanged, only.removed) == (1, 1)
    assert rows(RECORDS, "source_record_id", "source = 'shop'") == [("1",)]
    assert len(rows(RECORDS, "source_record_id", "source = 'hubspot'")) == 2
    undo(only, cast.nele)
    assert rows(RECORDS, "source_record_id", "source = 'shop'") == [("1",), ("2",)]


def test_other_columns_are_kept_only_when_asked_for(cast: Cast, tmp_path: Path) -> None:
    text = "id,name,email,Shoe size\n1,Ann Ek,ann@ek.example,38\n"
    load(tmp_path, text, cast.nele, "Shop", importer="customer-people")
    load(tmp_path, text, cast.nele, "Club", importer="customer-people", options={"keep_other": "Yes"})
    assert rows(RECORDS, "source, other") == [("club", '{"Shoe size": "38"}'), ("shop", None)]


def test_a_birth_date_is_a_day_where_it_can_be_read_and_stays_as_written_elsewhere(
    cast: Cast, tmp_path: Path
) -> None:
    text = "id,name,date of birth\n1,Ann Ek,17.05.1984\n2,Bo Dahl,spring 1970\n3,Cy Moe,31.12.1990\n"
    done = load(tmp_path, text, cast.nele, "Club", importer="customer-people")
    assert done.bad == 0
    assert rows(RECORDS, "source_record_id, birth_date") == [
        ("1", "1984-05-17"), ("2", "spring 1970"), ("3", "1990-12-31"),
    ]  # fmt: skip


def test_an_email_column_is_found_by_what_it_holds(cast: Cast, tmp_path: Path) -> None:
    text = "Nr,Kontakt,Wer\n1,ann@ek.example,Ann Ek\n2,bo@dahl.example,Bo Dahl\n"
    load(tmp_path, text, cast.nele, "Club", importer="customer-people")
    assert rows(RECORDS, "email") == [("ann@ek.example",), ("bo@dahl.example",)]


def test_the_source_knows_how_good_its_rows_are(cast: Cast, tmp_path: Path) -> None:
    load(tmp_path, LIST.replace("bo@dahl.example", "none"), cast.nele, "Shop", importer="customer-people")
    source = Source.objects.get(slug="shop")
    columns = {column["name"]: column for column in source.profile["columns"]}
    assert source.rows == 2
    assert (columns["email"]["filled"], columns["email"]["valid"], columns["email"]["distinct"]) == (
        1,
        0.5,
        2,
    )
    assert "phone" not in columns


def test_rows_without_an_id_that_share_an_address_all_come_in(cast: Cast, tmp_path: Path) -> None:
    text = (
        "name,email\nAnn Ek,family@ek.example\nBo Ek,family@ek.example\nBo Ek,family@ek.example\n"
        "Cy Moe,\nCy Moe,\n"
    )
    done = load(tmp_path, text, cast.nele, "Club", importer="customer-people")
    assert (done.created, done.bad) == (5, 0)
    before = rows(RECORDS, "source_record_id, full_name")
    assert [name for _, name in before].count("Bo Ek") == 2
    turned = "\n".join([text.splitlines()[0], *reversed(text.splitlines()[1:])]) + "\n"
    again = load(tmp_path, turned, cast.nele, "Club")
    assert (again.created, again.updated, again.unchanged) == (0, 0, 5)
    assert rows(RECORDS, "source_record_id, full_name") == before


def test_ids_that_a_table_kept_as_numbers_with_a_point_are_the_numbers(cast: Cast, tmp_path: Path) -> None:
    text = "unique_id,name,email\n17850.0,Ann Ek,ann@ek.example\n,Bo Dahl,bo@dahl.example\n"
    load(tmp_path, text, cast.nele, "Club", importer="customer-people")
    assert rows(RECORDS, "source_record_id") == [("17850",), ("bo@dahl.example",)]


def test_a_plain_list_of_people_is_recognised(cast: Cast, tmp_path: Path) -> None:
    text = "unique_id,first_name,surname,dob,city,email,cluster\n1,Ann,Ek,1984-05-17,Voss,ann@ek.example,0\n"
    done = load(tmp_path, text, cast.nele, "Club")
    assert done.batch.importer == "customer-people"
    assert rows(RECORDS, "source_record_id, given_name, family_name, birth_date") == [
        ("1", "Ann", "Ek", "1984-05-17")
    ]


def test_salesforce_is_recognised_and_deleted_contacts_stay_out(cast: Cast, tmp_path: Path) -> None:
    text = (
        "Id,IsDeleted,MasterRecordId,AccountId,LastName,FirstName,Email,Title,MailingCity,HasOptedOutOfEmail,"
        "CreatedDate,SystemModstamp\n"
        "003A,false,,001,Ek,Ann,ann@ek.example,Buyer,Voss,false,2026-01-01T08:00:00Z,2026-01-02T08:00:00Z\n"
        "003B,true,003A,001,Ek,Anne,ann@ek.example,Buyer,Voss,true,2026-01-01T08:00:00Z,2026-01-02T08:00:00Z\n"
    )
    for name, head in (("Salesforce", text.splitlines()[0]), ("Connector", _snake(text.splitlines()[0]))):
        done = load(tmp_path, "\n".join([head, *text.splitlines()[1:]]) + "\n", cast.nele, name)
        assert (done.batch.importer, done.created, done.bad) == ("customer-salesforce", 1, 1)
    assert rows(RECORDS, "source, source_record_id, job_title, city") == [
        ("connector", "003A", "Buyer", "Voss"), ("salesforce", "003A", "Buyer", "Voss"),
    ]  # fmt: skip


def _snake(header: str) -> str:
    """As connectors write Salesforce's columns."""
    return ",".join(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower() for name in header.split(","))
