"""Why two records are one customer, or not: the weights that add up, and a sentence.

`waterfall_spec` is the same as a chart, for pages, paper and the command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lintel.engines.matching import comparisons, guards, rules, scoring
from lintel.engines.matching.bench import RULED_OUT, SURE, Bench
from lintel.engines.matching.comparisons import Comparison

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

SHOWN_BELOW = 25.0  # bits below the prior that the chart still shows


@dataclass(frozen=True)
class Step:
    """One field's part: both values, in what way they agree, its weight in bits and what rarity adds to
    it."""

    field: str
    left: str | None
    right: str | None
    agreement: str
    weight: float
    rarity: float
    total: float


@dataclass(frozen=True)
class Waterfall:
    """From the prior to the match weight; `joined` says whether this pair by itself joins its records."""

    left: str
    right: str
    prior: float
    steps: tuple[Step, ...]
    weight: float
    threshold: float
    rule: str | None
    word: str | None
    joined: bool
    sentence: str

    def spec(self) -> dict[str, Any]:
        """The same as a Vega-Lite chart."""
        return waterfall_spec(self)


@dataclass(frozen=True)
class Link:
    """One edge of the chain that holds a customer together."""

    left: str
    right: str
    kind: str
    weight: float | None


def pair(bench: Bench, left: str, right: str, *, word: str | None = None) -> Waterfall:
    """Explains two records ("source:id"); `word` is what people decided about them (`must`, `cannot`).

    Raises LookupError when one of them is not there.
    """
    connection, model = bench.connection, bench.model
    rows = connection.execute(
        "select * from clean where record in ($l, $r)", {"l": left, "r": right}
    ).to_arrow_table()
    found = {row["record"]: row for row in rows.to_pylist()}
    for record in (left, right):
        if record not in found:
            raise LookupError(f"There is no record {record}.")
    if found[left]["rid"] > found[right]["rid"]:
        left, right = right, left
    scored = _weights(connection, bench, found[left], found[right])
    total, steps = model.prior, []
    for comparison in model.comparisons:
        weight, rarity = scored[f"mw_{comparison.field}"], scored.get(f"mw_tf_adj_{comparison.field}") or 0.0
        total += weight + rarity
        steps.append(_step(comparison, scored, found[left], found[right], weight, rarity, total))
    against = scored.get(f"mw_{guards.CONFLICT}") or 0.0
    if against:
        total += against
        steps.append(Step(guards.CONFLICT, None, None, "those of two people", against, 0.0, total))
    rule = _rule(bench, rows)
    lifted = max(total, model.threshold + SURE / 1000) if rule and total * 1000 > RULED_OUT else total
    joined = word == "must" or (word != "cannot" and round(lifted * 1000) >= bench.bar)
    told = _sentence(steps, total, model.threshold, rule, word, joined=joined)
    return Waterfall(left, right, model.prior, tuple(steps), total, model.threshold, rule, word, joined, told)


def _weights(
    connection: DuckDBPyConnection, bench: Bench, left: dict[str, Any], right: dict[str, Any]
) -> dict[str, Any]:
    """Splink's own arithmetic for one pair; the SQL is made once per model and reused."""
    import pyarrow as pa
    from splink import DuckDBAPI
    from splink.internals.realtime import compare_records

    with scoring.quiet():
        api = DuckDBAPI(connection)
        one, other = (pa.Table.from_pylist([row], schema=_schema(row)) for row in (left, right))
        found = compare_records(
            one,
            other,
            scoring.settings(bench.model, details=True),
            api,
            sql_cache_key=f"explain {bench.model.version}",
        )
        row: dict[str, Any] = found.as_record_list()[0]
        found.drop_table_from_database_and_remove_from_cache(force_non_splink_table=True)
    return row


def _schema(row: dict[str, Any]) -> Any:
    import pyarrow as pa

    kinds = {"rid": pa.int64()}
    return pa.schema(
        [(name, kinds.get(name, pa.float64() if name.startswith("tf_") else pa.string())) for name in row]
    )


def _step(
    comparison: Comparison, scored: dict[str, Any], left: dict[str, Any], right: dict[str, Any],
    weight: float, rarity: float, total: float,
) -> Step:  # fmt: skip
    gamma = scored[f"gamma_{comparison.field}"]
    if gamma < 0:
        agreement = "not known on both sides"
    else:
        agreement = comparisons.words(comparison.levels[len(comparison.levels) - 1 - gamma])
    return Step(
        comparison.field, left[comparison.field], right[comparison.field], agreement, weight, rarity, total
    )


def _rule(bench: Bench, both: pa.Table) -> str | None:
    one, other = both.to_pylist()
    if not any(all(one[name] == other[name] for name in rule.fields) for rule in bench.model.rules):
        return None
    bench.connection.register("explained", both)
    found = rules.pairs(bench.connection, "explained", bench.model.rules, bench.model.shared)
    bench.connection.unregister("explained")
    return bench.model.rules[found["rule"][0].as_py()].name if found.num_rows else None


