"""One of each thing of the returns, who may do what with it, what is sent, and what is counted."""

from typing import Any

from django.db.models import Model

from lintel.audit.signatures import hash_of
from lintel.portfolio.returns import simulating, work
from lintel.portfolio.returns.actions import assumptions, forecast
from lintel.portfolio.returns.models import Assumptions
from lintel.portfolio.returns.terms import Terms
from tests.cast import Cast

Body = dict[str, Any]
LISTS = {"returns:returns": "", "returns:assumptions": "", "returns:return": "draft"}
API_LISTS = {"list_return_assumptions": ""}
FORM: Body = {
    "currency": "EUR", "discount_rate": "7", "inflation": "2", "horizon": 4, "shape": "pert",
    "benefit_correlation": "0.3", "portfolio_correlation": "0.1", "delay_low": "0", "delay_likely": "0",
    "delay_high": "0", "day_rate": "650", "seen": 2,
}  # fmt: skip


def things(cast: Cast, draft: Any) -> dict[str, Model]:
    """A version in force and one that waits for both; what the draft returns, and all together."""
    first = assumptions.write(Terms(), by=cast.nele, seen=0)
    for holder in (cast.mara, cast.ivo):
        first = assumptions.sign(first, by=holder, content_hash=hash_of(first))
    row = work.whole().get(pk=draft.pk)
    work.work_out(row, by=cast.nele)
    result = simulating.together([row], first)
    kept = forecast.keep_together("approved", first, result, left_out=0, by=cast.nele)
    second = assumptions.write(Terms(horizon=3), by=cast.nele, seen=1)
    return {"assumptions": second, "part of the portfolio": kept}


def args(name: str) -> tuple[Any, ...] | None:
    """What an address of the returns needs where it is not a number."""
    return ("approved",) if name == "part of the portfolio" else None


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the addresses."""
    row = Assumptions.objects.get(pk=s["assumptions"].pk)
    return {
        "returns:returns": {"of": "approved"},
        "returns:edit": FORM,
        "returns:signature": {"content_hash": hash_of(row)},
    }


def json(s: Any) -> dict[str, Body]:
    """What is sent to the operations."""
    return {
        "write_return_assumptions": FORM,
        "sign_return_assumptions": forms(s)["returns:signature"],
    }
