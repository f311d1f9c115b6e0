"""What happens to a value on its way into a system."""

from __future__ import annotations

import random

from .names import Country

ROW = "qwertzuiop asdfghjkl yxcvbnm"


def typo(text: str, chance: random.Random) -> str:
    """One slip of the fingers: a letter lost, doubled, swapped with the next or hit beside."""
    if len(text) < 4:
        return text
    at = chance.randrange(1, len(text) - 1)
    match chance.randrange(4):
        case 0:
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:at] + text[at] + text[at:]
        case 2:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    beside = ROW.find(text[at].lower()) + 1
    return text[:at] + (ROW[beside % len(ROW)].strip() or "e") + text[at + 1 :]


def email(address: str, chance: random.Random) -> str:
    """The same address as people write it: mostly as it is, sometimes with capitals, blanks, or a plus."""
    dice = chance.random()
    if dice < 0.88:
        return address
    if dice < 0.92:
        return address.title().replace("Example", "example") if dice < 0.905 else address.upper()
    if dice < 0.96:
        return f" {address}" if dice < 0.94 else f"{address} "
    local, _, host = address.partition("@")
    return f"{local}+{chance.choice(('shop', 'fjell', 'news', 'fern', 'outdoor'))}@{host}"


def phone(number: tuple[Country, str], chance: random.Random, *, local: float) -> str:
    """A number in one of its written forms; `local` is the share without the country."""
    country, national = number
    if chance.random() < local:
        cut = 2 if not country.trunk else 3
        gap = chance.choice((" ", "/", "-", "", " "))
        return f"{country.trunk}{national[:cut]}{gap}{national[cut:]}"
    head, tail = national[:3], national[3:]
    match chance.randrange(5):
        case 0:
            return f"+{country.dial}{national}"
        case 1:
            return f"00{country.dial}{national}"
        case 2 if country.trunk:
            return f"+{country.dial} ({country.trunk}){head} {tail}"
        case 3:
            return f"+{country.dial} {head} {tail[:3]} {tail[3:]}"
    return f"+{country.dial} {head} {tail}"


def case(text: str, chance: random.Random) -> str:
    """Names as typed on a phone: in small letters, shouting, or with a blank behind."""
    dice = chance.random()
    if dice < 0.94:
        return text
    if dice < 0.965:
        return text.lower()
    return text.upper() if dice < 0.98 else f"{text} "
