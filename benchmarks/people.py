"""A seeded generator of dirty people: households, shared mailboxes, several sources, known truth.

`people(records, seed)` returns an Arrow table with the columns a company's systems really hold
(source, id, first_name, last_name, email, phone, birth_date, street, postcode, city) and `truth`,
the number of the person behind each record. Rates of dirt stand in `Dirt`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

GIVEN = (
    "james mary robert patricia john jennifer michael linda david elizabeth william barbara richard susan "
    "joseph jessica thomas sarah charles karen christopher lisa daniel nancy matthew betty anthony sandra "
    "mark margaret donald ashley steven kimberly andrew emily paul donna joshua michelle kenneth carol "
    "kevin amanda brian melissa george deborah timothy stephanie ronald rebecca jason sharon edward laura "
    "jeffrey cynthia ryan dorothy jacob amy nicholas kathleen gary angela eric shirley jonathan emma "
    "stephen brenda larry pamela justin nicole scott anna brandon samantha benjamin katherine samuel "
    "christine gregory helen alexander debra patrick rachel frank carolyn raymond janet jack maria dennis "
    "olivia jerry heather tyler diane aaron julie jose joyce adam victoria nathan ruth henry virginia "
    "zachary lauren douglas kelly peter christina kyle joan noah evelyn ethan judith jeremy andrea walter "
    "hannah christian megan keith cheryl roger jacqueline terry martha austin madison sean teresa gerald "
    "gloria carl sara harold janice dylan ann arthur kathryn lawrence abigail jordan sophia jesse frances "
    "bryan jean billy alice bruce judy gabriel isabella joe julia logan grace alan amber juan denise "
    "albert danielle willie marilyn elijah beverly wayne charlotte randy natalie vincent theresa mason "
    "diana roy brittany ralph doris bobby kayla russell alexis bradley lori philip marie"
).split()
NICKNAMES = {
    "robert": "rob", "william": "bill", "richard": "rick", "james": "jim", "michael": "mike",
    "elizabeth": "liz", "jennifer": "jen", "christopher": "chris", "thomas": "tom", "katherine": "kate",
    "margaret": "maggie", "patricia": "pat", "daniel": "dan", "matthew": "matt", "anthony": "tony",
    "steven": "steve", "andrew": "andy", "joshua": "josh", "kenneth": "ken", "timothy": "tim",
    "edward": "ed", "benjamin": "ben", "samuel": "sam", "alexander": "alex", "nicholas": "nick",
    "jonathan": "jon", "rebecca": "becky", "deborah": "debbie", "jessica": "jess", "victoria": "vicky",
}  # fmt: skip
ONSETS = "b br c ch d dr f g gr h j k kl l m n p pr r s sch st t th tr v w z".split()
VOWELS = "a e i o u ai ea ee ie ou".split()
CODAS = "ck d ff g l ll m n nd ng nn r rd rt s ss t th x".split()
ENDINGS = ["", "", "", "son", "er", "man", "ley", "ton", "berg", "well", "ski", "ham"]
STREETS = (
    "high station church park mill green king queen victoria garden bridge north south river hill"
).split()
KINDS = "street road avenue lane close way drive".split()
DOMAINS = ["gmail.com", "yahoo.com", "outlook.com", "hotmail.com", "icloud.com", "web.org", "mail.net"]
ROLES = ["info", "office", "sales", "accounts", "reception"]
SOURCES = np.array(["crm", "shop", "newsletter", "support"])


@dataclass(frozen=True)
class Dirt:
    """Rates of what is wrong, each per record and field."""

    typo: float = 0.06
    missing: float = 0.12
    nickname: float = 0.30
    swapped_names: float = 0.01
    moved: float = 0.07
    second_email: float = 0.12
    second_phone: float = 0.12
    wrong_date: float = 0.03
    shared_mailbox: float = 0.25
    role_mailbox: float = 0.01


def people(records: int, *, seed: int = 1, dirt: Dirt | None = None) -> pa.Table:
    """Makes `records` records of roughly 0.47 × as many persons; same arguments, same table."""
    dirt = dirt or Dirt()
    rng = np.random.default_rng(seed)
    persons = _persons(int(records * 0.6) + 50, rng, dirt)
    copies = rng.choice([1, 2, 3, 4, 6], p=[0.42, 0.28, 0.17, 0.09, 0.04], size=len(persons["given"]))
    truth = np.repeat(np.arange(len(copies)), copies)[:records]
    if len(truth) < records:
        raise ValueError("too few persons were made")
    columns = _records(persons, truth, rng, dirt)
    order = rng.permutation(records)
    ids = np.array([f"{number:07d}" for number in range(records)])
    table = {"source": SOURCES[rng.choice(4, p=[0.35, 0.3, 0.2, 0.15], size=records)]}
    _forget(table["source"], columns, rng)
    table |= columns
    arrays = {name: pa.array(values[order].tolist(), pa.string()) for name, values in table.items()}
    return pa.table(
        {
            "source": arrays.pop("source"),
            "id": pa.array(ids.tolist()),
            **arrays,
            "truth": pa.array(truth[order]),
        }
    )


def _surnames(count: int, rng: np.random.Generator) -> np.ndarray:
    names: dict[str, None] = {}
    while len(names) < count:
        syllable = lambda: rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS)  # noqa: E731
        names[syllable() + (syllable() if rng.random() < 0.3 else "") + str(rng.choice(ENDINGS))] = None
    return np.array(list(names), dtype=object)


def _zipf(count: int, power: float) -> np.ndarray:
    weights = 1.0 / np.arange(3, count + 3) ** power
    return weights / weights.sum()


def _persons(count: int, rng: np.random.Generator, dirt: Dirt) -> dict[str, np.ndarray]:
    sizes = rng.choice([1, 2, 3, 4], p=[0.45, 0.25, 0.15, 0.15], size=count)
    home = np.repeat(np.arange(count), sizes)[:count]
    homes = home.max() + 1
    surnames = _surnames(min(20_000, max(300, count // 20)), rng)
    house_name = surnames[rng.choice(len(surnames), p=_zipf(len(surnames), 0.75), size=homes)]
    own_name = surnames[rng.choice(len(surnames), p=_zipf(len(surnames), 0.75), size=count)]
    family = np.where(rng.random(count) < 0.85, house_name[home], own_name)
    given = np.array(GIVEN, dtype=object)[rng.choice(len(GIVEN), p=_zipf(len(GIVEN), 0.6), size=count)]
    towns = _surnames(400, rng)
    town = rng.choice(400, p=_zipf(400, 0.8), size=homes)
    lane = np.array([f"{a} {b}" for a in STREETS for b in KINDS], dtype=object)
    street = np.array(
        [
            f"{n} {s}"
            for n, s in zip(rng.integers(1, 180, homes), lane[rng.integers(0, len(lane), homes)], strict=True)
        ],
        dtype=object,
    )
    postcode = np.array(
        [f"{10 + t % 90}{p:03d}" for t, p in zip(town, rng.integers(0, 60, homes), strict=True)], object
    )
    born = np.datetime64("1940-01-01") + rng.integers(0, 24_000, count)
    domain = np.array(DOMAINS, dtype=object)[rng.integers(0, len(DOMAINS), count)]
    number = rng.integers(1, 999, count)
    email = np.array(
        [f"{g}.{f}{n}@{d}" for g, f, n, d in zip(given, family, number, domain, strict=True)], object
    )
    shares = rng.random(homes) < dirt.shared_mailbox
    house_mail = np.array(
        [
            f"family.{f}{n}@{d}"
            for f, n, d in zip(house_name, rng.integers(1, 9999, homes), domain[:homes], strict=True)
        ],
        object,
    )
    email = np.where(shares[home] & (rng.random(count) < 0.8), house_mail[home], email)
    phone = np.array(
        [
            f"0{a}{b:07d}"
            for a, b in zip(rng.integers(150, 180, count), rng.integers(0, 10_000_000, count), strict=True)
        ],
        object,
    )
    landline = np.array(
        [f"0{30 + t % 60}{b:06d}" for t, b in zip(town, rng.integers(0, 1_000_000, homes), strict=True)],
        object,
    )
    phone = np.where(rng.random(count) < 0.35, landline[home], phone)
    return {
        "given": given,
        "family": family,
        "email": email,
        "phone": phone,
        "born": born.astype(str).astype(object),
        "street": street[home],
        "postcode": postcode[home],
        "city": towns[town][home],
    }


def _typos(values: np.ndarray, rate: float, rng: np.random.Generator) -> np.ndarray:
    result = values.copy()
    for at in np.flatnonzero(rng.random(len(values)) < rate):
        text = result[at]
        if not text or len(text) < 3:
            continue
        place, kind = int(rng.integers(1, len(text))), int(rng.integers(0, 4))
        letter = "abcdefghijklmnopqrstuvwxyz"[int(rng.integers(0, 26))]
        if text[place].isdigit():
            letter = str(int(rng.integers(0, 10)))
        if kind == 0:
            text = text[:place] + letter + text[place + 1 :]
        elif kind == 1:
            text = text[:place] + text[place + 1 :]
        elif kind == 2:
            text = text[:place] + letter + text[place:]
        else:
            text = text[: place - 1] + text[place] + text[place - 1] + text[place + 1 :]
        result[at] = text
    return result


def _records(
    persons: dict[str, np.ndarray], truth: np.ndarray, rng: np.random.Generator, dirt: Dirt
) -> dict[str, np.ndarray]:
    count = len(truth)
    take = {name: values[truth] for name, values in persons.items()}
    chance = lambda rate: rng.random(count) < rate  # noqa: E731
    given = np.where(
        chance(dirt.nickname), np.array([NICKNAMES.get(g, g) for g in take["given"]], object), take["given"]
    )
    given, family = _typos(given, dirt.typo, rng), _typos(take["family"], dirt.typo, rng)
    swap = chance(dirt.swapped_names)
    given, family = np.where(swap, family, given), np.where(swap, given, family)
    other = np.array(
        [
            f"{g[0]}{f}{n}@{d}"
            for g, f, n, d in zip(
                take["given"],
                take["family"],
                truth % 97,
                np.array(DOMAINS, object)[truth % len(DOMAINS)],
                strict=True,
            )
        ],
        object,
    )
    email = np.where(chance(dirt.second_email), other, take["email"])
    role = np.array(
        [
            f"{r}@firm{n}.com"
            for r, n in zip(
                np.array(ROLES)[rng.integers(0, 5, count)],
                rng.integers(0, max(3, count // 4000), count),
                strict=True,
            )
        ],
        object,
    )
    email = np.where(chance(dirt.role_mailbox), role, _typos(email, dirt.typo / 2, rng))
    email = np.where(chance(0.1), np.array([e.upper() for e in email], object), email)
    mobile = np.array([f"01{70 + t % 9}{(t * 7919) % 10_000_000:07d}" for t in truth], object)
    phone = _typos(np.where(chance(dirt.second_phone), mobile, take["phone"]), dirt.typo / 3, rng)
    shape = rng.integers(0, 3, count)
    phone = np.array(
        [
            p if s == 0 else f"+49 {p[1:4]} {p[4:]}" if s == 1 else f"{p[:4]}/{p[4:]}"
            for p, s in zip(phone, shape, strict=True)
        ],
        object,
    )
    born = take["born"].copy()
    for at in np.flatnonzero(chance(dirt.wrong_date)):
        year, month, day = born[at].split("-")
        born[at] = (
            f"{year}-{day}-{month}"
            if int(day) <= 12
            else f"{int(year) + int(rng.integers(-2, 3))}-{month}-{day}"
        )
    moved = chance(dirt.moved)
    elsewhere = rng.integers(0, len(persons["given"]), count)
    place = {
        name: np.where(moved, persons[name][elsewhere], take[name]) for name in ("street", "postcode", "city")
    }
    columns = {
        "first_name": np.where(chance(0.2), np.array([g.title() for g in given], object), given),
        "last_name": family,
        "email": email,
        "phone": phone,
        "birth_date": born,
        "street": _typos(place["street"], dirt.typo, rng),
        "postcode": _typos(place["postcode"], dirt.typo / 3, rng),
        "city": _typos(place["city"], dirt.typo, rng),
    }
    for name, values in columns.items():
        rate = dirt.missing / 3 if name in ("first_name", "last_name") else dirt.missing
        values[chance(rate)] = None
    return columns


def _forget(source: np.ndarray, columns: dict[str, np.ndarray], rng: np.random.Generator) -> None:
    """Systems hold different things: a newsletter knows no address, a shop no date of birth."""
    for name in ("street", "postcode", "city", "phone"):
        columns[name][source == "newsletter"] = None
    columns["birth_date"][(source == "shop") | (source == "support")] = None
    columns["last_name"][(source == "newsletter") & (rng.random(len(source)) < 0.3)] = None
    nothing = (source == "newsletter") & np.array([e is None for e in columns["email"]])
    columns["email"][nothing] = "unknown@example.org"
