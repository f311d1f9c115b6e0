"""What people say, in actions of every room: their clock, and texts that say something."""

import datetime as dt

from django.utils import timezone

from lintel.ui.problems import Problem


def clock(now: dt.datetime | None) -> tuple[dt.datetime, dt.date]:
    """The moment of the action, and its day on the acting person's clock."""
    moment = now or timezone.now()
    return moment, timezone.localtime(moment).date()


def tidy(text: str, *, field: str, limit: int = 10_000) -> str:
    """The text without white space around it, if the database can hold it."""
    kept = text.strip()
    if len(kept) > limit:
        raise Problem(f"This text has {len(kept):,} characters; at most {limit:,} fit.", field=field)
    if "\x00" in kept or any("\ud800" <= sign <= "\udfff" for sign in kept):
        raise Problem("This text holds signs that no database can keep.", field=field)
    return kept


def written(text: str, *, field: str, missing: str, limit: int = 10_000) -> str:
    """The text as `tidy` leaves it; spaces, dashes and dots alone say nothing and are refused."""
    kept = tidy(text, field=field, limit=limit)
    if not any(sign.isalnum() for sign in kept):
        raise Problem(missing, field=field)
    return kept


def days_since(moment: dt.datetime | None, today: dt.date) -> int:
    """How many days have passed on the reader's calendar; 0 for nothing and for the future."""
    if moment is None:
        return 0
    return max((today - timezone.localtime(moment).date()).days, 0)


def days(number: int) -> str:
    """`1 day`, `12 days`."""
    return f"{number} day{'' if number == 1 else 's'}"
