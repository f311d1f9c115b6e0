"""From a delivered proposal to what it did: the effect on a benefit's metric, beside what was promised."""

import datetime as dt
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lintel.audit.signatures import keys_of
from lintel.insight.definitions.catalogue import Catalogue, Known
from lintel.portfolio.outcomes import asking
from lintel.portfolio.outcomes.models import MEASURE, Arrangement, Found, PromisedBenefit
from lintel.portfolio.outcomes.periods import CENT, Amounts, promised_until
from lintel.portfolio.outcomes.saying import ADDS_UP, sentence_of
from lintel.ui.formats import date_text
from lintel.ui.problems import Problem

if TYPE_CHECKING:
    from lintel.engines.evidence import Effect, Interval

YEAR = Decimal("365.25")
FEWEST = {"week": 4, "day": 3, "month": 3}  # steps after the delivery from which on one goes by them
NO_METRIC = "It is bound to no metric: an owner can state what came, with evidence."
NOT_DELIVERED = "It is not delivered yet."


@dataclass(frozen=True)
class Yardstick:
    """What both benefit owners agreed to: other metrics to compare with, and the worth of one unit."""

    controls: tuple[str, ...] = ()
    worth: Decimal | None = None


def yardstick(arrangement: Arrangement) -> Yardstick:
    """What counts of an arrangement: all of it once both owners agreed, nothing before."""
    if arrangement.says_something and keys_of(arrangement, MEASURE).complete:
        return Yardstick(tuple(arrangement.controls), arrangement.worth)
    return Yardstick()


def measured(benefit: PromisedBenefit, delivered_on: dt.date | None, now: dt.datetime) -> dict[str, Any]:
    """The fields of a measurement: the effect with its interval, or why there is none. Writes nothing."""
    facts: dict[str, Any] = {"at": now, "delivered_on": delivered_on}
    try:
        return facts | _measured(benefit, delivered_on, now)
    except Problem as problem:
        return facts | {
            "found": Found.NOT_YET, "why_not": problem.sentence[:500], "sentence": problem.sentence,
        }  # fmt: skip


def _measured(benefit: PromisedBenefit, delivered_on: dt.date | None, now: dt.datetime) -> dict[str, Any]:
    from lintel.engines.evidence import TooLittle, effect

    if benefit.metric is None:
        raise Problem(NO_METRIC)
    if delivered_on is None:
        raise Problem(NOT_DELIVERED)
    known, agreed = asking.known(), yardstick(benefit.arrangement)
    series, controls = _series(known, benefit.metric.slug, agreed.controls, delivered_on, now)
    try:
        told = effect(series.series, delivered_on, controls=[one.series for one in controls])
    except TooLittle as reason:
        raise Problem(reason.reason, way_out=reason.way_out) from None
    last = asking.next_of(told.points[-1].day, told.step) - dt.timedelta(days=1)
    snapshots = {name: key for one in (series, *controls) for name, key in one.snapshots.items()}
    return _fields(benefit, series.metric, told, agreed, last) | {
        "metric_version": series.metric.version, "snapshots": snapshots, "purpose": asking.PURPOSE,
        "controls": [one.metric.slug for one in controls], "worth": agreed.worth,
    }  # fmt: skip


def _series(
    known: Catalogue, slug: str, controls: tuple[str, ...], delivered_on: dt.date, now: dt.datetime
) -> tuple[asking.Asked, list[asking.Asked]]:
    """The metric by weeks where enough of them are over, else by days, else by months; controls alike.

    Errors: `Problem` while there are too few figures since the delivery.
    """
    for step in ("week", "day", "month"):
        found = asking.asked(known, slug, step, delivered_on, now)
        after = sum(found.series.day(place) >= delivered_on for place in range(len(found.series)))
        if asking.filled(found.series) and after >= FEWEST[step]:
            return found, [asking.asked(known, one, step, delivered_on, now) for one in controls]
    raise Problem(
        f"Since the delivery on {date_text(delivered_on)} there are too few figures of {found.metric.label}.",
        way_out="It can be measured once some weeks are over and their data have come in.",
    )


def _fields(
    benefit: PromisedBenefit, metric: Known, told: "Effect", agreed: Yardstick, last: dt.date
) -> dict[str, Any]:
    from lintel.engines.evidence.plain import plain

    sign = -1 if metric.better == "down" else 1
    gain, first = _turned(told.total, sign), told.points[told.before].day
    level, days = _turned(told.per_step, sign), (last - first).days + 1
    money = _money(benefit, metric, agreed, gain, level, days) if metric.better else None
    promised = promised_until(benefit.periods, last)
    found = found_of(told, gain, money, promised, judged=bool(metric.better))
    facts: dict[str, Any] = {
        "found": found, "unit": metric.unit, "step": told.step, "first": first,
        "last": last, "effect": told.per_step.estimate, "effect_low": told.per_step.low,
        "effect_high": told.per_step.high, "gain": gain[1], "gain_low": gain[0], "gain_high": gain[2],
        "promised_low": promised.low, "promised_likely": promised.likely, "promised_high": promised.high,
        "told": plain(asdict(told)),
    }  # fmt: skip
    if money is not None:
        facts |= {"money_low": money.low, "money": money.likely, "money_high": money.high}
    return facts | {"sentence": sentence_of(benefit, metric, told, found, money, promised)}


def _turned(total: "Interval", sign: int) -> tuple[float, float, float]:
    """Lower end, estimate and upper end, where more is better."""
    low, high = sorted((sign * total.low, sign * total.high))
    return low, sign * total.estimate, high


def _money(
    benefit: PromisedBenefit,
    metric: Known,
    agreed: Yardstick,
    gain: tuple[float, float, float],
    level: tuple[float, float, float],
    days: int,
) -> Amounts | None:
    """The gain in the promise's currency: as the metric counts it, or by the worth that both agreed to.

    Of a metric whose steps add up, the worth is that of one unit; of any other, of one unit (one percentage
    point) that is held for a year.
    """
    if metric.kind == ADDS_UP:
        worth = Decimal(1) if metric.unit == benefit.promise.currency else agreed.worth
        units = [Decimal(str(one)) for one in gain]
    else:
        worth, part = agreed.worth, Decimal(days) / YEAR * (100 if metric.unit == "%" else 1)
        units = [Decimal(str(one)) * part for one in level]
    return Amounts(*((one * worth).quantize(CENT) for one in units)) if worth is not None else None


def found_of(
    told: "Effect",
    gain: tuple[float, float, float],
    money: Amounts | None,
    promised: Amounts,
    *,
    judged: bool,
) -> Found:
    """What it came to. A promise is missed, too, where the effect cannot be told from nothing but even the
    upper end of its interval stays below the least that was promised."""
    if told.direction == "unclear":
        plainly = not told.per_step.sure  # else placebo dates say that the interval is too narrow to go by
        short = money is not None and plainly and promised.low > 0 and money.high < promised.low
        return Found.LESS if short else Found.UNCLEAR
    if not judged:
        return Found.MOVED
    if gain[1] < 0:
        return Found.WORSE
    if money is None or promised.high <= 0:
        return Found.BETTER
    if money.likely < promised.low:
        return Found.LESS
    return Found.MORE if money.likely > promised.high else Found.KEPT
