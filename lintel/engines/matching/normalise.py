"""Brings values to one written form, so that equal things are equal: one piece of SQL per role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lintel.engines.matching.fields import Field
from lintel.engines.matching.sql import literal, quoted

PLACEHOLDERS = (
    "unknown", "n a", "na", "none", "null", "nil", "test", "tbd", "not known", "no name", "nomail",
    "anonymous",
)  # fmt: skip
TITLES = r"^(mr|mrs|ms|miss|dr|prof|sir|madam|herr|frau|mme|mlle) +"
PLAIN = r"[^\p{L}\p{N}]+"
PHONE_DIGITS = "regexp_replace(replace(lower({raw}), '(0)', ''), '(ext|x|durchwahl).*$|[^0-9+]', '', 'g')"


@dataclass(frozen=True)
class Steps:
    """SQL that makes one clean column: `first` over the raw column, `then` over the result of the first.

    Two steps because the second reads the first several times, and DuckDB should compute it once.
    """

    name: str
    first: str
    then: str


def steps(field: Field) -> Iterator[Steps]:
    """How to make the clean columns of one field; a full name becomes a given and a family name."""
    raw, name = f"cast({quoted(field.column)} as varchar)", quoted(field.name)
    if field.role == "full_name":
        given, family = f"{field.name}_given", f"{field.name}_family"
        yield Steps(
            given, _turned(raw), _known(f"nullif(split_part({_untitled(quoted(given))}, ' ', 1), '')")
        )
        rest = f"string_split({_untitled(quoted(family))}, ' ')[2:]"
        yield Steps(family, _turned(raw), f"nullif(array_to_string({rest}, ' '), '')")
    elif field.role in ("given_name", "family_name"):
        yield Steps(field.name, _words(raw), _known(_untitled(name)))
    elif field.role == "email":
        yield Steps(
            field.name, f"regexp_replace(lower({raw}), '\\s+|^mailto:|\\+[^@]*', '', 'g')", _known(name)
        )
    elif field.role == "phone":
        yield Steps(field.name, PHONE_DIGITS.format(raw=raw), _phone(name, field.detail))
    elif field.role == "birth_date":
        yield Steps(field.name, f"trim({raw})", _date(name, field.detail))
    elif field.role in ("postcode", "identifier", "house_number"):
        yield Steps(field.name, f"regexp_replace(lower({raw}), '{PLAIN}', '', 'g')", _known(name))
    elif field.role != "ignored":
        yield Steps(field.name, _words(raw), _known(name))


def given_and_family(column: str) -> tuple[str, str]:
    """SQL of a given and a family name out of a column with full names, split as the model would split it."""
    made = steps(Field("whole", column, "full_name", ""))
    # A step reads the column it names; put in its place, the two are one expression.
    given, family = (step.then.replace(quoted(step.name), f"({step.first})") for step in made)
    return given, family


def split_names(fields: Sequence[Field]) -> tuple[Field, ...]:
    """The fields of the clean table: ignored ones are gone, a full name is a given and a family name."""
    result: list[Field] = []
    for field in fields:
        if field.role == "full_name":
            result.append(replace(field, name=f"{field.name}_given", role="given_name"))
            result.append(replace(field, name=f"{field.name}_family", role="family_name"))
        elif field.role != "ignored":
            result.append(field)
    return tuple(result)


def _known(name: str) -> str:
    listed = ", ".join(literal(word) for word in PLACEHOLDERS)
    return f"case when {name} in ('', {listed}) then null else {name} end"


def _untitled(name: str) -> str:
    # A title has a blank after it; most names have none, and need no look.
    return f"case when contains({name}, ' ') then regexp_replace({name}, '{TITLES}', '') else {name} end"


def _words(raw: str) -> str:
    """Lower case without accents and apostrophes; everything that is no letter or digit is one blank."""
    return f"trim(regexp_replace(replace(strip_accents(lower({raw})), '''', ''), '{PLAIN}', ' ', 'g'))"


def _turned(raw: str) -> str:
    """Words of a full name, given name first, also when it was written "Family, Given"."""
    return _words(f"regexp_replace({raw}, '^([^,]+), *([^,]+)$', '\\2 \\1')")


def _date(name: str, order: str) -> str:
    """Eight digits, year first. Impossible dates stay: a typo is still evidence."""
    iso = r"^(\d{4})[-/. ]?(\d{2})[-/. ]?(\d{2})([T ].*)?$"
    loose = r"^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})([T ].*)?$"
    other = r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$"
    day, month = (2, 1) if order == "mdy" else (1, 2)

    def part(pattern: str, group: int) -> str:
        return f"lpad(regexp_extract({name}, '{pattern}', {group}), 2, '0')"

    return (
        f"case when regexp_matches({name}, '{iso}') then regexp_replace({name}, '{iso}', '\\1\\2\\3') "
        f"when regexp_matches({name}, '{loose}') "
        f"then regexp_extract({name}, '{loose}', 1) || {part(loose, 2)} || {part(loose, 3)} "
        f"when regexp_matches({name}, '{other}') "
        f"then regexp_extract({name}, '{other}', 3) || {part(other, month)} || {part(other, day)} "
        f"else nullif(regexp_replace({name}, '\\D', '', 'g'), '') end"
    )


def _phone(digits: str, region: str) -> str:
    """E.164 where the country is known: "+49 (0)171 …", "0049171…" and "0171…" become one number.

    Country code and trunk prefix come from `phonenumbers`; parsing a million numbers one by one would take
    longer than matching them, so the rules are applied as SQL.
    """
    code, trunk = _dialling(region)
    national = f"regexp_replace({digits}, '^{trunk}', '')" if trunk else digits
    prefix = literal("+" + code if code else "")
    return (
        f"case when length({digits}) < 5 or regexp_matches({digits}, '^[+]?0*$') then null "
        f"when starts_with({digits}, '+') then {digits} "
        f"when starts_with({digits}, '00') then '+' || substr({digits}, 3) else {prefix} || {national} end"
    )


def _dialling(region: str) -> tuple[str, str]:
    if not region:
        return "", "0"
    import phonenumbers

    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region.upper())
    if metadata is None:
        raise ValueError(
            f"There is no telephone region {region!r}. Use a two-letter country such as DE or GB."
        )
    return str(metadata.country_code), metadata.national_prefix or ""
