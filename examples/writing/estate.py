"""The estate as its keepers keep it: Tomas’s workbook, and tables of integration, purchasing, controlling."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from . import days, tables, words
from .people import DOMAIN

FILES = (
    "estate-elements.xlsx", "estate-relations.csv", "estate-flows.csv", "estate-contracts.csv",
    "estate-costs.csv", "estate-seats.csv",
)  # fmt: skip
ELEMENTS = (
    "Kind", "Id", "Name", "What it is for", "Business owner", "Technical owner", "In use from",
    "Phased out from", "Gone from", "What is to become of it", "How bad it is when it stands still",
    "Web address", "Further fields",
)  # fmt: skip
RELATIONS = ("From", "Relation", "To", "One of these is enough")
FLOWS = ("From", "To", "What goes through it", "Data classes", "How", "State", "Records a day")
CONTRACTS = (
    "Number", "Contract", "Vendor", "Systems", "Who keeps it", "Starts", "Ends or renews",
    "Goes on by itself", "Days of notice", "Cost a year", "Currency", "Seats bought",
)  # fmt: skip
COSTS = ("Entry", "Month", "For", "Amount", "Currency")
SEATS = ("Contract", "Counted on", "Seats used")
MONTHS = 14  # of costs
SMALLER = 0.6  # what a smaller plan costs of the larger one
HARM = {"1": "Hardly noticed", "2": "Some work waits", "3": "Customers notice", "4": "Business stops"}
Section = dict[str, list[list[str]]]


def write(folder: Path, today: dt.date, chance: random.Random) -> list[Path]:
    """All six files; says which."""
    told = _sections()
    files = [folder / name for name in FILES]
    _workbook(files[0], _elements(told, today))
    tables.write_csv(files[1], [RELATIONS, *_relations(told), *BAD_RELATIONS])
    tables.write_csv(files[2], [FLOWS, *_flows(told), *BAD_FLOWS], delimiter=";", bom=True)
    tables.write_csv(files[3], [CONTRACTS, *_contracts(told, today)], delimiter=";", bom=True)
    tables.write_csv(files[4], [COSTS, *_costs(told, today, chance)])
    tables.write_csv(files[5], [SEATS, *_seats(told, today, chance)])
    return files


def _sections() -> Section:
    return {
        title.split(":")[0]: [words.parts(line, "|") for line in body]
        for title, body in words.blocks("estate.txt", "!")
    }


def _month(today: dt.date, months: int) -> dt.date:
    """The first day of the month so many months from today’s."""
    count = today.year * 12 + today.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)


def _life(text: str, today: dt.date) -> list[dt.date | None]:
    parts = [_month(today, int(part)) for part in text.split("/") if part]
    return [*parts, *[None] * (3 - len(parts))]


def _email(name: str) -> str:
    return f"{name}@{DOMAIN}" if name else ""


def _elements(told: Section, today: dt.date) -> Iterator[list[object]]:
    for key, name, about in told["vendor"]:
        yield _row("Vendor", key, name, about)
    for key, name, about in told["region"]:
        yield _row("Region", key, name, about)
    for key, name, _, about in told["environment"]:
        yield _row("Environment", key, name, about)
    for key, name, business, technical, about in told["data"]:
        yield _row("Data class", key, name, about, (business, technical))
    for key, name, business, technical, since, harm, about in told["touchpoint"]:
        days_of = _life(since, today)
        yield _row("Touchpoint", key, name, about, (business, technical), days_of, harm=HARM[harm])
    for key, name, _, business, technical, harm, about in told["capability"]:
        yield _row("Capability", key, name, about, (business, technical), harm=HARM[harm])
    yield from _systems(told, today)
    yield from _bad_elements(today)


def _systems(told: Section, today: dt.date) -> Iterator[list[object]]:
    for number, row in enumerate(told["system"]):
        key, name, _, business, technical, *_, life, fate, harm, _, _, tier, sign_in, about = row
        known = number % 9 != 4  # of one in nine, nobody wrote these down
        extra = f"Tier={tier}; Sign-in={sign_in}" if known else ""
        extra += (
            f"; Looked through on={days.ago(today, 40 + 11 * number)}" if known and tier == "Gold" else ""
        )
        yield _row(
            "System" if number % 7 else " system", key, name, about if number % 8 != 6 else "",
            (business, technical), _life(life, today), fate if number % 10 != 3 else "",
            harm if number % 5 == 1 else HARM[harm],
            f"https://{key}.fjellfern.example" if sign_in != "None" else "", extra,
        )  # fmt: skip


def _row(
    kind: str, key: str, name: str, about: str, owners: tuple[str, str] = ("", ""),
    life: list[dt.date | None] | None = None, fate: str = "", harm: str = "", address: str = "",
    extra: str = "",
) -> list[object]:  # fmt: skip
    return [
        kind, key, name, about, *(_email(owner) for owner in owners), *(life or [None] * 3), fate, harm,
        address, extra,
    ]  # fmt: skip


def _bad_elements(today: dt.date) -> Iterator[list[object]]:
    """What a sheet that many people fill in looks like at its end."""
    yield _row("System", "", "", "The thing that Theo showed us on Tuesday?")
    yield _row("Server", "srv-17", "SRV-HAM-17", "Runs something of the old reports.")
    backwards = [_month(today, -6), None, _month(today, -20)]
    yield _row(
        "System", "print", "Price labels", "Prints labels for shelves.", ("theo.brandl", ""), backwards
    )
    yield _row("System", "chatbot", "Chatbot", "A trial of last year.", ("nils.brenner", "grace.mensah"))
    yield _row("System", "desk", "Zendesk", "Entered a second time by the service team.")
    yield _row("Vendor", "studio", "Studio Nord", "Our agency.", fate="Tolerate")


def _workbook(path: Path, rows: Iterator[list[object]]) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Estate"
    sheet.append(["What stands in our estate"])
    sheet["A1"].font = Font(size=16, bold=True)
    sheet.append(["Kept by Architecture. Ask Tomas before you add a kind."])
    sheet.append(list(ELEMENTS))
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([value or None for value in row])
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, dt.date):
                cell.number_format = "DD.MM.YYYY"
    sheet.freeze_panes = "D4"
    book.properties.creator = "Architecture"
    tables.write_workbook(path, book, {})


def _relations(told: Section) -> Iterator[tuple[str, ...]]:
    for key, _, region, _ in told["environment"]:
        yield key, "runs in", region, ""
    for key, _, whole, *_ in told["capability"]:
        if whole:
            yield key, "is part of", whole, ""
    for part, whole in told["part"]:
        yield part, "is part of", whole, ""
    for capability, touchpoints in told["reach"]:
        yield from ((capability, "serves", touchpoint, "") for touchpoint in touchpoints.split())
    for capability, others in told["wants"]:
        yield from ((capability, "needs", other, "") for other in others.split())
    for key, _, vendor, _, _, serves, holds, needs, *_, runs, _, _, _ in told["system"]:
        yield from ((key, "serves", served, "") for served in serves.split())
        yield from ((key, "holds", data, "") for data in holds.split())
        yield from ((key, "needs", *_need(need)) for need in needs.split())
        yield from ((key, "runs in", place, "") for place in runs.split())
        if vendor:
            yield key, "is supplied by", vendor, ""


def _need(text: str) -> tuple[str, str]:
    key, _, instead = text.partition("/")
    return key, instead


BAD_RELATIONS = (
    ("Mailfinch", "needs", "shop", ""),
    ("shop", "needs", "SRV-HAM-17", ""),
    ("auth", "needs", "app", ""),
    ("shop", "serves", "c-order", "shop"),
)


def _flows(told: Section) -> Iterator[tuple[str, ...]]:
    for ends, names, data, means, state, count in told["flow"]:
        source, target = words.parts(ends, ">")
        for number, name in enumerate(words.parts(names, ";")):
            share = str(int(count) // (number + 1)) if int(count) else ""
            yield source, target, name, "; ".join(data.split()), means, state, share


BAD_FLOWS = (
    ("shop", "Mailfinch", "Orders", "d-orders", "Interface (API)", "Works", "10"),
    ("till", "dwh", "Footfall", "d-behaviour", "Files", "Works", "many"),
    ("shop", "shop", "Sessions", "d-behaviour", "Database", "Works", "5"),
    ("crm", "desk", "Companies", "d-contact", "Files", "Works", "1100"),
)


def _contracts(told: Section, today: dt.date) -> Iterator[tuple[str, ...]]:
    for number, title, vendor, systems, owner, began, left, onward, notice, cost, seats, *_ in told[
        "contract"
    ]:
        ends = days.german(today + dt.timedelta(days=int(left))) if left else ""
        yield (
            number, title, vendor, systems, _email(owner), days.german(_month(today, -int(began))), ends,
            "ja" if onward == "yes" else "nein", notice, f"{cost},00", "EUR", seats,
        )  # fmt: skip
    yield (
        "K-1099", "Chatbot, trial", "zendesk", "desk", "", days.german(_month(today, -8)),
        days.german(_month(today, -10)), "nein", "0", "900,00", "EUR", "",
    )  # fmt: skip
    yield ("K-1100", "Studio, retainer", "Studio Nord", "", "", "", "", "nein", "30", "36000,00", "EUR", "")


def _costs(told: Section, today: dt.date, chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Month by month; what is planned has costs of its project, and what is gone has none."""
    for row in told["system"]:
        key, vendor, life, cost = row[0], row[2], row[8], int(row[11])
        begin, _, gone = _life(life, today)
        for number in range(-MONTHS, 0):
            month = _month(today, number)
            if begin is not None and begin > month:
                if begin > today and number >= -4:
                    yield key, str(month), "Changing it", f"{chance.uniform(9_000, 26_000):.2f}", "EUR"
                continue
            if (gone is not None and month >= gone) or not cost:
                continue
            paid = cost * (1.03 if number > -3 else 1.0) * chance.uniform(0.96, 1.05)
            paid *= SMALLER if key == "shop-test" and number >= -4 else 1  # what both offices decided on
            yield key, str(month), "Licences" if vendor else "Running it", f"{paid:.2f}", "EUR"
            if cost > 2_000:
                hours = cost * 0.4 * chance.uniform(0.7, 1.3)
                yield key, str(month), "People", f"{hours:.2f}", "EUR"
    last = str(_month(today, -1))
    yield "crm", last, "Licences", "9200.00", "EUR"  # booked twice
    yield "SRV-HAM-17", last, "Running it", "120.00", "EUR"
    yield "pim", str(_month(today, -2)), "People", "n/a", "EUR"
    yield "survey", last, "Licences", "-240.00", "EUR"


def _seats(told: Section, today: dt.date, chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Counted each quarter; the number of seats in use is never what was bought."""
    for number, *_, seats, share in told["contract"]:
        if not seats:
            continue
        for ago in (275, 184, 92, 5):
            used = min(int(seats), round(int(seats) * float(share) * chance.uniform(0.94, 1.05)))
            yield number, str(days.ago(today, ago)), str(used)
    yield "K-1008", str(days.ago(today, 5)), "12"
    yield "K-1042", str(days.ago(today, 5)), "3"
