"""From a question back to words: the same words that a person may type, so that reading them gives the
question."""

from __future__ import annotations

from collections.abc import Mapping

from lintel.insight.asking.asked import TIME, Asked, Condition

_GRAINS = {"fiscal_month": "fiscal month", "fiscal_quarter": "fiscal quarter", "fiscal_year": "fiscal year"}
_OPS = {
    "in": "is", "not_in": "is not", "contains": "contains", "begins": "begins with", ">=": "at least",
    "<=": "at most",
    ">": "more than", "<": "less than", "known": "is known", "unknown": "is unknown",
}  # fmt: skip
_VERSUS = {"before": "vs period before", "year": "vs year before"}
_CHARTS = {
    "line": "as lines",
    "bar": "as bars",
    "area": "as areas",
    "heat": "as a heat map",
    "table": "as a table",
}


def phrase(asked: Asked, metrics: Mapping[str, str], dimensions: Mapping[str, str]) -> str:
    """The question in words; `metrics` and `dimensions` give what each is called, where that is
    unmistakable."""
    parts = [_joined([_small(metrics.get(slug, slug)) for slug in asked.metrics])]
    splits = [
        _GRAINS.get(one.grain, one.grain)
        if one.dimension == TIME
        else _small(dimensions.get(one.dimension, one.dimension))
        for one in asked.by
    ]
    if asked.top and splits:
        parts.insert(0, f"{'bottom' if asked.smallest else 'top'} {asked.top}")
    if splits:
        parts.append("by " + _joined(splits))
    parts += [_condition(one, dimensions) for one in asked.where]
    parts.append(asked.period)
    parts += [word for word in (_VERSUS.get(asked.versus, ""), _CHARTS.get(asked.chart, "")) if word]
    return " ".join(parts)


def _condition(one: Condition, dimensions: Mapping[str, str]) -> str:
    label = _small(dimensions.get(one.dimension, one.dimension))
    if one.op in {"known", "unknown"}:
        return f"where {label} {_OPS[one.op]}"
    values = " or ".join(_quoted(value) for value in one.values)
    return f"where {label} {_OPS.get(one.op, one.op)} {values}"


def _quoted(value: str) -> str:
    """Values stand in quotes, so that no word of theirs is taken for one of the question."""
    return '"' + value.replace('"', "”") + '"'


def _small(label: str) -> str:
    """As within a sentence; names in capitals keep them."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
