"""What the house of customers holds before the journey begins: a shop, its orders, a newsletter list."""

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from django.utils import timezone

from lintel.customers.consent.actions import purpose
from lintel.customers.consent.wording import Description
from lintel.customers.matching.actions import clearance
from lintel.customers.sources.loading import load_file
from lintel.people.models import User
from tests.customers.matching.crowd import crowd

COLUMNS = ("given_name", "family_name", "email", "phone", "birth_date", "city", "country")
HEADERS = ("Customer id", "First name", "Last name", "E-mail", "Phone", "Date of birth", "City", "Country")
MARIT = {
    "given_name": "Marit", "family_name": "Lund", "email": "marit@lund.example", "phone": "+47 55 12 34 41",
    "birth_date": "1984-05-17", "city": "Bergen", "country": "NO",
}  # fmt: skip


def people(source: str, *more: tuple[str, dict[str, Any]]) -> str:
    """The crowd as one system exports it, with a few more."""
    rows = [(row["source_record_id"], row) for row in crowd() if row["source"] == source]
    lines = [",".join((key, *(str(row.get(name) or "") for name in COLUMNS))) for key, row in (*rows, *more)]
    return "\n".join((",".join(HEADERS), *lines, ""))


def crm() -> str:
    """The file that Nele brings: everybody once, and a row that names nobody."""
    return people("crm", ("M-1001", MARIT)) + "M-1002,,,,,,Oslo,NO\n"


def shop() -> str:
    """A third of them again, and Marit twice: once after her wedding, once with her daughter's account."""
    wed = MARIT | {"family_name": "Lund-Hansen", "city": "Voss"}
    return people("shop", ("S-2001", wed), ("S-2002", MARIT | {"email": "post@lund.example"}))


def addresses() -> list[str]:
    """Who ordered and subscribed: the first sixty of the CRM."""
    return [row["email"] for row in crowd() if row["source"] == "crm"][:60]


def orders(now: dt.datetime) -> str:
    """One order each in the last weeks."""
    lines = [
        f"B-{number},{now - dt.timedelta(days=number % 40):%Y-%m-%dT%H:%M:%SZ},{address},web,{number}.50,EUR"
        for number, address in enumerate([MARIT["email"], *addresses()], start=1)
    ]
    return "\n".join(("Order ID,Ordered at,Customer email,Channel,Amount,Currency", *lines, ""))


def newsletter() -> str:
    """Most said yes; every fifth took it back."""
    said = [("2026-05-01T10:00:00Z", address, "subscribed") for address in (MARIT["email"], *addresses())]
    said += [("2026-06-01T10:00:00Z", address, "unsubscribed") for address in addresses()[::5]]
    lines = [f"{address},newsletter,email,{word},{at},shop form" for at, address, word in said]
    return "\n".join(("E-mail,Purpose,Channel,Status,Timestamp,Source", *lines, ""))


def furnish() -> None:
    """Purposes, Nele's clearance, and three sources; the CRM is still to come."""
    nele, ivo, mara = (
        User.objects.get(email=f"{name}@example.org")
        for name in ("nele.vogt", "ivo.brandt", "mara.lindqvist")
    )
    today = timezone.now().date()
    week = {"starts": today, "ends": today + dt.timedelta(days=7)}
    clearance.give(nele, reason="Runs the newsletter", by=ivo, **week)
    purpose.describe("newsletter", Description("Newsletter", "What is new, once a week.", ["email"]), by=mara)
    files = (
        ("Web shop", shop(), "customer-people"),
        ("Orders", orders(timezone.now()), "customer-orders"),
        ("Newsletter", newsletter(), "customer-consents"),
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, text, importer in files:
            file = Path(folder) / f"{name}.csv"
            file.write_text(text)
            load_file(file, source=name, importer=importer, by=nele)
