"""Times, money and numbers as people read them: dates with their zone, money with its currency."""

import datetime as dt
from decimal import Decimal, InvalidOperation

from django.utils import timezone
from django.utils.safestring import SafeString

from lintel.ui.markup import markup

NOTHING = "–"
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"}
_STEPS = (("minute", 60), ("hour", 3600), ("day", 86400))
_MONTH = 30 * 86400


def date_text(day: dt.date) -> str:
    """`22 Nov 2026`."""
    return f"{day.day} {day:%b %Y}"


def days_text(first: dt.date, last: dt.date) -> str:
    """From a day to a day, both included."""
    return date_text(first) if first == last else f"{date_text(first)} to {date_text(last)}"


def absolute(moment: dt.datetime | dt.date) -> str:
    """The full date, and for a moment its time and zone as the reader's clock shows it."""
    if isinstance(moment, dt.datetime):
        local = timezone.localtime(moment)
        return f"{local:%A}, {local.day} {local:%B %Y, %H:%M} {local.tzname()}"
    return f"{moment:%A}, {moment.day} {moment:%B %Y}"


def _count(amount: int, unit: str, *, past: bool) -> str:
    words = f"{amount} {unit}{'' if amount == 1 else 's'}"
    return f"{words} ago" if past else f"in {words}"


def relative(moment: dt.datetime | dt.date, now: dt.datetime) -> str:
    """`5 minutes ago`, `tomorrow`, `in 3 days`; beyond a month the date itself says more."""
    if not isinstance(moment, dt.datetime):
        days = (moment - timezone.localtime(now).date()).days
        near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days)
        if near or abs(days) > 30:
            return near or date_text(moment)
        return _count(abs(days), "day", past=days < 0)
    seconds = (moment - now).total_seconds()
    distance = abs(seconds)
    if distance >= _MONTH:
        return date_text(timezone.localtime(moment).date())
    if distance < 60:
        return "just now" if seconds <= 0 else "in a moment"
    unit, size = next(step for step in reversed(_STEPS) if distance >= step[1])
    return _count(int(distance // size), unit, past=seconds < 0)


def when(moment: dt.datetime | dt.date | None, style: str = "") -> SafeString:
    """A `<time>` with the exact moment in its title; `style="date"` shows the date, not the distance."""
    if not moment:
        return markup('<span class="muted">{}</span>', NOTHING)
    if isinstance(moment, dt.datetime) and timezone.is_naive(moment):
        moment = timezone.make_aware(moment, dt.UTC)
    if style == "date":
        day = timezone.localtime(moment).date() if isinstance(moment, dt.datetime) else moment
        shown = date_text(day)
    else:
        shown = relative(moment, timezone.now())
    return markup('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), absolute(moment), shown)


def number_text(value: object, places: int = 2) -> str:
    """Thousands apart, at most two decimals or as many `places`, a real minus sign; a dash for nothing."""
    if value is None or value == "":
        return NOTHING
    if type(value) is int:
        return f"{value:,}".replace("-", "−")
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not amount.is_finite():
        return NOTHING
    rounded = amount.quantize(Decimal(1).scaleb(-places)) if amount.as_tuple().exponent < 0 else amount  # type: ignore[operator]  # finite numbers have an int exponent
    text = f"{rounded:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−") if text not in {"-0"} else "0"


def money_text(amount: object, currency: str = "") -> str:
    """`€12,500`, `−€99.50`, `CHF 80`; cents only where there are any."""
    text = number_text(amount)
    if text == NOTHING:
        return text
    sign, digits = ("−", text[1:]) if text.startswith("−") else ("", text)
    if "." in digits and len(digits.rsplit(".", 1)[1]) == 1:
        digits += "0"
    code = str(currency or "").upper()
    before = SYMBOLS.get(code, f"{code}\u00a0" if code else "")
    return f"{sign}{before}{digits}"


def money(amount: object, currency: str = "") -> SafeString:
    """Money that keeps together and lines up in columns."""
    return markup('<span class="number">{}</span>', money_text(amount, currency))


def number(value: object, places: int = 2) -> SafeString:
    """A number that lines up in columns, with at most so many `places`."""
    return markup('<span class="number">{}</span>', number_text(value, places))
