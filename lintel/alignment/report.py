"""The results as a document: laid out by Typst from data, so that no text of ours or yours is ever markup."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lintel.alignment import advice, charts
from lintel.alignment.evidence import Seen
from lintel.alignment.items import published
from lintel.alignment.results import ItemResult, Results
from lintel.audit.sides import Office
from lintel.ui.charts import svg

LAYOUT = Path(__file__).with_name("report.typ")


def pdf(results: Results, seen: Mapping[str, Sequence[Seen]]) -> bytes:
    """The whole round as PDF bytes."""
    import typst

    found: bytes = typst.compile(LAYOUT, format="pdf", sys_inputs={"data": json.dumps(_data(results, seen))})
    return found


def _data(results: Results, seen: Mapping[str, Sequence[Seen]]) -> dict[str, Any]:
    return {
        "name": results.round.name,
        "until": results.round.closes_on.isoformat(),
        "chart": "" if results.empty else svg(charts.by_criterion(results)),
        "advice": [
            {"text": one.result.item.text, "step": one.result.item.step, "gap": _signed(one.result.gap)}
            for one in advice.apart(results)[: advice.SHOWN]
        ],
        "criteria": [
            {"name": one.criterion.name, "items": [_item(item, seen) for item in one.items]}
            for one in results.criteria
        ],
    }


def _item(result: ItemResult, seen: Mapping[str, Sequence[Seen]]) -> dict[str, Any]:
    known = published().get(result.item.key)
    return {
        "text": result.item.text,
        "marketing": _median(result, Office.MARKETING),
        "it": _median(result, Office.IT),
        "gap": _signed(result.gap),
        "seen": [f"{one.value} {one.says}" for one in seen.get(result.item.key, [])],
        "known": f"{known.value} {known.says} {known.source}, {known.year}; {known.who}." if known else "",
    }


def _median(result: ItemResult, office: Office) -> str:
    side = result.sides[office]
    return "–" if side.median is None else f"{side.median:g} (least {side.least})"


def _signed(gap: float | None) -> str:
    return "–" if gap is None else f"{gap:+.1f}"
