"""The exports of the five systems, each with its own columns, forms and faults."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from .. import tables
from . import names
from .records import HUBSPOT, LOYALTY, SALESFORCE, SUPPORT, WEBSHOP, Record

OWNERS = ("Emil Roth", "Nele Vogt", "Ana Sousa", "")
STAGES = ("Subscriber", "Lead", "Marketing Qualified Lead", "Customer", "Customer", "Evangelist")
ORIGINS = (
    "Organic Search",
    "Paid Search",
    "Email Marketing",
    "Organic Social",
    "Direct Traffic",
    "Offline Sources",
)
LEADS = ("Web", "Trade Show", "Store", "Partner", "Phone Inquiry", "")
SHOPS = (
    "Hamburg Altona",
    "Berlin Mitte",
    "München",
    "Köln",
    "Wien",
    "Innsbruck",
    "Utrecht",
    "Aarhus",
    "Freiburg",
)
NEVER = ("31.02.1985", "00.00.0000", "1979", "unbekannt", "29.02.1990")

HUBSPOT_COLUMNS = (
    *("Record ID", "First Name", "Last Name", "Email", "Phone Number", "Job Title", "Company Name"),
    *("City", "Postal Code", "Country/Region", "Contact owner", "Lifecycle Stage", "Lead Status"),
    *("Marketing contact status", "Original Source", "Create Date", "Last Modified Date"),
    "Associated Company IDs",
)  # fmt: skip
SALESFORCE_COLUMNS = (
    *("Id", "IsDeleted", "MasterRecordId", "AccountId", "LastName", "FirstName", "Email", "Phone", "Title"),
    *("MailingStreet", "MailingPostalCode", "MailingCity", "MailingCountry", "LeadSource", "OwnerId"),
    *("HasOptedOutOfEmail", "CreatedDate", "SystemModstamp"),
)
WEBSHOP_COLUMNS = (
    *("Kundennr", "Vorname", "Nachname", "E-Mail", "Telefon", "Geburtsdatum", "Straße"),
    *("Hausnr", "PLZ", "Ort", "Land", "Umsatz EUR", "Angelegt am", "Geändert am"),
)


def write(out: Path, known: list[Record], today: dt.date, chance: random.Random) -> list[Path]:
    """One file for each system."""
    of: dict[str, list[Record]] = {}
    for record in known:
        of.setdefault(record.source, []).append(record)
    exports = (
        f"{HUBSPOT}.csv",
        f"{SALESFORCE}.csv",
        f"{WEBSHOP}.csv",
        f"{SUPPORT}.jsonl",
        f"{LOYALTY}.parquet",
    )
    files = [out / name for name in exports]
    hubspot = [list(HUBSPOT_COLUMNS), *(_hubspot(r, today, chance) for r in of[HUBSPOT])]
    _ragged(hubspot, chance)
    tables.write_csv(files[0], hubspot, bom=True)
    _write_quoted(files[1], [SALESFORCE_COLUMNS, *(_salesforce(r, today, chance) for r in of[SALESFORCE])])
    shop = [list(WEBSHOP_COLUMNS), *(_webshop(r, today, chance) for r in of[WEBSHOP])]
    _ragged(shop, chance)
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(shop)
    files[2].write_bytes(names.western(text.getvalue()).encode("latin-1"))
    lines = (json.dumps(_support(r, today, chance), ensure_ascii=False) for r in of[SUPPORT])
    cut = '{"id": "9999999", "name": "cut o'
    files[3].write_bytes(("".join(f"{line}\n" for line in lines) + f"{cut}\n").encode())
    _write_loyalty(files[4], of[LOYALTY], today, chance)
    return files


def write_truth(path: Path, known: list[Record]) -> Path:
    """Who is who. Never brought in: tests and `lintel match evaluate` compare with it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {
        "source": [r.source for r in known],
        "source_record_id": [r.id for r in known],
        "person": [r.person for r in known],
    }
    pq.write_table(pa.table(columns), path, compression="zstd")
    return path


def _hubspot(record: Record, today: dt.date, chance: random.Random) -> list[str]:
    home = record.home
    return [
        *(record.id, record.given, record.family, record.email, record.phone, record.title, record.company),
        *((home.town, home.postcode, home.country.english) if home else ("", "", "")),
        *(
            chance.choice(OWNERS),
            chance.choice(STAGES),
            chance.choice(("", "", "New", "Open", "Unqualified")),
        ),
        chance.choice(("Marketing contact", "Marketing contact", "Non-marketing contact")),
        chance.choice(ORIGINS),
        *(
            _moment(today, record.created, chance).strftime("%Y-%m-%d %H:%M")
            if chance.random() > 0.002
            else "n/a",
        ),
        _moment(today, record.changed, chance).strftime("%Y-%m-%d %H:%M"),
        str(18_000_000_000 + sum(map(ord, record.company)) * 7919) if record.company else "",
    ]


