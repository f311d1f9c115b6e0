"""A crowd that is quick to match: people with one to three records in two sources, some alike."""

import random
from collections.abc import Iterable, Mapping
from typing import Any

from lintel.customers.shapes import EVENTS, RECORDS
from tests.customers.makers import publish, record

GIVEN = ("Marit", "Ole", "Jonas", "Anna", "Kari", "Per", "Liv", "Nils", "Eva", "Max", "Ida", "Sven")
FAMILY = tuple(a + b for a in ("Berg", "Lund", "Holm", "Dahl", "Vik", "Moen") for b in ("", "sen", "rud"))
CITIES = ("Oslo", "Bergen", "Voss")


def crowd(people: int = 90, *, seed: int = 4) -> list[dict[str, Any]]:
    """Records of made-up people; every third is in the shop too, a typo in some of these."""
    chance = random.Random(seed)
    rows = []
    for number in range(people):
        given, family = chance.choice(GIVEN), chance.choice(FAMILY)
        born = f"{chance.randint(1950, 2004)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        who = {
            "given_name": given,
            "family_name": family,
            "email": f"{given}.{family}{number}@mail.example".lower(),
            "phone": f"+47 22 {100000 + number * 37}",
            "birth_date": born,
            "city": chance.choice(CITIES),
            "country": "NO",
        }
        rows.append(record("crm", str(number), **who))
        if number % 3 == 0:
            other = who | ({"family_name": family + "e"} if number % 2 else {"phone": None})
            rows.append(record("shop", f"s{number}", **other))
    return rows


def publish_crowd(
    rows: Iterable[Mapping[str, Any]] | None = None, *, events: Iterable[Mapping[str, Any]] = ()
) -> None:
    """Publish records and events as sources leave them: nothing is matched yet."""
    publish({RECORDS.name: list(rows or crowd()), EVENTS.name: list(events)})
