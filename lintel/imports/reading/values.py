"""Reads numbers, truth values, e-mail addresses and choices as people write them."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from rapidfuzz import fuzz, process

from .model import Mark
from .months import plain
from .problems import ValueProblem, shown

T = TypeVar("T")

LONGEST_NUMBER = 60
_SPACES = " \xa0\u202f\u2009"
_CURRENCY = r"(?:[A-Z]{3}|[€$£¥₹₽₺₩₪฿]|zł|kr\.?|Kč|Ft|lei|R\$|US\$|A\$|C\$|Fr\.)"
_AMOUNT = re.compile(
    rf"(?P<sign>[-+])?\s?(?:{_CURRENCY})?\s?(?P<inner>[-+])?\s?(?P<digits>[0-9.,'’{_SPACES}]*[0-9][.,]?)"
    rf"\s?(?P<percent>%)?\s?(?:{_CURRENCY})?\s?(?P<trailing>-)?"
)
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?[eE][-+]?[0-9]+")
_GROUPED = re.compile(rf"[0-9]{{1,3}}(?:([.,'’{_SPACES}])[0-9]{{3}})(?:\1[0-9]{{3}})*")
_LAKH = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff-]{1,64}@"
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W_](?:[\w-]{0,61}[^\W_])"
)

_TRUE_WORDS = """
    true t yes y 1 x on ✓ ✔ wahr ja j richtig vrai oui o si s verdadero vero waar sim verdadeiro tak prawda
"""
_FALSE_WORDS = "false f no n 0 - off ✗ ✘ falsch nein faux non falso onwaar nee nao nie falsz"
TRUE, FALSE = frozenset(_TRUE_WORDS.split()), frozenset(_FALSE_WORDS.split())


def parse_decimal(text: str, *, mark: Mark = "", percent: bool = False) -> Decimal:
    """Reads a number with its separators, currency symbol or code and sign: “1.234,50 €”, “(12.00)”, “−3”.

    `mark` is the decimal mark; without it a number that can be read two ways (1.234) is refused. With
    `percent` a percent sign is allowed and divides by 100. Errors: `ValueProblem`.
    """
    value = text.strip().replace("−", "-").replace("–", "-")
    if not value:
        raise ValueProblem("There is no number.")
    if _SCIENTIFIC.fullmatch(value):
        raise ValueProblem(
            f"{shown(text)} is written with a power of ten and may lack digits; format it as a number."
        )
    bracketed = value.startswith("(") and value.endswith(")")
    match = (
        _AMOUNT.fullmatch(value[1:-1].strip() if bracketed else value)
        if len(value) <= LONGEST_NUMBER
        else None
    )
    if match is None:
        raise ValueProblem(f"{shown(text)} is not a number.")
    signs = [sign for sign in (match["sign"], match["inner"], match["trailing"]) if sign]
    if len(signs) + bracketed > 1:
        raise ValueProblem(f"{shown(text)} has more than one sign.")
    if match["percent"] and not percent:
        raise ValueProblem(f"{shown(text)} is a percentage where a plain number is expected.")
    number = _digits(text, match["digits"].strip(), mark)
    if match["percent"]:
        number /= 100
    return -number if bracketed or "-" in signs else number


def parse_int(text: str, *, mark: Mark = "") -> int:
    """Reads a whole number; 12.0 is one, 12.5 is not. Errors: `ValueProblem`."""
    number = parse_decimal(text, mark=mark)
    if number != number.to_integral_value():
        raise ValueProblem(f"{shown(text)} is not a whole number.")
    return int(number)


def _digits(text: str, digits: str, mark: Mark) -> Decimal:
    mark = mark or _only_mark(text, digits)
    whole, _, fraction = digits.partition(mark) if mark else (digits, "", "")
    if fraction and not fraction.isdecimal():
        raise ValueProblem(f"{shown(text)} is not a number with {_NAMES[mark]} as its decimal mark.")
    if whole and not whole.isdecimal():
        if not (_GROUPED.fullmatch(whole) or _LAKH.fullmatch(whole)):
            raise ValueProblem(f"{shown(text)} has separators in places where thousands are not separated.")
        whole = re.sub("[^0-9]", "", whole)
    return Decimal(f"{whole or 0}.{fraction or 0}") if fraction else Decimal(whole or 0)


_NAMES: dict[Mark, str] = {".": "a point", ",": "a comma", "": "nothing"}


def _only_mark(text: str, digits: str) -> Mark:
    """The decimal mark that the number itself proves, "" if it has none."""
    points, commas = digits.count("."), digits.count(",")
    if not points and not commas:
        return ""
    if points and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if points + commas > 1:
        return ""
    mark: Mark = "." if points else ","
    before, _, after = digits.partition(mark)
    if len(after) == 3 and 1 <= len(before) <= 3 and before != "0":
        raise ValueProblem(
            f"{shown(text)} can be a thousand or a fraction; choose the decimal mark for this file."
        )
    return mark


def parse_bool(text: str) -> bool:
    """Reads yes or no in the languages that exports come in, 1 or 0, x or -. Errors: `ValueProblem`."""
    word = "-" if text.strip() in ("-", "–", "−") else plain(text.strip())
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    if not word:
        raise ValueProblem("There is neither yes nor no.")
    raise ValueProblem(f"{shown(text)} is neither yes nor no.")


def parse_email(text: str) -> str:
    """Reads one e-mail address and gives it in small letters. Errors: `ValueProblem`."""
    value = text.strip().removeprefix("mailto:")
    if not value:
        raise ValueProblem("There is no e-mail address.")
    local = value.partition("@")[0]
    if (
        len(value) > 254
        or not _EMAIL.fullmatch(value)
        or ".." in local
        or local.startswith(".")
        or local.endswith(".")
    ):
        raise ValueProblem(f"{shown(text)} is not an e-mail address.")
    return value.lower()


def parse_choice(text: str, mapping: Mapping[str, T]) -> T:
    """Finds a value by one of its names, whatever their case, accents and spacing.

    Errors: `ValueProblem` that names the nearest choices.
    """
    names = {_key(name): name for name in mapping}
    found = names.get(_key(text))
    if found is not None:
        return mapping[found]
    if not text.strip():
        raise ValueProblem(f"Nothing is chosen; choose one of {_listed(list(mapping)[:5])}.")
    near = process.extract(_key(text), list(names), scorer=fuzz.WRatio, limit=3, score_cutoff=70)
    if near:
        guesses = [names[key] for key, _, _ in near]
        raise ValueProblem(f"{shown(text)} is not known; did you mean {_listed(guesses)}?")
    raise ValueProblem(f"{shown(text)} is not known; choose one of {_listed(list(mapping)[:5])}.")


def _key(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", plain(name)).split()) or name.strip()


def _listed(names: list[str]) -> str:
    quoted = [shown(name) for name in names]
    return (
        quoted[0]
        if len(quoted) == 1
        else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
        if quoted
        else "nothing"
    )
