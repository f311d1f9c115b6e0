"""What data a tool probably holds: a short rule that says why, until a person confirms or corrects it."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lintel.estate.shadow.models import DataKind
from lintel.estate.shadow.naming import cleaned

CATALOGUE = Path(__file__).parent / "data" / "catalogue.csv"
CATEGORIES: Mapping[str, tuple[str, str]] = {  # category: what it is called, what such tools hold
    "analytics": ("measuring visitors", DataKind.CUSTOMERS),
    "assistant": ("a writing or drawing assistant", DataKind.FILES),
    "chat": ("talking and meeting", DataKind.FILES),
    "code": ("keeping code", DataKind.FILES),
    "consent": ("consent", DataKind.CUSTOMERS),
    "crm": ("customers and leads", DataKind.CUSTOMERS),
    "design": ("design", DataKind.CONTENT),
    "documents": ("documents and boards", DataKind.FILES),
    "events": ("events and guests", DataKind.CUSTOMERS),
    "forms": ("forms and surveys", DataKind.CUSTOMERS),
    "integration": ("passing data from tool to tool", DataKind.CUSTOMERS),
    "mailing": ("sending mail", DataKind.CUSTOMERS),
    "media": ("pictures and films", DataKind.CONTENT),
    "payment": ("payments", DataKind.PAYMENT),
    "people": ("people of the house", DataKind.STAFF),
    "projects": ("tasks and projects", DataKind.FILES),
    "publishing": ("publishing", DataKind.CONTENT),
    "research": ("talks with customers", DataKind.CUSTOMERS),
    "search": ("being found", DataKind.CONTENT),
    "signing": ("signing papers", DataKind.FILES),
    "social": ("social media", DataKind.CONTENT),
    "storage": ("keeping and sending files", DataKind.FILES),
    "support": ("answering customers", DataKind.CUSTOMERS),
    "tables": ("tables", DataKind.FILES),
}
_SCOPES = (  # what a permission at the sign-in opens
    (re.compile(r"contact|people\.read|audience|lead|crm", re.I), DataKind.CUSTOMERS),
    (re.compile(r"user\.read\.all|directory|group\.read", re.I), DataKind.STAFF),
    (re.compile(r"mail|drive|files|sites|calendar|notes|documents", re.I), DataKind.FILES),
)
_WORDS = (
    (r"pay|invoic|billing|bank|checkout", DataKind.PAYMENT),
    (r"payroll|recruit|talent|hr\b|onboarding", DataKind.STAFF),
    (r"mail|crm|survey|form|quiz|lead|contact|newsletter|webinar|event|chat|review|poll", DataKind.CUSTOMERS),
    (r"drive|docs?\b|note|board|wiki|sign|pdf|transfer|share|task|plan|translat|write", DataKind.FILES),
    (r"design|photo|picture|pixel|stock|video|clip|font|image|social|post|banner", DataKind.CONTENT),
)


@dataclass(frozen=True)
class Listed:
    """A well-known tool."""

    name: str
    domain: str
    category: str


@cache
def catalogue() -> tuple[Mapping[str, Listed], Mapping[str, Listed]]:
    """Well-known tools by their cleaned names and by their domains."""
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        rows = [Listed(**row) for row in csv.DictReader(file)]
    return {cleaned(row.name): row for row in rows}, {row.domain: row for row in rows}


def listed(key: str, domains: Iterable[str] = ()) -> Listed | None:
    """The well-known tool of this name or domain."""
    by_name, by_domain = catalogue()
    return next((by_domain[one] for one in domains if one in by_domain), None) or by_name.get(key)


def guess(
    key: str, *, domains: Iterable[str] = (), scopes: Iterable[str] = (), category: str = ""
) -> tuple[str, str]:
    """The kind of data and the reason, or two empty texts. What was permitted at the sign-in goes first,
    then what well-known tools are for, then words of the expense’s category and of the name."""
    for pattern, kind in _SCOPES:
        opened = next((scope for scope in scopes if pattern.search(scope)), None)
        if opened:
            return kind, f"It asked for the permission “{opened[:80]}” at the sign-in."
    known = listed(key, domains)
    if known is not None:
        words, usual = CATEGORIES[known.category]
        return usual, f"{known.name} is for {words}."
    for where, said in (("category of its expenses", category), ("name", key)):
        for words, probable in _WORDS:
            found = re.search(words, said, re.I)
            if found:
                return probable, f"The {where} holds “{found[0].lower()}”."
    return "", ""
