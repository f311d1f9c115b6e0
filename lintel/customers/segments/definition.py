"""What a segment is made of: conditions in groups, checked as a whole before anything is counted.

The same JSON is kept in the database, sent through the API and written by the builder's form.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from lintel.ui.api import storable
from lintel.ui.problems import Problem

DEEPEST = 3  # groups within groups: deeper than that nobody reads a sentence
MOST_CONDITIONS = 30
MOST_VALUES = 200

Value = Annotated[
    str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True), AfterValidator(storable)
]
Word = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True), AfterValidator(storable)]
Day = Annotated[dt.date, Field(ge=dt.date(1900, 1, 1), le=dt.date(2199, 12, 31))]
Days = Annotated[int, Field(ge=1, le=3650)]
TEXTS = ("country", "region", "city", "postcode", "language", "company", "job_title")
TextName = Literal["country", "region", "city", "postcode", "language", "company", "job_title"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Period(_Part):
    """When: the last `days`, or from `first` to `last`, both included, in UTC; nothing means ever."""

    days: Days | None = None
    first: Day | None = None
    last: Day | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Any:
        if self.days and (self.first or self.last):
            raise ValueError("Give a number of days or dates, not both.")
        if self.first and self.last and self.last < self.first:
            raise ValueError("The last day lies before the first.")
        return self


class Attribute(_Part):
    """A text of the golden record; upper and lower case are the same."""

    kind: Literal["attribute"] = "attribute"
    name: TextName
    test: Literal["is", "is_not", "begins", "contains", "known", "unknown"]
    values: list[Value] = Field(default_factory=list, max_length=MOST_VALUES)

    @model_validator(mode="after")
    def _values_where_needed(self) -> Any:
        if (self.test in {"known", "unknown"}) == bool(self.values):
            raise ValueError("Name at least one value." if not self.values else "This test takes no values.")
        return self


class Number(_Part):
    """A whole number of the golden record: how many records it has, or the year of birth."""

    kind: Literal["number"] = "number"
    name: Literal["records", "birth_year"]
    low: int | None = Field(None, ge=0, le=9999)
    high: int | None = Field(None, ge=0, le=9999)

    @model_validator(mode="after")
    def _some_bound(self) -> Any:
        if self.low is None and self.high is None:
            raise ValueError("Give a lowest or a highest number.")
        if self.low is not None and self.high is not None and self.high < self.low:
            raise ValueError("The highest number is below the lowest.")
        return self


class Source(_Part):
    """Known from one of these sources, or from none of them."""

    kind: Literal["source"] = "source"
    test: Literal["any", "none"]
    values: list[Value] = Field(min_length=1, max_length=MOST_VALUES)


class Seen(_Period):
    """First or last seen within a period, or not within it."""

    kind: Literal["seen"] = "seen"
    name: Literal["first_seen", "last_seen"]
    within: bool = True

    @model_validator(mode="after")
    def _some_period(self) -> Any:
        if not (self.days or self.first or self.last):
            raise ValueError("Say within how many days, or between which dates.")
        return self


class Behaviour(_Period):
    """Did something at least so many times, or did it less often than that."""

    kind: Literal["behaviour"] = "behaviour"
    did: bool = True
    event: Word = Field("", description="The kind of event, such as order; empty for any.")
    name: Word = ""
    channel: Word = ""
    campaign: Word = ""
    times: int = Field(1, ge=1, le=10_000)


class Spent(_Period):
    """Orders less returns of at least this amount, in one currency."""

    kind: Literal["spent"] = "spent"
    amount: Decimal = Field(gt=0, max_digits=14, decimal_places=2)
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$", to_upper=True, strip_whitespace=True)]


class Consent(_Part):
    """May be used for a purpose through a channel, or may not."""

    kind: Literal["consent"] = "consent"
    purpose: Value
    channel: Value
    may: bool = True


class Group(_Part):
    """Parts of which all, any or none must hold; without parts it holds for everybody."""

    kind: Literal["group"] = "group"
    match: Literal["all", "any", "none"] = "all"
    parts: list[Part] = Field(default_factory=list, max_length=MOST_CONDITIONS)


Condition = Attribute | Number | Source | Seen | Behaviour | Spent | Consent
Part = Annotated[Condition | Group, Field(discriminator="kind")]
Group.model_rebuild()


def conditions(group: Group) -> Iterator[Condition]:
    """Every condition, in the order in which it is read."""
    for part in group.parts:
        if isinstance(part, Group):
            yield from conditions(part)
        else:
            yield part


def depth(group: Group) -> int:
    """How many groups stand within each other."""
    return 1 + max((depth(part) for part in group.parts if isinstance(part, Group)), default=0)


def read(data: Any) -> Group:
    """A definition from JSON values. Errors: `Problem` that names the place and what is wrong there."""
    if _levels(data) > DEEPEST:
        raise Problem(
            f"Groups stand more than {DEEPEST} deep.", way_out="Take one level out.", field="definition"
        )
    try:
        group = Group.model_validate(data)
    except ValidationError as error:
        raise Problem(_first(error), way_out="Correct the condition.", field="definition") from None
    if len(list(conditions(group))) > MOST_CONDITIONS:
        raise Problem(
            f"A segment has at most {MOST_CONDITIONS} conditions.", way_out="Make two.", field="definition"
        )
    return group


def dump(group: Group) -> dict[str, Any]:
    """JSON values from which `read` makes the same definition."""
    return group.model_dump(mode="json", exclude_defaults=False)


def _levels(data: Any, level: int = 0) -> int:
    """Depth of groups before anything is validated; it stops counting where it is too deep anyway."""
    if not isinstance(data, dict) or "parts" not in data or level > DEEPEST:
        return level
    parts = data["parts"] if isinstance(data["parts"], list) else []
    return max((_levels(part, level + 1) for part in parts), default=level + 1)


def _first(error: ValidationError) -> str:
    """The first fault as a sentence: where, in words, and what."""
    fault = error.errors()[0]
    numbers = [str(step + 1) for step in fault["loc"] if isinstance(step, int)]
    names = [str(step) for step in fault["loc"] if isinstance(step, str) and step not in _KINDS]
    where = f"Condition {'.'.join(numbers)}" if numbers else "The definition"
    what = str(fault["msg"]).removeprefix("Value error, ")
    field = names[-1] if names and names[-1] != "parts" else ""
    return f"{where}{f', {field}' if field else ''}: {what}"


_KINDS = {"group", "attribute", "number", "source", "seen", "behaviour", "spent", "consent", "parts"}
