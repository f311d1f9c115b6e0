"""What the dossier's page shows, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lintel.audit.sides import OFFICES, Office
from lintel.estate.purchases.models import COUNTED, Criterion, Measure, Option, Purchase
from lintel.estate.purchases.ranking import Judged, Ranking


@dataclass(frozen=True)
class Cell:
    """How an option fares on a criterion: in words, as a share of the scale in percent, and what says so."""

    text: str
    percent: int | None
    evidence: str
    link: str


@dataclass(frozen=True)
class Row:
    """A criterion with each side's points and every option's cell."""

    criterion: Criterion
    marketing: int | None
    it: int | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Head:
    """An option above its column: its rank and score, and why it has none."""

    judged: Judged
    rank: int | None
    score: int | None
    low: int | None
    high: int | None
    out: tuple[str, ...]
    first_share: int | None
    chosen: bool

    @property
    def option(self) -> Option:
        """The option itself."""
        return self.judged.option


@dataclass(frozen=True)
class Comparison:
    """The whole comparison: one column for each option, best first, one row for each criterion."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]


def comparison(purchase: Purchase, ranking: Ranking) -> Comparison:
    """Options side by side, the best in front once they can be ranked."""
    heads = sorted((_head(purchase, one, ranking) for one in ranking.judged), key=_place)
    criteria = list(purchase.criteria.all())
    rows = tuple(
        Row(
            one,
            _points(one, Office.MARKETING),
            _points(one, Office.IT),
            tuple(_cell(one, h.judged) for h in heads),
        )
        for one in criteria
    )
    return Comparison(tuple(heads), rows)


def _place(head: Head) -> tuple[bool, int]:
    return (head.rank is None, head.rank or 0)


def _head(purchase: Purchase, one: Judged, ranking: Ranking) -> Head:
    chosen = one.option.pk == purchase.chosen_id
    if ranking.choice is None:
        return Head(one, None, None, None, None, (), None, chosen)
    ranked = next(row for row in ranking.choice.ranking if row.name == one.option.name)
    shares = {row.name: row.ranks[0] for row in ranking.choice.acceptability}
    share = shares.get(one.option.name)
    return Head(
        one, ranked.rank, round(100 * ranked.score), round(100 * ranked.low), round(100 * ranked.high),
        ranked.knocked_out, None if share is None else round(100 * share), chosen,
    )  # fmt: skip


def _points(one: Criterion, office: str) -> int | None:
    return next((row.points for row in one.weights.all() if row.office == office), None)


def _cell(one: Criterion, judged: Judged) -> Cell:
    value = judged.values[one.pk]
    score = next((row for row in judged.option.scores.all() if row.criterion_id == one.pk), None)
    evidence, link = (score.evidence, score.link) if score else ("", "")
    if value is None:
        return Cell("", None, evidence, link)
    text = one.shown(value[0]) if value[0] == value[1] else f"{one.shown(value[0])} – {one.shown(value[1])}"
    if one.measure == Measure.COST:
        text = _money(judged)
    if one.measure == Measure.RISK:
        text = f"{value[0]:.0f} of 100"
    share = (sum(value) / 2 - float(one.worst)) / (float(one.best) - float(one.worst))
    return Cell(text, round(100 * min(1.0, max(0.0, share))), evidence, link)


def _money(judged: Judged) -> str:
    low, high = judged.cost.low, judged.cost.high
    return f"{low:,.0f}" if low == high else f"{low:,.0f} – {high:,.0f}"


def firmness(purchase: Purchase, ranking: Ranking) -> list[str]:
    """How firm the first place is, in sentences."""
    choice = ranking.choice
    if choice is None:
        return []
    first = next(row for row in choice.acceptability if row.name == choice.winner)
    said = [
        f"“{choice.winner}” comes first with {_share(first.ranks[0])} of all weights between the two sides."
    ]
    if not choice.certain:
        said.append("What is not sure about the scores leaves open who wins.")
    winners = {one.winner for one in choice.between}
    if len(winners) == 1:
        said.append("It wins by marketing’s weights alone, by IT’s alone, and by everything between.")
    else:
        ends = (choice.between[0].winner, choice.between[-1].winner)
        said.append(f"By marketing’s weights alone “{ends[0]}” wins, by IT’s alone “{ends[1]}”.")
    near = [one for one in choice.turns if one.shift is not None and abs(one.shift) <= 0.15]
    for one in sorted(near, key=lambda turn: abs(turn.shift or 0))[:2]:
        said.append(
            f"If “{one.criterion}” weighed {round(100 * (one.turns_at or 0))} % instead of "
            f"{round(100 * one.weight)} %, “{one.winner_then}” would win."
        )
    others = [one.name for one in choice.methods if not one.agrees]
    if others:
        said.append(f"Other ways to rank come to another winner: {', '.join(others)}.")
    return said


def _share(share: float) -> str:
    return "all" if share > 0.995 else f"{round(100 * share)} %"


def weighed_by(purchase: Purchase) -> dict[str, bool]:
    """Which sides have said what matters to them."""
    criteria = list(purchase.criteria.all())
    return {
        office.value: bool(criteria) and all(_points(one, office) is not None for one in criteria)
        for office in OFFICES
    }


def years(purchase: Purchase) -> list[str]:
    """The columns of the costs."""
    return ["Before", *(f"Year {number}" for number in range(1, purchase.years + 1))]


def hand_scored(purchase: Purchase) -> bool:
    """Whether anything is scored by hand."""
    return any(one.measure not in COUNTED for one in purchase.criteria.all())


def tables(purchase: Purchase, ranking: Ranking) -> dict[str, list[list[Any]]]:
    """The comparison and the costs as sheets of a workbook."""
    shown = comparison(purchase, ranking)
    names = [head.option.name for head in shown.heads]
    compared: list[list[Any]] = [["Criterion", "Marketing’s points", "IT’s points", *names]]
    compared += [
        [row.criterion.name, row.marketing, row.it, *(cell.text for cell in row.cells)] for row in shown.rows
    ]
    compared.append(["Rank", None, None, *(head.rank for head in shown.heads)])
    compared.append(["Score of 100", None, None, *(head.score for head in shown.heads)])
    compared.append(["What speaks against it", None, None, *(head.option.why_not for head in shown.heads)])
    costs: list[list[Any]] = [
        ["Option", *years(purchase), "Leaving it", "Least", "Most likely", "Most", "Currency"]
    ]
    for head in shown.heads:
        cost = head.judged.cost
        numbers: list[Decimal] = [*cost.by_year, cost.leaving, cost.low, cost.likely, cost.high]
        costs.append([head.option.name, *numbers, purchase.currency])
    return {"Comparison": compared, "Costs": costs}
