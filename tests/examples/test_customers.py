"""The example company's customers: the same each time, as dirty as promised, with the answer beside."""

import csv
import datetime as dt
import hashlib
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
SCALE = 0.02


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small set of customers for a fixed day."""
    return make(tmp_path_factory.mktemp("customers"))


def make(out: Path) -> Path:
    command = [sys.executable, EXAMPLES / "generate.py", "--customers", "--scale", str(SCALE), "--out", out]
    subprocess.run([*command, "--today", "2026-11-20"], check=True, capture_output=True)
    return out / "customers"


def table(file: Path, **form: str) -> list[dict[str, str]]:
    with file.open(encoding=form.get("encoding", "utf-8-sig"), newline="") as text:
        return list(csv.DictReader(text, delimiter=form.get("delimiter", ",")))


def test_the_same_seed_and_day_write_the_same(folder: Path, tmp_path: Path) -> None:
    again = make(tmp_path)
    names = sorted(file.name for file in folder.iterdir())
    assert names == sorted(file.name for file in again.iterdir())
    differing = [name for name in names if digest(folder / name) != digest(again / name)]
    assert differing == []


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_truth_names_every_record_once_and_people_several_times(folder: Path) -> None:
    rows = duckdb.sql(f"select source, source_record_id, person from '{folder / 'truth.parquet'}'").fetchall()
    assert len({row[:2] for row in rows}) == len(rows)
    per_person = Counter(row[2] for row in rows)
    assert len({row[0] for row in rows}) == 5
    assert max(per_person.values()) >= 5
    contacts = {row["Record ID"] for row in table(folder / "hubspot-contacts.csv")}
    known = {row[1] for row in rows if row[0] == "hubspot-contacts"}
    assert contacts - known == {"70999001", "70999002", "70999003"}  # test entries and a ragged row


def test_the_dirt_is_there(folder: Path) -> None:
    shop = table(folder / "webshop-customers.csv", encoding="cp1252", delimiter=";")
    mails = [row["E-Mail"] for row in shop if row["E-Mail"]]
    assert len(mails) < len(shop)
    assert any(mail != mail.strip().lower() for mail in mails)
    assert any("+shop@" in mail for mail in mails)
    deleted = [row for row in table(folder / "salesforce-contacts.csv") if row["IsDeleted"] == "true"]
    assert deleted
    lines = (folder / "support-desk.jsonl").read_text(encoding="utf-8").splitlines()
    with pytest.raises(json.JSONDecodeError):
        json.loads(lines[-1])
    assert len({line.split(",")[0] for line in lines}) == len(lines)


def test_some_mailboxes_are_shared_by_people_of_different_names(folder: Path) -> None:
    names: dict[str, set[str]] = {}
    for row in table(folder / "salesforce-contacts.csv"):
        names.setdefault(row["Email"].strip().lower(), set()).add(row["FirstName"].strip().lower())
    assert any(len(given) > 1 for mail, given in names.items() if mail)


def test_events_are_sent_twice_come_from_the_future_and_from_strangers(folder: Path) -> None:
    tracks = f"'{folder / 'segment-tracks.csv'}'"
    total, different = duckdb.sql(
        f'select count(*), count(distinct "messageId") from {tracks}'
    ).fetchone() or (0, 0)
    assert 0 < total - different < total / 50
    late = duckdb.sql(f"select count(*) from {tracks} where timestamp > '2026-11-21'").fetchone()
    assert late == (7,)
    web = f"'{folder / 'ga4-events.parquet'}'"
    known, strangers = duckdb.sql(
        f"select count(user_id), count(*) - count(user_id) from {web}"
    ).fetchone() or (0, 0)
    assert min(known, strangers) > total / 10


def test_consents_contradict_each_other_and_some_are_never_to_be_written_to(folder: Path) -> None:
    words: dict[tuple[str, str], set[str]] = {}
    for row in table(folder / "newsletter-consent.csv"):
        assert dt.datetime.fromisoformat(row["timestamp"])
        words.setdefault((row["email"].lower(), row["purpose"]), set()).add(row["status"])
    assert any(said == {"granted", "withdrawn"} for said in words.values())
    assert len(table(folder / "suppressions.csv")) >= 3


def test_the_newsletter_brings_orders_more_often_than_advertisements(folder: Path) -> None:
    shares = dict(
        duckdb.sql(
            "select traffic_source.medium, avg((event_name = 'purchase')::int) "
            f"from '{folder / 'ga4-events.parquet'}' group by all"
        ).fetchall()
    )
    assert shares["email"] > 2 * shares["display"]
