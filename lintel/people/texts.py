"""What people type, made safe to store and safe to show."""

import unicodedata
import zoneinfo
from collections.abc import Mapping
from functools import cache

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models

from lintel.people.access import may_see_email
from lintel.people.models import User
from lintel.ui.problems import Problem

MASK = "•••"
LONGEST_EMAIL = 254


@cache
def known_zones() -> frozenset[str]:
    """Names of all time zones; finding them out reads a folder of files."""
    return frozenset(zoneinfo.available_timezones())


def line(value: str, field: str, label: str, *, most: int = 120, required: bool = False) -> str:
    """One trimmed line of text; control characters become blanks.

    Raises `Problem` at `field` when it is too long, or empty though required.
    """
    text = " ".join(
        "".join(" " if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in value).split()
    )
    if required and not text:
        raise Problem(f"{label} is missing.", way_out="Fill it in.", field=field)
    if len(text) > most:
        raise Problem(f"{label} is longer than {most} characters.", way_out="Shorten it.", field=field)
    return text


def block(value: str, field: str, label: str, *, most: int = 10_000) -> str:
    """Text of several lines: trimmed, without NUL and lone surrogates; never empty."""
    text = value.replace("\x00", "").encode(errors="ignore").decode().strip()
    if not text:
        raise Problem(f"{label} is empty.", way_out="Write something first.", field=field)
    if len(text) > most:
        raise Problem(f"{label} is longer than {most} characters.", way_out="Shorten it.", field=field)
    return text


def email(value: str) -> str:
    """An e-mail address in the one spelling in which it is stored: trimmed, lower case."""
    text = value.strip().lower()
    try:
        validate_email(text)
    except ValidationError:
        raise Problem(
            "This is not an e-mail address.", way_out="Write it like name@company.example.", field="email"
        ) from None
    if len(text) > LONGEST_EMAIL:
        raise Problem("This e-mail address is too long.", way_out="Use a shorter one.", field="email")
    return text


def refuse_weak(password: str, person: User) -> None:
    """Raise `Problem` with what the password rules of the settings say against it."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Problem(" ".join(error.messages), field="password") from error


def shown_email(person: User | None, reader: User) -> str:
    """The address as this reader may see it: whole or masked; empty for nobody."""
    if person is None:
        return ""
    return person.email if may_see_email(reader, person) else masked(person.email)


def masked(address: str) -> str:
    """`n•••@example.org`: enough to recognise an address, not enough to write to it."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}{MASK}@{domain}" if domain else MASK


def changed(thing: models.Model, values: Mapping[str, object]) -> dict[str, object]:
    """Of these values, those that differ from what the thing has now."""
    return {name: value for name, value in values.items() if getattr(thing, name) != value}
