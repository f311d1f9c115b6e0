"""What each of the five systems knows of whom, and what it got wrong."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from . import dirt, names
from .population import Home, Person

HUBSPOT, SALESFORCE, WEBSHOP = "hubspot-contacts", "salesforce-contacts", "webshop-customers"
SUPPORT, LOYALTY = "support-desk", "store-loyalty"


@dataclass(frozen=True, slots=True)
class Habits:
    """How a system is filled. All but the name are shares of its records."""

    name: str
    holds: float  # of all people
    holds_firms: float  # of the people who buy for a company
    again: float  # people who stand in it a second time
    named: float
    email: float
    other_email: float  # the second address of those who have one
    phone: float
    local_phone: float
    born: float
    address: float  # street and town
    town: float  # at least the town
    slip: float  # typing errors, for each of the names and the address
    short: float  # short forms of first names
    plain: float  # written without accents, or in Latin letters


SYSTEMS = (
    Habits(HUBSPOT, 0.575, 0.86, 0.05, 0.92, 0.985, 0.16, 0.42, 0.15, 0, 0, 0.62, 0.015, 0.10, 0.15),
    Habits(SALESFORCE, 0.33, 0.93, 0.05, 0.985, 0.86, 0.22, 0.84, 0.30, 0, 0.78, 0.86, 0.035, 0.05, 0.40),
    Habits(WEBSHOP, 0.575, 0.60, 0.05, 1.00, 0.995, 0.08, 0.66, 0.45, 0.38, 0.97, 1.00, 0.012, 0.04, 0.10),
    Habits(SUPPORT, 0.285, 0.33, 0.05, 0.94, 0.97, 0.24, 0.42, 0.35, 0, 0, 0, 0.025, 0.12, 0.15),
    Habits(LOYALTY, 0.28, 0.10, 0.03, 1.00, 0.58, 0.12, 0.86, 0.75, 0.93, 0.96, 0.98, 0.045, 0.03, 0.30),
)  # fmt: skip

TRIES = (
    ("test", "test", "test@test.example"),
    ("asdf", "asdf", "asdf@asdf.example"),
    ("Max", "Mustertest", "max.mustertest@fjellfern.example"),
    ("Test", "Bitte Löschen", "qa@fjellfern.example"),
    ("xxx", "xxx", "x@x.example"),
    ("test", "test", "tester{}@test.example"),
    ("asd", "qwe", "asd{}@asdf.example"),
    ("Test", "Bestellung", "noreply@fjellfern.example"),
)


@dataclass(frozen=True, slots=True)
class Record:
    """A row of one system, before it is given that system's columns. `person` is the answer."""

    source: str
    id: str
    person: str
    given: str = ""
    family: str = ""
    email: str = ""
    phone: str = ""
    born: dt.date | None = None
    home: Home | None = None
    full_address: bool = False
    company: str = ""
    title: str = ""
    language: str = "de"
    created: int = 0  # days before today
    changed: int = 0
    merged_into: str = ""  # Salesforce: deleted, because it was found to be this one
    deleted: bool = False


def of_everybody(people: list[Person], chance: random.Random) -> list[Record]:
    """All records, system by system; everybody stands in one system at least, and six times at most."""
    made: dict[str, list[Record]] = {habits.name: [] for habits in SYSTEMS}
    for person in chance.sample(people, len(people)):
        times = 0
        for habits in _systems_of(person, chance):
            for copy in range(2 if chance.random() < habits.again else 1):
                if times < 6:
                    mine = made[habits.name]
                    mine.append(_record(person, habits, len(mine), copy, chance))
                    times += 1
    _delete(made[SALESFORCE], chance)
    return [record for records in made.values() for record in records]


def add_testers(known: list[Record], chance: random.Random, scale: float) -> None:
    """Records that colleagues made to try something; those with one address are one tester."""
    for source in (HUBSPOT, WEBSHOP, SUPPORT):
        start = sum(record.source == source for record in known)
        for place in range(max(3, round(24 * scale))):
            given, family, email = TRIES[place % len(TRIES)]
            email = email.format(len(known))
            known.append(Record(
                source, identifier(source, start + place), f"tester {email}", given, family, email,
                chance.choice(("", "123456", "0000000")), created=chance.randint(30, 900), changed=7,
            ))  # fmt: skip


def identifier(source: str, number: int) -> str:
    """What the system calls its record number `number`."""
    if source == HUBSPOT:
        return str(70_100_000_451 + number * 37)
    if source == SALESFORCE:
        digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        code, rest = "", 410_000 + number * 3
        while rest:
            rest, digit = divmod(rest, 62)
            code = digits[digit] + code
        return f"0038d00000{code:0>5}AAQ"
    if source == WEBSHOP:
        return f"K-{100_200 + number}"
    if source == SUPPORT:
        return str(9_000_000 + number * 7)
    return f"FF{4_021_000_000 + number * 11}"


