"""What a goal's page shows: key results with their history, scores over time, confidence of both sides."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from lintel.audit.models import Signature
from lintel.audit.sides import OFFICES, Office
from lintel.goals.objectives import drawing
from lintel.goals.objectives.models import CheckIn, Goal, KeyResult, Measurement
from lintel.goals.objectives.scoring import Score, part_then, progress, score_of
from lintel.insight.definitions.models import Metric, State
from lintel.people.models import User
from lintel.ui.formats import number_text

MOST_MEASUREMENTS = 1_000  # of one goal: twelve key results for more than a year of weeks
SHOWN = 60  # points of one sparkline


@dataclass(frozen=True)
class Shown:
    """One key result as the page shows it."""

    row: KeyResult
    label: str
    metric_url: str
    agreed: bool
    outdated: bool
    share: Decimal | None
    bar: SafeString
    spark: SafeString
    history: list[tuple[str, Measurement]]
    in_hundredths: bool  # its metric is a share, which people read in percent

    @property
    def baseline(self) -> str:
        """Where it began, as people read it."""
        return self.said(self.row.baseline)

    @property
    def now(self) -> str:
        """What was measured last, as people read it; empty for no value."""
        return "" if self.value is None else self.said(self.value)

    @property
    def target(self) -> str:
        """Where it shall go, as people read it."""
        return self.said(self.row.target)

    @property
    def unit(self) -> str:
        """The unit, unless the values say it themselves."""
        return "" if self.in_hundredths else self.row.unit

    def said(self, value: Decimal) -> str:
        """A value of its metric."""
        return _said(value, self.in_hundredths)

    @property
    def value(self) -> Decimal | None:
        """What was measured last."""
        return self.row.measured.value if self.row.measured else None

    @property
    def why_not(self) -> str:
        """Why there is no value, in a sentence."""
        return self.row.measured.why_not if self.row.measured else "Not measured yet."

    @property
    def percent(self) -> str:
        """How far it is, in hundredths."""
        return drawing.percent(self.share)


@dataclass(frozen=True)
class Past:
    """The score at one moment."""

    at: dt.datetime
    score: Score

    @property
    def percent(self) -> str:
        """In hundredths."""
        return drawing.percent(self.score.value)


@dataclass(frozen=True)
class Post:
    """One side of the goal: who carries it there, whose word is given, and how sure they are."""

    office: Office
    owner: User | None
    signature: Signature | None
    missing: bool
    confidence: int | None
    last: CheckIn | None


def measured(goal: Goal) -> list[Measurement]:
    """What was measured of a goal, oldest first; one query."""
    rows = goal.measurements.order_by("-at", "-pk")[:MOST_MEASUREMENTS]
    return list(rows)[::-1]


def key_results(goal: Goal, past: list[Measurement]) -> list[Shown]:
    """The key results of the present wording; two queries besides the measurements given."""
    rows = list(goal.results.living().with_measurement())
    slugs = {row.metric for row in rows}
    metrics = {one.slug: one for one in Metric.objects.filter(slug__in=slugs).defer("foundation")}
    by_result: dict[int, list[Measurement]] = defaultdict(list)
    for one in past:
        by_result[one.key_result_id].append(one)
    return [_shown(row, metrics.get(row.metric), by_result[row.pk]) for row in rows]


def _shown(row: KeyResult, metric: Metric | None, past: list[Measurement]) -> Shown:
    value = row.measured.value if row.measured else None
    share = progress(value, row.baseline, row.target)
    said = f"{drawing.percent(share)} of the way" if share is not None else "No value"
    values = [one.value for one in past[-SHOWN:]]
    is_share = metric is not None and metric.definition.get("format") == "percent"
    last = _said(value, is_share) if value is not None else "missing"
    spoken = f"{row.name}: {len(values)} measurements, the last {last}"
    agreed = metric is not None and metric.state == State.AGREED
    return Shown(
        row=row,
        label=metric.label if metric else row.metric,
        metric_url=metric.get_absolute_url() if metric else "",
        agreed=agreed,
        outdated=metric is not None and agreed and row.metric_version != metric.version,
        share=share,
        bar=drawing.bar(share, said),
        spark=drawing.sparkline(values, (row.baseline, row.target), spoken),
        history=[
            (one.why_not if one.value is None else _said(one.value, is_share), one) for one in past[::-1][:24]
        ],
        in_hundredths=is_share,
    )


def _said(value: Decimal, is_share: bool) -> str:
    return f"{number_text(value * 100)} %" if is_share else number_text(value)


def scores(past: list[Measurement]) -> list[Past]:
    """The score at each moment at which the goal was measured, oldest first, as its wording was then."""
    moments: dict[dt.datetime, list[Measurement]] = defaultdict(list)
    for one in past:
        moments[one.at].append(one)
    return [Past(at, score_of(part_then(one) for one in rows)) for at, rows in sorted(moments.items())]


def score_line(past: list[Past]) -> SafeString:
    """The scores as a line."""
    values = [one.score.value for one in past[-SHOWN:]]
    return drawing.sparkline(values, (Decimal(0), Decimal(1)), f"Score over {len(values)} measurements")


def posts(goal: Goal, given: dict[Office, Signature], checkins: list[CheckIn]) -> list[Post]:
    """Both sides; marketing first, as everywhere."""
    last: dict[str, CheckIn] = {}
    for one in checkins:
        last.setdefault(one.office, one)
    said: dict[str, Any] = {Office.MARKETING: goal.confidence_marketing, Office.IT: goal.confidence_it}
    return [
        Post(
            office, goal.owner_of(office), given.get(office), office in goal.awaited, said[office],
            last.get(office),
        )
        for office in OFFICES
    ]  # fmt: skip
