"""Who serves what, what does the same, what things cost, what lies idle."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lintel.estate.inventory.actions import contract, relation
from lintel.estate.inventory.models import Contract, Kind
from lintel.estate.inventory.standing import Joint, Part, Standing
from lintel.estate.spending import drawing, overlapping, sharing
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.inventory.makers import make_contract, make_element, make_shop
from tests.estate.spending.makers import month, pay

SignIn = Callable[[User], Client]
DAY = dt.date(2026, 10, 1)


def estate(joints: list[tuple[int, int]], **costs: int) -> Standing:
    """Systems 1–3, capabilities 11–13 (weights 4, 2, 1), touchpoints 21 and 22."""
    named = {
        1: ("system", "A", None), 2: ("system", "B", None), 3: ("system", "C", None),
        11: ("capability", "Sell", 4), 12: ("capability", "Send", None), 13: ("capability", "Test", 1),
        21: ("touchpoint", "Shop", None), 22: ("touchpoint", "App", None),
    }  # fmt: skip
    parts = {
        number: Part(
            number, kind, name, criticality=bad, cost=Decimal(costs[name]) if name in costs else None
        )
        for number, (kind, name, bad) in named.items()
    }
    return Standing(DAY, parts, tuple(Joint(one, other, "serves") for one, other in joints))


def test_overlap_is_the_weighted_jaccard_index() -> None:
    found = estate([(1, 11), (1, 12), (2, 11), (2, 13), (3, 13)], A=500, B=300)
    pairs = overlapping.overlaps(overlapping.matrix(DAY, found))
    assert [(pair.one.name, pair.other.name, pair.score) for pair in pairs] == [
        ("A", "B", round(4 / 7, 4)), ("B", "C", round(1 / 5, 4))
    ]  # fmt: skip
    assert [one.name for one in pairs[0].shared] == ["Sell"]
    assert ([one.name for one in pairs[0].only_one], [one.name for one in pairs[0].only_other]) == (
        ["Send"], ["Test"]
    )  # fmt: skip
    assert (pairs[0].most, pairs[1].most) == (Decimal(300), None)


def test_the_order_of_rows_does_not_matter() -> None:
    joints = [(1, 11), (1, 12), (2, 11), (2, 13), (3, 13), (3, 11)]
    one, other = estate(joints), estate(joints[::-1])
    assert overlapping.overlaps(overlapping.matrix(DAY, one)) == overlapping.overlaps(
        overlapping.matrix(DAY, other)
    )


def test_costs_are_split_equally_and_nothing_is_lost() -> None:
    found = estate([(1, 11), (1, 12), (1, 13), (2, 11)], A=100, B=50, C=7)
    shares = sharing.shares(Kind.CAPABILITY, DAY, found)
    assert [(share.name, share.amount) for share in shares] == [
        ("Sell", Decimal("83.34")), ("Send", Decimal("33.33")), ("Test", Decimal("33.33")),
        (sharing.NOWHERE, Decimal("7.00")),
    ]  # fmt: skip
    assert sum(share.amount for share in shares) == Decimal(157)


def test_a_touchpoint_is_reached_by_way_of_capabilities() -> None:
    found = estate([(1, 11), (11, 21), (11, 22), (2, 21)], A=100, B=50)
    shares = {share.name: share.amount for share in sharing.shares(Kind.TOUCHPOINT, DAY, found)}
    assert shares == {"Shop": Decimal(100), "App": Decimal(50)}


@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=40))
def test_areas_of_a_treemap_are_in_proportion_and_inside(sizes: list[float]) -> None:
    falling = sorted(sizes, reverse=True)
    boxes = drawing.squarified(falling, (0.0, 0.0, 1000.0, 480.0))
    whole = sum(falling)
    for size, (x, y, width, height) in zip(falling, boxes, strict=True):
        assert width * height == pytest.approx(480_000 * size / whole, rel=1e-6)
        assert x >= 0
        assert y >= 0
        assert x + width <= 1000 + 1e-3
        assert y + height <= 480 + 1e-3


def test_the_example_of_the_paper_comes_out() -> None:
    # Bruls et al. (2000), figure 4: areas 6 6 4 3 2 2 1 in a rectangle of 6 × 4
    boxes = drawing.squarified([6, 6, 4, 3, 2, 2, 1], (0.0, 0.0, 6.0, 4.0))
    assert boxes[0] == pytest.approx((0, 0, 3, 2))
    assert boxes[1] == pytest.approx((0, 2, 3, 2))
    assert boxes[2][3] == pytest.approx(boxes[3][3])  # 4 and 3 lie side by side


@pytest.mark.django_db
def test_pages_say_what_stands_and_files_hold_it(cast: Cast, as_: SignIn) -> None:
    shop, nele = make_shop(cast), as_(cast.nele)
    twin = make_element(cast, "Till two")
    relation.join(twin, "serves", shop["order"], by=cast.tomas)
    pay(shop["shop"], {1: 100, 2: 100})
    pay(twin, {1: 40})
    page = nele.get("/spending/").content.decode()
    assert "By touchpoint" in page
    assert "Take an order" in page
    assert nele.get("/spending/?by=touchpoint").status_code == 200
    pairs = nele.get("/spending/overlaps/").content.decode()
    assert "Till two" in pairs
    assert "origin=overlap" in pairs
    assert "serves Take an order" in nele.get("/spending/matrix/").content.decode()
    for what in ("matrix", "overlaps", "capability", "touchpoint"):
        answer = nele.get(f"/spending/files/{what}.csv")
        assert "Shopkeeper" in b"".join(answer).decode(), what
        assert b"".join(nele.get(f"/spending/files/{what}.xlsx")).startswith(b"PK"), what
    assert nele.get("/spending/files/all.csv").status_code == 404
    assert as_(cast.sam).get("/spending/").status_code == 403


@pytest.mark.django_db
def test_unused_seats_cost_their_share(cast: Cast, as_: SignIn) -> None:
    made = make_contract(cast, make_shop(cast))
    contract.count_seats(Contract.objects.get(pk=made.pk), used=30, day=timezone.localdate(), by=cast.nele)
    page = as_(cast.nele).get("/spending/seats/").content.decode()
    assert "3,000" in page  # 10 of 40 seats at 12,000 a year
    items = as_(cast.nele).get("/api/v1/spending/seats").json()["items"]
    assert [(one["unused_seats"], Decimal(one["wasted_a_year"])) for one in items] == [(10, Decimal(3000))]


@pytest.mark.django_db
def test_programs_read_the_same(cast: Cast, as_: SignIn) -> None:
    shop = make_shop(cast)
    pay(shop["shop"], {1: 100})
    nele = as_(cast.nele)
    shares = nele.get("/api/v1/spending/shares?by=touchpoint").json()
    assert shares["items"][0]["name"] == "Web shop"
    assert nele.get("/api/v1/spending/overlaps").json()["items"] == []
    assert nele.get("/api/v1/spending/months").json()[0]["month"] == month(1).isoformat()
    assert as_(cast.sam).get("/api/v1/spending/overlaps").status_code == 403
