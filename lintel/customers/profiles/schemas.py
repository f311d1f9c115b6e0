"""What the API says about customers."""

import datetime as dt
import uuid
from typing import Any

from ninja import Field, Schema

from lintel.customers.profiles.lists import Row
from lintel.customers.profiles.models import Override
from lintel.customers.profiles.reading import Profile
from lintel.ui.api import Line


class CustomerRowOut(Schema):
    """A customer in a list; masked without a clearance."""

    id: str
    name: str
    values: dict[str, str]
    records: int
    sources: list[str]
    first_seen: dt.datetime | None
    last_seen: dt.datetime | None

    @classmethod
    def of(cls, row: Row) -> "CustomerRowOut":
        """From a row of the list."""
        values = {name: value for name, value in row.values.items() if value}
        return cls(
            id=row.customer_id, name=row.name, values=values, records=row.records, sources=row.sources,
            first_seen=row.first_seen, last_seen=row.last_seen,
        )  # fmt: skip


class CustomerPageOut(Schema):
    """A page of customers by id; pass `next` as `after` to read on."""

    items: list[CustomerRowOut]
    next: str | None = None


class CustomerValueOut(Schema):
    """A value that survived, and its provenance."""

    attribute: str
    value: str
    source: str
    record: str = Field(description="The record's key, `source:id`; empty without a clearance.")
    at: dt.datetime | None
    decided_by: str
    override_id: int | None


class CustomerRecordOut(Schema):
    """A record as its source has it."""

    source: str
    record_id: str
    at: dt.datetime | None
    values: dict[str, str]


class CustomerOut(Schema):
    """A customer with provenance and the records behind it."""

    id: str
    name: str
    identified: bool
    values: list[CustomerValueOut]
    records: list[CustomerRecordOut]
    first_seen: dt.datetime | None
    last_seen: dt.datetime | None

    @classmethod
    def of(cls, found: Profile, *, identified: bool) -> "CustomerOut":
        """From a profile, masked or not."""
        return cls(
            id=found.customer_id, name=found.name, identified=identified,
            values=[
                CustomerValueOut(
                    attribute=one.attribute, value=one.value, source=one.source,
                    record="" if one.override or not identified else one.origin, at=one.at,
                    decided_by=one.because, override_id=one.override.pk if one.override else None,
                )
                for one in found.values
            ],
            records=[
                CustomerRecordOut(source=one.source, record_id=one.record_id, at=one.at, values=one.values)
                for one in found.records
            ],
            first_seen=found.first_seen, last_seen=found.last_seen,
        )  # fmt: skip


class OverrideIn(Schema):
    """A better value, and how one knows. An empty value says that nothing is known."""

    attribute: Line
    value: Line = ""
    reason: Line


class OverrideOut(Schema):
    """A value that was written over."""

    id: int
    customer_id: uuid.UUID
    attribute: str
    at: dt.datetime
    taken_back_at: dt.datetime | None

    @staticmethod
    def resolve_customer_id(row: Override) -> Any:
        """The id under which it was said."""
        return row.customer_id


class SurvivorshipRuleOut(Schema):
    """In which order strategies decide about a field."""

    field: str
    attributes: list[str]
    strategies: list[str]


class SurvivorshipRuleIn(Schema):
    """Strategies in order."""

    strategies: list[Line] = Field(max_length=5)
