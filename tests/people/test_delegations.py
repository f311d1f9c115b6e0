"""Lending the key of an office."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lintel.audit.sides import Office
from lintel.people.access import key_of
from lintel.people.actions import delegation
from lintel.people.models import Delegation, Role, User
from lintel.ui.problems import Denied, Problem
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def day(offset: int) -> dt.date:
    """A day counted from today."""
    return timezone.now().date() + dt.timedelta(days=offset)


def lend(cast: Cast, starts: int = 0, ends: int = 7) -> Delegation:
    """Mara lends her key to Nele."""
    return delegation.give(cast.mara, delegate=cast.nele, starts=day(starts), ends=day(ends), by=cast.mara)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(
    starts=st.integers(-400, 800),
    length=st.integers(-5, 800),
    first=st.integers(0, 60),
    span=st.integers(0, 60),
)
def test_days_hold_exactly_by_the_rules(cast: Cast, starts: int, length: int, first: int, span: int) -> None:
    with transaction.atomic():
        lend(cast, first, first + span)
        ends = starts + length
        allowed = starts >= 0 and 0 <= length < 366 and (ends < first or starts > first + span)
        if allowed:
            lend(cast, starts, ends)
        else:
            with pytest.raises(Problem) as refusal:
                lend(cast, starts, ends)
            assert refusal.value.field in {"starts", "ends"}
        for offset in (starts - 1, starts, ends, ends + 1):
            lent = first <= offset <= first + span or (allowed and starts <= offset <= ends)
            assert (key_of(cast.nele, day(offset)) is not None) == lent
        transaction.set_rollback(True)


def test_a_delegate_signs_for_one_office_on_these_days(cast: Cast) -> None:
    lend(cast, 1, 2)
    assert key_of(cast.nele, day(0)) is None
    key = key_of(cast.nele, day(1))
    assert key is not None
    assert (key.office, key.on_behalf_of) == (Office.MARKETING, cast.mara)
    assert key_of(cast.nele, day(3)) is None


@pytest.mark.parametrize("name", ["tomas", "ana", "finn", "sam", "mara", "ivo"])
def test_only_members_of_the_same_side_stand_in(cast: Cast, name: str) -> None:
    delegate = getattr(cast, name)
    with pytest.raises(Problem) as refusal:
        delegation.give(cast.mara, delegate=delegate, starts=day(0), ends=day(1), by=cast.mara)
    assert refusal.value.field == "delegate"


def test_nobody_signs_for_both_offices_on_one_day(cast: Cast) -> None:
    User.objects.filter(pk=cast.lena.pk).update(side="marketing")
    with pytest.raises(Problem, match="nobody signs for both"):
        delegation.give(cast.mara, delegate=cast.lena, starts=day(0), ends=day(1), by=cast.mara)


def test_only_the_holder_lends(cast: Cast) -> None:
    for by in (cast.nele, cast.ivo, cast.ada):
        with pytest.raises(Denied):
            delegation.give(cast.mara, delegate=cast.nele, starts=day(0), ends=day(1), by=by)
    with pytest.raises(Denied):
        delegation.give(cast.nele, delegate=cast.emil, starts=day(0), ends=day(1), by=cast.nele)
    assert delegation.give(cast.mara, delegate=cast.nele, starts=day(0), ends=day(1), by=None)


@pytest.mark.parametrize(("name", "may"), [("mara", True), ("nele", True), ("ada", True), ("ivo", False)])
def test_who_ends_a_delegation(cast: Cast, as_: SignIn, name: str, may: bool) -> None:
    given_ = lend(cast)
    answer = as_(getattr(cast, name)).post(f"/delegations/{given_.pk}/revocation/")
    assert answer.status_code == (302 if may else 403)
    assert (key_of(cast.nele) is None) is may


def test_a_delegate_who_is_no_longer_a_member_no_longer_signs(cast: Cast) -> None:
    lend(cast)
    User.objects.filter(pk=cast.nele.pk).update(role=Role.VIEWER)
    cast.nele.refresh_from_db()
    assert key_of(cast.nele) is None


def test_the_pages(cast: Cast, as_: SignIn) -> None:
    mara = as_(cast.mara)
    form = mara.get("/delegations/new/").content.decode()
    assert "Nele Vogt" in form
    assert "Tomas Okafor" not in form
    filled = {"delegate": cast.nele.pk, "starts": day(0), "ends": day(3)}
    assert mara.post("/delegations/new/", filled).status_code == 302
    again = mara.post("/delegations/new/", filled)
    assert again.status_code == 422
    assert "stands in" in again.content.decode()
    page = as_(cast.tomas).get("/delegations/?days=open").content.decode()
    assert "Nele Vogt" in page
    assert "/revocation/" not in page
    assert as_(cast.nele).get("/delegations/new/").status_code == 403
    assert "Nele" not in as_(cast.sam).get("/delegations/").content.decode()


def test_the_database_refuses_days_out_of_order(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.create(
            office="it", holder=cast.ivo, delegate=cast.tomas, starts=day(2), ends=day(1)
        )
