"""What comes out of the API of flow."""

import datetime as dt

from ninja import Field, Schema


class WeekOut(Schema):
    """What was finished in a whole week."""

    monday: dt.date
    finished: int


class FinishedOut(Schema):
    """One finished proposal; `days` in work, both ends counted, null where its beginning is not known."""

    proposal_id: int
    finished_on: dt.date
    days: int | None


class AgedOut(Schema):
    """One proposal in work, with the share of what was finished that it has been in work longer than."""

    proposal_id: int
    column_id: int | None
    days_in_work: int
    days_in_column: int
    longer_than: float | None


class WorkFlowOut(Schema):
    """How work flowed. `percentiles`: days that so many per cent of what was finished did not exceed."""

    today: dt.date
    source: str
    weeks: list[WeekOut]
    finished: list[FinishedOut]
    percentiles: dict[str, int | None]
    ageing: list[AgedOut]
    waiting: int


class WhenOut(Schema):
    """By which day so many are done."""

    items: int
    days: dict[str, dt.date] = Field(description="By certainty in per cent.")


class HowManyOut(Schema):
    """How many are done by a day."""

    by: dt.date
    weeks: int
    counts: dict[str, int] = Field(description="At least so many, by certainty in per cent.")


class ForecastOut(Schema):
    """What comes if the coming weeks are like those before."""

    start: dt.date
    history_weeks: int
    history_finished: int
    reason: str = Field(description="Why nothing honest can be said; empty otherwise.")
    when: WhenOut | None
    how_many: HowManyOut | None


class MoveOut(Schema):
    """One move. `origin` is `import` for what a tracker's file says, `board` for what was moved here."""

    id: int
    proposal_id: int
    stage: str
    before: str
    after: str
    origin: str
    at: dt.datetime
    by_id: int | None
