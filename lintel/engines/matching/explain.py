"""Why two records are one customer, or not: the weights that add up, and a sentence.

`waterfall_spec` is the same as a chart, for pages, paper and the command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lintel.engines.matching import comparisons, guards, rules, weights
from lintel.engines.matching.bench import RULED_OUT, SURE, Bench
from lintel.engines.matching.comparisons import VETO, Comparison

if TYPE_CHECKING:
    from lintel.engines.matching.weights import Part

SHOWN_BELOW = 25.0  # bits below the prior that the chart still shows
LEAST_SHOWN = 0.05  # bits; what adds less, such as a value that one side lacks, is only in the table


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


def pair(
    bench: Bench, left: str, right: str, *, word: str | None = None, together: bool | None = None
) -> Waterfall:
    """Explains two records ("source:id"); `word` is what people decided about them (`must`, `cannot`).

    `together` says whether they are one customer as things stand, which the records around them may decide.

    Raises LookupError when one of them is not there.
    """
    connection, model = bench.connection, bench.model
    # Two equalities: DuckDB reads whole rows of a table for IN or OR, but only the record for each of these.
    connection.execute(
        "create or replace temp table explained as select * from clean where record = $l "
        "union all select * from clean where record = $r",
        {"l": left, "r": right},
    )
    rows = connection.execute("from explained").to_arrow_table()
    found = {row["record"]: row for row in rows.to_pylist()}
    for record in (left, right):
        if record not in found:
            raise LookupError(f"There is no record {record}.")
    if found[left]["rid"] > found[right]["rid"]:
        left, right = right, left
    parts, conflict = weights.taken_apart(connection, "explained", model)
    total, steps = model.prior, []
    for comparison, part in zip(model.comparisons, parts, strict=True):
        total += part.weight + part.rarity
        steps.append(_step(comparison, part, found[left], found[right], total))
    if conflict:
        total += VETO
        steps.append(Step(guards.CONFLICT, None, None, "those of two people", VETO, 0.0, total))
    rule = _rule(bench, found[left], found[right])
    lifted = max(total, model.threshold + SURE / 1000) if rule and total * 1000 > RULED_OUT else total
    joined = word == "must" or (word != "cannot" and round(lifted * 1000) >= bench.bar)
    verdict = _verdict(joined, joined if together is None else together)
    told = _sentence(steps, total, model.threshold, rule, word, verdict=verdict, joined=joined)
    return Waterfall(left, right, model.prior, tuple(steps), total, model.threshold, rule, word, joined, told)


def _step(
    comparison: Comparison, part: Part, left: dict[str, Any], right: dict[str, Any], total: float
) -> Step:
    said = (
        "not known on both sides" if part.level is None else comparisons.words(comparison.levels[part.level])
    )
    name = comparison.field
    return Step(name, left[name], right[name], said, part.weight, part.rarity, total)


def _rule(bench: Bench, one: dict[str, Any], other: dict[str, Any]) -> str | None:
    if not any(all(one[name] == other[name] for name in rule.fields) for rule in bench.model.rules):
        return None
    found = rules.pairs(bench.connection, "explained", bench.model.rules, bench.model.shared)
    return bench.model.rules[found["rule"][0].as_py()].name if found.num_rows else None


def _sentence(
    steps: Sequence[Step],
    weight: float,
    threshold: float,
    rule: str | None,
    word: str | None,
    *,
    verdict: str,
    joined: bool,
) -> str:
    """One or two plain sentences, the strongest reasons first."""
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
    ruled = f" The rule “{rule.replace('_', ' ')}” joins them at once." if rule and joined else ""
    return f"{verdict}: {weight:+.1f} bits, where {threshold:+.1f} are needed.{ruled}{reasons}{doubts}"


def _verdict(joined: bool, together: bool) -> str:
    if joined and not together:
        return (
            "These two records are kept apart by the other records around them; by themselves they would be "
            "one customer"
        )
    if together and not joined:
        return (
            "These two records are one customer through other records; by themselves they would be kept apart"
        )
    return "These two records are one customer" if joined else "These two records are kept apart"


def _say(step: Step) -> str:
    if step.field == guards.CONFLICT:
        return f"the first names are {step.agreement}"
    return f"the {step.field.replace('_', ' ')} is {step.agreement}"


def waterfall_spec(told: Waterfall) -> dict[str, Any]:
    """The explanation as a Vega-Lite chart: one bar per field from the prior to the match weight, in bits.

    A conflict outweighs everything; its bar is cut off so that the others can still be read.
    """
    bars: list[dict[str, Any]] = [
        {
            "what": "before looking: any two records",
            "from": 0.0,
            "to": told.prior,
            "change": told.prior,
            "kind": "sum",
        }
    ]
    for step in told.steps:
        change = step.weight + step.rarity
        if abs(change) >= LEAST_SHOWN:
            bars.append(
                {"what": f"{step.field.replace('_', ' ')}: {step.agreement}", "from": step.total - change,
                 "to": step.total, "change": change, "kind": "for" if change >= 0 else "against"}
            )  # fmt: skip
    bars.append(
        {
            "what": "all together: for and against",
            "from": 0.0,
            "to": told.weight,
            "change": told.weight,
            "kind": "sum",
        }
    )
    for bar in bars:
        bar["text"] = f"{bar['change']:+.1f}".replace("-", "−")
    least = max(min(bar["to"] for bar in bars), told.prior - SHOWN_BELOW)
    most = max(*(bar["to"] for bar in bars), told.threshold, 0.0)
    room = 0.08 * (most - least)
    axis = {"domain": [min(least - room, 0.0), most + 2 * room], "clamp": True, "nice": False}
    places: dict[str, Any] = {
        "y": {"field": "what", "type": "ordinal", "sort": None, "title": None,
              "axis": {"labelLimit": 170, "labelExpr": "split(datum.label, ': ')", "labelLineHeight": 12,
                       "labelOffset": -6}}
    }  # fmt: skip
    kinds = {"domain": ["for", "against", "sum"], "range": ["#4b7f52", "#a8475d", "#5b6472"]}
    bits = {
        "type": "quantitative",
        "scale": axis,
        "title": ["match weight in bits", f"dashed: {told.threshold:+.1f} needed".replace("-", "−")],
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": bars},
        "height": {"step": 34},
        "layer": [
            {"mark": {"type": "bar", "height": 16},
             "encoding": {**places, "x": {"field": "from", **bits}, "x2": {"field": "to"},
                          "color": {"field": "kind", "type": "nominal", "scale": kinds, "legend": None}}},
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
