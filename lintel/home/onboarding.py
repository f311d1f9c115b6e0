"""The first steps in an empty house, each with where to take it."""

from dataclasses import dataclass

from django.urls import reverse

from lintel.audit.models import Signature
from lintel.audit.sides import Office
from lintel.imports.models import Batch
from lintel.intake.models import Answer, Request, RequestType
from lintel.people.access import may_administer, may_work
from lintel.people.models import Role, User


@dataclass(frozen=True)
class Step:
    """One step: whether it is done, what it says, where it is taken."""

    done: bool
    title: str
    text: str
    url: str


def steps(user: User) -> list[Step]:
    """The steps for those who set the house up; empty for others and once a decision was signed by both."""
    if not (may_administer(user) or may_work(user)) or _both_signed():
        return []
    holders = User.objects.active().filter(role=Role.OFFICE_HOLDER, side__in=Office.values).count()
    return [
        Step(
            User.objects.active()[:2].count() == 2,
            "Bring your colleagues in",
            "Import a people list from your HR system, or add them one by one.",
            reverse("people:people"),
        ),
        Step(
            holders == len(Office.values),
            "Name both office holders",
            "The CMO and the CIO hold the two keys. An administrator gives each their office.",
            reverse("people:people"),
        ),
        Step(
            RequestType.objects.filter(is_active=True).exists(),
            "Choose what can be asked",
            "Request types carry the form and the days within which an answer is due.",
            reverse("intake:types"),
        ),
        Step(
            Batch.objects.filter(state="imported").exists(),
            "Bring in what you already have",
            "A Jira export or a request list: every bad row is shown before anything is written.",
            reverse("imports:list"),
        ),
        Step(
            Answer.objects.exists(),
            "Answer a first request" if Request.objects.exists() else "Ask for something",
            "Yes, yes if, later, or another way. There is no bare no.",
            reverse("intake:requests"),
        ),
        Step(
            False,
            "Sign a first proposal from both sides",
            "It counts once both keys are turned.",
            reverse("portfolio:proposals"),
        ),
    ]


def _both_signed() -> bool:
    """The last step, which cannot be taken before the others."""
    return all(Signature.objects.filter(office=office).exists() for office in Office)
