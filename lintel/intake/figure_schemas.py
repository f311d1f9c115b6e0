"""Give and take as plain values, for API and command line."""

from ninja import Schema

from lintel.intake.figures import Tally
from lintel.intake.models import AnswerKind, Reason


class OfficeTallyOut(Schema):
    """What was asked of one office."""

    asked: int
    answered: int
    in_time: int
    in_time_percent: int | None
    answers: dict[str, int]
    refused_by_reason: dict[str, int]
    alternatives_accepted: int
    counter_offers: int
    escalations: int
    agreed: int
    median_days_to_agreement: float | None
    overdue_today: int

    @classmethod
    def of(cls, tally: Tally) -> "OfficeTallyOut":
        """From what was counted."""
        return cls(
            asked=tally.asked,
            answered=tally.answered,
            in_time=tally.in_time,
            in_time_percent=tally.in_time_percent,
            answers={kind.value: tally.kinds[kind] for kind in AnswerKind},
            refused_by_reason={reason.value: tally.reasons[reason] for reason in Reason},
            alternatives_accepted=tally.alternatives_accepted,
            counter_offers=tally.counter_offers,
            escalations=tally.escalations,
            agreed=tally.agreed,
            median_days_to_agreement=tally.median_days,
            overdue_today=tally.silent,
        )


class OfficeMonthOut(OfficeTallyOut):
    """One office in one month."""

    month: str
    office: str


class RequestFiguresOut(Schema):
    """Give and take over whole months."""

    first: str
    last: str
    marketing: OfficeTallyOut
    it: OfficeTallyOut
    months: list[OfficeMonthOut]
