"""What goes in and out of the API of backlog sessions."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from lintel.portfolio.sessions.plan import MOST_ITEMS, MOST_PEOPLE
from lintel.ui.api import Id, Line, Text

Size = Literal[1, 2, 3, 5, 8, 13, 20]
Said = Literal[0, 1, 2, 3, 5, 8, 13, 20]
Reach = Annotated[int, Field(ge=0, le=10**9)]
Impact = Literal["0.25", "0.5", "1", "2", "3"]
Confidence = Annotated[int, Field(ge=0, le=100)]
Effort = Annotated[Decimal, Field(ge=Decimal("0.1"), max_digits=6, decimal_places=1, allow_inf_nan=False)]
Step = Annotated[int, Field(ge=0, le=2**31 - 1, description="The last step that was read; 0 for none.")]
UNSURE = "A size of the scale, 0 for “I cannot say”, null for not yet."


class _Input(Schema):
    """Unknown names are refused, so that a misspelt one does not pass unnoticed."""

    model_config = ConfigDict(extra="forbid")


class SessionIn(_Input):
    """A new session; either `proposals` or the `first` so many of the backlog."""

    title: Annotated[Line, StringConstraints(min_length=1, max_length=120)]
    proposals: Annotated[list[Id], Field(max_length=MOST_ITEMS)] = Field(default_factory=list)
    first: Annotated[int, Field(ge=1, le=MOST_ITEMS)] | None = None
    people: Annotated[list[Id], Field(min_length=1, max_length=MOST_PEOPLE)]
    facilitator: Id | None = Field(None, description="Oneself when it is left out.")
    with_rice: bool = False


class InvitationIn(_Input):
    """More people."""

    people: Annotated[list[Id], Field(min_length=1, max_length=MOST_PEOPLE)]


class ScoreIn(_Input):
    """One's own scores on one item."""

    item: Id
    business_value: Said | None = Field(None, description=UNSURE)
    time_criticality: Said | None = Field(None, description=UNSURE)
    risk_opportunity: Said | None = Field(None, description=UNSURE)
    job_size: Said | None = Field(None, description=UNSURE)
    reach: Reach | None = None
    impact: Impact | None = None
    confidence: Confidence | None = None
    effort: Effort | None = None

    def values(self) -> dict[str, Any]:
        """By name, impact as a number; what the session does not ask for must be left out."""
        return _plain(self.model_dump(exclude={"item"}, exclude_unset=True))


class ScoresIn(_Input):
    """One's own scores; items that are left out stay as they are."""

    scores: Annotated[list[ScoreIn], Field(min_length=1, max_length=MOST_ITEMS)]


class ValuesIn(_Input):
    """Values put forward for one item."""

    step: Step
    business_value: Size
    time_criticality: Size
    risk_opportunity: Size
    job_size: Size
    reach: Reach | None = None
    impact: Impact | None = None
    confidence: Confidence | None = None
    effort: Effort | None = None

    def values(self) -> dict[str, Any]:
        """By name, impact as a number."""
        return _plain(self.model_dump(exclude={"step"}, exclude_unset=True))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    if values.get("impact") is not None:
        values["impact"] = Decimal(values["impact"])
    return values


class SessionStepIn(_Input):
    """What is done: `begin`, `reveal` (one item or all), `rescore` (one item), `close` or `abandon`."""

    kind: Literal["begin", "reveal", "rescore", "close", "abandon"]
    item: Id | None = None
    reason: Annotated[Text, StringConstraints(max_length=1_000)] = ""


class ValuesAgreementIn(_Input):
    """The values that were read, by their step."""

    step: Step


class OrderIn(_Input):
    """By which score."""

    basis: Literal["wsjf", "rice"]


class SessionLineOut(Schema):
    """A session in the list."""

    id: int
    title: str
    state: str
    facilitator_id: int
    with_rice: bool
    opened_at: dt.datetime
    ended_at: dt.datetime | None


class ParticipantOut(Schema):
    """Who takes part, and whether they have finished; nothing about what they said."""

    person_id: int
    side: str
    finished: bool


class ValuesOut(Schema):
    """What was said or agreed; 0 of the first four is “I cannot say”."""

    business_value: int | None
    time_criticality: int | None
    risk_opportunity: int | None
    job_size: int | None
    reach: int | None
    impact: Decimal | None
    confidence: int | None
    effort: Decimal | None


class ScoredOut(ValuesOut):
    """What one person said."""

    person_id: int
    side: str


class ScoringRoundOut(Schema):
    """A revealed round."""

    number: int
    revealed_at: dt.datetime
    revealed_by_id: int
    early: bool
    scores: list[ScoredOut]


class SettledValuesOut(ValuesOut):
    """Values put forward, or agreed when both sides stand behind them."""

    step: int
    marketing_by_id: int | None
    it_by_id: int | None


class IntervalOut(Schema):
    """A score as an interval, and the ranks that it leaves open."""

    low: float
    high: float
    best_rank: int
    worst_rank: int


class SessionItemOut(Schema):
    """One proposal of the session, by its item’s number; `rounds` are the revealed ones, `mine` one’s own."""

    id: int
    proposal_id: int | None
    title: str
    state: str
    steps_apart: float
    rounds: list[ScoringRoundOut]
    mine: ValuesOut | None
    settlement: SettledValuesOut | None
    wsjf: IntervalOut | None
    rice: IntervalOut | None


class SessionOut(SessionLineOut):
    """A session as its reader may see it. `stamp` rises with everything new."""

    stamp: int
    participants: list[ParticipantOut]
    proposals: list[SessionItemOut]
