"""What logs show of the tools that people use: Okta's and Entra's sign-ins, cards, visited addresses."""

import csv
import datetime as dt
import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import words
from .people import DOMAIN, Person, everybody

FILES = ("okta-system-log.jsonl", "entra-sign-ins.csv", "ramp-transactions.csv", "dns-queries.csv")
ENTRA = (
    "Date (UTC)", "Request ID", "User", "Username", "Application", "Application ID ", "Resource",
    "IP address", "Location", "Status", "Sign-in error code", "Failure reason", "Client app", "Status",
)  # fmt: skip
RAMP = ("Transaction Date", "Amount", "User", "Merchant Name", "Ramp Category", "Ramp Department", "Memo",
        "External ID")  # fmt: skip
OTHER = (  # what cards pay besides
    ("HOTEL NORDLYS OSLO", "Lodging", 184), ("DB VERTRIEB GMBH", "Trains", 79),
    ("LIEFERANDO.DE", "Meals", 31), ("NOTION CAFE HAMBURG", "Restaurants", 14),
    ("WEBER BUEROBEDARF KG", "Office supplies", 46),
)  # fmt: skip
HOSTS = (
    "news.example",
    "weather.example",
    "updates.vendor.example",
    f"intranet.{DOMAIN}",
    "cdn.fonts.example",
)


@dataclass(frozen=True)
class Told:
    """One line of tools.txt."""

    okta: str
    entra: str
    merchant: str
    category: str
    price: str
    domain: str
    teams: str
    since: str
    uses: str


@dataclass(frozen=True)
class Use:
    """Somebody used a tool."""

    at: dt.datetime
    person: Person
    tool: Told


def write(folder: Path, today: dt.date, chance: random.Random) -> list[Path]:
    """All four logs, up to the day before `today`; says which."""
    folder.mkdir(parents=True, exist_ok=True)
    tools = [Told(*words.parts(line, "|")) for line in words.lines("tools.txt") if not line.startswith("#")]
    uses = sorted(_uses(tools, today, chance), key=lambda use: (use.at, use.person.email, use.tool.okta))
    files = [folder / name for name in FILES]
    lines = "\n".join(_okta([use for use in uses if use.at.day % 3], chance))
    files[0].write_text(lines + '\n{"uuid": "cut off here', encoding="utf-8")
    entra = [use for use in uses if use.tool.entra and not use.at.day % 3]
    _table(files[1], [ENTRA, *_entra(entra, chance)], bom=True)
    _table(files[2], [RAMP, *_ramp(tools, today, chance)])
    _table(files[3], [("time", "client_user", "query_name", "count"), *_dns(uses, today, chance)])
    return files


def _uses(tools: list[Told], today: dt.date, chance: random.Random) -> Iterator[Use]:
    people = everybody().values()
    for tool in tools:
        teams = tool.teams.split("; ")
        users = [person for person in people if person.team.strip() in teams and chance.random() < 0.8]
        for person in users:
            start = today - dt.timedelta(days=30 * int(tool.since) - chance.randrange(25))
            for month in range(int(tool.since)):
                for _ in range(chance.randint(0, int(tool.uses))):
                    day = start + dt.timedelta(days=30 * month + chance.randrange(30))
                    if day < today and day.weekday() < 5:
                        clock = dt.time(chance.randrange(7, 18), chance.randrange(60), chance.randrange(60))
                        yield Use(dt.datetime.combine(day, clock, dt.UTC), person, tool)


def _okta(uses: list[Use], chance: random.Random) -> Iterator[str]:
    for number, use in enumerate(uses):
        failed = chance.random() < 0.03
        yield json.dumps(_event(number, use, "user.authentication.sso", failed), ensure_ascii=False)
        if number % 9 == 0:
            yield json.dumps(_event(number, use, "user.session.start", failed), ensure_ascii=False)
        if number % 400 == 7:  # exports that overlap give a line twice
            yield json.dumps(_event(number, use, "user.authentication.sso", failed), ensure_ascii=False)


