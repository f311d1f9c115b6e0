"""A wording made sure of: it says what is expected, and by what one will know."""

from decimal import Decimal
from typing import Any

from lintel.charter.expectations.wording import LARGEST_TARGET, Comparison, Content
from lintel.ui.problems import Problem
from lintel.ui.saying import tidy, written


def checked(content: Content, *, complete: bool = True) -> dict[str, Any]:
    """The wording by column; raises `Problem` at the first thing that does not fit. Drafts may wait."""
    metric = tidy(content.metric, field="metric", limit=80)
    values: dict[str, Any] = {
        "title": written(
            content.title, field="title", missing="Say in a few words what you expect.", limit=200
        ),
        "details": tidy(content.details, field="details"),
        "condition": tidy(content.condition, field="condition", limit=5_000),
        "due_on": content.due_on,
        **(_measure(metric, content) if metric else _without_metric(content)),
    }
    if complete and not metric and not any(sign.isalnum() for sign in values["condition"]):
        raise Problem(
            "Say by what both sides will know that it is fulfilled.",
            way_out="Write a condition of satisfaction, or choose a metric with its target.",
            field="condition",
        )
    return values


def _measure(metric: str, content: Content) -> dict[str, Any]:
    if content.comparison not in Comparison.values:
        raise Problem("Say how the metric is compared with its target.", field="comparison")
    target = content.target
    if target is None:
        raise Problem("A metric needs a target.", field="target")
    if not target.is_finite() or abs(target) >= LARGEST_TARGET or target != round(target, 6):
        raise Problem("A target has at most 14 digits before and 6 after the point.", field="target")
    return {"metric": metric, "comparison": content.comparison, "target": Decimal(target)}


def _without_metric(content: Content) -> dict[str, Any]:
    if content.target is not None:
        raise Problem("This target belongs to no metric.", way_out="Name the metric.", field="metric")
    return {"metric": "", "comparison": "", "target": None}
