"""Proposes which column of a file holds which field, and says why."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from .dates import parse_date
from .months import plain
from .problems import ValueProblem, shown
from .values import parse_bool, parse_decimal, parse_email

Contents = Literal["", "email", "date", "number", "bool"]

EXACT, ALIAS, CONTENTS = 100.0, 95.0, 60.0
NEAR = 86.0  # below this, similar headers mean different things more often than not
FITTING = 0.8  # share of the values that must look like the field


@dataclass(frozen=True, slots=True)
class Field:
    """A field that an importer wants: its name, its names elsewhere, what its values look like."""

    name: str
    aliases: tuple[str, ...] = ()
    contents: Contents = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The column proposed for a field, how sure (0 to 100), and why as a sentence."""

    column: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Signature:
    """What the headers of a known format are: all of `required`, many of `typical`."""

    name: str
    required: tuple[str, ...]
    typical: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognition:
    """How well a file fits a format (0 to 100), and which required headers it lacks."""

    name: str
    score: float
    missing: tuple[str, ...]


def normal(header: str) -> str:
    """The form in which headers are compared: “Issue_Key ” and “issueKey” are both “issue key”."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", header.strip())
    return " ".join(re.sub(r"[\W_]+", " ", plain(spaced)).split())


def match_headers(
    headers: Sequence[str], fields: Sequence[Field], samples: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Suggestion]:
    """Proposes a column for each field: by name, by alias, by a similar name, at last by contents.

    `samples` are some values per header, as `Detected.samples` has them. A column goes to one field only,
    to the one that it fits best; fields without a column are left out.
    """
    examples = samples or {}
    offers = [
        (suggestion.score, -order, field.name, suggestion)
        for order, field in enumerate(fields)
        for header in headers
        if (suggestion := _by_name(header, field, examples.get(header, ())))
    ]
    found: dict[str, Suggestion] = {}
    taken: set[str] = set()
    for _, _, name, suggestion in sorted(offers, key=lambda offer: offer[:2], reverse=True):
        if name not in found and suggestion.column not in taken:
            found[name] = suggestion
            taken.add(suggestion.column)
    for field in fields:
        if field.name in found or not field.contents:
            continue
        fitting = [h for h in headers if h not in taken and _fits(examples.get(h, ()), field.contents)]
        # Two columns of e-mail addresses are as good as none: choosing one of them would be a guess.
        if len(fitting) == 1:
            column = fitting[0]
            why = f"Its values look right, as {shown(examples[column][0])}."
            found[field.name] = Suggestion(column, CONTENTS, why)
            taken.add(column)
    return found


def recognise(headers: Iterable[str], signatures: Sequence[Signature]) -> list[Recognition]:
    """Ranks the formats by how well the headers fit, best first, without those that do not fit at all."""
    known = {normal(header) for header in headers}
    ranked = []
    for signature in signatures:
        missing = tuple(name for name in signature.required if normal(name) not in known)
        typical = sum(normal(name) in known for name in signature.typical)
        required = 1 - len(missing) / len(signature.required)
        extra = typical / len(signature.typical) if signature.typical else 1.0
        score = round(100 * required * (0.7 + 0.3 * extra), 1)
        if score:
            ranked.append(Recognition(signature.name, score if not missing else score / 2, missing))
    return sorted(ranked, key=lambda recognition: (-recognition.score, recognition.name))


def _by_name(header: str, field: Field, values: Sequence[str]) -> Suggestion | None:
    key = normal(header)
    if not key:
        return None
    if key == normal(field.name):
        return _weighed(header, EXACT, "It has the same name.", field, values)
    for alias in field.aliases:
        if key == normal(alias):
            return _weighed(header, ALIAS, f"{shown(alias)} is another name for it.", field, values)
    names = (field.name, *field.aliases)
    score, nearest = max((fuzz.token_sort_ratio(key, normal(name)), name) for name in names)
    if score < NEAR:
        return None
    return _weighed(header, min(score, 94.0), f"Its name is close to {shown(nearest)}.", field, values)


def _weighed(header: str, score: float, why: str, field: Field, values: Sequence[str]) -> Suggestion | None:
    """Lowers the score of a column whose values contradict its name."""
    if not field.contents or not values or _fits(values, field.contents):
        return Suggestion(header, score, why)
    if score < ALIAS:
        return None
    return Suggestion(header, score / 2, f"{why} But its values, as {shown(values[0])}, do not look right.")


def _fits(values: Sequence[str], contents: Contents) -> bool:
    if not values or not contents:
        return False
    return sum(_reads(value, _PARSERS[contents]) for value in values) >= FITTING * len(values)


def _reads(value: str, parser: Callable[[str], object]) -> bool:
    try:
        parser(value)
    except ValueProblem:
        return False
    return True


_PARSERS: dict[Contents, Callable[[str], object]] = {
    "email": parse_email,
    "date": lambda text: parse_date(text, order="mdy" if _month_first(text) else "dmy"),
    "number": lambda text: parse_decimal(
        text, mark="," if re.search(r",\d{1,2}$", text) else ".", percent=True
    ),
    "bool": parse_bool,
}


def _month_first(text: str) -> bool:
    """True if only a month-first reading gives a date, which is enough to say that it is one."""
    match = re.match(r"\s*\d{1,2}[./-](\d{1,2})[./-]", text)
    return bool(match) and int(match[1]) > 12 if match else False
