"""People and answers for rounds."""

import datetime as dt

from django.utils import timezone

from lintel.alignment.actions import rating
from lintel.alignment.actions import round as rounds
from lintel.alignment.items import criteria
from lintel.alignment.models import Round
from lintel.audit.sides import Side
from lintel.people.models import Role, User
from tests.cast import Cast, make_user


def ahead(days: int = 14) -> dt.date:
    """A day ahead."""
    return timezone.now().date() + dt.timedelta(days=days)


def make_people(side: str, count: int) -> list[User]:
    """Members of a side beyond the cast."""
    return [make_user(f"{side} Person{n}", role=Role.MEMBER, side=side) for n in range(count)]


def make_round(cast: Cast, name: str = "Autumn") -> Round:
    """An open round; each side has at least four people besides the cast's viewers."""
    if not User.objects.filter(name="it Person0").exists():
        make_people(Side.IT, 2)
        make_people(Side.MARKETING, 2)
    return rounds.open(name, closes_on=ahead(), by=cast.mara)


def answer(round: Round, person: User, value: int, **others: int) -> None:
    """One person answers everything with one number, except for the items named."""
    for one in criteria():
        rating.give(round, one.key, {key: others.get(key, value) for key in one.asked}, by=person)


def side_of(round: Round, side: str) -> list[User]:
    """Who was asked on a side."""
    return [one.person for one in round.invitations.filter(side=side).select_related("person").order_by("pk")]
