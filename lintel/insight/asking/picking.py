"""The same question by picking: what can be chosen, what is chosen, and the question of what was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from lintel.insight.asking.asked import CHARTS, DEFAULT_PERIOD, TIME, VERSUS, Asked, Condition, Split
from lintel.insight.asking.words.suggesting import PERIODS
from lintel.insight.asking.words.vocabulary import Vocabulary
from lintel.insight.definitions.catalogue import Catalogue
from lintel.ui.problems import Problem

MOST_FILTERS, MOST_SPLITS, MOST_METRICS = 6, 3, 4
GRAINS = (
    ("day", "Day"), ("week", "Week"), ("month", "Month"), ("quarter", "Quarter"), ("year", "Year"),
    ("fiscal_quarter", "Fiscal quarter"), ("fiscal_year", "Fiscal year"),
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One entry of a menu."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Picks:
    """The menus of the ask page, with what is chosen in each."""

    metrics: list[list[Choice]]
    splits: list[list[tuple[str, list[Choice]]]]
    filters: list[tuple[list[Choice], str, list[str]]]
    periods: list[Choice]
    versus: list[Choice]
    charts: list[Choice]


def picks(known: Catalogue, words: Vocabulary, asked: Asked | None) -> Picks:
    """The menus; splits and filters offer only what is safe with the chosen figures."""
    chosen = asked.metrics if asked else ()
    safe = words.safe_for(chosen)
    period = asked.period if asked else DEFAULT_PERIOD
    metrics = [_metric_menu(known, slug) for slug in chosen] + (
        [_metric_menu(known, "")] if len(chosen) < MOST_METRICS else []
    )
    by = list(asked.by) if asked else []
    splits = [_split_menu(words, safe, one) for one in by] + (
        [_split_menu(words, safe, None)] if len(by) < MOST_SPLITS else []
    )
    where = [one for one in (asked.where if asked else ()) if one.op in {"in", "not_in"}]
    filters = [(_filter_menu(words, safe, one), one.op, list(one.values)) for one in where]
    if len(filters) < MOST_FILTERS:
        filters.append((_filter_menu(words, safe, None), "in", []))
    versus, chart = (asked.versus, asked.chart) if asked else ("", "")
    return Picks(
        metrics,
        splits,
        filters,
        [Choice(one, one[:1].upper() + one[1:], one == period) for one in dict.fromkeys((period, *PERIODS))],
        [Choice(value, label[:1].upper() + label[1:], versus == value) for value, label in VERSUS.items()],
        [Choice(value, label, chart == value) for value, label in CHARTS.items()],
    )


def _metric_menu(known: Catalogue, slug: str) -> list[Choice]:
    first = [] if slug else [Choice("", "Choose a figure", True)]
    return first + [
        Choice(one.slug, one.label if one.agreed else f"{one.label} (not agreed)", one.slug == slug)
        for one in known.metrics.values()
    ]


def _split_menu(words: Vocabulary, safe: frozenset[str], one: Split | None) -> list[tuple[str, list[Choice]]]:
    current = (
        f"{TIME}:{one.grain}"
        if one and one.dimension == TIME
        else f"{one.dimension}:{one.grain}"
        if one
        else ""
    )
    time = [Choice(f"{TIME}:{grain}", label, current == f"{TIME}:{grain}") for grain, label in GRAINS]
    rest = [
        Choice(f"{name}:", label, current == f"{name}:")
        for name, label in sorted(words.dimensions.items(), key=lambda pair: pair[1].casefold())
        if name in safe and name not in words.times
    ]
    other = [Choice(current, words.dimensions.get(one.dimension, one.dimension), True)] if one and not any(
        choice.chosen for choice in (*time, *rest)) else []  # fmt: skip
    return [("", [Choice("", "Nothing more", not current)]), ("Over time", time), ("By", rest + other)]


def _filter_menu(words: Vocabulary, safe: frozenset[str], one: Condition | None) -> list[Choice]:
    found = [
        Choice(name, label, bool(one) and one.dimension == name)  # type: ignore[union-attr]
        for name, label in sorted(words.dimensions.items(), key=lambda pair: pair[1].casefold())
        if name in safe and name not in words.times
    ]
    return [Choice("", "Everything", one is None), *found]


def picked(data: QueryDict | Mapping[str, Any], before: Asked | None) -> Asked:
    """The question of a posted form. Conditions that the menus cannot show are kept from `before`.

    Errors: `Problem` where no figure is chosen.
    """
    get = data.getlist if isinstance(data, QueryDict) else lambda name: list(data.get(name, []))
    metrics = tuple(dict.fromkeys(one for one in get("metric") if one))[:MOST_METRICS]
    if not metrics:
        raise Problem("No figure is chosen.", way_out="Choose the first menu’s entry.", field="question")
    splits = []
    for said in get("split"):
        dimension, _, grain = str(said).partition(":")
        if dimension:
            splits.append(Split(dimension, grain))
    where = tuple(
        Condition(name, "not_in" if op == "not_in" else "in",
        tuple(one.strip() for one in said.split(",") if one.strip()))
        for name, op, said in zip(get("dimension"), get("op"), get("values"), strict=False)
        if name and said.strip()
    )  # fmt: skip
    kept = tuple(one for one in (before.where if before else ()) if one.op not in {"in", "not_in"})
    top = "".join(get("top")[:1])
    return Asked(
        metrics,
        tuple(dict.fromkeys(splits))[:MOST_SPLITS],
        where[:MOST_FILTERS] + kept,
        (get("period") or [DEFAULT_PERIOD])[0] or DEFAULT_PERIOD,
        (get("versus") or [""])[0],
        min(int(top), 100) if top.isdecimal() and len(top) < 4 else 0,
        bool(before and before.smallest),
        (get("chart") or [""])[0],
    )
