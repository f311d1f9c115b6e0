"""A return with all its digits, as files hold it."""

from collections.abc import Iterator
from typing import Any

HEADER = ("Part", "What", "Figure", "Value")


def lines(result: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The whole result, one figure a row; money in the currency that stands in the first row."""
    percents = (5, 10, 25, 50, 75, 90, 95)
    yield "Summary", "All benefits", "currency", result["currency"]
    for name, part in (("All benefits", "worth"), ("Cashable alone", "cashable")):
        worth = result[part]
        for figure in ("mean", "deviation", "error_low", "error_high", "chance_of_loss", "shortfall"):
            yield "Summary", name, figure.replace("_", " "), worth[figure]
        for percent, value in zip(percents, worth["percentiles"], strict=True):
            yield "Summary", name, f"{percent} % of cases are below", value
    for rate in result["irr"]["rates"]:
        yield "Summary", "Rate of return", result["irr"]["kind"], rate
    for name in ("plain", "discounted"):
        yield "Summary", f"Paid back, {name}", "years", result[name]["expected"]
        yield "Summary", f"Paid back, {name}", "never, share of cases", result[name]["never"]
    for one in result["influences"]:
        for figure in ("share", "worst", "best"):
            yield "What matters most", one["name"], figure, one[figure]
    for band in result["bands"]:
        for percent, cash, discounted in zip(percents, band["cash"], band["discounted"], strict=True):
            yield f"Quarter {band['period']}", "Cash", f"{percent} % of cases are below", cash
            yield (
                f"Quarter {band['period']}",
                "In today’s money",
                f"{percent} % of cases are below",
                discounted,
            )