def _sentence(
    steps: Sequence[Step],
    weight: float,
    threshold: float,
    rule: str | None,
    word: str | None,
    *,
    joined: bool,
) -> str:
    """One or two plain sentences, the strongest reasons first."""
    verdict = "These two records are one customer" if joined else "These two records are kept apart"
    if word == "must":
        return f"{verdict}, because a person said so."
    if word == "cannot":
        return f"{verdict}, because a person said that they are not the same."
    strongest = sorted(steps, key=lambda step: -abs(step.weight + step.rarity))
    speak = [step for step in strongest if abs(step.weight + step.rarity) >= 0.5]
    in_favour = [_say(step) for step in speak if step.weight + step.rarity > 0][:3]
    against = [_say(step) for step in speak if step.weight + step.rarity < 0][:2]
    reasons = " For it: " + ", ".join(in_favour) + "." if in_favour else ""
    doubts = " Against it: " + ", ".join(against) + "." if against else ""
    ruled = f" The rule “{rule}” joins them at once." if rule and joined else ""
    return f"{verdict}: {weight:+.1f} bits, where {threshold:+.1f} are needed.{ruled}{reasons}{doubts}"


def _say(step: Step) -> str:
    if step.field == guards.CONFLICT:
        return f"the first names are {step.agreement}"
    return f"the {step.field.replace('_', ' ')} is {step.agreement}"


def waterfall_spec(told: Waterfall) -> dict[str, Any]:
    """The explanation as a Vega-Lite chart: one bar per field from the prior to the match weight, in bits.

    A conflict outweighs everything; its bar is cut off so that the others can still be read.
    """
    bars: list[dict[str, Any]] = [
        {"what": "before looking", "from": 0.0, "to": told.prior, "change": told.prior, "kind": "sum"}
    ]
    for step in told.steps:
        change = step.weight + step.rarity
        bars.append(
            {"what": f"{step.field.replace('_', ' ')}: {step.agreement}", "from": step.total - change,
             "to": step.total, "change": change, "kind": "for" if change >= 0 else "against"}
        )  # fmt: skip
    bars.append(
        {"what": "all together", "from": 0.0, "to": told.weight, "change": told.weight, "kind": "sum"}
    )
    for bar in bars:
        bar["text"] = f"{bar['change']:+.1f}"
    least = max(min(bar["to"] for bar in bars), told.prior - SHOWN_BELOW)
    most = max(*(bar["to"] for bar in bars), told.threshold, 0.0)
    room = 0.08 * (most - least)
    axis = {"domain": [min(least - room, 0.0), most + room], "clamp": True, "nice": False}
    places: dict[str, Any] = {
        "y": {"field": "what", "type": "ordinal", "sort": None, "title": None, "axis": {"labelLimit": 320}}
    }
    kinds = {"domain": ["for", "against", "sum"], "range": ["#4b7f52", "#a8475d", "#5b6472"]}
    bits = {
        "type": "quantitative",
        "scale": axis,
        "title": f"match weight in bits; dashed: {told.threshold:+.1f} needed",
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": bars},
        "height": {"step": 26},
        "layer": [
            {"mark": {"type": "bar", "height": 16},
             "encoding": {**places, "x": {"field": "from", **bits}, "x2": {"field": "to"},
                          "color": {"field": "kind", "type": "nominal", "scale": kinds, "title": None}}},
            {"mark": {"type": "text", "align": "left", "dx": 4},
             "encoding": {**places, "x": {"field": "right", **bits}, "text": {"field": "text"}}},
            {"data": {"values": [{"threshold": told.threshold}]},
             "mark": {"type": "rule", "strokeDash": [4, 3], "tooltip": "from here on one customer"},
             "encoding": {"x": {"field": "threshold", **bits}}},
        ],
        "transform": [{"calculate": "max(datum.from, datum.to)", "as": "right"}],
    }  # fmt: skip


def customer(bench: Bench, customer_id: str, decided: Sequence[tuple[str, str]] = ()) -> tuple[Link, ...]:
    """The chain of edges that holds a customer together: the strongest that connect all its records.

    `decided` are pairs that people joined. A record that no edge reaches was joined through pairs too weak to
    be kept; it is missing from the chain.
    """
    rows = bench.connection.execute(
        "select l.record, r.record, p.weight / 1000.0, p.rule from pairs p "
        "join assigned l on l.rid = p.rid_l join assigned r on r.rid = p.rid_r "
        f"where l.customer_id = $c and r.customer_id = $c and p.weight > {RULED_OUT} "
        "order by p.rule is null, p.weight desc, l.record, r.record",
        {"c": customer_id},
    ).fetchall()
    links = [Link(min(pair), max(pair), "must", None) for pair in decided]
    names = [rule.name for rule in bench.model.rules]
    links += [Link(a, b, "model" if rule is None else names[rule], weight) for a, b, weight, rule in rows]
    home: dict[str, str] = {}

    def root(record: str) -> str:
        while home.get(record, record) != record:
            record = home[record]
        return record

    chain = []
    for link in links:
        one, other = root(link.left), root(link.right)
        if one != other:
            home[one] = other
            chain.append(link)
    return tuple(chain)
