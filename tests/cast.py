"""The people that the tests are about."""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any

from django.utils import timezone

from lintel.audit.sides import Office, Side
from lintel.people.models import Delegation, Role, Specialty, Team, User

PASSWORD = "a long enough password"


def make_user(name: str = "Pat Example", **values: Any) -> User:
    """A person who can sign in with `PASSWORD`."""
    values.setdefault("email", name.lower().replace(" ", ".") + "@example.org")
    user = User(name=name, **values)
    user.set_password(PASSWORD)
    user.save()
    return user


@dataclass(frozen=True)
class Cast:
    """Everybody, by what they are to the house."""

    mara: User  # CMO
    ivo: User  # CIO
    nele: User  # marketing operations, member
    tomas: User  # architect, member on the IT side
    lena: User  # member on the IT side, delegate of the CIO's office these days
    emil: User  # member in marketing, was delegate until last week
    ana: User  # analyst in marketing
    finn: User  # finance, viewer
    ada: User  # administrator without a role
    sam: User  # a stranger: signs in, has no role

    def __iter__(self) -> Any:
        return ((field.name, getattr(self, field.name)) for field in fields(self))


def make_cast() -> Cast:
    """The cast in an empty house."""
    operations = Team.objects.create(name="Marketing operations", side=Side.MARKETING)
    architecture = Team.objects.create(name="Architecture", side=Side.IT)
    Specialty.objects.create(name="Data engineer", side=Side.IT)
    Specialty.objects.create(name="Content designer", side=Side.MARKETING)
    marketing, it = {"side": Side.MARKETING}, {"side": Side.IT}
    cast = Cast(
        mara=make_user("Mara Lindqvist", role=Role.OFFICE_HOLDER, job_title="CMO", **marketing),
        ivo=make_user("Ivo Brandt", role=Role.OFFICE_HOLDER, job_title="CIO", **it),
        nele=make_user("Nele Vogt", role=Role.MEMBER, team=operations, **marketing),
        tomas=make_user("Tomas Okafor", role=Role.MEMBER, team=architecture, **it),
        lena=make_user("Lena Ito", role=Role.MEMBER, team=architecture, **it),
        emil=make_user("Emil Roth", role=Role.MEMBER, team=operations, **marketing),
        ana=make_user("Ana Sousa", role=Role.ANALYST, **marketing),
        finn=make_user("Finn Keller", role=Role.VIEWER, department="Finance"),
        ada=make_user("Ada Petrova", is_administrator=True, department="Workplace"),
        sam=make_user("Sam Reyes"),
    )
    today = timezone.now().date()
    week = dt.timedelta(days=7)
    Delegation.objects.create(
        office=Office.IT, holder=cast.ivo, delegate=cast.lena, starts=today - week, ends=today + week
    )
    Delegation.objects.create(
        office=Office.MARKETING,
        holder=cast.mara,
        delegate=cast.emil,
        starts=today - 3 * week,
        ends=today - week,
    )
    return cast
