"""Results in words: what a reader has to know in five seconds, and figures with their units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from lintel.estate.stress.models import MONEY
from lintel.ui.formats import money_text, number_text

HOURS = 8760  # a year


def listed(names: Sequence[str], most: int = 3, join: str = "and") -> str:
    """`A, B and C`; beyond `most` how many more."""
    shown = list(names[:most])
    left = len(names) - len(shown)
    if left:
        return f"{', '.join(shown)} {join} {left} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {join} {shown[-1]}" if shown else ""


def money(value: float) -> str:
    """Whole units of the house's money."""
    return money_text(round(value), MONEY)


def percent(share: float) -> str:
    """A share as a percentage, with as many digits as it takes to tell it from all and from nothing."""
    value = share * 100
    for places in (0, 1, 2, 3):
        text = f"{value:.{places}f}"
        if abs(float(text) - value) < 0.005 or (places == 3):
            break
    if value < 100 and float(text) >= 100:
        text = "99.999"
    return f"{text} %"


def span(found: Mapping[str, float]) -> str:
    """A share, with its interval where it was drawn."""
    if found["low"] == found["high"]:
        return percent(found["value"])
    return f"{percent(found['value'])} ({percent(found['low'])} to {percent(found['high'])})"


def hours_down(found: Mapping[str, float]) -> str:
    """How long something is down in a year, of the share of time for which it works."""
    hours = (1.0 - found["value"]) * HOURS
    if hours < 1:
        return f"{round(hours * 60)} minutes a year"
    return f"{number_text(round(hours) if hours >= 10 else round(hours, 1))} hours a year"


def sentence(result: Mapping[str, Any]) -> str:
    """What customers notice at once, and what it costs an hour."""
    down = [one["name"] for one in result["touchpoints"] if one["at_once"] <= 0]
    worse = [one["name"] for one in result["touchpoints"] if 0 < one["at_once"] < 1]
    said = []
    if down:
        said.append(f"{listed(down)} {'is' if len(down) == 1 else 'are'} down.")
    if worse:
        said.append(f"{listed(worse)} {'works' if len(worse) == 1 else 'work'} only in part.")
    if not said:
        said.append("Customers notice nothing at once.")
    revenue, customers = (_lost(result, measure) for measure in ("revenue", "customers"))
    hit = f"{number_text(customers)} customer{'' if customers == 1 else 's'}"
    if revenue and customers:
        said.append(f"That costs {money(revenue)} and hits {hit} an hour.")
    elif revenue or customers:
        said.append(f"That costs {money(revenue)} an hour." if revenue else f"That hits {hit} an hour.")
    said += _stopped(result)
    if result.get("drought"):
        count = len(result["drought"]["given_up"])
        systems = f"{count} system{' is' if count == 1 else 's are'} given up"
        said.append(f"{systems} to save {money(result['drought']['saved'])} a year.")
    if result.get("breach"):
        names = [one["name"] for one in result["breach"]["data"]]
        said.append(f"An intruder reaches {listed(names)}." if names else "An intruder reaches no data.")
    return " ".join(said)[:300]


def _stopped(result: Mapping[str, Any]) -> list[str]:
    """How many campaigns, goals and proposals of the rooms above cannot go on, or not as they should."""
    many = Counter(one["measure"] for one in result["dependents"])
    if not many:
        return []
    words = [
        f"{count} {measure.removesuffix('s') if count == 1 else measure}"
        for measure, count in sorted(many.items())
    ]
    return [f"{listed(words)} {'is' if sum(many.values()) == 1 else 'are'} hit."]


def _lost(result: Mapping[str, Any], measure: str) -> int:
    amount: float = result["losses"].get(measure, {}).get("at_once", 0.0)
    return round(amount)


def cut_words(parts: Sequence[str]) -> str:
    """A minimal cut set as people say it."""
    if len(parts) == 1:
        return f"if {parts[0]} fails"
    if len(parts) == 2:
        return f"if both {parts[0]} and {parts[1]} fail"
    return f"if {', '.join(parts[:-1])} and {parts[-1]} all fail"


def change_words(result: Mapping[str, Any]) -> str:
    """What differs between the two estates, in one sentence."""
    other = result["other"]
    gone = {one["name"] for one in result["touchpoints"] if one["at_once"] <= 0}
    still = {one["name"] for one in other["touchpoints"] if one["at_once"] <= 0}
    saved, new = sorted(gone - still), sorted(still - gone)
    said = []
    if saved:
        said.append(f"{listed(saved)} {'stays' if len(saved) == 1 else 'stay'} up.")
    if new:
        said.append(f"{listed(new)} {'falls' if len(new) == 1 else 'fall'} as well.")
    first, second = (one["losses"].get("revenue", {}).get("at_once", 0.0) for one in (result, other))
    if round(first - second):
        less = "less" if first > second else "more"
        said.append(f"{money(abs(first - second))} an hour {less} is lost at once.")
    return " ".join(said) or "It makes no difference at once."
