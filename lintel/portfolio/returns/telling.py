"""A kept result in words and figures that people read."""

import math
from typing import Any

from lintel.ui.formats import money_text

LOW, QUARTER, MEDIAN, UPPER, HIGH = 0, 2, 3, 4, 6  # places of 5, 25, 50, 75 and 95 % among the percentiles


def rough(value: float) -> int:
    """A figure without false precision: three significant digits."""
    if not value:
        return 0
    step = 10 ** max(0, math.floor(math.log10(abs(value))) - 2)
    return int(round(value / step) * step)


def money(value: float, currency: str) -> str:
    """Such a figure with its currency."""
    return money_text(rough(value), currency)


def percent(value: float) -> str:
    """A share; nothing and everything are said only where they are exact."""
    if 0 < value < 0.01:
        return "under 1 %"
    return "over 99 %" if 0.99 < value < 1 else f"{value:.0%}".replace("%", " %")


def sentence(result: dict[str, Any]) -> str:
    """What a return comes to."""
    worth, currency = result["worth"], result["currency"]
    mean, spread = worth["mean"], worth["percentiles"]
    brings = (
        f"brings {money(mean, currency)} more than it costs"
        if mean >= 0
        else f"costs {money(-mean, currency)} more than it brings"
    )
    years = result["periods"] // result["periods_per_year"]
    return (
        f"In today’s money it {brings} on average over {years} years; in nine of ten cases it ends between "
        f"{money(spread[LOW], currency)} and {money(spread[HIGH], currency)}. "
        f"The chance of a loss is {percent(worth['chance_of_loss'])}."
    )


def cashable(result: dict[str, Any]) -> str:
    """The same without what does not show in the accounts; nothing where all of it does."""
    worth, currency = result["cashable"], result["currency"]
    if worth["mean"] == result["worth"]["mean"]:
        return ""
    return (
        f"Counting only what shows in the accounts: {money(worth['mean'], currency)} on average, with a "
        f"chance of a loss of {percent(worth['chance_of_loss'])}."
    )


def payback(found: dict[str, Any]) -> str:
    """When the money is back."""
    if found["expected"] is None:
        return "Not in time"
    return "At once" if not found["expected"] else f"{found['expected']:.1f} years"


def rate(found: dict[str, Any]) -> str:
    """The internal rate of return, or that there is none or more than one."""
    if found["kind"] == "none":
        return "None"
    shown = [f"{one:.0%}".replace("%", " %").replace("-", "−") for one in found["rates"]]
    return shown[0] if found["kind"] == "one" else " or ".join(shown)


def rate_note(found: dict[str, Any]) -> str:
    """What to think of it."""
    if found["kind"] == "none":
        return "no rate makes costs and benefits even"
    if found["kind"] == "several":
        return "several fit: go by the net present value"
    return "a year, of the expected money"


def facts(result: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The figures on top: value, label, note."""
    worth, currency = result["worth"], result["currency"]
    never = result["plain"]["never"]
    return [
        (money(worth["mean"], currency), "net present value", "on average"),
        (percent(worth["chance_of_loss"]), "chance of a loss", ""),
        (payback(result["plain"]), "payback", f"never in {percent(never)}" if never else ""),
        (rate(result["irr"]), "rate of return", rate_note(result["irr"])),
    ]


def more(result: dict[str, Any]) -> list[tuple[str, str]]:
    """Further figures, by label."""
    worth, currency = result["worth"], result["currency"]
    half = (worth["error_high"] - worth["error_low"]) / 2
    return [
        ("Paid back, discounted", payback(result["discounted"])),
        ("Mean of the worst 5 % of cases", money(worth["shortfall"], currency)),
        (
            "Benefit at risk",
            f"{money(result['at_risk'], currency)} of {money(result['benefits'], currency)}: at most so far "
            "they fall short in nineteen of twenty cases",
        ),
        ("Left open by chance", f"± {money(half, currency)} of the average, at {result['draws']:,} draws"),
    ]


def notes(result: dict[str, Any]) -> list[str]:
    """What does not count."""
    return [f"“{name}” begins after the horizon and does not count." for name in result["beyond"]]
