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
TODAY = "2026-11-20"
SYSTEMS = ("hubspot-contacts", "salesforce-contacts", "webshop-customers", "support-desk", "store-loyalty")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small set of customers for a fixed day."""
    return make(tmp_path_factory.mktemp("customers"))


def make(out: Path) -> Path:
    command = [sys.executable, EXAMPLES / "generate.py", "--customers", "--scale", "0.02", "--out", out]
    subprocess.run([*command, "--today", TODAY], check=True, capture_output=True)
    return out / "customers"


def rows(file: Path, encoding: str = "utf-8-sig", delimiter: str = ",") -> list[dict[str, str]]:
    with file.open(encoding=encoding, newline="") as text:
        return list(csv.DictReader(text, delimiter=delimiter))


def shop(folder: Path) -> list[dict[str, str]]:
    return rows(folder / "webshop-customers.csv", "latin-1", ";")


def records(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """What each system holds: id and e-mail."""
    contacts = rows(folder / "hubspot-contacts.csv")
    exported = rows(folder / "salesforce-contacts.csv")
    lines = (folder / "support-desk.jsonl").read_text(encoding="utf-8").splitlines()[:-1]
    desk = [json.loads(line) for line in lines]
    cards = query(f"select card_number, coalesce(email, '') from '{folder / 'store-loyalty.parquet'}'")
    return {
        "hubspot-contacts": [(row["Record ID"], row["Email"]) for row in contacts],
        "salesforce-contacts": [(row["Id"], row["Email"]) for row in exported],
        "webshop-customers": [(row["Kundennr"], row["E-Mail"]) for row in shop(folder)],
        "support-desk": [(row["id"], row["email"] or "") for row in desk],
        "store-loyalty": [(str(card), str(email)) for card, email in cards],
    }


def query(sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(sql).fetchall()


def tracks(folder: Path) -> str:
    return f"read_csv('{folder / 'segment-tracks.csv'}', all_varchar = true)"


def plain(email: str | None) -> str:
    """The address itself, however it was typed."""
    name, _, host = (email or "").strip().lower().partition("@")
    return f"{name.partition('+')[0]}@{host}"


def test_the_same_seed_and_day_write_the_same(folder: Path, tmp_path: Path) -> None:
    again = make(tmp_path)
    assert sorted(file.name for file in folder.iterdir()) == sorted(file.name for file in again.iterdir())
    for file in folder.iterdir():
        digests = [hashlib.sha256((where / file.name).read_bytes()).hexdigest() for where in (folder, again)]
        assert digests[0] == digests[1], file.name


def test_the_truth_names_every_record_once_and_people_up_to_six_times(folder: Path) -> None:
    truth = query(f"select source, source_record_id, person from '{folder / 'truth.parquet'}'")
    written = [(system, key) for system, held in records(folder).items() for key, _ in held]
    assert sorted(row[:2] for row in truth) == sorted(written)
    assert len(set(written)) == len(written)
    times = Counter(row[2] for row in truth if not str(row[2]).startswith("tester"))
    assert {1, 2, 3, 4, 5} <= set(times.values()) <= {1, 2, 3, 4, 5, 6}


def test_contacts_have_the_columns_that_their_programs_export(folder: Path) -> None:
    hubspot = {
        "Record ID",
        "First Name",
        "Last Name",
        "Email",
        "Phone Number",
        "Lifecycle Stage",
        "Create Date",
    }
    assert hubspot <= set(rows(folder / "hubspot-contacts.csv")[0])
    salesforce = {"Id", "IsDeleted", "MasterRecordId", "LastName", "FirstName", "Email", "SystemModstamp"}
    assert salesforce <= set(rows(folder / "salesforce-contacts.csv")[0])
    segment = {"type", "userId", "anonymousId", "event", "properties", "messageId", "timestamp"}
    assert segment <= {str(row[0]) for row in query(f"describe select * from {tracks(folder)}")}
    ga4 = query(f"describe select * from '{folder / 'ga4-events.parquet'}'")
    kinds = {str(name): str(kind) for name, kind, *_ in ga4}
    assert {"event_name", "user_id", "user_pseudo_id", "traffic_source", "geo", "device"} <= set(kinds)
    assert kinds["event_timestamp"] == "BIGINT"
    assert kinds["event_params"].startswith(
        'STRUCT("key" VARCHAR, "value" STRUCT(string_value VARCHAR, int_value'
    )


def test_the_same_person_is_written_in_different_ways(folder: Path) -> None:
    held = {(s, key): email for s, listed in records(folder).items() for key, email in listed}
    people: dict[object, set[str]] = {}
    for source, key, person in query(
        f"select source, source_record_id, person from '{folder / 'truth.parquet'}'"
    ):
        people.setdefault(person, set()).add(held[str(source), str(key)])
    several = [emails for emails in people.values() if len({plain(email) for email in emails if email}) > 1]
    assert len(several) > len(people) / 20
    every = [email for emails in people.values() for email in emails]
    assert "" in every
    assert any(email != email.strip().lower() for email in every)
    assert any("+" in email for email in every)
    assert any(email.startswith(("info@", "office@")) for email in every)
    owners = Counter(plain(email) for emails in people.values() for email in {plain(e) for e in emails if e})
    assert max(owners.values()) > 1  # households


def test_files_are_as_broken_as_exports_are(folder: Path) -> None:
    assert (folder / "hubspot-contacts.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(UnicodeDecodeError):
        (folder / "webshop-customers.csv").read_bytes().decode("utf-8")
    for row in (rows(folder / "hubspot-contacts.csv"), shop(folder)):
        assert any(None in r or None in r.values() for r in row)  # a cell too many, or cut off
    assert any(row["IsDeleted"] == "true" for row in rows(folder / "salesforce-contacts.csv"))
    with pytest.raises(json.JSONDecodeError):
        json.loads((folder / "support-desk.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert any("," in row["Umsatz EUR"] for row in shop(folder) if row["Umsatz EUR"])
    phones = [row["Telefon"] for row in shop(folder)]
    assert {phone[:2] for phone in phones} >= {"+4", "00", "", "01"}


def test_events_are_sent_twice_come_from_the_future_and_from_strangers(folder: Path) -> None:
    [(total, different)] = query(f'select count(*), count(distinct "messageId") from {tracks(folder)}')
    assert isinstance(total, int)
    assert isinstance(different, int)
    assert 0 < total - different < total / 50
    assert query(f"select count(*) from {tracks(folder)} where timestamp > '2026-12-01'") > [(0,)]
    [(known, strangers)] = query(
        f"select count(user_id), count(*) - count(user_id) from '{folder / 'ga4-events.parquet'}'"
    )
    assert isinstance(known, int)
    assert isinstance(strangers, int)
    assert min(known, strangers) > total / 10


def test_everybody_who_does_something_is_a_record_or_means_to_be_anonymous(folder: Path) -> None:
    held = records(folder)
    accounts = {key for key, _ in held["webshop-customers"]}
    cards = {key for key, _ in held["store-loyalty"]}
    emails = {plain(email) for listed in held.values() for _, email in listed if email}
    for user, email, anonymous in query(
        f'select "userId", context_traits_email, "anonymousId" from {tracks(folder)}'
    ):
        assert user in accounts or (email and plain(str(email)) in emails) or (anonymous and not user)
    users = query(f"select distinct user_id from '{folder / 'ga4-events.parquet'}' where user_id is not null")
    assert {user for (user,) in users} <= accounts
    for row in rows(folder / "orders.csv"):
        if row["Channel"] in ("web", "app", "store"):
            number, email = row["Customer number"], row["Customer email"]
            assert number in accounts | cards or (not number and plain(email) in emails)


def test_consents_contradict_each_other_and_some_must_never_be_written_to(folder: Path) -> None:
    said: dict[tuple[str, str], set[str]] = {}
    unreadable = 0
    for row in rows(folder / "newsletter-consent.csv"):
        said.setdefault((row["email"], row["purpose"]), set()).add(row["status"].strip().lower())
        try:
            dt.datetime.fromisoformat(row["timestamp"])
        except ValueError:
            unreadable += 1
    assert any({"granted", "withdrawn"} <= words for words in said.values())
    assert 0 < unreadable < 60
    known = {plain(email) for listed in records(folder).values() for _, email in listed}
    assert {plain(row["email"]) for row in rows(folder / "suppressions.csv")} <= known


def test_mail_brings_orders_more_often_than_advertisements(folder: Path) -> None:
    shares = dict(
        query(
            "select traffic_source.medium, avg((event_name = 'purchase')::int) "
            f"from '{folder / 'ga4-events.parquet'}' group by all"
        )
    )
    assert float(str(shares["email"])) > 2 * float(str(shares["display"]))


def test_autumn_sells_more_than_winter(folder: Path) -> None:
    dates = [row["Ordered at"] or "" for row in rows(folder / "orders.csv")]
    months = Counter(date[5:7] for date in dates if date.startswith("2026-"))
    assert months["09"] > 1.5 * months["02"]


def test_who_leaves_has_written_to_support(folder: Path) -> None:
    """Of the accounts that sent something back and then fell silent, many opened a ticket before."""
    silent = query(
        f"""with seen as (
            select "userId" as account, max(timestamp) filter (event = 'Screen Viewed') as last,
                   min(timestamp) filter (event = 'Ticket Created') as asked
            from {tracks(folder)} where "userId" is not null and timestamp < '{TODAY}' group by all)
        select avg((asked is not null)::int) filter (last < '2026-06-01'),
               avg((asked is not null)::int) filter (last >= '2026-09-01') from seen where last is not null"""
    )
    [(of_silent, of_active)] = silent
    assert float(str(of_silent)) > float(str(of_active))
