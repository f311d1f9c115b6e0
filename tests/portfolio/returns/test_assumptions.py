"""What is assumed counts once both offices signed it, version by version."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from lintel.audit.models import Entry
from lintel.audit.signatures import hash_of
from lintel.people.models import Specialty, User
from lintel.people.waiting import waiting
from lintel.portfolio.returns.actions import assumptions
from lintel.portfolio.returns.models import Assumptions
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.portfolio.returns.makers import FORM, TERMS, make_assumptions

SignIn = Callable[[User], Client]
PAGE = "/returns/assumptions/"


def test_written_by_one_side_it_counts_when_both_signed(cast: Cast, as_: SignIn) -> None:
    nele, mara, ivo = as_(cast.nele), as_(cast.mara), as_(cast.ivo)
    assert "Nothing is assumed yet." in nele.get(PAGE).content.decode()
    engineer = Specialty.objects.get(name="Data engineer")
    answer = nele.post(f"{PAGE}edit/", {**FORM, "seen": "0", f"day-{engineer.pk}": "820"})
    assert answer.status_code == 302, answer.content.decode()
    row = Assumptions.objects.get()
    assert (row.version, row.horizon, row.rates) == (1, 4, {"CHF": "1.05", "USD": "0.92"})
    assert row.day_rates == {str(engineer.pk): "820"}
    assert Assumptions.objects.in_force() is None
    assert nele.post(f"{PAGE}{row.pk}/signature/", {"content_hash": hash_of(row)}).status_code == 403
    shown = mara.get(PAGE).content.decode()
    assert "Sign for the Marketing office" in shown
    assert "€820 a day" in shown
    assert "0 to 6 months, mostly 2" in shown
    assert [one.named for one in waiting(cast.ivo, row.written_at.date(), ("portfolio: assumptions",))]
    for who in (mara, ivo):
        assert who.post(f"{PAGE}{row.pk}/signature/", {"content_hash": hash_of(row)}).status_code == 302
    assert Assumptions.objects.in_force() == row
    assert "in force" in as_(cast.finn).get(PAGE).content.decode()
    assert not waiting(cast.ivo, row.written_at.date(), ("portfolio: assumptions",))
    said = Entry.objects.filter(action="assumptions.signed").latest("seq").body
    assert "with both keys it is in force" in said


def test_the_version_before_counts_until_the_next_is_signed(cast: Cast) -> None:
    first = make_assumptions(cast)
    second = assumptions.write(replace(TERMS, horizon=3), by=cast.tomas, seen=1)
    assert Assumptions.objects.in_force() == first
    assumptions.sign(second, by=cast.lena, content_hash=hash_of(second))  # with Ivo's key
    assert Assumptions.objects.in_force() == first
    third = assumptions.write(replace(TERMS, horizon=2), by=cast.nele, seen=2)
    with pytest.raises(Stale, match="newer version"):
        assumptions.sign(second, by=cast.mara, content_hash=hash_of(second))
    with pytest.raises(Stale):
        assumptions.write(replace(TERMS, horizon=1), by=cast.nele, seen=2)
    for holder in (cast.mara, cast.ivo):
        assumptions.sign(third, by=holder, content_hash=hash_of(third))
    assert Assumptions.objects.in_force() == third


def test_nobody_signs_twice_or_for_both(cast: Cast) -> None:
    row = assumptions.write(TERMS, by=cast.nele, seen=0)
    assumptions.sign(row, by=cast.lena, content_hash=hash_of(row))
    for again in (cast.lena, cast.ivo):
        with pytest.raises(Problem, match="Lena Ito has signed for the IT office already"):
            assumptions.sign(row, by=again, content_hash=hash_of(row))
    with pytest.raises(Stale):
        assumptions.sign(row, by=cast.mara, content_hash="0" * 64)
    for outsider in (cast.ana, cast.finn, cast.sam, cast.ada):
        with pytest.raises(Denied):
            assumptions.write(replace(TERMS, horizon=9), by=outsider, seen=1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"currency": "euro"}, "currency"),
        ({"discount_rate": Decimal(800)}, "discount_rate"),
        ({"inflation": Decimal("0.001")}, "inflation"),
        ({"horizon": 0}, "horizon"),
        ({"shape": "normal"}, "shape"),
        ({"benefit_correlation": Decimal("1.5")}, "benefit_correlation"),
        ({"portfolio_correlation": Decimal("0.5")}, "portfolio_correlation"),
        ({"delay_low": Decimal(5)}, "delay_likely"),
        ({"day_rate": Decimal(-1)}, "day_rate"),
        ({"rates": {"EUR": Decimal(1)}}, "rates"),
        ({"rates": {"USD": Decimal(0)}}, "rates"),
        ({"day_rates": {99: Decimal(1)}}, "day_rates"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(cast: Cast, change: dict[str, Any], field: str) -> None:
    with pytest.raises(Problem) as refused:
        assumptions.write(replace(TERMS, **change), by=cast.nele, seen=0)
    assert refused.value.field == field
    assert not Assumptions.objects.exists()


def test_a_form_that_does_not_fit_keeps_what_was_written(cast: Cast, as_: SignIn) -> None:
    nele = as_(cast.nele)
    answer = nele.post(f"{PAGE}edit/", {**FORM, "seen": "0", "rates": "a dollar is a dollar"})
    assert answer.status_code == 422
    assert "is no rate. Write it like USD 0.92." in answer.content.decode()
    answer = nele.post(f"{PAGE}edit/", {**FORM, "seen": "0", "portfolio_correlation": "0.9"})
    assert answer.status_code == 422
    assert "cannot move together more" in answer.content.decode()
    assert 'value="0.9"' in answer.content.decode()
    make_assumptions(cast)
    late = nele.post(f"{PAGE}edit/", {**FORM, "seen": "0"})
    assert late.status_code == 409
    assert 'name="seen" value="1"' in late.content.decode()
    assert 'value="7.5"' in late.content.decode()
