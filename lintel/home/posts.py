"""What each side carries: the words that it owes the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from lintel.audit.sides import OFFICES, Office
from lintel.charter.concerns.models import Concern
from lintel.charter.expectations.models import Expectation
from lintel.goals.objectives.models import Goal
from lintel.intake.models import Request
from lintel.language.models import Term
from lintel.people.carrying import Figure, counted
from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal

BOTH = "both"


@dataclass(frozen=True)
class Post:
    """One side, and what it owes; each figure opens what it is made of."""

    office: Office
    answers_owed: int
    overdue: int
    signatures_owed: int
    figures: tuple[Figure, ...] = ()


def owed_by_each(user: User, day: date) -> list[Post]:
    """Both posts, in a fixed number of queries."""
    answers = (
        Request.objects.visible_to(user)
        .awaiting_answer(day)
        .order_by()
        .values("asked_office")
        .annotate(owed=Count("pk"), overdue=Count("pk", filter=Q(answer_by__lt=day)))
    )
    requests: dict[str, Any] = {row["asked_office"]: row for row in answers}
    signatures = _by_awaits(Proposal.objects.visible_to(user))
    expectations = _by_awaits(Expectation.objects.visible_to(user))
    goals = _by_awaits(Goal.objects.visible_to(user))
    return [
        _post(
            office,
            answers=requests.get(office, {"owed": 0, "overdue": 0}),
            signatures=_of(signatures, office),
            expectations=expectations.get(office, 0),
            goals=_of(goals, office),
            words=Term.objects.visible_to(user).waiting_for(office).count(),
            concerns=Concern.objects.visible_to(user).filter(state="stated", office=_other(office)).count(),
        )
        for office in OFFICES
    ]


def _by_awaits(rows: Any) -> dict[str, int]:
    """How many wait for whom; by their key, so that rows which a join doubles count once."""
    counted_rows = rows.exclude(awaits="").order_by().values_list("awaits")
    return dict(counted_rows.annotate(count=Count("pk", distinct=True)))


def _of(found: Mapping[str, int], office: Office) -> int:
    return found.get(office, 0) + found.get(BOTH, 0)


def _other(office: Office) -> Office:
    return next(one for one in OFFICES if one != office)


def _post(
    office: Office,
    *,
    answers: Mapping[str, int],
    signatures: int,
    expectations: int,
    goals: int,
    words: int,
    concerns: int,
) -> Post:
    requests = f"{reverse('intake:requests')}?asked_office={office}"
    figures = (
        counted(answers["owed"], "Answers owed", f"{requests}&state=owed"),
        counted(answers["overdue"], "Past their date", f"{requests}&silence=overdue", is_grave=True),
        counted(signatures, "Signatures owed", f"{reverse('portfolio:proposals')}?turn={office}"),
        counted(
            expectations, "Expectations to answer", f"{reverse('expectations:expectations')}?awaits={office}"
        ),
        counted(goals, "Goals to speak on", f"{reverse('objectives:goals')}?awaits={office}"),
        counted(words, "Words to explain or sign", f"{reverse('language:terms')}?waits={office}"),
        counted(
            concerns,
            "Concerns to play back",
            f"{reverse('concerns:concerns')}?office={_other(office)}&state=stated",
        ),
    )
    return Post(office, answers["owed"], answers["overdue"], signatures, figures)
