"""Who the customers truly are: what none of the systems knows whole."""

import random
import unicodedata
from dataclasses import dataclass, field

from .. import words

MAILS = ("post.example", "mail.example", "freemail.example", "webpost.example", "fjordpost.example")
FIRMS = ("Alpenverein Sektion Nord", "Kanuschule Elbe", "Bergführer Kofler", "Zeltplatz Seeblick",
         "Trailrunners BV",
         "Naturkindergarten Moos", "Friluft ApS", "Outdoorschule Harz", "Wandelbond Oost",
         "Studio Nordlicht")  # fmt: skip
MOBILE = {"DE": ("+49", "15", 9), "AT": ("+43", "66", 8), "NL": ("+31", "6", 8), "DK": ("+45", "2", 7)}
STREETS = {
    "de": ("Lindenweg", "Am Mühlbach", "Bergstraße", "Kastanienallee", "Hafenstraße", "Schulgasse", "Feldweg",
           "Ringstraße", "Gartenstraße", "Waldstraße", "Kirchplatz", "Seeufer", "Fichtenweg", "Marktgasse"),
    "nl": ("Dorpsstraat", "Lindelaan", "Molenweg", "Kerkplein", "Havenkade", "Beukenlaan", "Stationsweg"),
    "da": ("Skovvej", "Havnegade", "Birkevej", "Strandvejen", "Kirkestræde", "Møllevej", "Engvej"),
}  # fmt: skip
ABROAD = ("tr", "pl", "el", "ru")
PLAIN = str.maketrans({"ø": "oe", "æ": "ae", "ß": "ss", "ı": "i", "ł": "l", "å": "aa", "ä": "ae", "ö": "oe",
                       "ü": "ue", "’": ""})  # fmt: skip


@dataclass
class Home:
    """Where somebody lives."""

    street: str
    number: str
    postcode: str
    city: str
    country: str
    language: str


@dataclass
class Person:
    """One true person. Of `emails`, `phones` and `homes` the first is the present one."""

    number: int
    given: str
    nick: str
    family: str
    birth: tuple[int, int, int]
    emails: list[str]
    phones: list[str]
    homes: list[Home]
    maiden: str = ""
    company: str = ""
    household: int = -1
    records: list[tuple[str, str]] = field(default_factory=list)


class Names:
    """The word lists, read once."""

    def __init__(self) -> None:
        self.given: dict[str, list[str]] = {}
        self.nicks: dict[str, str] = {}
        for line in words.lines("customer-names.txt")[1:]:
            culture, given, nicks = words.parts(line, "|")
            self.given[culture] = given.split()
            self.nicks |= dict(pair.split("=") for pair in nicks.split())
        self.families: dict[str, tuple[list[str], list[str]]] = {}
        for line in words.lines("customer-families.txt")[1:]:
            culture, starts, ends = words.parts(line, "|")
            self.families[culture] = (starts.split(), ends.split())
        places = [words.parts(line, "|") for line in words.lines("customer-places.txt")[1:]]
        self.places = {country: [p for p in places if p[0] == country] for country in MOBILE}

    def given_name(self, culture: str, chance: random.Random) -> str:
        """A first name; the common ones come often (roughly Zipf's law)."""
        names = self.given[culture]
        return names[min(int(chance.paretovariate(0.7)) - 1, len(names) - 1) if chance.random() < 0.5
                     else chance.randrange(len(names))]  # fmt: skip

    def family_name(self, culture: str, chance: random.Random) -> str:
        """A family name of two parts."""
        starts, ends = self.families[culture]
        return f"{chance.choice(starts).replace('_', ' ')}{chance.choice(ends)}"


def home(names: Names, country: str, chance: random.Random) -> Home:
    """An address of a country."""
    _, city, start, language = chance.choice(names.places[country])
    digits = 5 if country == "DE" else 4
    postcode = start + str(chance.randrange(10 ** (digits - len(start)))).zfill(digits - len(start))
    if country == "NL":
        postcode += f" {chance.choice('ABCDEFGH')}{chance.choice('KLMNPRST')}"
    number = f"{chance.randrange(1, 140)}{chance.choice(('', '', '', '', 'a', 'b'))}"
    return Home(chance.choice(STREETS[language]), number, postcode, city, country, language)


def phone(country: str, chance: random.Random) -> str:
    """A mobile number in international form."""
    code, start, rest = MOBILE[country]
    return f"{code}{start}{chance.randrange(10**rest):0{rest}d}"


def plain(text: str) -> str:
    """Letters as they stand in an e-mail address."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(PLAIN))
    return "".join(letter for letter in folded if letter.isascii() and letter.isalnum())


def email(person: Person, chance: random.Random) -> str:
    """An address that somebody of this name would have."""
    given, family = plain(person.given) or "kunde", plain(person.family) or str(person.number)
    form = chance.randrange(5)
    name = (f"{given}.{family}", f"{given[0]}.{family}", f"{family}{person.birth[0] % 100:02d}",
            f"{given}{chance.randrange(1000)}", f"{given}_{family}")[form]  # fmt: skip
    return f"{name}{chance.randrange(1000) if chance.random() < 0.6 else ''}@{chance.choice(MAILS)}"


def population(count: int, chance: random.Random) -> list[Person]:
    """`count` people; about one in five shares a household with the one before."""
    names, people = Names(), []
    for number in range(count):
        country = chance.choices(("DE", "AT", "NL", "DK"), (60, 12, 16, 12))[0]
        before = people[-1] if people else None
        shares = before is not None and chance.random() < 0.2
        if shares and before:
            country = before.homes[0].country
        people.append(_person(number, names, country, before if shares else None, chance))
    return people


def _person(number: int, names: Names, country: str, with_: Person | None, chance: random.Random) -> Person:
    culture = chance.choice(ABROAD) if chance.random() < 0.1 else {"NL": "nl", "DK": "da"}.get(country, "de")
    given = names.given_name(culture, chance)
    family = with_.family if with_ and chance.random() < 0.8 else names.family_name(culture, chance)
    birth = (chance.randrange(1942, 2008), chance.randrange(1, 13), chance.randrange(1, 29))
    person = Person(number, given, names.nicks.get(given, given), family, birth, [], [], [])
    person.homes = [with_.homes[0] if with_ else home(names, country, chance)]
    person.emails, person.phones = [email(person, chance)], [phone(country, chance)]
    if with_:
        person.household = with_.household if with_.household >= 0 else with_.number
        if chance.random() < 0.1:
            person.emails[0] = with_.emails[0]
        if chance.random() < 0.15:
            person.phones[0] = with_.phones[0]
    if chance.random() < 0.18:
        person.emails.append(email(person, chance))
    if chance.random() < 0.15:
        person.phones.append(phone(country, chance))
    if chance.random() < 0.1:
        person.homes.append(home(names, country, chance))
    if chance.random() < 0.04:
        person.maiden = names.family_name(culture, chance)
    if chance.random() < 0.08:
        person.company = chance.choice(FIRMS)
    return person
