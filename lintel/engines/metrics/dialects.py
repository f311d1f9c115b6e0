"""What differs between databases, and nothing else: dates, zones, series of days, comparing with NULL."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlglot import exp

from lintel.engines.metrics.clocks import Clock, clocks
from lintel.engines.metrics.query import DIALECTS, Dialect, Period

NAIVE, AWARE = "timestamp", "timestamptz"


@dataclass(frozen=True)
class SQL:
    """Writes small pieces of SQL in one dialect; arguments are SQL."""

    dialect: Dialect
    clocks: tuple[Clock, ...] = ()  # of the question's zone around its period

    def quoted(self, *names: str) -> str:
        """A name, or a dotted one."""
        mark = "`" if self.dialect in ("spark", "clickhouse") else '"'
        return ".".join(mark + name.replace(mark, mark * 2) + mark for name in names)

    def text(self, value: str) -> str:
        """A text literal of our own."""
        return exp.Literal.string(value).sql(self.dialect)

    def write(self, tree: exp.Expr) -> str:
        """A checked expression in this dialect."""
        return tree.sql(self.dialect, identify=True, comments=False)

    def date(self, value: str) -> str:
        """A value as a date."""
        return f"CAST({value} AS DATE)"

    def day(self, value: str, kind: str, zone: str) -> str:
        """The day on which something happened, on the calendar of a zone."""
        if kind not in (NAIVE, AWARE):
            return value
        if self.dialect == "clickhouse":
            return f"toDate({value}, {self.text(zone)})"
        if zone == "UTC" and kind == NAIVE:
            return self.date(value)
        if self.dialect == "duckdb" and kind == AWARE and (zone == "UTC" or self.clocks):
            return self.date(self._wall(value, zone))
        return self.date(self.local(value, kind, zone))

    def _wall(self, value: str, zone: str) -> str:
        """The clock on the wall by addition; where no clock is known, by the database's calendar."""
        if zone == "UTC":
            return f"make_timestamp(epoch_us({value}))"
        *known, end = self.clocks
        until = zip(known, [*known[1:], end], strict=True)
        cases = [f"WHEN {value} < {_instant(after)} THEN {clock.offset}" for clock, after in until]
        beyond = f"{value} < {_instant(known[0])} OR {value} >= {_instant(end)}"
        near = f"make_timestamp(epoch_us({value}) + CASE {' '.join(cases)} END)"
        return f"CASE WHEN {beyond} THEN {self.local(value, AWARE, zone)} ELSE {near} END"

    def local(self, value: str, kind: str, zone: str) -> str:
        """The clock on the wall of a zone when something happened."""
        tz = self.text(zone)
        if self.dialect == "spark":
            return f"from_utc_timestamp({value}, {tz})"
        if self.dialect == "trino":
            instant = f"with_timezone({value}, 'UTC')" if kind == NAIVE else value
            return f"CAST({instant} AT TIME ZONE {tz} AS TIMESTAMP)"
        if self.dialect == "clickhouse":
            return f"toTimeZone({value}, {tz})"
        instant = f"({value} AT TIME ZONE 'UTC')" if kind == NAIVE else value
        return f"({instant} AT TIME ZONE {tz})"

    def hour(self, value: str, kind: str, zone: str) -> str:
        """When the hour on the wall began, in UTC without zone: a day has 23, 24 or 25 of them."""
        if self.dialect == "clickhouse":
            return f"toStartOfHour({value}, {self.text(zone)})"
        wall = self.local(value, kind, zone)
        utc = value if kind == NAIVE or self.dialect == "spark" else self.local(value, kind, "UTC")
        if zone == "UTC":
            return f"date_trunc('hour', {utc})"
        minutes = f"EXTRACT(MINUTE FROM {wall})"
        if self.dialect == "trino":
            return f"date_add('minute', -{minutes}, date_trunc('minute', {utc}))"
        if self.dialect == "spark":
            return f"date_trunc('minute', {utc}) - make_dt_interval(0, 0, {minutes})"
        return f"date_trunc('minute', {utc}) - {minutes} * INTERVAL '1 minute'"

    def trunc(self, unit: str, day: str) -> str:
        """The first day of the week (Monday), month, quarter or year."""
        if self.dialect == "clickhouse":
            return f"toDate(date_trunc('{unit}', {day}))"
        if self.dialect == "duckdb" and unit == "month":  # its date_trunc takes twice as long
            return f"({day} - CAST(day({day}) - 1 AS INTEGER))"
        return self.date(f"date_trunc('{unit}', {day})")

    def add_days(self, day: str, count: int | str) -> str:
        """A day that many days later."""
        if count == 0:
            return day
        if self.dialect == "spark":
            return f"date_add({day}, CAST({count} AS INT))"
        if self.dialect == "trino":
            return f"date_add('day', {count}, {day})"
        if self.dialect == "clickhouse":
            return f"addDays({day}, {count})"
        return f"({day} + CAST({count} AS INTEGER))" if isinstance(count, str) else f"({day} + ({count}))"

    def add_months(self, day: str, count: int) -> str:
        """A day that many months later; the last of the month stays within it."""
        if count == 0:
            return day
        if self.dialect in ("spark", "clickhouse"):
            return f"{'add_months' if self.dialect == 'spark' else 'addMonths'}({day}, {count})"
        if self.dialect == "trino":
            return f"date_add('month', {count}, {day})"
        return self.date(f"({day} + INTERVAL '{count} months')")

    def days_between(self, first: str, last: str) -> str:
        """How many days lie between two days."""
        if self.dialect == "spark":
            return f"datediff({last}, {first})"
        if self.dialect in ("trino", "clickhouse"):
            return f"{'date_diff' if self.dialect == 'trino' else 'dateDiff'}('day', {first}, {last})"
        return f"({last} - {first})"

    def whole(self, number: str, divisor: int) -> str:
        """Division of whole numbers, rounded down."""
        return f"CAST(floor({number} / {divisor}.0) AS INTEGER)"

    def later(self, moment: str, unit: str, count: int) -> str:
        """A moment that many hours or days later."""
        if self.dialect == "trino":
            return f"date_add('{unit}', {count}, {moment})"
        if self.dialect == "clickhouse":
            return f"add{unit.capitalize()}s({moment}, {count})"
        return f"({moment} + INTERVAL '{count}' {unit.upper()})"

    def days(self, first: str, last: str) -> str:
        """A query with one row for each day from first to last, column `day`."""
        column = self.quoted("day")
        if self.dialect == "spark":
            return f"SELECT explode(sequence({first}, {last}, INTERVAL 1 DAY)) AS {column}"
        if self.dialect == "trino":
            return f"SELECT d AS {column} FROM UNNEST(sequence({first}, {last}, INTERVAL '1' DAY)) AS s(d)"
        if self.dialect == "clickhouse":
            days = (
                f"arrayMap(n -> addDays({first}, n), range(toUInt32(dateDiff('day', {first}, {last}) + 1)))"
            )
            return f"SELECT arrayJoin({days}) AS {column}"
        if self.dialect == "postgres":
            series = f"generate_series({first}, {last}, INTERVAL '1 day')"
            return f"SELECT CAST(d AS DATE) AS {column} FROM {series} AS s(d)"
        return f"SELECT CAST(unnest(generate_series({first}, {last}, INTERVAL 1 DAY)) AS DATE) AS {column}"

    def hours(self, first: str, last: str) -> str:
        """A query with one row for each hour from an instant up to before another, column `hour`."""
        column = self.quoted("hour")
        if self.dialect == "spark":
            return (
                f"SELECT explode(sequence({first}, {last} - INTERVAL 1 SECOND, INTERVAL 1 HOUR)) AS {column}"
            )
        if self.dialect == "trino":
            series = f"sequence({first}, {last} - INTERVAL '1' SECOND, INTERVAL '1' HOUR)"
            return f"SELECT h AS {column} FROM UNNEST({series}) AS s(h)"
        if self.dialect == "clickhouse":
            count = f"toUInt32(dateDiff('hour', {first}, {last}))"
            return f"SELECT arrayJoin(arrayMap(n -> addHours({first}, n), range({count}))) AS {column}"
        series = f"generate_series({first}, {last} - INTERVAL '1 second', INTERVAL '1 hour')"
        if self.dialect == "postgres":
            return f"SELECT h AS {column} FROM {series} AS s(h)"
        return f"SELECT unnest({series}) AS {column}"

    def same(self, left: str, right: str) -> str:
        """Equal, where NULL equals NULL."""
        if self.dialect == "spark":
            return f"{left} <=> {right}"
        if self.dialect == "clickhouse":
            return f"isNotDistinctFrom({left}, {right})"
        return f"{left} IS NOT DISTINCT FROM {right}"

    def contains(self, value: str, part: str, *, begins: bool) -> str:
        """Whether a text holds a part, or begins with it, whatever the case."""
        low, sought = f"lower({value})", f"lower({part})"
        if self.dialect == "clickhouse":
            return f"startsWith({low}, {sought})" if begins else f"position({low}, {sought}) > 0"
        position = (
            f"strpos({low}, {sought})"
            if self.dialect in ("duckdb", "trino")
            else f"position({sought} IN {low})"
        )
        return f"{position} = 1" if begins else f"{position} > 0"

    def moment(self, value: Any) -> str:
        """A parameter as a timestamp."""
        if self.dialect == "clickhouse":
            return f"toDateTime64({value}, 6, 'UTC')"
        return f"CAST({value} AS TIMESTAMP)"


def _instant(clock: Clock) -> str:
    return f"TIMESTAMPTZ '{clock.begins:%Y-%m-%d %H:%M:%S}+00'"


WRITERS: dict[str, SQL] = {name: SQL(name) for name in DIALECTS}  # type: ignore[arg-type]


def writer(dialect: Dialect, zone: str, period: Period | None) -> SQL:
    """The writer of a question, which knows the clocks of its zone where that helps."""
    if dialect != "duckdb" or period is None:
        return WRITERS[dialect]
    return replace(WRITERS[dialect], clocks=clocks(zone, period.first, period.last))
