"""Investments for the tests."""

from __future__ import annotations

from lintel.engines.returns import Assumptions, Benefit, Effort, Investment, Range

BARE = Assumptions(discount_rate=0.1, inflation=0.0, horizon=6)


def certain(*cash: float, name: str = "textbook") -> Investment:
    """Yearly cash that is known: first the outlay, then what comes at the end of each year."""
    benefits = tuple(
        Benefit(f"year {number}", number, Range.exactly(value)) for number, value in enumerate(cash[1:], 1)
    )
    return Investment(name, Range.exactly(max(0.0, -cash[0])), benefits=benefits, runs=0, periods_per_year=1)


def uncertain(name: str = "shop", **changes: object) -> Investment:
    """Three benefits over four years in quarters, one of them not cashable; cost, effort and delay open."""
    benefits = tuple(
        Benefit(what, period, Range(2_000, 8_000, 15_000), cashable=what != "saved time")
        for what in ("more sales", "saved time", "licences")
        for period in range(1, 17)
    )
    fields: dict[str, object] = {
        "one_off": Range(90_000, 100_000, 160_000),
        "run_per_year": Range.exactly(20_000),
        "benefits": benefits,
        "efforts": (Effort("Architects", Range(10, 20, 40), 900),),
        "delay": Range(0, 1, 3),
    }
    return Investment(name, **(fields | changes))  # type: ignore[arg-type]  # fields by name
