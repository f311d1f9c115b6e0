"""Finds out what each column holds, by its name and by its contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lintel.engines.matching.fields import ROLES, Field, Role
from lintel.engines.matching.sql import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SAMPLE = 2_000
WORDY = 25  # characters beyond which values on average are text

# Order matters: the first that fits wins ("company_email" is an e-mail, "city_of_birth" a city).
BY_NAME: tuple[tuple[str, Role], ...] = (
    (r"(^|_)(cluster|truth|label|score|amount|price|total|revenue|count|quantity)(_|$)", "ignored"),
    (r"(^|_)(created|updated|modified|deleted|timestamp|signup|registered|last_seen)(_|$)|_at$", "ignored"),
    (r"(^|_)e_?mail", "email"),
    (r"(^|_)(phone|mobile|cell|telephone|tel|landline|fax)", "phone"),
    (r"(^|_)(dob|birth_?date|birth_?day|date_of_birth|birthdate|born|geburtsdatum)($|_)", "birth_date"),
    (r"(^|_)(first|given|fore|christian)_?name|^vorname$|^fname$|^firstname$", "given_name"),
    (r"(^|_)(last|family|sur)_?name|^surname$|^nachname$|^lname$", "family_name"),
    (r"(^|_)(soc_?sec|ssn|passport|tax|vat|national_id|nhs|loyalty|member|customer_no|iban)", "identifier"),
    (r"(^|_)(post_?code|zip|postal|plz)", "postcode"),
    (r"(^|_)(city|town|suburb|locality|ort|municipality)", "city"),
    (r"(^|_)(state|province|region|county|country|land)($|_)", "region"),
    (r"(^|_)(street|house|building)_?(no|nr|num|number)($|_)|hausnummer", "house_number"),
    (r"(^|_)(street|address|addr|strasse|anschrift)", "street"),
    (r"(^|_)(company|organi[sz]ation|employer|firm|account_name)", "company"),
    (r"(^|_)(full_?name|display_?name|customer_?name|contact_?name|person)$|^name$", "full_name"),
    (r"(^|_)(title|gender|sex|salutation|language|marital)", "category"),
    (r"(^|_)(note|comment|description|remark|text|message|url|website|campaign)", "ignored"),
)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
PHONE = re.compile(r"(?=(\D*\d){7,15}\D*$)(\+|00|\(?0)[\d\s()./-]+")
ISO_DATE = re.compile(r"(19|20)\d\d[-/. ]?(0[1-9]|1[0-2])[-/. ]?(0[1-9]|[12]\d|3[01])([T ].*)?")
OTHER_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
SENTENCE = re.compile(r"\S+(\s+\S+){3,}")
FULL_NAME = re.compile(r"[^\W\d_]+[,.]?( [^\W\d_'.-]+){1,3}")


def profile(
    connection: DuckDBPyConnection,
    table: str,
    *,
    ignore: Sequence[str] = (),
    roles: Mapping[str, Role] | None = None,
    region: str | None = None,
) -> tuple[Field, ...]:
    """Gives every column of `table` a role; `roles` (column → role) overrules what was guessed.

    Looks at the names, at a sample of the values that does not depend on the order of rows, and at the
    number of distinct values. Columns that cannot tell people apart get the role `ignored`, with the reason.
    """
    told = roles or {}
    unknown = sorted(set(told.values()) - set(ROLES))
    if unknown:
        raise ValueError(f"There is no role {unknown[0]!r}. Choose one of: {', '.join(ROLES)}.")
    columns = [row[0] for row in connection.execute(f"describe {table}").fetchall() if row[0] not in ignore]
    if not columns:
        return ()
    rows, counts = _counts(connection, table, columns)
    samples = _samples(connection, table, columns, rows)
    found = []
    for column in columns:
        if column in told:
            role, reason = told[column], "told by you"
        else:
            role, reason = _role(column, samples[column], rows, *counts[column])
        found.append(Field(plain_name(column), column, role, reason, _detail(role, samples[column], region)))
    return _distinct_names(found)


def _counts(
    connection: DuckDBPyConnection, table: str, columns: list[str]
) -> tuple[int, dict[str, tuple[int, int]]]:
    """The number of rows, and of filled and of (about) distinct values per column."""
    each = ", ".join(f"count({quoted(c)}), approx_count_distinct({quoted(c)})" for c in columns)
    row = connection.execute(f"select count(*), {each} from {table}").fetchone()
    assert row is not None  # noqa: S101 — an aggregate always has a row
    return int(row[0]), {c: (int(row[1 + 2 * i]), int(row[2 + 2 * i])) for i, c in enumerate(columns)}


def _samples(
    connection: DuckDBPyConnection, table: str, columns: list[str], rows: int
) -> dict[str, list[str]]:
    """Values of some rows, chosen by their contents: the same sample whatever the order of rows."""
    texts = ", ".join(f"trim(cast({quoted(c)} as varchar)) as {quoted(c)}" for c in columns)
    listed = ", ".join(quoted(c) for c in columns)
    found = connection.execute(
        f"select {texts} from {table} where hash({listed}) % {max(1, rows // SAMPLE)} = 0 "
        f"order by md5(concat_ws('|', {listed})) limit {SAMPLE}"
    ).to_arrow_table()
    return {column: [value for value in found[column].to_pylist() if value] for column in columns}


def _share(values: list[str], pattern: re.Pattern[str]) -> float:
    return sum(1 for value in values if pattern.fullmatch(value)) / len(values) if values else 0.0


def _role(column: str, values: list[str], rows: int, filled: int, distinct: int) -> tuple[Role, str]:
    if not values:
        return "ignored", "empty"
    if distinct <= 1:
        return "ignored", "the same value everywhere"
    if _share(values, EMAIL) > 0.7:
        return "email", f"{_share(values, EMAIL):.0%} of the values are e-mail addresses"
    plain = plain_name(column)
    for pattern, role in BY_NAME:
        if re.search(pattern, plain):
            if role == "ignored" and _wordy(values):
                return role, _free_text(values)
            if role == "identifier" and distinct >= filled * 0.995 and filled == rows:
                return "ignored", "a different value on every record"
            return role, f"by its name {column.strip()!r}"
    return _role_by_contents(values, rows, filled, distinct)


def _role_by_contents(values: list[str], rows: int, filled: int, distinct: int) -> tuple[Role, str]:
    for pattern, role, what in (
        (ISO_DATE, "birth_date", "dates"),
        (OTHER_DATE, "birth_date", "dates"),
        (PHONE, "phone", "phone numbers"),
    ):
        share = _share(values, pattern)
        if share > 0.8:
            if role == "birth_date" and not _looks_like_births(values):
                return "ignored", "dates, but not of birth"
            return role, f"{share:.0%} of the values are {what}"  # type: ignore[return-value]  # literals above
    if _wordy(values):
        return "ignored", _free_text(values)
    if distinct <= 60:
        return "category", f"only {distinct} different values"
    if distinct >= filled * 0.98:
        return "ignored", "a different value on nearly every record"
    if _share(values, FULL_NAME) > 0.8:
        return "full_name", "values look like first and last names"
    if sum(character.isdigit() for value in values for character in value) > 4 * len(values):
        return "identifier", "digits that repeat on few records"
    return "ignored", "no role recognised"


def _wordy(values: list[str]) -> bool:
    return sum(map(len, values)) > WORDY * len(values) and _share(values, SENTENCE) > 0.5


def _free_text(values: list[str]) -> str:
    length = sum(map(len, values)) / len(values)
    return (
        f"free text of about {length:.0f} characters: deliberately not read, for what is said about somebody "
        "is no evidence of who it is"
    )


def _looks_like_births(values: list[str]) -> bool:
    years = [int(match.group()) for value in values if (match := re.search(r"(18|19|20)\d\d", value))]
    return bool(years) and max(years) - min(years) > 25


def _detail(role: Role, values: list[str], region: str | None) -> str:
    if role == "phone":
        return region or _region(values)
    if role != "birth_date":
        return ""
    parts = [match for value in values if (match := OTHER_DATE.fullmatch(value))]
    first = sum(1 for match in parts if int(match.group(1)) > 12)
    second = sum(1 for match in parts if int(match.group(2)) > 12)
    return "mdy" if second > first else "dmy"


def _region(values: list[str]) -> str:
    """The commonest country among numbers written internationally; empty when there is none."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE as REGIONS

    seen: Counter[str] = Counter()
    for value in values:
        written = "+" + value[2:] if value.startswith("00") else value
        if written.startswith("+"):
            digits = re.sub(r"\D", "", written)
            code = next(
                (int(digits[:n]) for n in (1, 2, 3) if digits[:n] and int(digits[:n]) in REGIONS), None
            )
            if code is not None:
                seen[REGIONS[code][0]] += 1
    return min(seen, key=lambda region: (-seen[region], region)) if seen else ""


def plain_name(column: str) -> str:
    """The column's name as the model writes it: "E-Mail Address" is e_mail_address."""
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", column.strip())
    plain = re.sub(r"\W+", "_", words).strip("_").lower()
    return plain if plain and not plain[0].isdigit() else f"c_{plain}"


def _distinct_names(fields: list[Field]) -> tuple[Field, ...]:
    taken = {"rid", "record", "source", "source_record_id", "component"}
    result = []
    for field in fields:
        name, number = field.name, 2
        while name in taken:
            name, number = f"{field.name}_{number}", number + 1
        taken.add(name)
        result.append(Field(name, field.column, field.role, field.reason, field.detail))
    return tuple(result)
