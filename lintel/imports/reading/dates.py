"""Reads dates and times as exports write them."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from .model import DateOrder
from .months import month_number
from .problems import ValueProblem, shown

LONGEST = 80

_TIME = re.compile(
    r"(?:^|[\sT,]+(?:at |um |à |a las )?)(?P<hour>[0-9]{1,2})[:h](?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"
    r"(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\.?)?(?:\s?Uhr)?"
    r"(?:\s?(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?(?:[0-9]{2})?))?$"
)
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_BASIC = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])\s?([0-9]{1,2})\2\s?([0-9]{4}|[0-9]{2})\.?")
_DAY_MONTH = re.compile(
    r"(?:[^\W\d]+\.?,\s*)?([0-9]{1,2})(?:st|nd|rd|th|er|º|\.)?[-/.\s]\s*(?:de\s)?([^\W\d]+)\.?"
    r"[-/.,\s]\s*(?:de[l]?\s)?([0-9]{4}|[0-9]{2})"
)
_MONTH_DAY = re.compile(
    r"(?:[^\W\d]+\.?,\s*)?([^\W\d]+)\.?[-/\s]([0-9]{1,2})(?:st|nd|rd|th)?,?[-/\s]\s*([0-9]{4})"
)
_SERIAL = re.compile(r"[0-9]{1,6}([.,][0-9]+)?")
_UNIX = re.compile(r"[0-9]{10}|[0-9]{13}|[0-9]{16}")


def parse_date(text: str, *, order: DateOrder = "", tz: dt.tzinfo | None = None) -> dt.date:
    """Reads a date; a time behind it is dropped.

    `order` says how 03/04/2025 is meant; without it such a date is refused, 22/04/2025 is not. Months may
    be named in English, German, French, Spanish, Italian, Dutch, Portuguese or Polish. If the text has a
    time with a zone and `tz` is given, the result is the day in `tz`. Errors: `ValueProblem`.
    """
    day, time, zone = _split(text, order)
    if time is None or zone is None or tz is None:
        return day
    return dt.datetime.combine(day, time, zone).astimezone(tz).date()


def parse_datetime(text: str, *, tz: dt.tzinfo, order: DateOrder = "") -> dt.datetime:
    """Reads a date with a time, always aware: in the zone that the text states, else in `tz`.

    A date alone is its midnight. A time that the clocks of `tz` skip is refused; of one that they show
    twice, the first is meant. `order` as in `parse_date`. Errors: `ValueProblem`.
    """
    day, time, zone = _split(text, order)
    moment = dt.datetime.combine(day, time or dt.time(), zone or tz)
    if zone is None and isinstance(tz, ZoneInfo):
        back = moment.astimezone(dt.UTC).astimezone(tz)
        if back.replace(tzinfo=None) != moment.replace(tzinfo=None):
            raise ValueProblem(f"{shown(text)} does not exist in {tz.key}: the clocks were put forward then.")
    return moment


def _split(text: str, order: DateOrder) -> tuple[dt.date, dt.time | None, dt.tzinfo | None]:
    value = " ".join(text.split())
    _refuse_numbers(text, value)
    time, zone = None, None
    if match := _TIME.search(value):
        time, zone = _time(text, match), _zone(match["zone"])
        value = value[: match.start()].rstrip(" ,")
    return _day(text, value, order), time, zone


def _refuse_numbers(text: str, value: str) -> None:
    if not value:
        raise ValueProblem("There is no date.")
    if len(value) > LONGEST:
        raise ValueProblem(f"{shown(text)} is too long to be a date.")
    if _SERIAL.fullmatch(value):
        raise ValueProblem(
            f"{shown(text)} is a bare number, as Excel counts days; format the column as a date."
        )
    if _UNIX.fullmatch(value):
        raise ValueProblem(f"{shown(text)} is a timestamp in seconds or less, not a date that people write.")


def _day(text: str, value: str, order: DateOrder) -> dt.date:
    if match := _ISO.fullmatch(value) or _BASIC.fullmatch(value):
        return _date(text, int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.fullmatch(value):
        return _ordered(text, match, order)
    if (match := _DAY_MONTH.fullmatch(value)) and (month := month_number(match[2])):
        return _date(text, _year(match[3]), month, int(match[1]))
    if (match := _MONTH_DAY.fullmatch(value)) and (month := month_number(match[1])):
        return _date(text, _year(match[3]), month, int(match[2]))
    raise ValueProblem(f"{shown(text)} is not a date that can be read; write it as 2025-09-22.")


def _ordered(text: str, match: re.Match[str], order: DateOrder) -> dt.date:
    first, second, third = int(match[1]), int(match[3]), match[4]
    if order == "ymd":
        if len(third) == 4:
            raise ValueProblem(f"{shown(text)} does not have the year first, as the file was said to have.")
        return _date(text, _year(match[1]), second, int(third))
    if order == "":
        if first <= 12 and second <= 12 and first != second and match[2] != ".":
            raise ValueProblem(
                f"{shown(text)} can be read day first or month first; choose the order for this file."
            )
        order = "mdy" if second > 12 and match[2] != "." else "dmy"
    day, month = (first, second) if order == "dmy" else (second, first)
    if month > 12 >= day:
        wrong = "day" if order == "dmy" else "month"
        raise ValueProblem(
            f"{shown(text)} does not have the {wrong} first, as other dates of this file have."
        )
    return _date(text, _year(third), month, day)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 69 else 1900)  # as POSIX reads two digits


def _date(text: str, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueProblem(f"{shown(text)} is not a day of the calendar.") from None


def _time(text: str, match: re.Match[str]) -> dt.time:
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueProblem(f"{shown(text)} has {hour} o'clock with AM or PM.")
        hour = hour % 12 + (12 if half == "p" else 0)
    micro = int((match["fraction"] or "0")[:6].ljust(6, "0"))
    try:
        return dt.time(hour, int(match["minute"]), int(match["second"] or 0), micro)
    except ValueError:
        raise ValueProblem(f"{shown(text)} has a time that no clock shows.") from None


def _zone(name: str | None) -> dt.tzinfo | None:
    if not name:
        return None
    if name in ("Z", "UTC", "GMT"):
        return dt.UTC
    digits = name[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return dt.timezone(dt.timedelta(minutes=-minutes if name[0] == "-" else minutes))
