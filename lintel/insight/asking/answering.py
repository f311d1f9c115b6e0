"""From a question to its answer: the query, the comparison beside it, and where the figures come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from lintel.insight import running
from lintel.insight.asking.asked import TIME, Asked, Condition, Split
from lintel.insight.asking.words import periods
from lintel.insight.asking.words.periods import Span
from lintel.insight.definitions.catalogue import Catalogue, Known
from lintel.ui.problems import Problem
from lintel.warehouse.models import Snapshot

if TYPE_CHECKING:
    from lintel.engines.metrics import Column, Query

LONG = 500  # rows of an answer without a top; a longer one says so


@dataclass(frozen=True)
class Result:
    """An answer as pages show it.

    `columns` are the engine's; `rows` its values. With a comparison, `earlier` holds for each row the
    metrics'
    values of the period before (or None), in the order of the metrics. `days` and `earlier_days` are what the
    periods came to.
    """

    asked: Asked
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    withheld: frozenset[tuple[int, int]]
    others: frozenset[int]
    more: bool
    metrics: tuple[Known, ...]
    days: tuple[dt.date, dt.date] | None
    earlier: tuple[tuple[Any, ...], ...] = ()
    earlier_days: tuple[dt.date, dt.date] | None = None
    sql: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    snapshots: Mapping[str, str] = field(default_factory=dict)
    milliseconds: int = 0
    remembered: bool = False
    model_version: int = 0

    @property
    def keys(self) -> list[int]:
        """Positions of the splits."""
        return [at for at, column in enumerate(self.columns) if column.role != "metric"]

    @property
    def figures(self) -> list[int]:
        """Positions of the metrics."""
        return [at for at, column in enumerate(self.columns) if column.role == "metric"]

    @property
    def compared(self) -> bool:
        """There is a period to compare with."""
        return self.earlier_days is not None

    @property
    def versions(self) -> dict[str, int]:
        """The version of each metric that was used."""
        return {one.slug: one.version for one in self.metrics}


def asker_of(user: Any, purpose: str, now: dt.datetime) -> running.Asker:
    """Who asks; the moment is the full hour, so that the same question a minute later is the same
    statement."""
    return running.Asker(user, purpose, now.replace(minute=0, second=0, microsecond=0))


def today_of(known: Catalogue, asker: running.Asker) -> dt.date:
    """The day in the calendar's own zone."""
    return asker.now.astimezone(ZoneInfo(known.model.calendar.timezone)).date()


def answered(known: Catalogue, asked: Asked, asker: running.Asker) -> Result:
    """One answer. Errors: `Problem`, `Denied`."""
    return answer_all(known, [asked], asker)[0]


def answer_all(known: Catalogue, several: Sequence[Asked], asker: running.Asker) -> list[Result]:
    """Several answers as of one moment, over one connection."""
    plans = [_planned(known, asked, asker) for asked in several]
    queries = [query for plan in plans for query in plan.queries]
    found = iter(running.answers(known.model, queries, asker))
    return [_result(known, plan, [next(found) for _ in plan.queries]) for plan in plans]


@dataclass(frozen=True)
class _Plan:
    asked: Asked
    days: tuple[dt.date, dt.date] | None
    earlier: tuple[dt.date, dt.date] | None
    queries: tuple[Query, ...]


def _planned(known: Catalogue, asked: Asked, asker: running.Asker) -> _Plan:
    for slug in asked.metrics:
        if slug not in known.metrics:
            raise Problem(
                f"There is no metric {slug} any more.",
                way_out="It was taken out of use; look under “Metrics” for what replaced it.",
                field="question",
            )
    today, week_start = today_of(known, asker), known.model.calendar.week_start
    span = span_of(asked.period, today)
    days = span.days(today, week_start)
    earlier = periods.before(span, days, asked.versus) if asked.versus and days else None
    if asked.versus and not days:
        raise Problem(
            "All time has no time before it.",
            way_out="Name a period, such as last quarter.",
            field="question",
        )
    if days and days[0] > days[1]:
        raise Problem(
            f"The period begins on {days[0]}, which is not yet.",
            way_out="Name an earlier one.",
            field="question",
        )
    query = query_of(known, asked, days)
    queries = (query, query_of(known, replace(asked, top=0), earlier)) if earlier else (query,)
    return _Plan(asked, days, earlier, queries)


def span_of(phrase: str, today: dt.date) -> Span:
    """The period of a phrase. Errors: `Problem`."""
    span = periods.parsed(phrase, today)
    if span is None:
        raise Problem(
            f"“{phrase}” is no period that I know.",
            way_out="Say for example: last quarter, last 12 weeks, Q3 2026, since 1 March, all time.",
            field="question",
        )
    return span


