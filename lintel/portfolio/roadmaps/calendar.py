"""The periods of a roadmap: months or quarters from a first day on."""

import datetime as dt

MONTHS = {"month": 1, "quarter": 3}


def start_of(starts_on: dt.date, unit: str, number: int) -> dt.date:
    """The first day of period `number`; one behind the last is the day after the end."""
    months = starts_on.year * 12 + starts_on.month - 1 + number * MONTHS[unit]
    return dt.date(months // 12, months % 12 + 1, 1)


def name_of(starts_on: dt.date, unit: str, number: int) -> str:
    """`Q1 2027`, or `Jan 2027`; a quarter that begins in another month is named by its first and last."""
    first = start_of(starts_on, unit, number)
    if unit == "month":
        return f"{first:%b %Y}"
    if first.month % 3 == 1:
        return f"Q{first.month // 3 + 1} {first.year}"
    last = start_of(first, "month", 2)
    return f"{first:%b}–{last:%b %Y}"


def number_of(starts_on: dt.date, unit: str, day: dt.date) -> int:
    """The period in which a day lies; negative before the first."""
    months = (day.year - starts_on.year) * 12 + day.month - starts_on.month
    return months // MONTHS[unit]
