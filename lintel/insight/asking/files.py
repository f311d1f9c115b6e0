"""An answer as a file: CSV, Excel, PNG, SVG or PDF. Each says what it shows and with which definitions."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from lintel.insight.asking import charting, showing
from lintel.insight.asking.answering import Result, origins
from lintel.insight.asking.asking import Given
from lintel.insight.asking.pages import definitions, heading
from lintel.insight.definitions.catalogue import Known
from lintel.ui import charts, exports
from lintel.ui.problems import Problem

PAPER = Path(__file__).parent / "paper" / "answer.typ"
MOST_ON_PAPER = 60


def respond(kind: str, given: Given, now: dt.datetime) -> HttpResponseBase:
    """The file as a download. Errors: `Problem` where there is no picture."""
    result, name = given.result, slugify(given.text)[:80] or "answer"
    if kind in {"csv", "xlsx"}:
        lines = (showing.values(result, line) for line in range(len(result.rows)))
        respond_ = exports.csv_response if kind == "csv" else exports.xlsx_response
        return respond_(name, showing.header(result), lines)
    makers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "png": ("image/png", lambda: charts.png(_picture(given))),
        "svg": ("image/svg+xml", lambda: charts.svg(_picture(given)).encode()),
        "pdf": ("application/pdf", lambda: pdf([given], heading(given.text), now)),
    }
    content, make = makers[kind]
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.{kind}") or ""
    return HttpResponse(make(), content_type=content, headers={"Content-Disposition": disposition})


def _picture(given: Given) -> charts.Figure:
    figure = charting.figure(given.result, heading(given.text))
    if figure is None:
        raise Problem(
            "This answer has no chart.", way_out="Split it by something, or take the table as CSV or Excel."
        )
    return figure


def pdf(several: list[Given], title: str, now: dt.datetime, subtitle: str = "") -> bytes:
    """Answers on paper, each with chart, table, definitions and the state of the data."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "answer.typ").write_bytes(PAPER.read_bytes())
        parts = [_part(given, root, number) for number, given in enumerate(several)]
        data = {"title": title, "subtitle": subtitle, "made": f"{now:%d %b %Y, %H:%M} UTC", "parts": parts}
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False, default=str), encoding="utf-8")
        made = typst.compile(str(root / "answer.typ"), root=str(root))
    return bytes(made)


def _part(given: Given, root: Path, number: int) -> dict[str, Any]:
    result, picture = given.result, ""
    figure = charting.figure(result, heading(given.text))
    if figure is not None:
        picture = f"chart-{number}.svg"
        (root / picture).write_text(charts.svg(figure), encoding="utf-8")
    rows = [showing.cells(result, line) for line in range(min(len(result.rows), MOST_ON_PAPER))]
    return {
        "title": heading(given.text),
        "note": charting.note(result),
        "picture": picture,
        "header": showing.header(result),
        "rows": rows,
        "left": max(0, len(result.rows) - MOST_ON_PAPER),
        "definitions": [_definition(one["known"], one["sentence"]) for one in definitions(result)],
        "sources": _sources(result),
    }


def _definition(known: Known, sentence: str) -> str:
    return f"{known.label}, version {known.version} ({known.label_of_state.lower()}): {sentence}"


def _sources(result: Result) -> list[str]:
    return [
        f"{one.dataset}, state {one.key[:8]} of {one.published_at:%d %b %Y, %H:%M} UTC"
        for one in origins(result)
        if one.published_at
    ]
