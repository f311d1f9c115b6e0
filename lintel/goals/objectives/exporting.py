"""The lists as files: the importers' columns, so that they can come back, and how each stands."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from lintel.goals.objectives.importers import FIELDS, RESULT_FIELDS
from lintel.goals.objectives.importers.known import key_of_goal
from lintel.goals.objectives.scoring import part_of
from lintel.goals.objectives.turns import turn_of
from lintel.people.models import User
from lintel.people.texts import shown_email
from lintel.ui import tables

Read = Callable[[Any, User], Any]


_GOAL: dict[str, Read] = {
    "key": lambda row, _: key_of_goal(row),
    "title": lambda row, _: row.title,
    "why": lambda row, _: row.why,
    "kind": lambda row, _: row.get_kind_display(),
    "starts_on": lambda row, _: row.starts_on,
    "ends_on": lambda row, _: row.ends_on,
    "owner_marketing": lambda row, reader: shown_email(row.owner_marketing, reader),
    "owner_it": lambda row, reader: shown_email(row.owner_it, reader),
}
_GOAL_STANDS: dict[str, tuple[str, Read]] = {
    "state": ("State", lambda row, _: row.get_state_display()),
    "turn": ("Whose word", lambda row, _: turn_of(row, timezone.localdate()).label),
    "health": ("Health", lambda row, _: row.get_health_display()),
    "score": ("Score (0 to 1)", lambda row, _: row.score),
    "results": ("Key results", lambda row, _: row.results_total),
    "missing": ("Without a value", lambda row, _: row.results_missing),
    "confidence_marketing": ("Confidence of marketing", lambda row, _: row.confidence_marketing),
    "confidence_it": ("Confidence of IT", lambda row, _: row.confidence_it),
    "serves": (
        "Serves",
        lambda row, _: "; ".join(key_of_goal(one.parent) for one in row.parenthoods.all()),
    ),
}
_RESULT: dict[str, Read] = {
    "goal": lambda row, _: key_of_goal(row.goal),
    "direction": lambda row, _: row.get_direction_display(),
    **{
        name: (lambda row, _, name=name: getattr(row, name))  # type: ignore[misc]  # the default binds it
        for name in ("name", "metric", "baseline", "target", "weight", "starts_on", "ends_on")
    },
}
_RESULT_STANDS: dict[str, tuple[str, Read]] = {
    "value": ("Measured", lambda row, _: row.measured.value if row.measured else None),
    "as_of": ("As of", lambda row, _: row.measured.as_of if row.measured else None),
    "progress": ("Progress (0 to 1)", lambda row, _: part_of(row).progress),
    "why_not": ("Why there is no value", lambda row, _: row.measured.why_not if row.measured else ""),
}


class GoalFile(tables.Table):
    """Goals as a file that can be brought in again."""


class ResultFile(tables.Table):
    """Key results as a file that can be brought in again."""


def _reader_of(read: Read) -> Any:
    def value(self: tables.Table, record: Any) -> Any:
        return read(record, self.request.user)

    return value


def _fill(file: Any, columns: list[tuple[str, str, Read]]) -> None:
    for name, label, read in columns:
        file.base_columns[name] = tables.Column(label, accessor="pk", empty_values=(), orderable=False)
        setattr(file, f"value_{name}", _reader_of(read))


_fill(
    GoalFile,
    [(one.name, one.label, _GOAL[one.name]) for one in FIELDS]
    + [(name, label, read) for name, (label, read) in _GOAL_STANDS.items()],
)
_fill(
    ResultFile,
    [(one.name, one.label, _RESULT[one.name]) for one in RESULT_FIELDS]
    + [(name, label, read) for name, (label, read) in _RESULT_STANDS.items()],
)
