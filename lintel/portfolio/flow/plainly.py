"""Figures and forecasts in plain values, as programs and the command line have them."""

from typing import Any

from lintel.portfolio.flow.reckoning import Figures, Forecast


def figures(found: Figures, source: str) -> dict[str, Any]:
    """All figures."""
    return {
        "today": found.today,
        "source": source,
        "weeks": [{"monday": monday, "finished": count} for monday, count in found.weeks.rows()],
        "finished": [
            {"proposal_id": key, "finished_on": ended, "days": days} for key, ended, days in found.done
        ],
        "percentiles": {str(level): days for level, days in found.percentiles.items()},
        "ageing": [
            {
                "proposal_id": one.proposal,
                "column_id": one.column,
                "days_in_work": one.in_work,
                "days_in_column": one.in_column,
                "longer_than": one.share,
            }
            for one in found.ageing
        ],
        "waiting": found.waiting,
    }


def forecast(found: Figures, answer: Forecast) -> dict[str, Any]:
    """What was asked."""
    ready, many = answer.when, answer.many
    return {
        "start": found.today,
        "history_weeks": len(found.weeks),
        "history_finished": found.weeks.total,
        "reason": answer.reason,
        "when": {"items": ready.items, "days": {str(level): end for level, end in ready.days.items()}}
        if ready
        else None,
        "how_many": {
            "by": many.by,
            "weeks": many.weeks,
            "counts": {str(level): count for level, count in many.counts.items()},
        }
        if many
        else None,
    }
