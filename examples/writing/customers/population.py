"""The people themselves, in households: what is true of them, before any system got it wrong."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from . import names
from .names import Country, Culture

TITLES = ("Buyer", "Head of Purchasing", "Office Manager", "Hut warden", "Mountain guide", "Team assistant",
          "Managing Director", "Event manager", "Teacher", "Facility manager")  # fmt: skip
FIRMS = ("Alpinschule", "Bergwacht", "Hüttenwerk", "Reisen", "Kletterhalle", "Outdoor Events", "Forstbetrieb",
         "Seilbahnen", "Schullandheim", "Vermessung")  # fmt: skip
WORDS = ("Nordhang", "Gratweg", "Talblick", "Fünfseen", "Hochmoor", "Wildbach", "Rotfels", "Tiefental")
EARLIEST = 2200  # days before today on which the oldest customer came


@dataclass(frozen=True, slots=True)
class Home:
    """An address."""

    street: str
    number: str
    postcode: str
    town: str
    country: Country


@dataclass(frozen=True, slots=True)
class Firm:
    """A company that buys, and its domain."""

    name: str
    domain: str


@dataclass(slots=True)
class Person:
    """One customer as she is. Days count back from today; phones are country, national number."""

    number: int
    culture: Culture
    female: bool
    given: str
    family: str
    former: str  # the family name before a wedding, or the same
    born: dt.date
    homes: tuple[Home, Home]  # today's and the one before, or the same twice
    emails: list[str]  # her own addresses, the main one first
    mobile: tuple[Country, str]
    landline: tuple[Country, str]
    firm: Firm | None
    title: str
    came: int
    mates: list[Person]  # who lives with her

    @property
    def short(self) -> str:
        """What friends call her, or the whole name."""
        return self.culture.short.get(self.given, self.given)


def people(count: int, chance: random.Random) -> list[Person]:
    """About `count` people, household by household."""
    cultures, countries = names.cultures(), names.countries()
    taken: set[str] = set()
    firms = [_firm(chance) for _ in range(max(3, count // 40))]
    made: list[Person] = []
    while len(made) < count:
        culture = chance.choices(cultures, [c.share for c in cultures])[0]
        country = countries[chance.choices(culture.countries, culture.weights)[0]]
        made.extend(_household(len(made), culture, country, firms, taken, chance))
    return made[:count]


def _firm(chance: random.Random) -> Firm:
    kind, number = chance.choice(FIRMS), chance.randint(10, 999)
    word = chance.choice(WORDS)
    domain = names.plain(f"{word}-{kind}{number}", umlauts=True).lower().replace(" ", "")
    return Firm(f"{word} {kind} {number} GmbH", f"{domain}.example")


def _household(
    first: int,
    culture: Culture,
    country: Country,
    firms: list[Firm],
    taken: set[str],
    chance: random.Random,
) -> list[Person]:
    size = chance.choices((1, 2, 3, 4), (62, 24, 9, 5))[0]
    home = _home(country, chance)
    before = _home(country, chance) if chance.random() < 0.1 else home
    landline = (country, _landline(country, home, chance))
    shared = culture.family(chance)
    year = 2026 - chance.randint(24, 74)
    members: list[Person] = []
    for place in range(size):
        female = chance.random() < 0.53 if place != 1 else not members[0].female
        own = shared if place != 1 or chance.random() < 0.75 else culture.family(chance)
        family = own[female]
        former = culture.family(chance)[female] if place < 2 and chance.random() < 0.05 else family
        born = _born(year + (chance.randint(-4, 4) if place < 2 else chance.randint(22, 34)), chance)
        given = chance.choice(culture.given[female])
        if place >= 2 and chance.random() < 0.12 and members[0].female == female:
            given = members[0].given  # named after mother or father
        firm = chance.choice(firms) if chance.random() < 0.13 else None
        person = Person(
            first + place, culture, female, given, family, former, born, (home, before), [],
            (country, _mobile(country, chance)), landline, firm, chance.choice(TITLES) if firm else "",
            int(EARLIEST * chance.random() ** 0.9) + 1, [],
        )  # fmt: skip
        person.emails = _emails(person, country, taken, chance)
        members.append(person)
    for person in members:
        person.mates = [other for other in members if other is not person]
    return members


def _home(country: Country, chance: random.Random) -> Home:
    postcode, town, _ = chance.choice(country.towns)
    digits = postcode
    if chance.random() < 0.8 and country.code != "NL":  # another quarter of the same town
        digits = f"{postcode[:-2]}{chance.randint(0, 99):02d}"
    number = f"{chance.randint(1, 140)}{chance.choice(('', '', '', '', 'a', 'b', 'c'))}"
    return Home(chance.choice(country.streets), number, digits, town, country)


def _born(year: int, chance: random.Random) -> dt.date:
    return dt.date(min(year, 2007), 1, 1) + dt.timedelta(days=chance.randrange(365))


def _mobile(country: Country, chance: random.Random) -> str:
    return chance.choice(country.mobile) + "".join(chance.choices("0123456789", k=country.digits))


def _landline(country: Country, home: Home, chance: random.Random) -> str:
    area = next(area for _, town, area in country.towns if town == home.town)
    return area + "".join(chance.choices("23456789", k=country.digits + 2 - len(area) // 2))


def _emails(person: Person, country: Country, taken: set[str], chance: random.Random) -> list[str]:
    german = person.culture.name == "german"
    given = names.plain(person.given, umlauts=german).lower()
    family = names.plain(person.former, umlauts=german).lower().replace(" ", "")
    short = names.plain(person.short, umlauts=german).lower()
    own = []
    for place in range(2 if chance.random() < 0.3 else 1):
        forms = (f"{given}.{family}", f"{given[0]}.{family}", f"{given}{family}", f"{short}.{family}",
                 f"{family}.{given}", f"{short}{person.born:%y}{family[:3]}",
                 f"{family}{given[0]}")  # fmt: skip
        local = chance.choice(forms)
        host = chance.choice(country.mail)
        if place and person.firm:
            local, host = f"{given}.{family}", person.firm.domain
        address = f"{local}@{host}"
        while address in taken:
            address = f"{local}{chance.choice((person.born.year, chance.randint(1, 999)))}@{host}"
        taken.add(address)
        own.append(address)
    if person.firm and len(own) == 1:
        address = f"{given}.{family}@{person.firm.domain}"
        if address not in taken:
            taken.add(address)
            own.append(address)
    return own
