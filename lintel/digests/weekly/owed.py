"""What waits: for one person in every room, or for a side's office as everybody may see it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.urls import reverse

from lintel.audit.sides import OFFICES
from lintel.intake.models import Request
from lintel.intake.turns import awaited_of
from lintel.people.access import Key, key_of
from lintel.people.models import Mention, User
from lintel.people.waiting import SHOWN, Wait, Waits, waiting
from lintel.portfolio.proposals.models import Proposal


def owed_by_person(user: User, day: dt.date) -> list[Waits]:
    """The same as on the first page: signatures and answers, then what each room says, then mentions."""
    found = [*_signatures(user, key_of(user, day)), *_answers(user, day), *waiting(user, day)]
    named = Mention.objects.waiting_for(user).count()
    if named:
        words = f"You were named in {named} comment{'' if named == 1 else 's'}"
        url = reverse("people:mentions")
        found.append(Waits([Wait(words, url, "Mentions")], 1, url, "", "comment"))
    return found


def owed_by_side(reader: User, scope: str, day: dt.date) -> list[Waits]:
    """Answers and signatures that one office owes, or both."""
    found = []
    for office in OFFICES:
        if scope in (office.value, "company"):
            asked = Request.objects.visible_to(reader).awaiting_answer(day).filter(asked_office=office)
            url = f"{reverse('intake:requests')}?asked_office={office}&state=owed"
            found.append(
                _some(asked.order_by("answer_by", "pk"), url, f"answers owed by the {office.label}",
                      lambda row, who=office.label: Wait(  # type: ignore[misc]  # the name of this turn
                          row.title, row.get_absolute_url(), f"{who} answers", row.answer_by))
            )  # fmt: skip
            signs = Proposal.objects.visible_to(reader).awaiting_signature_of(office)
            url = f"{reverse('portfolio:proposals')}?turn={office}"
            found.append(
                _some(signs.order_by("pk"), url, f"signatures owed by the {office.label}",
                      lambda row, who=office.label: Wait(  # type: ignore[misc]  # the name of this turn
                          row.title, row.get_absolute_url(), f"{who} signs"), "key")
            )  # fmt: skip
    return [one for one in found if one.count]


def _signatures(user: User, key: Key | None) -> list[Waits]:
    if key is None:
        return []
    rows = Proposal.objects.visible_to(user).awaiting_signature_of(key.office).order_by("pk")
    url = f"{reverse('portfolio:proposals')}?turn={key.office}"
    found = _some(
        rows, url, "proposals to sign",
        lambda row: Wait(row.title, row.get_absolute_url(), "Your signature"), "key",
    )  # fmt: skip
    return [found] if found.count else []


def _answers(user: User, day: dt.date) -> list[Waits]:
    rows = Request.objects.visible_to(user).waiting_for(user, day).order_by("answer_by", "pk")

    def wait(row: Any) -> Wait:
        owed = row.is_awaiting_answer(day) and row.asked_office == user.side
        late = row.days_overdue(day)
        words = awaited_of(row, user, day)
        if late:
            words += f", {late} day{'' if late == 1 else 's'} late"
        return Wait(row.title, row.get_absolute_url(), words, row.answer_by if owed else None)

    found = _some(rows, f"{reverse('intake:requests')}?mine=me", "requests wait for you", wait)
    return [found] if found.count else []


def _some(rows: Any, url: str, named: str, wait: Callable[[Any], Wait], icon: str = "inbox") -> Waits:
    first = list(rows[: SHOWN + 1])
    count = len(first) if len(first) <= SHOWN else rows.order_by().count()
    return Waits([wait(row) for row in first[:SHOWN]], count, url, named, icon)
