"""Plans as JSON documents."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, cast

from lintel.engines.roadmap.documents import Fields
from lintel.engines.roadmap.plan import CurvePoint, Placed, Plan, Spend, Use
from lintel.engines.roadmap.problems import Refused


def plan_document(plan: Plan) -> dict[str, Any]:
    """The plan as a document."""
    return asdict(plan)


def plan_from(document: Any) -> Plan:
    """The plan of a document that `plan_document` made."""
    known = list(Plan.__dataclass_fields__)
    top = Fields(document, "", known)
    try:
        return Plan(
            status=cast(Any, top.text("status")),
            objective=top.get("objective"),
            bound=top.get("bound"),
            gap=top.get("gap"),
            marketing=top.number("marketing", 0.0),
            it=top.number("it", 0.0),
            schedule=tuple(Placed(**one) for one in top.many("schedule")),
            use=tuple(Use(**one) for one in top.many("use")),
            spend=tuple(Spend(**one) for one in top.many("spend")),
            curve=tuple(CurvePoint(**one) for one in top.many("curve")),
            seconds=top.number("seconds", 0.0),
            seed=top.whole("seed", 0),
        )
    except TypeError as error:
        raise Refused("plan", "A line has other fields than a plan has.", "Use a plan of `solve`.") from error
