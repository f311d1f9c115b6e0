"""What a measurement came to, in sentences that people read."""

from typing import TYPE_CHECKING

from lintel.insight.definitions.catalogue import Known
from lintel.insight.definitions.models import Metric
from lintel.portfolio.outcomes.models import Found, PromisedBenefit
from lintel.portfolio.outcomes.periods import Amounts
from lintel.portfolio.returns.telling import money as rough_money
from lintel.ui.formats import number_text

if TYPE_CHECKING:
    from lintel.engines.evidence import Effect


ADDS_UP = "simple"  # the kind of metric whose steps can be added up


def sentence_of(
    benefit: PromisedBenefit,
    metric: Known,
    told: "Effect",
    found: Found,
    money: Amounts | None,
    promised: Amounts,
) -> str:
    """The effect, what it is beside the promise, and what makes it less certain."""
    currency = benefit.promise.currency
    said = [_effect(metric, told)]
    if money is not None and told.direction != "unclear":
        said.append(
            f"So far that is {rough_money(float(money.likely), currency)} "
            f"({rough_money(float(money.low), currency)} to {rough_money(float(money.high), currency)}); "
            f"{_promised(promised, currency)}."
        )
    elif promised.high > 0:
        said.append(_beside(found, money, promised, currency, metric))
    said.append(_placebos(told))
    return " ".join(one for one in said if one)


def _effect(metric: Known, told: "Effect") -> str:
    effect = told.per_step
    step = f" a {told.step}" if metric.kind == ADDS_UP else ""  # an average is no amount for each step
    between = f"{amount(effect.low, metric.unit)} and {amount(effect.high, metric.unit)}"
    if told.direction == "unclear":
        return (
            f"Whether the delivery did anything to {metric.label.lower()} cannot be told apart from noise: "
            f"the difference{step} lies between {between}."
        )
    relative = told.relative.estimate
    share = "" if relative != relative else f", {abs(relative):.0%}".replace("%", " %")
    return (
        f"{metric.label} is {told.direction} than it would have been by "
        f"{amount(abs(effect.estimate), metric.unit)}{step}{share} (between {between})."
    )


def _promised(promised: Amounts, currency: str) -> str:
    if promised.high <= 0:
        return "nothing was promised for this time yet"
    low, high = (rough_money(float(one), currency) for one in (promised.low, promised.high))
    return f"promised for this time were {low} to {high}" if low != high else f"promised were {low}"


def _beside(found: Found, money: Amounts | None, promised: Amounts, currency: str, metric: Known) -> str:
    if found == Found.LESS and money is not None:
        return (
            f"Even the upper end of that, {rough_money(float(money.high), currency)}, is less than the least "
            f"that was promised for this time, {rough_money(float(promised.low), currency)}."
        )
    if money is None:
        worth = f"what {unit_of(metric)} is worth has not been agreed by both owners"
        return f"The promise is in {currency}; {worth}."
    text = _promised(promised, currency)
    return f"{text[0].upper()}{text[1:]}."


def unit_of(metric: Known | Metric) -> str:
    """What a worth is the worth of."""
    one = "one percentage point" if metric.unit == "%" else f"one of its {metric.unit or 'units'}"
    return one if metric.kind == ADDS_UP else f"{one}, held for a year,"


def _placebos(told: "Effect") -> str:
    count = len(told.placebos)
    if not count:
        return "There was too little time before it to try dates at which nothing happened."
    larger = round((told.share or 0) * count)
    return f"Of {count} dates at which nothing happened, {larger or 'none'} show as much."


def amount(value: float, unit: str) -> str:
    """A figure with its unit and three significant digits; shares as per cent."""
    if unit == "%":
        return f"{100 * value:.1f} percentage points".replace("-", "−")
    if unit.isupper() and len(unit) == 3:
        return rough_money(value, unit)
    places = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{number_text(round(value, places), places)} {unit}".strip()
