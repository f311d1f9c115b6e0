"""What an investment and the assumptions must hold before anything is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lintel.engines.returns.model import DELAY, ONE_OFF, RUN, Assumptions, Investment, Range
from lintel.engines.returns.problems import Unfit

MOST = 1e15  # of any amount, so that sums keep their cents
MOST_PERIODS = 480
PERIODS_PER_YEAR = (1, 2, 4, 12)


def check(investment: Investment, assumptions: Assumptions) -> None:
    """Refuse what cannot be worked out. Errors: `Unfit`, which names the field."""
    check_assumptions(assumptions)
    if investment.periods_per_year not in PERIODS_PER_YEAR:
        raise Unfit("periods_per_year", "A year has 1, 2, 4 or 12 periods.", "Choose one of these.")
    for field, amount, least in _ranges(investment):
        check_range(field, amount, least)
    for number, benefit in enumerate(investment.benefits):
        if not 1 <= benefit.period <= MOST_PERIODS:
            raise Unfit(
                f"benefits[{number}].period", f"{benefit.period} is no period.", "The first period is 1."
            )
        if benefit.driver and benefit.driver not in assumptions.drivers:
            raise Unfit(
                f"benefits[{number}].driver", f"Nothing is assumed about “{benefit.driver}”.",
                "Name its rank correlation among the drivers.",
            )  # fmt: skip
    for number, effort in enumerate(investment.efforts):
        if not (0 <= effort.day_rate <= MOST):
            raise Unfit(f"efforts[{number}].day_rate", "A day costs nothing or more.", "Correct it.")
    if not 0 <= investment.delivered <= MOST_PERIODS:
        raise Unfit("delivered", "The delivery lies in no period.", "Count periods from 0.")
    if investment.runs is not None and investment.runs < 0:
        raise Unfit("runs", "It cannot run for less than no period.", "Write 0 or more.")
    if not (math.isfinite(investment.begins) and 0 <= investment.begins <= 100):
        raise Unfit("begins", "It begins in 0 to 100 years.", "Choose an earlier day to discount to.")
    _check_names(investment)
    _check_currencies(investment, assumptions)


def check_assumptions(given: Assumptions) -> None:
    """The same for the assumptions alone."""
    for field, value, low, high in (
        ("discount_rate", given.discount_rate, -0.5, 1.0),
        ("inflation", given.inflation, -0.5, 1.0),
        ("benefit_correlation", given.benefit_correlation, 0.0, 1.0),
        *((f"drivers.{name}", rank, 0.0, 1.0) for name, rank in given.drivers.items()),
    ):
        if not (math.isfinite(value) and low <= value <= high):
            raise Unfit(
                f"assumptions.{field}", f"{value:g} does not lie between {low:g} and {high:g}.",
                "Write 0.08 for 8 %.",
            )  # fmt: skip
    if not 1 <= given.horizon <= 40:
        raise Unfit("assumptions.horizon", "The horizon is 1 to 40 years.", "Choose a number of years.")
    if given.shape not in ("pert", "triangular"):
        raise Unfit("assumptions.shape", f"“{given.shape}” is unknown.", "It is “pert” or “triangular”.")
    for name, rate in given.rates.items():
        if not (math.isfinite(rate) and 0 < rate <= MOST):
            raise Unfit(f"assumptions.rates.{name}", "A rate is more than nothing.", "Correct it.")


def check_range(field: str, amount: Range, least: float) -> None:
    """Three finite numbers that rise."""
    for part in ("low", "likely", "high"):
        value = getattr(amount, part)
        if not (math.isfinite(value) and least <= value <= MOST):
            bounds = "is out of bounds" if least < 0 else "is less than nothing, or out of bounds"
            raise Unfit(f"{field}.{part}", f"{value:g} {bounds}.", "Correct it.")
    if not amount.low <= amount.likely <= amount.high:
        raise Unfit(field, "Low, likely and high have to rise, in this order.", "Correct one of the three.")


def _ranges(investment: Investment) -> Iterator[tuple[str, Range, float]]:
    yield "one_off", investment.one_off, 0.0
    yield "run_per_year", investment.run_per_year, 0.0
    yield "delay", investment.delay, 0.0
    yield from ((f"benefits[{n}].amount", one.amount, -MOST) for n, one in enumerate(investment.benefits))
    yield from ((f"efforts[{n}].days", one.days, 0.0) for n, one in enumerate(investment.efforts))
    if investment.delay.high > MOST_PERIODS:
        raise Unfit("delay.high", "It is delayed beyond every horizon.", "Write it in periods.")


def _check_names(investment: Investment) -> None:
    taken = {ONE_OFF, RUN, DELAY}
    for number, effort in enumerate(investment.efforts):
        if not effort.name or effort.name in taken:
            raise Unfit(f"efforts[{number}].name", f"“{effort.name}” is no name of its own.", "Rename it.")
        taken.add(effort.name)
    for number, benefit in enumerate(investment.benefits):
        if not benefit.name or benefit.name in taken:
            raise Unfit(f"benefits[{number}].name", f"“{benefit.name}” is no name of its own.", "Rename it.")
    known = set(investment.names())
    seen: set[frozenset[str]] = set()
    for number, tie in enumerate(investment.ties):
        field = f"correlations[{number}]"
        for name in (tie.one, tie.other):
            if name not in known:
                raise Unfit(f"{field}.between", f"There is no “{name}”.", f"It has {', '.join(known)}.")
        if tie.one == tie.other or frozenset((tie.one, tie.other)) in seen:
            raise Unfit(f"{field}.between", "A pair is named twice, or is no pair.", "Name each pair once.")
        if not (math.isfinite(tie.rank) and -1 <= tie.rank <= 1):
            raise Unfit(f"{field}.rank", f"{tie.rank:g} is no correlation.", "It lies between −1 and 1.")
        seen.add(frozenset((tie.one, tie.other)))


def _check_currencies(investment: Investment, assumptions: Assumptions) -> None:
    named = [("currency", investment.currency)]
    named += [(f"benefits[{n}].currency", one.currency) for n, one in enumerate(investment.benefits)]
    named += [(f"efforts[{n}].currency", one.currency) for n, one in enumerate(investment.efforts)]
    for field, currency in named:
        if currency and currency != assumptions.currency and currency not in assumptions.rates:
            raise Unfit(
                field, f"There is no rate for {currency}.",
                f"Say what one {currency} is worth in {assumptions.currency}.",
            )  # fmt: skip
