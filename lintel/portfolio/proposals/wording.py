"""The content of a proposal as people read it before they sign, and what changed between two contents."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lintel.audit.canonical import canonical
from lintel.insight.definitions.models import Metric
from lintel.people.models import Specialty, User
from lintel.portfolio.proposals.models import IMPACTS, LATER, Letter, Proposal, WindowKind
from lintel.ui.formats import NOTHING, date_text, money_text, number_text

Content = Mapping[str, Any]

BLOCKS: dict[str, tuple[str, ...]] = {
    "The case": ("title", "problem", "outcome", "marketing_owner_id", "it_owner_id", "starts_on", "ends_on"),
    "Access and data": ("access_impact", "data_impact"),
    "Money": ("one_off_cost", "run_cost"),
    "Scores": (
        *("business_value", "time_criticality", "risk_opportunity", "job_size"),
        *("reach", "impact", "confidence", "effort"),
    ),
}
LISTS = {
    "requirements": "Requirements",
    "efforts": "Effort",
    "involvements": "Who takes part",
    "benefits": "Benefits",
    "relations": "Other proposals",
    "windows": "Days to reckon with",
    "memberships": "Worth something only together",
}


@dataclass(frozen=True)
class Row:
    """One line of what is signed; `prose` says that it is a person's own longer text."""

    label: str
    text: str
    prose: bool = False


@dataclass(frozen=True)
class Block:
    """A headed group of fields, or a headed list."""

    title: str
    rows: list[Row]
    lines: list[str] = field(default_factory=list)
    listed: bool = False  # a list, which may be empty, instead of fields