def query_of(known: Catalogue, asked: Asked, days: tuple[dt.date, dt.date] | None) -> Query:
    """The engine's query. Splits by time are filled, so that a day without rows is a zero and no gap."""
    from lintel.engines.metrics import By, Filter, Order, Period, Query, Top

    by = [By(one.dimension, one.grain or None) for one in asked.by]  # type: ignore[arg-type]  # the engine checks it
    timely = asked.timely
    order = [Order(timely.dimension)] if timely else [Order(asked.metrics[0], descending=not asked.smallest)]
    top = None
    if asked.top and asked.categories and not asked.smallest:
        top = Top(asked.top, asked.metrics[0], other=True, dimension=asked.categories[0].dimension)
    plain = asked.top and (asked.smallest or not asked.categories)
    return Query(
        metrics=asked.metrics,
        by=tuple(by),
        where=tuple(Filter(one.dimension, one.op, _typed(known, one)) for one in asked.where),  # type: ignore[arg-type]
        period=Period(*days) if days else None,
        order=tuple(order) if by else (),
        limit=asked.top if plain else None,
        top=top,
        fill=bool(timely and not asked.categories and days),
    )


def _typed(known: Catalogue, one: Condition) -> tuple[Any, ...]:
    """The words of a condition as values of the dimension's type. Errors: `Problem`."""
    _, found = known.model.dimension(one.dimension)
    try:
        return tuple(_value(text, found.type) for text in one.values)
    except ValueError:
        wanted = {"number": "a number", "date": "a day such as 2026-03-01", "boolean": "yes or no"}
        raise Problem(
            f"{found.label or found.name} is {wanted.get(found.type, 'a moment')}; "
            f"“{', '.join(one.values)}” is not.",
            way_out="Write it so, or leave this condition out.",
            field="question",
        ) from None


def _value(text: str, kind: str) -> Any:
    match kind:
        case "number":
            return float(text.replace(",", ""))
        case "boolean":
            if text.casefold() not in {"yes", "no", "true", "false"}:
                raise ValueError(text)
            return text.casefold() in {"yes", "true"}
        case "date":
            return dt.date.fromisoformat(text)
        case "timestamp" | "timestamptz":
            moment = dt.datetime.fromisoformat(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return text


def _result(known: Catalogue, plan: _Plan, found: Sequence[running.Answer]) -> Result:
    answer = found[0]
    rows = answer.rows[:LONG]
    result = Result(
        asked=plan.asked,
        columns=answer.columns,
        rows=rows,
        withheld=answer.withheld,
        others=answer.others,
        more=answer.more or len(answer.rows) > LONG,
        metrics=tuple(known.metrics[slug] for slug in plan.asked.metrics),
        days=plan.days,
        sql=tuple(one.sql for one in found),
        parameters={name: value for one in reversed(found) for name, value in one.parameters.items()},
        snapshots={name: key for one in found for name, key in one.snapshots.items()},
        milliseconds=sum(one.milliseconds for one in found),
        remembered=all(one.remembered for one in found),
        model_version=known.model_version,
    )
    if len(found) > 1 and plan.earlier:
        return replace(result, earlier=_beside(result, found[1]), earlier_days=plan.earlier)
    return result


def _beside(result: Result, before: running.Answer) -> tuple[tuple[Any, ...], ...]:
    """For each row the earlier values: matched by the splits, and by the place of the bucket where they are
    time."""
    keys, figures = result.keys, result.figures
    times = [at for at in keys if result.columns[at].role == "time"]
    places = {at: (_ranks(result.rows, at), _ranks(before.rows, at)) for at in times}

    def name(row: tuple[Any, ...], which: int) -> tuple[Any, ...]:
        return tuple(places[at][which].get(row[at], row[at]) if at in places else row[at] for at in keys)

    known = {name(row, 1): tuple(row[at] for at in figures) for row in before.rows}
    nothing = tuple(None for _ in figures)
    return tuple(
        nothing if line in result.others else known.get(name(row, 0), nothing)
        for line, row in enumerate(result.rows)
    )


def _ranks(rows: Sequence[tuple[Any, ...]], at: int) -> dict[Any, int]:
    """Which bucket of time each value is, counted from the first."""
    return {
        value: number for number, value in enumerate(sorted({row[at] for row in rows if row[at] is not None}))
    }


def change(now: Any, before: Any) -> float | None:
    """By which share a value changed; None where there is nothing to compare with."""
    if now is None or before is None or not float(before):
        return None
    return float(now) / float(before) - 1


@dataclass(frozen=True)
class Origin:
    """A dataset that was read: its name, the state's key, and when that state was published."""

    dataset: str
    key: str
    published_at: dt.datetime | None
    rows: int


def origins(result: Result) -> list[Origin]:
    """The states of the data behind an answer; one query."""
    found = {
        row.key: row
        for row in Snapshot.objects.filter(key__in=[key for key in result.snapshots.values() if key])
    }
    return [
        Origin(
            name,
            key,
            found[key].published_at if key in found else None,
            found[key].rows if key in found else 0,
        )
        for name, key in sorted(result.snapshots.items())
    ]


def with_time(asked: Asked, grain: str) -> Asked:
    """The same question over time."""
    return asked if asked.timely else replace(asked, by=(Split(TIME, grain), *asked.by))