def _systems_of(person: Person, chance: random.Random) -> Iterator[Habits]:
    held = [h for h in SYSTEMS if chance.random() < (h.holds_firms if person.firm else h.holds)]
    yield from held or SYSTEMS[:1]


def _record(person: Person, habits: Habits, number: int, copy: int, chance: random.Random) -> Record:
    created = max(1, min(person.came, int(person.came * chance.random() ** 0.35)))
    given, family = _names(person, habits, created, chance)
    old = person.homes[0] is not person.homes[1] and chance.random() < 0.5
    dice = chance.random()
    home = person.homes[old] if dice < habits.town else None
    if home and chance.random() < habits.slip * 2:
        home = replace(home, street=dirt.typo(home.street, chance))
    if home and chance.random() < habits.slip / 2:
        home = replace(home, postcode=dirt.typo(home.postcode, chance))
    firm = person.firm if habits.name in (HUBSPOT, SALESFORCE, SUPPORT) else None
    return Record(
        habits.name,
        identifier(habits.name, number),
        f"p{person.number:05d}",
        given,
        family,
        _email(person, habits, copy, chance),
        _phone(person, habits, chance),
        _born(person, habits, chance),
        home,
        dice < habits.address,
        firm.name if firm and chance.random() < 0.85 else "",
        person.title if firm and chance.random() < 0.7 else "",
        person.homes[0].country.code.lower(),
        created,
        int(created * chance.random() ** 2.5),
    )


def _names(person: Person, habits: Habits, created: int, chance: random.Random) -> tuple[str, str]:
    given = person.short if chance.random() < habits.short else person.given
    family = person.former if person.former != person.family and chance.random() < 0.5 else person.family
    if chance.random() < habits.plain:
        umlauts = chance.random() < 0.6
        given, family = names.plain(given, umlauts=umlauts), names.plain(family, umlauts=umlauts)
    if chance.random() < habits.slip:
        given = dirt.typo(given, chance)
    if chance.random() < habits.slip:
        family = dirt.typo(family, chance)
    dice = chance.random()
    if dice > habits.named:
        given, family = (
            (given, "") if dice % 0.01 < 0.004 else ("", family) if dice % 0.01 < 0.005 else ("", "")
        )
    elif dice < 0.012:
        given, family = family, given
    elif dice < 0.03:
        given = f"{given[0]}."
    return dirt.case(given, chance), dirt.case(family, chance)


def _email(person: Person, habits: Habits, copy: int, chance: random.Random) -> str:
    if chance.random() > habits.email:
        return ""
    address = person.emails[0]
    dice = chance.random()
    if person.firm and habits.name in (HUBSPOT, SALESFORCE) and dice < 0.55:
        address = person.emails[-1]
        if dice < 0.07:
            return f"{'info' if dice < 0.05 else 'office'}@{person.firm.domain}"
    elif (copy and dice < 0.7) or dice < habits.other_email:
        address = person.emails[-1]
    elif person.mates and dice > 0.93:
        address = person.mates[0].emails[0]
    if chance.random() < habits.slip / 2:
        local, _, host = address.partition("@")
        address = f"{dirt.typo(local, chance)}@{host}"
    return dirt.email(address, chance)


def _phone(person: Person, habits: Habits, chance: random.Random) -> str:
    if chance.random() > habits.phone:
        return ""
    number = person.landline if chance.random() < 0.15 else person.mobile
    if chance.random() < 0.012:
        number = (number[0], dirt.typo(number[1], chance))
    return dirt.phone(number, chance, local=habits.local_phone)


def _born(person: Person, habits: Habits, chance: random.Random) -> dt.date | None:
    if chance.random() > habits.born:
        return None
    dice = chance.random()
    if dice < 0.012 and person.born.day <= 12:
        return person.born.replace(day=person.born.month, month=person.born.day)
    if dice < 0.022:
        return person.born.replace(year=person.born.year + chance.choice((-10, -1, 1, 10)))
    return person.born


def _delete(records: list[Record], chance: random.Random) -> None:
    """Salesforce keeps what was deleted; a third of it because it was merged into another."""
    by_person: dict[str, str] = {}
    for place, record in enumerate(records):
        standing = by_person.setdefault(record.person, record.id)
        if standing != record.id and chance.random() < 0.4:
            records[place] = replace(record, deleted=True, merged_into=standing)
        elif chance.random() < 0.022:
            records[place] = replace(record, deleted=True)
