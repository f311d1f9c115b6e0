"""The five systems' exports, each in its own form and with its own dirt, and the truth about them."""

import csv
import datetime as dt
import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from .population import Home, Person
from .records import Written, write

# system -> (share of people in it, care of those who type, share of records that are doubled)
SYSTEMS = {
    "hubspot-contacts": (0.60, 0.8, 0.09),
    "salesforce-contacts": (0.38, 0.9, 0.06),
    "webshop-customers": (0.55, 0.7, 0.12),
    "support-desk": (0.28, 0.6, 0.08),
    "store-loyalty": (0.26, 0.5, 0.03),
}
Row = tuple[str, Written, dt.datetime, dt.datetime, Person]


class Systems:
    """Writes every system's export into a folder and remembers which record is whose."""

    def __init__(self, folder: Path, people: Sequence[Person], today: dt.date, chance: random.Random) -> None:
        self.folder, self.people, self.today, self.chance = folder, people, today, chance
        self.truth: list[tuple[str, str, int]] = []

    def write(self) -> list[Path]:
        """All five files."""
        return [
            self._hubspot(), self._salesforce(), self._webshop(), self._support(), self._loyalty(),
        ]  # fmt: skip

    def _rows(self, system: str, name: Callable[[int], str]) -> Iterator[Row]:
        share, care, doubled = SYSTEMS[system]
        number = 0
        for person in self.people:
            if self.chance.random() >= share:
                continue
            for again in range(2 if self.chance.random() < doubled else 1):
                number += 1
                made, changed = self._times()
                key = name(number)
                self.truth.append((system, key, person.number))
                person.records.append((system, key))
                old = again == 0 and self.chance.random() < 0.15
                yield key, write(person, self.chance, care=care, old=old), made, changed, person

    def _times(self) -> tuple[dt.datetime, dt.datetime]:
        end = dt.datetime.combine(self.today, dt.time(), dt.UTC)
        made = end - dt.timedelta(seconds=self.chance.randrange(86_400, 86_400 * 1500))
        return made, made + dt.timedelta(seconds=self.chance.randrange(int((end - made).total_seconds())))

    def _hubspot(self) -> Path:
        header = ["Record ID", "First Name", "Last Name", "Email", "Phone Number", "Job Title",
                  "Company Name",
                  "Street Address", "City", "Postal Code", "Country/Region", "Contact owner",
                  "Lifecycle Stage",
                  "Lead Status", "Marketing contact status", "Original Source", "Create Date",
                  "Last Modified Date", "Associated Company IDs"]  # fmt: skip
        rows = []
        for key, w, made, changed, _ in self._rows("hubspot-contacts", lambda n: str(70_100_000 + 37 * n)):
            home = w.home
            rows.append([
                key, w.given, w.family, w.email, w.phone, self.chance.choice(("", "", "Einkauf", "Trainer")),
                w.company, f"{home.street} {home.number}" if home else "", home.city if home else "",
                home.postcode if home else "", home.country if home else "", "Nele Vogt",
                self.chance.choice(("subscriber", "lead", "customer", "customer")), "",
                self.chance.choice(("Marketing contact", "Non-marketing contact")),
                self.chance.choice(("Organic Search", "Email Marketing", "Paid Social", "Offline Sources")),
                f"{made:%Y-%m-%d %H:%M}", f"{changed:%Y-%m-%d %H:%M}", "",
            ])  # fmt: skip
        rows += [["70999001", "test", "test", "test@test.example", *[""] * 14, ""],
                 ["70999002", "asdf", "asdf", "asdf@asdf", *[""] * 14, ""],
                 ["70999003", "only", "three"]]  # fmt: skip
        return self._csv("hubspot-contacts.csv", header, rows)

    def _salesforce(self) -> Path:
        header = ["Id", "IsDeleted", "MasterRecordId", "AccountId", "LastName", "FirstName", "Email", "Phone",
                  "Title", "MailingStreet", "MailingCity", "MailingPostalCode", "MailingCountry", "Birthdate",
                  "LeadSource", "OwnerId", "HasOptedOutOfEmail", "CreatedDate", "SystemModstamp"]  # fmt: skip
        rows = []
        for key, w, made, changed, _ in self._rows("salesforce-contacts", lambda n: f"003Qx{n:010d}AAA"):
            home = w.home
            rows.append([
                key, "true" if self.chance.random() < 0.01 else "false", "",
                f"001Qx{self.chance.randrange(900):010d}AAA",
                w.family or "[not provided]", w.given, w.email, w.phone, "",
                f"{home.street} {home.number}" if home else "", home.city if home else "",
                home.postcode if home else "", home.country if home else "",
                "{:04d}-{:02d}-{:02d}".format(*w.birth) if w.birth else "", "Web", "005Qx0000000001AAA",
                "true" if self.chance.random() < 0.07 else "false",
                f"{made:%Y-%m-%dT%H:%M:%S.000Z}", f"{changed:%Y-%m-%dT%H:%M:%S.000Z}",
            ])  # fmt: skip
        return self._csv("salesforce-contacts.csv", header, rows)

    def _webshop(self) -> Path:
        header = ["Kundennr", "Vorname", "Nachname", "E-Mail", "Telefon", "Straße", "Hausnr", "PLZ", "Ort",
                  "Land",
                  "Geburtsdatum", "Sprache", "Registriert am", "Zuletzt geändert", "Umsatz EUR"]  # fmt: skip
        rows = []
        for key, w, made, changed, _ in self._rows("webshop-customers", lambda n: f"W{100_000 + n}"):
            home = w.home
            spent = f"{self.chance.lognormvariate(4.6, 0.9):.2f}".replace(".", ",")
            rows.append([
                key, w.given, w.family, w.email, w.phone, *self._split(home), home.country if home else "",
                "{2:02d}.{1:02d}.{0:04d}".format(*w.birth) if w.birth else "",
                home.language if home else "de",
                f"{made:%d.%m.%Y %H:%M}", f"{changed:%d.%m.%Y %H:%M}", spent,
            ])  # fmt: skip
        for row in self.chance.sample(rows, len(rows) // 400):
            row[10] = self.chance.choice(("00.00.0000", "31.02.1979", "unbekannt"))
        return self._csv("webshop-customers.csv", header, rows, delimiter=";", encoding="cp1252")

    @staticmethod
    def _split(home: Home | None) -> list[str]:
        return [home.street, home.number, home.postcode, home.city] if home else [""] * 4

    def _support(self) -> Path:
        path = self.folder / "support-desk.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for key, w, made, changed, _ in self._rows("support-desk", lambda n: f"usr_{n:06d}"):
                name = f"{w.family}, {w.given}" if self.chance.random() < 0.2 else f"{w.given} {w.family}"
                file.write(json.dumps({
                    "id": key, "name": name, "email": w.email or None, "phone": w.phone or None,
                    "organization": w.company or None, "language": w.home.language if w.home else None,
                    "created_at": made.isoformat(), "updated_at": changed.isoformat(),
                }, ensure_ascii=False) + "\n")  # fmt: skip
            file.write('{"id": "usr_cut", "name": "cut o\n')
        return path

    def _loyalty(self) -> Path:
        import pyarrow as pa
        import pyarrow.parquet as pq

        rows = []
        for key, w, made, changed, person in self._rows(
            "store-loyalty", lambda n: f"FF-{20_000_000 + 13 * n}"
        ):
            shop = next((key for system, key in person.records if system == "webshop-customers"), None)
            rows.append({
                "card_number": key, "first_name": w.given, "last_name": w.family,
                "birth_date": dt.date(*w.birth) if w.birth else None,
                "street": f"{w.home.street} {w.home.number}" if w.home else None,
                "postal_code": w.home.postcode if w.home else None, "city": w.home.city if w.home else None,
                "country": w.home.country if w.home else None, "phone": w.phone or None,
                "email": w.email if self.chance.random() < 0.45 else None,
                "shop_customer_no": shop if self.chance.random() < 0.3 else None,
                "joined_on": made.date(), "updated_at": changed,
            })  # fmt: skip
        path = self.folder / "store-loyalty.parquet"
        pq.write_table(pa.Table.from_pylist(rows), path)
        return path

    def _csv(self, name: str, header: list[str], rows: list[list[str]], **form: str) -> Path:
        path = self.folder / name
        encoding = form.get("encoding", "utf-8-sig")
        with path.open("w", encoding=encoding, errors="replace", newline="") as file:
            writer = csv.writer(file, delimiter=form.get("delimiter", ","))
            writer.writerow(header)
            writer.writerows(rows)
        return path

    def write_consents(self) -> list[Path]:
        """The newsletter's list, with contradictions among doubles, and those never to write to."""
        end = dt.datetime.combine(self.today, dt.time(), dt.UTC)
        said: list[list[str]] = []
        for person in self.people:
            for mail in person.emails:
                if self.chance.random() > 0.42:
                    continue
                for purpose in ("newsletter", "offers") if self.chance.random() < 0.3 else ("newsletter",):
                    word = "granted" if self.chance.random() < 0.78 else "withdrawn"
                    at = end - dt.timedelta(seconds=self.chance.randrange(86_400, 86_400 * 900))
                    origin = self.chance.choice(
                        ("shop checkout", "newsletter form", "store tablet", "support call")
                    )
                    said.append([mail, purpose, "email", word, at.isoformat(timespec="seconds"), origin])
                    if self.chance.random() < 0.05:
                        later = at + dt.timedelta(days=self.chance.randrange(1, 90))
                        said.append(
                            [
                                mail.upper(),
                                purpose,
                                "email",
                                "withdrawn",
                                later.isoformat(),
                                "unsubscribe link",
                            ]
                        )
        self.chance.shuffle(said)
        header = ["email", "purpose", "channel", "status", "timestamp", "source"]
        people = self.chance.sample(list(self.people), max(3, len(self.people) // 43))
        reasons = ("asked never to be written to", "complained", "lawyer’s letter", "deceased")
        never = [
            [p.emails[0], self.chance.choice(reasons), f"{end - dt.timedelta(days=40):%Y-%m-%d}"]
            for p in people
        ]
        return [
            self._csv("newsletter-consent.csv", header, said),
            self._csv("suppressions.csv", ["email", "reason", "since"], never),
        ]

    def write_truth(self) -> Path:
        """Which record is whose: for measuring, never for bringing in."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        names = ("source", "source_record_id", "person")
        path = self.folder / "truth.parquet"
        columns = dict(zip(names, map(list, zip(*self.truth, strict=True)), strict=True))
        pq.write_table(pa.table(columns), path)
        return path
