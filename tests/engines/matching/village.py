"""A village of made-up people, quick to match: families, copies, typos, shared mailboxes."""

from __future__ import annotations

import random

import pyarrow as pa

GIVEN = [
    "anna",
    "bruno",
    "clara",
    "david",
    "elena",
    "felix",
    "greta",
    "henry",
    "ida",
    "jonas",
    "karla",
    "leo",
]
FAMILY = [
    "achtziger",
    "brookfield",
    "castellani",
    "dombrowski",
    "engelhardt",
    "fairweather",
    "grimaldi",
    "holloway",
]
STREETS = ["mill lane", "church road", "station street", "harbour walk"]


def records(families: int = 40, *, seed: int = 1) -> pa.Table:
    """Two or three people a family, one to four records a person; `truth` numbers the person."""
    chance = random.Random(seed)
    rows = []
    person = 0
    for family in range(families):
        name = FAMILY[family % len(FAMILY)] + chance.choice(["", "er", "son", "ini"])
        home = f"{chance.randint(1, 99)} {chance.choice(STREETS)}"
        mailbox = f"{name}.family{family}@example.org"
        for given in chance.sample(GIVEN, chance.randint(1, 3)):
            own = mailbox if chance.random() < 0.4 else f"{given}.{name}{family}@example.org"
            born = f"{chance.randint(1950, 2004)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
            phone = f"+49 171 {chance.randint(1_000_000, 9_999_999)}"
            for _ in range(chance.choice([1, 2, 2, 3, 4])):
                rows.append(
                    {
                        "source": chance.choice(["crm", "shop"]),
                        "id": f"{len(rows):04d}",
                        "First Name": _typo(given, chance),
                        "Last Name": _typo(name, chance),
                        "E-Mail": own if chance.random() < 0.85 else None,
                        "Phone": phone if chance.random() < 0.7 else None,
                        "Birthday": born if chance.random() < 0.7 else None,
                        "Street": home if chance.random() < 0.8 else None,
                        "truth": person,
                    }
                )
            person += 1
    return pa.Table.from_pylist(rows)


def _typo(text: str, chance: random.Random) -> str:
    if chance.random() > 0.08:
        return text.title()
    at = chance.randrange(1, len(text))
    return text[:at] + text[at + 1 :]