@dataclass(frozen=True)
class Change:
    """What stood there and what stands there now; one of the two may be empty."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Names:
    """The names behind the numbers in contents."""

    people: Mapping[int, str]
    specialties: Mapping[int, str]
    proposals: Mapping[int, str]
    metrics: Mapping[int, str]

    @classmethod
    def of(cls, *contents: Content) -> "Names":
        """Look up all names that these contents need, with at most four queries."""
        people, specialties, proposals, metrics = set(), set(), set(), set()
        for content in contents:
            people |= {content["marketing_owner_id"], content["it_owner_id"]}
            people |= {row["person_id"] for row in content["involvements"]}
            specialties |= {row["specialty_id"] for row in (*content["efforts"], *content["involvements"])}
            proposals |= {row["other_id"] for row in content["relations"]}
            proposals |= {key for row in content.get("memberships", ()) for key in row["members"]}
            metrics |= {row.get("definition_id") for row in content["benefits"]}
        return cls(
            dict(User.objects.filter(pk__in=people - {None}).values_list("pk", "name")),
            dict(Specialty.objects.filter(pk__in=specialties - {None}).values_list("pk", "name")),
            dict(Proposal.objects.filter(pk__in=proposals).values_list("pk", "title")),
            dict(Metric.objects.filter(pk__in=metrics - {None}).values_list("pk", "label")),
        )


def plain(proposal: Proposal) -> dict[str, Any]:
    """The content in the form in which offers keep it."""
    content: dict[str, Any] = json.loads(canonical(proposal.content()))
    return content


def readable(content: Content, names: Names) -> list[Block]:
    """Everything that a signature covers, in order, with what is missing shown as missing."""
    blocks = [
        Block(title, [Row(_label(name), _field(content, name, names), name in PROSE) for name in fields])
        for title, fields in BLOCKS.items()
    ]
    for name, title in LISTS.items():
        if name in LATER and not content.get(name):
            continue
        blocks.append(Block(title, [], _lines(content, name, names), listed=True))
    return blocks


def changes(before: Content, after: Content, names: Names) -> list[Change]:
    """Every field and line in which two contents differ."""
    found = []
    for each in (name for fields in BLOCKS.values() for name in fields):
        old, new = _field(before, each, names), _field(after, each, names)
        if old != new:
            found.append(Change(_label(each), old, new))
    if before["currency"] != after["currency"]:
        found.append(Change("Currency", before["currency"], after["currency"]))
    for name, title in LISTS.items():
        found += _line_changes(title, _lines(before, name, names), _lines(after, name, names))
    return found


def _line_changes(title: str, before: list[str], after: list[str]) -> Iterable[Change]:
    gone = [line for line in before if line not in after]
    new = [line for line in after if line not in before]
    pairs = max(len(gone), len(new))
    gone += [""] * (pairs - len(gone))
    new += [""] * (pairs - len(new))
    return [Change(title, old, fresh) for old, fresh in zip(gone, new, strict=True)]


PROSE = {"problem", "outcome", "access_impact", "data_impact"}
MONEY = {"one_off_cost", "run_cost"}
DATES = {"starts_on", "ends_on"}
UNITS = {"reach": " people per quarter", "confidence": " %", "effort": " person-months"}


def _label(name: str) -> str:
    return str(Proposal._meta.get_field(name.removesuffix("_id")).verbose_name)  # type: ignore[union-attr]  # plain fields have a name


def _field(content: Content, name: str, names: Names) -> str:
    value = content[name]
    if value in (None, ""):
        return NOTHING
    if name in {"marketing_owner_id", "it_owner_id"}:
        return names.people.get(value, f"person {value}")
    if name in MONEY:
        return money_text(value, content["currency"])
    if name in DATES:
        return _date(value)
    if name == "impact":
        return next((label for size, label in IMPACTS if size == Decimal(value)), str(value))
    if name in PROSE or name == "title":
        return str(value)
    return number_text(value) + UNITS.get(name, "")


def _date(text: str) -> str:
    return date_text(dt.date.fromisoformat(text))


def _lines(content: Content, name: str, names: Names) -> list[str]:
    return [_LINES[name](row, content, names) for row in content.get(name, ())]


def words_for(changed: Iterable[str]) -> str:
    """Names of fields and lists as a sentence uses them: “the problem, the requirements”."""
    words = [LISTS.get(name) or _label(name) for name in changed]
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words)) or "nothing but the version"


def _requirement(row: Content, content: Content, names: Names) -> str:
    return f"{row['text']}\nAccepted when: {row['criteria']}" if row["criteria"] else str(row["text"])


def _effort(row: Content, content: Content, names: Names) -> str:
    low, likely, high = (number_text(row[name]) for name in ("low", "likely", "high"))
    who = names.specialties.get(row["specialty_id"], "Specialists")
    return f"{who}: {likely} person-days (between {low} and {high})"


def _involvement(row: Content, content: Content, names: Names) -> str:
    who = names.people.get(row["person_id"]) or names.specialties.get(row["specialty_id"], "Somebody")
    return f"{who}: {Letter(row['letter']).label.split(' – ')[0].lower()}"


def _benefit(row: Content, content: Content, names: Names) -> str:
    low, likely, high = (money_text(row[name], content["currency"]) for name in ("low", "likely", "high"))
    kind = "cashable" if row["cashable"] else "not cashable"
    shown_by = names.metrics.get(row.get("definition_id") or 0) or row["metric"]
    metric = f", seen in {shown_by}" if shown_by else ""
    start = _date(row["period_starts_on"])
    return (
        f"{row['what']}, {row['period']} (from {start}): {likely} (between {low} and {high}), {kind}{metric}"
    )


def _relation(row: Content, content: Content, names: Names) -> str:
    return f"{row['kind']} proposal {row['other_id']}, {names.proposals.get(row['other_id'], 'removed')}"


def _window(row: Content, content: Content, names: Names) -> str:
    kind = WindowKind(row["kind"]).label
    return f"{kind} {row['name']} ({_date(row['starts_on'])} to {_date(row['ends_on'])})"


def _membership(row: Content, content: Content, names: Names) -> str:
    low, likely, high = (money_text(row[name], row["currency"]) for name in ("low", "likely", "high"))
    others = "; ".join(f"{key} {names.proposals.get(key, 'removed')}" for key in row["members"])
    why = f"\n{row['why']}" if row["why"] else ""
    return f"{row['name']}: {likely} more (between {low} and {high}) if all are done: {others}{why}"


_LINES = {
    "windows": _window,
    "memberships": _membership,
    "requirements": _requirement,
    "efforts": _effort,
    "involvements": _involvement,
    "benefits": _benefit,
    "relations": _relation,
}
