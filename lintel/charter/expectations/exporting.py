"""The list as a file: the importer's columns, so that it can come back, and how each stands."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from lintel.audit.sides import Office
from lintel.charter.expectations.importers import FIELDS, OWN_KEY
from lintel.charter.expectations.models import Expectation
from lintel.charter.expectations.turns import SHORT, turn_of
from lintel.charter.expectations.wording import Comparison
from lintel.people.models import User
from lintel.people.texts import shown_email
from lintel.ui import tables

Read = Callable[[Expectation, User], Any]


_READ: dict[str, Read] = {
    "key": lambda row, _: row.imported_key or f"{OWN_KEY}{row.pk}",
    "title": lambda row, _: row.title,
    "details": lambda row, _: row.details,
    "condition": lambda row, _: row.condition,
    "metric": lambda row, _: row.metric,
    "comparison": lambda row, _: Comparison(row.comparison).label if row.comparison else "",
    "target": lambda row, _: row.target,
    "due_on": lambda row, _: row.due_on,
    "customer_office": lambda row, _: SHORT[Office(row.customer_office)],
    "customer": lambda row, reader: shown_email(row.customer, reader),
}
_STANDS: dict[str, tuple[str, Read]] = {
    "state": ("State", lambda row, _: row.get_state_display()),
    "turn": ("Whose word", lambda row, _: turn_of(row, timezone.localdate()).label),
    "silent": ("Days silent", lambda row, _: row.silent_days(timezone.localdate())),
    "value": ("Measured", lambda row, _: row.measured.value if row.counts and row.measured else None),
}


class ExpectationFile(tables.Table):
    """Expectations as a file that can be brought in again."""


def _reader_of(read: Read) -> Any:
    def value(self: ExpectationFile, record: Expectation) -> Any:
        return read(record, self.request.user)

    return value


for _name, _label, _read in (
    *((field.name, field.label, _READ[field.name]) for field in FIELDS),
    *((name, label, read) for name, (label, read) in _STANDS.items()),
):
    ExpectationFile.base_columns[_name] = tables.Column(
        _label, accessor="pk", empty_values=(), orderable=False
    )
    setattr(ExpectationFile, f"value_{_name}", _reader_of(_read))
