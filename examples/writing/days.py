"""Days of the story, all counted from one given day, and the ways in which programs write them."""

import datetime as dt

ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
GERMAN = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")


def workday(day: dt.date) -> dt.date:
    """The day itself, or the Friday before a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def ago(today: dt.date, days: int) -> dt.date:
    """A working day about so many days before today."""
    return workday(today - dt.timedelta(days=days))


def ahead(today: dt.date, weeks: int) -> dt.date:
    """A working day about so many weeks after today."""
    return workday(today + dt.timedelta(weeks=weeks))


def german(day: dt.date) -> str:
    """As in 20.11.2026."""
    return day.strftime("%d.%m.%Y")


def jira(moment: dt.datetime, months: tuple[str, ...]) -> str:
    """As in 22/Sep/25 9:26 AM, with the month in the language of whoever exported."""
    hour = moment.hour % 12 or 12
    half = "AM" if moment.hour < 12 else "PM"
    month = months[moment.month - 1]
    return f"{moment.day:02d}/{month}/{moment:%y} {hour}:{moment:%M} {half}"
