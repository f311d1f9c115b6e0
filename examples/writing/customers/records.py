"""What a system wrote down of a person: mostly right, sometimes old, mistyped, short or somebody else's."""

import random
from dataclasses import dataclass

from .population import Home, Person

SHARED = ("info@", "office@", "kontakt@")
LOCAL = {"DE": ("+49", "0"), "AT": ("+43", "0"), "NL": ("+31", "0"), "DK": ("+45", "")}
KEYS = dict(zip("qwertzuiopasdfghjklyxcvbnm", "wertzuiopüsdfghjklöxcvbnm,", strict=True))


@dataclass
class Written:
    """A person as one record has them; every field may be empty."""

    given: str
    family: str
    email: str
    phone: str
    birth: tuple[int, int, int] | None
    home: Home | None
    company: str


def write(person: Person, chance: random.Random, *, care: float, old: bool = False) -> Written:
    """One record. `care` (0 to 1) is how carefully the source's people type; `old` records know the past."""
    careless = (1 - care) * 0.35
    given = person.nick if chance.random() < 0.08 else person.given
    family = person.maiden if person.maiden and (old or chance.random() < 0.3) else person.family
    mail = person.emails[-1] if old or chance.random() < 0.25 else person.emails[0]
    number = person.phones[-1] if old or chance.random() < 0.25 else person.phones[0]
    lives = person.homes[-1] if old or chance.random() < 0.2 else person.homes[0]
    written = Written(
        given, family, mail, spoken(number, lives.country, chance), person.birth, lives, person.company
    )
    _mistype(written, chance, careless)
    _leave_out(written, chance, careless)
    return written


def _mistype(written: Written, chance: random.Random, careless: float) -> None:
    if chance.random() < careless:
        written.given = typo(written.given, chance)
    if chance.random() < careless:
        written.family = typo(written.family, chance)
    if chance.random() < careless * 0.4 and "@" in written.email:
        name, _, domain = written.email.partition("@")
        written.email = f"{typo(name, chance)}@{domain}"
    if chance.random() < 0.02:
        written.given, written.family = written.family, written.given
    if chance.random() < 0.04:
        written.given, written.family = written.given.upper(), written.family.upper()
    if chance.random() < 0.05:
        written.given = f" {written.given} "
    if chance.random() < 0.06:
        written.email = written.email.upper() if chance.random() < 0.5 else f"{written.email} "
    if chance.random() < 0.02 and "@" in written.email:
        written.email = written.email.replace("@", "+shop@", 1)


def _leave_out(written: Written, chance: random.Random, careless: float) -> None:
    if written.company and chance.random() < 0.3:
        domain = "".join(
            letter for letter in written.company.lower() if letter.isascii() and letter.isalpha()
        )
        written.email = f"{chance.choice(SHARED)}{domain}.example"
    if chance.random() < 0.05 + careless * 0.3:
        written.email = ""
    if chance.random() < 0.3:
        written.phone = ""
    if chance.random() < 0.35:
        written.birth = None
    if chance.random() < 0.15:
        written.home = None


def typo(word: str, chance: random.Random) -> str:
    """One slip: a letter left out, doubled, exchanged with its neighbour or with the next key."""
    if len(word) < 3:
        return word
    at = chance.randrange(1, len(word) - 1)
    slip = chance.randrange(4)
    if slip == 0:
        return word[:at] + word[at + 1 :]
    if slip == 1:
        return word[:at] + word[at] + word[at:]
    if slip == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + KEYS.get(word[at].lower(), "e") + word[at + 1 :]


def spoken(number: str, country: str, chance: random.Random) -> str:
    """A phone number as people write it."""
    code, trunk = LOCAL[country]
    form, rest = chance.randrange(5), number.removeprefix(code)
    if not number.startswith(code):
        return number
    if form == 0:
        return number
    if form == 1:
        return f"00{code[1:]} {rest}"
    if form == 2:
        return f"{trunk}{rest[:3]} {rest[3:]}"
    if form == 3:
        return f"{code} ({trunk}){rest[:3]}/{rest[3:]}" if trunk else f"{code} {rest}"
    return f"{trunk}{rest[:3]}-{rest[3:6]}-{rest[6:]}"
