"""Periods in words: read, resolved to days, and said again.

“Last n units” are the n complete ones before the present unit, so a figure never mixes a whole month with
half of one; “this …” is the present unit, “so far” ends today.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

UNITS = ("day", "week", "month", "quarter", "year")
MONTHS = tuple(name.lower() for name in calendar.month_name)
_SHORT = tuple(name.lower() for name in calendar.month_abbr)
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
    "twelve": 12,
}  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1970, 2200


@dataclass(frozen=True)
class Span:
    """A period: `kind` says how, `phrase` says it in the words that are kept."""

    phrase: str
    kind: str  # last, this, sofar, exact, since, all, day
    unit: str = ""
    n: int = 1
    first: dt.date | None = None
    last: dt.date | None = None

    def days(self, today: dt.date, week_start: int = 1) -> tuple[dt.date, dt.date] | None:
        """First and last day, both included; None for all time."""
        match self.kind:
            case "all":
                return None
            case "exact":
                return self.first or today, self.last or today
            case "since":
                return self.first or today, today
            case "day":
                day = today - dt.timedelta(days=self.n)
                return day, day
        start = begin(today, self.unit, week_start)
        if self.kind == "this":
            return start, shift(start, self.unit, 1) - dt.timedelta(days=1)
        if self.kind == "sofar":
            return start, today
        return shift(start, self.unit, -self.n), start - dt.timedelta(days=1)


def begin(day: dt.date, unit: str, week_start: int = 1) -> dt.date:
    """The first day of the unit in which a day lies."""
    match unit:
        case "week":
            return day - dt.timedelta(days=(day.isoweekday() - week_start) % 7)
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
        case "year":
            return day.replace(month=1, day=1)
    return day


def shift(day: dt.date, unit: str, n: int) -> dt.date:
    """The day n units later; the last day of a shorter month where that day is missing."""
    if unit in {"day", "week"}:
        return day + dt.timedelta(days=n * (7 if unit == "week" else 1))
    months = n * {"month": 1, "quarter": 3, "year": 12}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def before(span: Span, days: tuple[dt.date, dt.date], versus: str) -> tuple[dt.date, dt.date]:
    """The days to compare with: the year before, or the period of the same length just before."""
    first, last = days
    if versus == "year":
        whole_month = last == _month_end(last)
        shifted = shift(last, "year", -1)
        return shift(first, "year", -1), _month_end(shifted) if whole_month else shifted
    if span.kind in {"last", "this"} and span.unit in UNITS:
        return shift(first, span.unit, -span.n), first - dt.timedelta(days=1)
    for unit in ("year", "quarter", "month"):
        if first == begin(first, unit) and last == shift(first, unit, 1) - dt.timedelta(days=1):
            return shift(first, unit, -1), first - dt.timedelta(days=1)
    length = last - first
    return first - length - dt.timedelta(days=1), first - dt.timedelta(days=1)


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def read(words: Sequence[str], today: dt.date) -> tuple[Span, int] | None:
    """The longest period at the beginning of these words (lower case), and how many words it takes."""
    for length in range(min(len(words), 9), 0, -1):
        if span := _whole(" ".join(words[:length]), today):
            return span, length
    return None


def parsed(phrase: str, today: dt.date) -> Span | None:
    """The span of a whole phrase."""
    return _whole(phrase.casefold().strip(), today)


_RELATIVE = re.compile(
    r"(?:(?:in|for|over|during|within) )?(?:the )?(last|past|previous|prior|this|current)(?: (\w+))?"
    r" (day|week|month|quarter|year)s?"
)
_SO_FAR = re.compile(
    r"(?:(?:the )?(week|month|quarter|year)[ -]to[ -]date|([mqy]td)|(?:this (week|month|quarter|year)) so far"
    r"|so far this (week|month|quarter|year))"
)
_QUARTER = re.compile(r"(?:in )?q([1-4])(?:[ /]?(\d{4}))?|(?:in )?(\d{4})[ -]?q([1-4])")
_MONTH = re.compile(
    rf"(?:in )?({'|'.join(filter(None, MONTHS))}|{'|'.join(filter(None, _SHORT))}|sept)\.?(?: (\d{{4}}))?"
)
_ANY_MONTH = "|".join(filter(None, (*MONTHS, *_SHORT)))
_DAY = re.compile(rf"(\d{{4}}-\d\d-\d\d)|(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_ANY_MONTH})(?: (\d{{4}}))?")


def _whole(text: str, today: dt.date) -> Span | None:
    if text in {"all time", "ever", "of all time", "since the beginning", "always"}:
        return Span("all time", "all")
    if text in {"today", "yesterday"}:
        return Span(text, "day", n=0 if text == "today" else 1)
    if found := _RELATIVE.fullmatch(text):
        return _relative(found)
    if found := _SO_FAR.fullmatch(text):
        unit = next((one for one in (found[1], found[3], found[4]) if one), "") or {
            "m": "month", "q": "quarter", "y": "year",
        }[found[2][0]]  # fmt: skip
        return Span(f"this {unit} so far", "sofar", unit)
    return _range(text, today) or _named(text, today)


def _relative(found: re.Match[str]) -> Span | None:
    which, count, unit = found[1], found[2], found[3]
    if which in {"this", "current"}:
        return None if count else Span(f"this {unit}", "this", unit)
    n = 1 if count is None else _NUMBERS.get(count, int(count) if count.isdecimal() and len(count) < 5 else 0)
    if not 1 <= n <= 4000:
        return None
    return Span(f"last {unit}" if n == 1 else f"last {n} {unit}s", "last", unit, n)


def _named(text: str, today: dt.date) -> Span | None:
    """A year, a quarter, a month or a day by name."""
    if re.fullmatch(r"(?:in )?\d{4}", text):
        year = int(text[-4:])
        return _exact(str(year), dt.date(year, 1, 1), "year") if FIRST_YEAR <= year <= LAST_YEAR else None
    if found := _QUARTER.fullmatch(text):
        number = int(found[1] or found[4])
        said = found[2] or found[3]
        year = int(said) if said else today.year - (dt.date(today.year, 3 * number - 2, 1) > today)
        if FIRST_YEAR <= year <= LAST_YEAR:
            return _exact(f"Q{number} {year}", dt.date(year, 3 * number - 2, 1), "quarter")
    if found := _MONTH.fullmatch(text):
        month = _month_number(found[1])
        year = int(found[2]) if found[2] else today.year - (dt.date(today.year, month, 1) > today)
        if FIRST_YEAR <= year <= LAST_YEAR:
            return _exact(f"{calendar.month_name[month]} {year}", dt.date(year, month, 1), "month")
    day = _day(text.removeprefix("on "), today)
    return Span(day.isoformat(), "exact", "day", 1, day, day) if day else None


def _range(text: str, today: dt.date) -> Span | None:
    found = re.fullmatch(r"(?:since|from) (?:the )?(.+)", text)
    if found and not re.search(r" (?:to|until|till|through) ", found[1]):
        begun = _named(found[1], today) if text.startswith("since") else None
        return (
            Span(f"since {begun.first.isoformat()}", "since", "", 1, begun.first)
            if begun and begun.first
            else None
        )
    found = re.fullmatch(r"(?:from )?(.+?) (?:to|until|till|through|–|-) (.+)|between (.+?) and (.+)", text)
    if not found:
        return None
    one, two = _named(found[1] or found[3], today), _named(found[2] or found[4], today)
    if not (one and two and one.first and two.last) or two.last < one.first:
        return None
    return Span(f"{one.first.isoformat()} to {two.last.isoformat()}", "exact", "", 1, one.first, two.last)


def _exact(phrase: str, first: dt.date, unit: str) -> Span:
    return Span(phrase, "exact", unit, 1, first, shift(first, unit, 1) - dt.timedelta(days=1))


def _month_number(name: str) -> int:
    return _SHORT.index(name[:3])


def _day(text: str, today: dt.date) -> dt.date | None:
    found = _DAY.fullmatch(text)
    if not found:
        return None
    try:
        if found[1]:
            day = dt.date.fromisoformat(found[1])
        else:
            month = _month_number(found[3])
            day = dt.date(int(found[4]) if found[4] else today.year, month, int(found[2]))
            if not found[4] and day > today:
                day = day.replace(year=today.year - 1)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def grain_for(days: tuple[dt.date, dt.date] | None) -> str:
    """The grain in which a trend over these days is best seen: some 8 to 60 points."""
    if days is None:
        return "month"
    length = (days[1] - days[0]).days + 1
    return "day" if length <= 45 else "week" if length <= 200 else "month" if length <= 366 * 5 else "year"


def say(first: dt.date, last: dt.date) -> str:
    """The days in words, as short as they stay clear: 1 Jul – 30 Sep 2026."""
    if first == last:
        return f"{first.day} {first:%b %Y}"
    head = f"{first.day} {first:%b}" + (f" {first.year}" if first.year != last.year else "")
    return f"{head} – {last.day} {last:%b %Y}"
