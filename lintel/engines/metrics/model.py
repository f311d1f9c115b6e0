"""The semantic model: datasets, their fields, how they relate, and the metrics over them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

from lintel.engines.metrics.problems import MetricsError

if TYPE_CHECKING:
    from lintel.engines.metrics.paths import Graph

Type = Literal["text", "number", "boolean", "date", "timestamp", "timestamptz"]
Kind = Literal["categorical", "time"]
MetricKind = Literal[
    "simple", "ratio", "derived", "cumulative", "period_over_period", "semi_additive", "conversion"
]
TYPES: tuple[str, ...] = get_args(Type)
METRIC_KINDS: tuple[str, ...] = get_args(MetricKind)
T = TypeVar("T")
TIME = "time"  # the dimension that is each metric's own time


@dataclass(frozen=True)
class Field:
    """Something rows can be split and filtered by: SQL over the dataset's columns.

    `timestamp` has no zone and is read as UTC; `timestamptz` is an instant.
    """

    name: str
    expression: str
    label: str = ""
    description: str = ""
    kind: Kind = "categorical"
    type: Type = "text"
    unit: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dataset:
    """A table, a view or a `(select …)`, at one grain.

    `time_field` is the default time of its measures: a field of its own, or `parent.field`.
    `row_filter` is SQL over its columns that always holds, for everybody.
    """

    name: str
    source: str
    primary_key: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    label: str = ""
    description: str = ""
    time_field: str | None = None
    row_filter: str | None = None
    synonyms: tuple[str, ...] = ()

    def field(self, name: str) -> Field | None:
        """The field of that name."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}


@dataclass(frozen=True)
class Relationship:
    """Many rows of `from_dataset` belong to one of `to_dataset`.

    `complete` says that every row of the many side has its one; `verify` tests it, and joins become quicker.
    """

    name: str
    from_dataset: str
    to_dataset: str
    from_columns: tuple[str, ...]
    to_columns: tuple[str, ...]
    complete: bool = False


@dataclass(frozen=True)
class Measure:
    """An aggregate over the rows of one dataset; columns of parents are written `parent.field`.

    `filter` limits the rows of this measure only; `time` replaces the dataset's time field.
    """

    dataset: str
    expression: str
    filter: str | None = None
    time: str | None = None


@dataclass(frozen=True)
class Metric:
    """A figure that people agree on; which of the fields count depends on `kind`.

    | kind | uses |
    |---|---|
    | simple | measure |
    | ratio | numerator, denominator: names of metrics, or measures |
    | derived | expression over names of metrics |
    | cumulative | of or measure; window ("28 days"), or grain_to_date ("month"), or neither for all time |
    | period_over_period | of, offset ("1 year"), compare: value, difference or change |
    | semi_additive | measure, over (time field), pick: last or first, entity (column, may be empty) |
    | conversion | base, converted, entity (column of both), within ("7 days") |
    """

    name: str
    kind: MetricKind = "simple"
    label: str = ""
    description: str = ""
    measure: Measure | None = None
    numerator: Measure | str | None = None
    denominator: Measure | str | None = None
    expression: str = ""
    of: str = ""
    window: str = ""
    grain_to_date: str = ""
    offset: str = ""
    compare: Literal["value", "difference", "change"] = "change"
    over: str = ""
    pick: Literal["last", "first"] = "last"
    entity: str = ""
    base: Measure | None = None
    converted: Measure | None = None
    within: str = ""
    unit: str = ""
    format: Literal["number", "percent", "money"] = "number"
    currency: str = ""
    synonyms: tuple[str, ...] = ()
    better: Literal["up", "down", ""] = ""


@dataclass(frozen=True)
class Calendar:
    """How days become weeks, months and years: week_start 1 is Monday, 7 is Sunday.

    In the pattern 4-4-5 a fiscal year begins on the week start nearest to the first of its first month;
    quarters have 13 weeks, and a 53rd week belongs to the last month.
    """

    name: str = "calendar"
    week_start: int = 1
    fiscal_year_start: int = 1
    pattern: Literal["gregorian", "4-4-5"] = "gregorian"
    timezone: str = "UTC"


@dataclass(frozen=True)
class Dimension:
    """A field as seen from some metrics: safe to split by, or the reason why not."""

    name: str
    dataset: str
    field: Field
    safe: bool
    reason: str = ""


@dataclass(frozen=True)
class Model:
    """Everything that questions are answered from."""

    name: str
    datasets: tuple[Dataset, ...]
    relationships: tuple[Relationship, ...] = ()
    metrics: tuple[Metric, ...] = ()
    calendar: Calendar = Calendar()
    description: str = ""

    @cached_property
    def graph(self) -> Graph:
        """The many-to-one paths between datasets."""
        from lintel.engines.metrics.paths import Graph

        return Graph(self)

    @cached_property
    def bare_tables(self) -> frozenset[str]:
        """Words that may be tables without a schema: a step of that name would hide them."""
        bare = [d.source for d in self.datasets if "." not in d.source or d.source.lstrip().startswith("(")]
        return frozenset(word.lower() for source in bare for word in re.findall(r"\w+", source))

    @cached_property
    def _datasets(self) -> dict[str, Dataset]:
        return {dataset.name: dataset for dataset in self.datasets}

    @cached_property
    def _metrics(self) -> dict[str, Metric]:
        return {metric.name: metric for metric in self.metrics}

    def dataset(self, name: str, place: str = "dataset") -> Dataset:
        """The dataset of that name; refuses an unknown one."""
        return _named(self._datasets, name, place, "dataset")

    def metric(self, name: str, place: str = "metrics") -> Metric:
        """The metric of that name; refuses an unknown one."""
        return _named(self._metrics, name, place, "metric")

    def dimension(self, name: str, place: str = "by") -> tuple[Dataset, Field]:
        """The field behind "dataset.field", or behind a bare name that only one dataset has."""
        dataset, _, field = name.rpartition(".")
        if dataset:
            owner = self.dataset(dataset, place)
            found = owner.field(field)
            if found is None:
                raise MetricsError(
                    place, f"“{owner.name}” has no field “{field}”.", _nearest(field, owner._by_name)
                )
            return owner, found
        owners = [(d, f) for d in self.datasets if (f := d.field(name))]
        if len(owners) == 1:
            return owners[0]
        if owners:
            choices = " or ".join(f"“{d.name}.{name}”" for d, _ in owners)
            raise MetricsError(
                place, f"“{name}” is a field of {len(owners)} datasets.", f"Say which: {choices}."
            )
        every = {f.name for d in self.datasets for f in d.fields}
        raise MetricsError(place, f"There is no field “{name}”.", _nearest(name, every))

    def dimensions(self, metrics: Sequence[str]) -> tuple[Dimension, ...]:
        """Every field, and whether all of these metrics can be split by it without counting rows twice."""
        from lintel.engines.metrics.lookups import dimensions

        return dimensions(self, metrics)


def _named(things: dict[str, T], name: str, place: str, what: str) -> T:
    try:
        return things[name]
    except KeyError:
        raise MetricsError(place, f"There is no {what} “{name}”.", _nearest(name, things)) from None


def _nearest(name: str, names: Iterable[str]) -> str:
    """The way out: names that look alike, or all of a few."""
    from difflib import get_close_matches

    every = sorted(names)
    alike = get_close_matches(name, every, n=3, cutoff=0.5) or every[:12]
    return f"Did you mean {', '.join(f'“{n}”' for n in alike)}?" if alike else "The model has none yet."
