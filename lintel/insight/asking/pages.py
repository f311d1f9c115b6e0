"""What the pages of an answer show: the figures, their definitions, where they come from, the same by
picking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from lintel.insight import ports
from lintel.insight.asking import charting, showing, silences
from lintel.insight.asking.answering import Result, origins
from lintel.insight.asking.asked import Asked
from lintel.insight.asking.asking import Desk, Given
from lintel.insight.asking.picking import picks
from lintel.insight.asking.vocabularies import bare
from lintel.insight.asking.words.periods import say
from lintel.insight.definitions import wording
from lintel.insight.definitions.models import Metric, SemanticModel
from lintel.people.models import User

MOST_SHOWN = 200  # rows of the table on the page; files have all
FORMATS = (("csv", "CSV"), ("xlsx", "Excel"), ("png", "PNG"), ("svg", "SVG"), ("pdf", "PDF"))
EXAMPLES = 4


@dataclass(frozen=True)
class Big:
    """One figure written large."""

    label: str
    value: str
    moved: str
    tone: str
    before: str
    hidden: bool = False


@dataclass(frozen=True)
class Row:
    """A row of the table: its cells (text, whether a number, tone), and the key by which people talk about
    it."""

    cells: tuple[tuple[str, bool, str], ...]
    key: tuple[str, ...]
    label: str


def link(text: str, purpose: str = ports.ANALYSIS) -> str:
    """The address of an answer."""
    query = {"q": text} if purpose == ports.ANALYSIS else {"q": text, "purpose": purpose}
    return f"{reverse('asking:ask')}?{urlencode(query)}"


def answer_context(given: Given, purpose: str, *, most: int = charting.MOST_BARS) -> dict[str, Any]:
    """What `asking/answer.html` shows; `most` bars stand in a picture."""
    result = given.result
    pictures = charting.figures(result, heading(given.text), most=most)
    return {
        "given": given,
        "result": result,
        "title": heading(given.text),
        "notes": given.reading.notes,
        "charts": pictures,
        "bigs": bigs(result) if not result.keys else [],
        "header": list(zip(showing.header(result, short=True), _numbers(result), strict=True)),
        "rows": table(result)[:MOST_SHOWN],
        "most": MOST_SHOWN,
        "cut": len(result.rows) > MOST_SHOWN or result.more,
        "days": say(*result.days) if result.days else "All time",
        "earlier": say(*result.earlier_days) if result.earlier_days else "",
        "definitions": definitions(result),
        "origins": origins(result),
        "files": [(kind, label, file_link(kind, given.text, purpose)) for kind,
        label in FORMATS if pictures or kind in {"csv", "xlsx", "pdf"}],
        "permalink": link(given.text, purpose),
        "purpose": purpose,
        "silence": silences.reason(result),
        "incomplete": silences.is_incomplete(result),
        "remarks": charting.remarks(result, most),
        "unagreed": [one for one in result.metrics if not one.agreed],
    }  # fmt: skip


def heading(text: str) -> str:
    """The question as a title."""
    return text[:1].upper() + text[1:]


def file_link(kind: str, text: str, purpose: str) -> str:
    """The address of the answer as a file."""
    return f"{reverse('asking:file', args=[kind])}?{urlencode({'q': text, 'purpose': purpose})}"


def bigs(result: Result) -> list[Big]:
    """Each figure of an answer without splits, with its change."""
    if not result.rows:
        return []
    found = []
    for number, at in enumerate(result.figures):
        column, value = result.columns[at], result.rows[0][at]
        hidden = (0, at) in result.withheld
        before = result.earlier[0][number] if result.compared else None
        known = next((one for one in result.metrics if one.slug == column.name), None)
        found.append(
            Big(
                column.label,
                showing.WITHHELD if hidden else showing.figure(value, column),
                showing.moved(value, before) if result.compared and not hidden else "",
                showing.tone(value, before, known.better if known else ""),
                showing.figure(before, column) if result.compared else "",
                hidden,
            )
        )
    return found


def table(result: Result) -> list[Row]:
    """The rows of the table."""
    numbers = _numbers(result)
    better = {one.slug: one.better for one in result.metrics}
    rows = []
    for line in range(len(result.rows)):
        tones = _tones(result, line, better)
        cells = tuple(zip(showing.cells(result, line), numbers, tones, strict=True))
        key = tuple(
            showing.key(result.rows[line][at], result.columns[at], other=line in result.others)
            for at in result.keys
        )
        rows.append(Row(cells, key, ", ".join(key)))
    return rows


def _numbers(result: Result) -> list[bool]:
    """Whether each column of the table holds numbers."""
    found: list[bool] = []
    for column in result.columns:
        found += [True] * (3 if result.compared else 1) if column.role == "metric" else [False]
    return found


def _tones(result: Result, line: int, better: dict[str, str]) -> list[str]:
    tones: list[str] = []
    for at, column in enumerate(result.columns):
        tones.append("")
        if column.role == "metric" and result.compared:
            before = result.earlier[line][result.figures.index(at)]
            tones += ["", showing.tone(result.rows[line][at], before, better.get(column.name, ""))]
    return tones


def definitions(result: Result) -> list[dict[str, Any]]:
    """Each metric with its sentence, version and state; two queries."""
    rows = {row.slug: row for row in Metric.objects.filter(slug__in=result.asked.metrics)}
    model = SemanticModel.objects.first()
    labels = {
        one["name"]: one.get("label") or one["name"]
        for one in (model.body if model else {}).get("datasets", [])
    }
    labels |= dict(Metric.objects.values_list("slug", "label"))
    return [
        {
            "known": one,
            "metric": rows[one.slug],
            "sentence": wording.sentence(rows[one.slug].definition, labels),
        }
        for one in result.metrics
        if one.slug in rows
    ]


def menu_context(desk: Desk, asked: Asked | None, user: User, purpose: str) -> dict[str, Any]:
    """What `asking/picks.html` shows."""
    words = bare(desk.known)
    return {
        "picks": picks(desk.known, words, asked),
        "purposes": [(slug, label, slug == purpose) for slug, label in ports.purposes(user)],
        "top": asked.top if asked else 0,
    }


def examples(desk: Desk) -> list[str]:
    """Questions to begin with, made of the agreed figures that there are."""
    words = bare(desk.known)
    first = sorted(desk.known.metrics.values(), key=lambda one: (not one.agreed, one.better != "up"))
    found = []
    for number, one in enumerate(first[:EXAMPLES]):
        splits = [
            label for name, label in words.dimensions.items()
            if name in words.safe.get(one.slug, frozenset()) and name not in words.times
        ]  # fmt: skip
        by = f" by {splits[number % len(splits)].lower()}" if splits and number % 2 else " by month"
        end = (" last quarter vs year before", " last 12 months", " this year so far", " last 12 weeks")[
            number % 4
        ]
        found.append(f"{one.label}{by}{end}")
    return found
