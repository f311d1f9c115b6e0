"""What a policy says, as plain values: the same JSON is signed, kept, sent through the API and read here."""

from __future__ import annotations

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

from lintel.audit.sides import Side
from lintel.people.models import Role
from lintel.ui.api import storable
from lintel.ui.problems import Problem

EVERYTHING = "*"  # every dataset there is, also those that come later
MOST = 60  # parts of one kind: beyond that nobody reads what they sign
SMALLEST_GROUP = 5  # what counts where nobody signed anything else

Text = Annotated[
    str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True), AfterValidator(storable)
]
Words = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True), AfterValidator(storable)]
Name = Annotated[str, StringConstraints(pattern=r"^(\*|[A-Za-z_][A-Za-z0-9_.]{0,119})$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Operator = Literal["in", "not_in", "at_least", "at_most", "begins", "known", "unknown"]
About = Literal["", "team", "department", "specialty", "side"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Audience(_Part):
    """Whom a policy is about: in every list that is not empty; with no list at all, everybody with a role."""

    sides: tuple[Literal["marketing", "it", "other"], ...] = ()
    teams: Annotated[tuple[Key, ...], Field(max_length=MOST)] = ()
    roles: tuple[Literal["office_holder", "member", "analyst", "viewer"], ...] = ()
    people: Annotated[tuple[Key, ...], Field(max_length=MOST)] = ()


class TeamValues(_Part):
    """What a condition compares with for the people of one team."""

    team: Key
    values: tuple[Text, ...] = Field(min_length=1, max_length=MOST)


class Condition(_Part):
    """A test that rows must pass. It compares a field of a dataset with values, or with what the reader is.

    `reader` names the attribute of the reader that is compared (`in` and `not_in` only); `by_team` gives
    each team its own values, such as its region: who is in none of these teams passes nothing.
    """

    dataset: Name
    field: Name
    test: Operator
    values: Annotated[tuple[Text, ...], Field(max_length=200)] = ()
    reader: About = ""
    by_team: Annotated[tuple[TeamValues, ...], Field(max_length=MOST)] = ()

    @model_validator(mode="after")
    def _one_way(self) -> Condition:
        ways = bool(self.values) + bool(self.reader) + bool(self.by_team)
        if self.test in {"known", "unknown"}:
            if ways:
                raise ValueError("This test takes no values.")
        elif ways != 1:
            raise ValueError("Give values, or what the reader is, or values by team: one of them.")
        if (self.reader or self.by_team) and self.test not in {"in", "not_in"}:
            raise ValueError("What the reader is can only be tested with “is one of” and “is none of”.")
        if self.test in {"at_least", "at_most", "begins"} and len(self.values) != 1:
            raise ValueError("This test takes one value.")
        if self.dataset == EVERYTHING:
            raise ValueError("A condition names one dataset.")
        return self


class ColumnRule(_Part):
    """What happens to one field: `hide` and `mask` hold back, `open` shows what is hidden by itself."""

    dataset: Name
    field: Name
    action: Literal["open", "mask", "hide"]


class ConsentRule(_Part):
    """Only customers who may be used for this purpose through this channel count."""

    purpose: Slug
    channel: Slug


class Wording(_Part):
    """A policy. A grant allows datasets to its audience; a restriction holds back from what grants allow."""

    name: Annotated[Text, StringConstraints(max_length=120)]
    why: Words = ""
    effect: Literal["grant", "restriction"]
    audience: Audience = Audience()
    purposes: Annotated[tuple[Slug, ...], Field(max_length=MOST)] = ()
    datasets: Annotated[tuple[Name, ...], Field(min_length=1, max_length=MOST)] = (EVERYTHING,)
    conditions: Annotated[tuple[Condition, ...], Field(max_length=MOST)] = ()
    columns: Annotated[tuple[ColumnRule, ...], Field(max_length=MOST)] = ()
    consents: Annotated[tuple[ConsentRule, ...], Field(max_length=MOST)] = ()
    smallest_group: Annotated[int, Field(ge=1, le=100_000)] | None = None
    withheld: bool = False  # a restriction that takes its datasets away altogether
    ended: bool = False  # both offices sign that it no longer counts

    @model_validator(mode="after")
    def _hangs_together(self) -> Wording:
        named = {one.dataset for one in self.conditions} | {one.dataset for one in self.columns}
        if EVERYTHING not in self.datasets and not named <= set(self.datasets):
            stray = ", ".join(sorted(named - set(self.datasets)))
            raise ValueError(f"There are rules for {stray}, which the policy is not about.")
        (self._grant if self.effect == "grant" else self._restriction)()
        return self

    def _grant(self) -> None:
        if self.withheld or self.consents:
            raise ValueError("A grant takes nothing away: write a restriction for that.")
        if any(rule.action != "open" for rule in self.columns):
            raise ValueError("A grant opens fields; a restriction hides or masks them.")
        opens = bool(self.columns) or self.smallest_group is not None
        if self.conditions and opens:
            raise ValueError(
                "A grant for some rows cannot open fields or change the smallest group, for another grant "
                "may add rows. Write a grant for all rows, and a restriction for the rows."
            )

    def _restriction(self) -> None:
        if any(rule.action == "open" for rule in self.columns):
            raise ValueError("A restriction opens nothing: write a grant for that.")
        held = self.conditions or self.columns or self.consents or self.smallest_group or self.withheld
        if not held and not self.ended:
            raise ValueError("A restriction says what it holds back: rows, fields, consent or small groups.")


def read(data: Any) -> Wording:
    """A policy from JSON values. Errors: `Problem` that names the place and what is wrong there."""
    try:
        return Wording.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        said = str(first["msg"]).removeprefix("Value error, ")
        raise Problem(
            f"{place}: {said}" if place else said, way_out="Correct it, then save.", field=place.split(".")[0]
        ) from None


def dump(wording: Wording) -> dict[str, Any]:
    """JSON values from which `read` makes the same policy."""
    return wording.model_dump(mode="json")


SIDES = {str(side): str(label) for side, label in Side.choices}
ROLES = {str(role): str(label) for role, label in Role.choices if role != Role.NONE}
