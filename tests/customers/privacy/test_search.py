"""The search after an erasure finds what is left, wherever it is left."""

import gzip
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from lintel.customers.matching.datasets import CLEAN, TERMS
from lintel.customers.matching.models import PairDecision
from lintel.customers.privacy import searching
from lintel.customers.privacy.subject import Subject, collect
from lintel.customers.profiles.actions import override
from lintel.customers.shapes import RECORDS, VISITS
from lintel.people.models import Comment
from lintel.warehouse.places import place
from tests.cast import Cast
from tests.customers.makers import MARIT, PEOPLE, WHEN, make_people, publish, record, table

ADDRESS = "marit@lund.example"
OTHERS = {customer: records for customer, records in PEOPLE.items() if customer != MARIT}


@pytest.fixture
def gone(house: Cast, folder: Path) -> Subject:
    """Who Marit was; there is nothing of her any more."""
    make_people({**PEOPLE, MARIT: [*PEOPLE[MARIT], record("club", "K-4007", city="Bergen")]})
    override.write(MARIT, "phone", "+47 99 88 77 66", reason="She called us.", by=house.nele)
    subject = collect(MARIT)
    override.Override.objects.all().delete()
    for path in (folder / "warehouse").rglob("*.parquet"):
        path.unlink()
    searching.Snapshot.objects.update(files=[])
    make_people(OTHERS)
    assert searching.everywhere(subject).found == []
    return subject


def in_a_table(folder: Path) -> None:
    author = Comment.author.field.related_model.objects.first()
    Comment.objects.create(object_type="x", object_id="1", author=author, text=f"Ask <{ADDRESS.upper()}>")


def in_a_decision(folder: Path) -> None:
    PairDecision.objects.create(record_l="crm:2", record_r="crm:3", word="cannot", why="Not Marit Lund")


def in_the_cache(folder: Path) -> None:
    (folder / "cache").mkdir()
    (folder / "cache" / "1").write_bytes(b"\x80\x05" + ADDRESS.encode("utf-16-le"))


def in_a_spreadsheet(folder: Path) -> None:
    with zipfile.ZipFile(folder / "files" / "news.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet1.xml", "<c>Lund-Hansen, Marit</c>" * 40)


def in_a_compressed_file(folder: Path) -> None:
    with gzip.open(folder / "old.log.gz", "wt") as file:
        file.write("a line\n" * 900 + "GET /?q=marit%40lund.example\n")


def in_a_mail(folder: Path) -> None:
    message = EmailMessage()
    message["From"] = "lintel@example.org"
    message.set_content(f"Dear Märit, {ADDRESS} was read.", cte="base64")
    (folder / "mail").mkdir()
    (folder / "mail" / "1.eml").write_bytes(bytes(message))


def over_the_border_of_two_chunks(folder: Path) -> None:
    (folder / "dump").write_bytes(b"." * (searching.CHUNK - 9) + ADDRESS.encode() + b"." * 99)


def as_a_number_that_was_written_over(folder: Path) -> None:
    (folder / "calls.txt").write_text("47 99 88 77 66 is 4799887766\n")


def as_the_number_of_an_account(folder: Path) -> None:
    (folder / "orders.jsonl").write_text('{"by": "K-4007"}\n')
    (folder / "other.jsonl").write_text('{"by": "K-40077", "of": "MK-4007", "phone": "147998877661"}\n')


def in_an_earlier_snapshot(folder: Path) -> None:
    make_people()
    make_people(OTHERS)


def in_a_file_of_no_snapshot(folder: Path) -> None:
    import pyarrow.parquet as pq

    stray = table(RECORDS.name, [record("crm", "1", city="Oslo")])  # nothing but the number of her record
    with place().open_to_write("customers.records/stray.parquet") as file:
        pq.write_table(stray, file)


def among_clean_values(folder: Path) -> None:
    publish_free(CLEAN.name, {"record": ["shop:77"], "city": ["bergen"]})


def among_frequencies(folder: Path) -> None:
    import duckdb

    row = duckdb.execute("select md5_number_lower($value)", {"value": ADDRESS}).fetchone()
    assert row
    publish({TERMS.name: [{"field": "email", "term": row[0], "frequency": 0.5}]})


def among_visits(folder: Path) -> None:
    publish({VISITS.name: [{"person": 1, "customer_id": MARIT, "at": WHEN, "channel": "email"}]})


def publish_free(name: str, columns: Mapping[str, list[Any]]) -> None:
    """A dataset whose columns are nobody's in advance."""
    import pyarrow as pa

    from lintel.warehouse import writing
    from lintel.warehouse.actions import snapshot

    snapshot.publish([writing.of_table(name, pa.table(dict(columns)), source="a test")], by=None)


PLANTS: list[tuple[Callable[[Path], None], str]] = [
    (in_a_table, "table people_comment"),
    (in_a_decision, "table matching_pairdecision"),
    (in_the_cache, "file cache/1"),
    (in_a_spreadsheet, "file files/news.xlsx"),
    (in_a_compressed_file, "file old.log.gz"),
    (in_a_mail, "file mail/1.eml"),
    (over_the_border_of_two_chunks, "file dump"),
    (as_a_number_that_was_written_over, "file calls.txt"),
    (as_the_number_of_an_account, "file orders.jsonl"),
    (in_an_earlier_snapshot, "dataset customers.records"),
    (in_a_file_of_no_snapshot, "dataset of no snapshot"),
    (among_clean_values, "dataset customers.matching_clean"),
    (among_frequencies, "dataset customers.matching_terms"),
    (among_visits, "dataset customers.visits"),
]


def test_whatever_is_left_is_found_wherever_it_is(gone: Subject, folder: Path) -> None:
    for plant, _ in PLANTS:
        plant(folder)
    found = {one["where"] for one in searching.everywhere(gone).found}
    assert {where for _, where in PLANTS} - found == set()
    assert "file other.jsonl" not in found