def _event(number: int, use: Use, kind: str, failed: bool) -> dict[str, object]:
    key = f"{number:08x}-{'50' if kind.endswith('start') else '55'}0e-11ee-8c90-{number * 7919 % 16**12:012x}"
    app = use.tool.okta
    target = [
        {"id": f"0oa{_number(app):x}", "type": "AppInstance", "alternateId": app, "displayName": app},
        {"id": f"0ua{number:x}", "type": "AppUser", "alternateId": use.person.email,
         "displayName": use.person.name},
    ]  # fmt: skip
    return {
        "actor": {"id": f"00u{_number(use.person.email):x}", "type": "User",
                  "alternateId": use.person.email, "displayName": use.person.name, "detailEntry": None},
        "client": {"userAgent": {"rawUserAgent": "Mozilla/5.0", "os": "Windows 11", "browser": "EDGE"},
                   "zone": "null", "device": "Computer", "id": None, "ipAddress": "192.0.2.17"},
        "authenticationContext": {"authenticationProvider": None, "externalSessionId": f"idx{number:x}"},
        "displayMessage": "User single sign on to app", "eventType": kind,
        "outcome": {"result": "FAILURE" if failed else "SUCCESS",
                    "reason": "INVALID_CREDENTIALS" if failed else None},
        "published": f"{use.at:%Y-%m-%dT%H:%M:%S}.{number % 1000:03d}Z", "severity": "INFO", "version": "0",
        "uuid": key, "target": None if kind.endswith("start") else target,
    }  # fmt: skip


def _number(name: str) -> int:
    """A number that stays the same for a name, and differs for another."""
    number = sum(ord(letter) * 31**place for place, letter in enumerate(name))
    return int(number % 16**8)


def _entra(uses: list[Use], chance: random.Random) -> Iterator[tuple[str, ...]]:
    for number, use in enumerate(uses):
        failed = chance.random() < 0.05
        state = "Failure" if failed else "Success"
        yield (
            f"{use.at:%Y-%m-%dT%H:%M:%SZ}", f"e{number:07x}-0000-4000-8000-{number * 104729 % 16**12:012x}",
            use.person.name, use.person.email if number % 41 else use.person.email.upper(), use.tool.entra,
            f"{_number(use.tool.entra):08x}-0000-4000-8000-000000000000", "Microsoft Graph",
            "192.0.2.44", "Hamburg, Hamburg, DE", state, "50126" if failed else "0",
            "Invalid username or password." if failed else "Other.", "Browser", state,
        )  # fmt: skip
    yield ("", "e-last", "", "", "", "", "", "", "", "", "", "", "", "")


def _ramp(tools: list[Told], today: dt.date, chance: random.Random) -> Iterator[tuple[str, ...]]:
    people, lines = list(everybody().values()), []
    for tool in tools:
        teams = tool.teams.split("; ")
        users = [person for person in people if person.team.strip() in teams]
        for month in range(int(tool.since) if tool.merchant else 0):
            person = users[month % 2 if len(teams) > 1 else 0]
            day = today - dt.timedelta(days=30 * month + chance.randrange(1, 9))
            lines.append((day, f"{tool.price}.00", person, tool.merchant, tool.category))
    for month in range(13):
        for merchant, category, price in OTHER:
            day = today - dt.timedelta(days=30 * month + chance.randrange(1, 28))
            lines.append((day, f"{price + chance.randrange(90) / 10:.2f}", chance.choice(people), merchant,
                          category))  # fmt: skip
    lines.sort(key=lambda line: (line[0], line[3], line[1]))
    for number, (day, amount, person, merchant, category) in enumerate(lines):
        memo = "Refund, charged twice" if number == 31 else ""
        said = f"-{amount}" if memo else amount
        team = " ".join(person.team.split())
        yield (day.isoformat(), said, person.name, merchant, category, team, memo, f"ramp_{number:05d}")
    yield (
        (today + dt.timedelta(days=400)).isoformat(),
        "12.00",
        "",
        "TYPED WRONG",
        "Other",
        "",
        "",
        "ramp_x",
    )


def _dns(uses: list[Use], today: dt.date, chance: random.Random) -> Iterator[tuple[str, ...]]:
    since = today - dt.timedelta(days=60)
    seen = [use for use in uses if use.tool.domain and use.at.date() >= since]
    for use in seen:
        sub = chance.choice(("", "www.", "app.", "api.eu."))
        yield (use.at.isoformat(), use.person.email, f"{sub}{use.tool.domain}.", str(chance.randint(1, 40)))
        if chance.random() < 0.5:
            host = chance.choice(HOSTS)
            yield (use.at.isoformat(), use.person.email, host, str(chance.randint(1, 400)))


def _table(path: Path, rows: list[tuple[str, ...]], *, bom: bool = False) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    path.write_bytes((b"\xef\xbb\xbf" if bom else b"") + out.getvalue().encode())
