"""The people of Fjell & Fern, and the export of its HR system."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import tables, words

DOMAIN = "fjellfern.example"
LETTERS = str.maketrans({"ø": "o", "Ø": "O", "æ": "ae", "ı": "i", "ß": "ss"})
SIDES = {"marketing": "Marketing", "it": "IT", "other": "Andere"}
ROLES = {"member": "Mitglied", "analyst": "Analyse", "viewer": "Lesen", "none": "keine"}

HEADERS = (
    *("Personalnr.", "Name", "E-Mail", "Stellenbezeichnung", "Abteilung", "Team", "Seite", "Fachgebiet"),
    *("Lintel-Rolle", "Standort", "Eintritt", "Arbeitszeit"),
)


@dataclass(frozen=True)
class Person:
    """One line of people.txt."""

    name: str
    side: str
    department: str
    team: str
    job: str
    specialty: str
    role: str
    place: str
    joined: str
    share: str

    @property
    def email(self) -> str:
        """First name, a point, the rest of the name in plain letters."""
        plain = unicodedata.normalize("NFKD", self.name.translate(LETTERS))
        first, _, rest = plain.encode("ascii", "ignore").decode().lower().partition(" ")
        return f"{first}.{rest.replace(' ', '')}@{DOMAIN}"

    @property
    def account(self) -> str:
        """The id under which Jira knows this person: the same in every run, and telling nobody anything."""
        seed = sum(ord(letter) * 31**place for place, letter in enumerate(self.email))
        return f"712020:{seed % 16**8:08x}-{seed % 65521:04x}-4{seed % 4093:03x}-{seed % 16**12:012x}"


def everybody() -> dict[str, Person]:
    """All people by name, in the order of the company."""
    people = (Person(*words.parts(line, "|")) for line in words.lines("people.txt")[1:])
    return {person.name: person for person in people}


def write(path: Path) -> None:
    """The HR export: semicolons, a byte order mark, German headers and the dirt that README.md lists."""
    rows = [list(HEADERS), *(_row(number, person) for number, person in enumerate(everybody().values(), 1))]
    rows.extend(_dirty(rows))
    _spoil(rows)
    tables.write_csv(path, rows, delimiter=";", bom=True)


def _row(number: int, person: Person) -> list[str]:
    year, month, day = person.joined.split("-")
    return [
        *(f"FF-{1000 + 7 * number}", person.name, person.email, person.job, person.department, person.team),
        *(SIDES[person.side], person.specialty, ROLES[person.role]),
        *(person.place, f"{day}.{month}.{year}", person.share),
    ]


def _dirty(rows: list[list[str]]) -> Iterator[list[str]]:
    """Lines that no clean list would have."""
    priya = next(row for row in rows if row[1] == "Priya Raman")
    yield ["FF-2001", priya[1], "Priya.Raman@FjellFern.Example", "CRM-Managerin", *priya[4:]]
    yield [
        *("FF-2002", "Nils Brenner", "nils.brenner(at)fjellfern.example", "Trainee Marketing", "Marketing"),
        *("Brand & Campaigns", "Marketing", "Campaign manager", "Mitglied", "Hamburg", "01.10.2026", "1,0"),
    ]
    yield [
        *("FF-2003", "Greta Sommer", "greta.sommer@fjellfern.example", "Freelance Art Director", "Marketing"),
        *("Content Studio", "Agentur", "Content designer", "Mitglied", "Berlin", "2026-05-04", "0,4"),
    ]


def _spoil(rows: list[list[str]]) -> None:
    """Blanks, an empty team and odd dates, in fields where people would make such mistakes."""
    by_name = {row[1]: row for row in rows}
    for name in ("Joost de Wit", "Marek Dvořák", "Grace Mensah"):
        row = by_name[name]
        row[1], row[2], row[5] = f"{row[1]} ", f"  {row[2]}", f"{row[5]}  "
    by_name["Matthias Kern"][5] = ""
    by_name["Wiebke Hansen"][10] = "2023-03-01"  # typed by hand, unlike the rest
    by_name["Oskar Lindner"][10] = "31.02.2020"  # a day that never was
    by_name["Leila Farahani"][11] = "80 %"  # the others are decimals