def _salesforce(record: Record, today: dt.date, chance: random.Random) -> list[str]:
    home = record.home
    street = f"{home.street} {home.number}" if home and record.full_address else ""
    return [
        *(record.id, str(record.deleted).lower(), record.merged_into),
        f"0018d00000{sum(map(ord, record.company)) % 100_000:05d}AAI" if record.company else "",
        *(record.family, record.given, record.email, record.phone, record.title),
        *((street, home.postcode, home.town, home.country.english) if home else ("", "", "", "")),
        *(
            chance.choice(LEADS),
            f"0058d0000000{chance.randint(1, 6)}AAE",
            str(chance.random() < 0.07).lower(),
        ),
        *(
            f"{_moment(today, days, chance):%Y-%m-%dT%H:%M:%S}.000Z"
            for days in (record.created, record.changed)
        ),
    ]


def _webshop(record: Record, today: dt.date, chance: random.Random) -> list[str]:
    home = record.home
    born = f"{record.born:%d.%m.%Y}" if record.born else ""
    if record.born and chance.random() < 0.006:
        born = chance.choice(NEVER)
    spent = f"{chance.lognormvariate(5.4, 1.0):,.2f}".translate(str.maketrans(",.", ".,"))
    return [
        *(record.id, record.given, record.family, record.email, record.phone),
        *(born, *((home.street, home.number) if home and record.full_address else ("", ""))),
        *((home.postcode, home.town, home.country.code) if home else ("", "", "")),
        spent,
        *(f"{today - dt.timedelta(days=days):%d.%m.%Y}" for days in (record.created, record.changed)),
    ]  # fmt: skip


def _support(record: Record, today: dt.date, chance: random.Random) -> dict[str, str | int | None]:
    name = f"{record.given} {record.family}".strip()
    if record.given and record.family and chance.random() < 0.06:
        name = f"{record.family.strip()}, {record.given.strip()}"
    return {
        "id": record.id,
        "name": name or None,
        "email": record.email or None,
        "phone": record.phone or None,
        "organization": record.company or None,
        "language": record.language,
        "tickets": chance.choices((1, 2, 3, 5), (60, 25, 10, 5))[0],
        "created_at": f"{_moment(today, record.created, chance):%Y-%m-%dT%H:%M:%SZ}",
        "updated_at": f"{_moment(today, record.changed, chance):%Y-%m-%dT%H:%M:%SZ}",
    }


def _write_loyalty(path: Path, records: list[Record], today: dt.date, chance: random.Random) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    homes = [record.home for record in records]
    columns = {
        "card_number": [r.id for r in records],
        "first_name": [r.given for r in records],
        "last_name": [r.family for r in records],
        "birth_date": pa.array([r.born for r in records], pa.date32()),
        "street": [h.street if h and r.full_address else None for h, r in zip(homes, records, strict=True)],
        "house_number": [
            h.number if h and r.full_address else None for h, r in zip(homes, records, strict=True)
        ],
        "postal_code": [h.postcode if h else None for h in homes],
        "city": [h.town if h else None for h in homes],
        "country": [h.country.name if h else None for h in homes],
        "phone": [r.phone or None for r in records],
        "email": [r.email or None for r in records],
        "home_store": [chance.choice(SHOPS) for _ in records],
        "points": [int(chance.expovariate(1 / 420)) for _ in records],
        "enrolled_on": [today - dt.timedelta(days=r.created) for r in records],
        "updated_at": pa.array(
            [_moment(today, r.changed, chance) for r in records], pa.timestamp("s", "UTC")
        ),
    }
    pq.write_table(pa.table(columns), path, compression="zstd")


def _moment(today: dt.date, ago: int, chance: random.Random) -> dt.datetime:
    """A minute of the waking hours of that day."""
    midnight = dt.datetime.combine(today, dt.time(), dt.UTC) - dt.timedelta(days=max(ago, 1))
    return midnight + dt.timedelta(seconds=chance.randint(6 * 3600, 22 * 3600))


def _ragged(rows: list[list[str]], chance: random.Random) -> None:
    """Three rows that were cut off, and two with a cell too many; behind the first hundred rows, as it is."""
    for width in (-6, -4, -2, 1, 1):
        row = rows[chance.randrange(len(rows) // 3, len(rows))]
        if len(row) != len(rows[0]):
            continue
        if width > 0:
            row.append("?")
        else:
            del row[width:]


def _write_quoted(path: Path, rows: Iterable[Iterable[str]]) -> None:
    """As Salesforce's data export writes: every cell in quotation marks."""

    def lines() -> Iterator[str]:
        for row in rows:
            yield '"' + '","'.join(cell.replace('"', '""') for cell in row) + '"\n'

    path.write_bytes("".join(lines()).encode())
