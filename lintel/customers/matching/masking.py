"""What people without a clearance see of a person: enough to work with, too little to know who it is."""

import re

MASK = "•••"
OPEN = {"city", "region", "country", "language"}  # say where and how, never who


def masked(attribute: str, value: str | None) -> str:
    """A value as it is shown without a clearance; empty stays empty."""
    if not value:
        return ""
    if attribute in OPEN:
        return value
    masks = {"email": _email, "phone": _phone, "birth_date": _birth_date, "postcode": _postcode}
    if attribute in masks:
        return masks[attribute](value)
    if attribute in {"given_name", "family_name", "full_name"}:
        return " ".join(_word(word) for word in value.split())
    return MASK


def _word(word: str) -> str:
    return f"{word[0]}{MASK}"


def _email(value: str) -> str:
    name, _, domain = value.rpartition("@")
    top = domain.rpartition(".")[2]
    return f"{name[:1]}{MASK}@{MASK}.{top}" if name and top else MASK


def _phone(value: str) -> str:
    digits = re.sub(r"\D", "", value)
    return f"{MASK} {digits[-2:]}" if len(digits) > 4 else MASK


def _birth_date(value: str) -> str:
    year = re.search(r"(?<!\d)(1[89]|20)\d\d(?!\d)", value)
    return year.group() if year else MASK


def _postcode(value: str) -> str:
    return f"{value[:2]}{MASK}" if len(value) > 2 else MASK
