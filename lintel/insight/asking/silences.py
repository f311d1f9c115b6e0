"""When an answer has rows and still nothing to show, and what is said then instead of an empty chart."""

from __future__ import annotations

from lintel.insight.asking.answering import Result


def reason(result: Result) -> str:
    """Why an answer with rows has nothing to show; empty where it has something."""
    if not result.rows or any(has_values(result, at) for at in result.figures):
        return ""
    if is_incomplete(result):
        return "The data for this has not been brought in yet."
    if result.withheld:
        return "Every figure of this answer stands for so few that it is not shown."
    return "There is no value in this period."


def is_incomplete(result: Result) -> bool:
    """Some of the data that it needs has not been brought in yet."""
    return not all(result.snapshots.values())


def has_values(result: Result, figure_at: int) -> bool:
    """There is something to draw of this figure, now or in the period that it is compared with.

    Zeros of an earlier period, which stand for days without rows, are not enough.
    """
    place = result.figures.index(figure_at)
    timed = any(result.columns[at].role == "time" for at in result.keys)
    for line, row in enumerate(result.rows):
        hidden = (line, figure_at) in result.withheld
        before = result.earlier[line][place] if result.compared else None
        if (row[figure_at] is not None and not hidden) or (before and not (hidden and timed)):
            return True
    return False
