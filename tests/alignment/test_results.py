"""Medians, gaps and recommendations against values worked out by hand; few are never shown."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from lintel.alignment import advice, results
from lintel.alignment.actions import round as rounds
from lintel.alignment.results import Side
from lintel.audit.sides import Office
from lintel.people.models import User
from tests.alignment.makers import answer, make_round, side_of
from tests.cast import Cast

As = Callable[[User], Client]


@pytest.mark.parametrize(
    ("counts", "median", "least", "mean"),
    [
        ((4, 0, 0, 0, 0), 1, 1, 1.0),
        ((0, 2, 0, 2, 0), 3, 2, 3.0),
        ((1, 1, 1, 1, 1), 3, 1, 3.0),
        ((0, 0, 1, 2, 1), 4, 3, 4.0),
        ((0, 1, 0, 0, 4), 5, 2, 4.4),
    ],
)
def test_known_medians(counts: tuple[int, ...], median: float, least: int, mean: float) -> None:
    side = Side(counts)
    assert (side.median, side.least, side.mean) == (median, least, pytest.approx(mean))


@given(st.tuples(*[st.integers(0, 6)] * 5))
def test_a_side_is_shown_from_four_answers_on(counts: tuple[int, ...]) -> None:
    side = Side(counts, unsure=9)
    assert side.withheld == (sum(counts) < 4)
    shown = (side.mean, side.median, side.least)
    assert all(value is None for value in shown) if side.withheld else all(1 <= value <= 5 for value in shown)  # type: ignore[operator]
    assert bool(side.shares) != side.withheld


def read(cast: Cast, marketing: dict[str, int], it: dict[str, int]) -> Any:
    made = make_round(cast)
    for side, said in (("marketing", marketing), ("it", it)):
        for person in side_of(made, side):
            answer(made, person, 3, **said)
    rounds.close(made, by=cast.mara)
    return results.read(made)[0]


def test_gap_times_importance_orders_what_to_talk_about(cast: Cast) -> None:
    # trust: gap 2 in a criterion that matters 3; words: gap 1 in the same; answers alike everywhere else
    found = read(cast, {"trust": 5, "words": 4}, {"trust": 3, "words": 3})
    first, second, *rest = advice.apart(found)
    assert (first.result.item.key, first.score) == ("trust", pytest.approx(6.0))
    assert (second.result.item.key, second.score) == ("words", pytest.approx(3.0))
    assert rest == []
    assert [item.item.key for item in found.items if item.far_apart] == ["words", "trust"]


def test_what_both_find_weak_is_told_apart_from_what_they_see_differently(cast: Cast) -> None:
    found = read(cast, {"budget": 1, "trust": 1}, {"budget": 2, "trust": 5})
    assert [one.result.item.key for one in advice.weak(found)] == ["budget"]
    assert [one.result.item.key for one in advice.apart(found)] == ["trust", "budget"]


def test_i_cannot_say_counts_in_no_figure(cast: Cast) -> None:
    found = read(cast, {"risk": 0}, {})
    [item] = [item for item in found.items if item.item.key == "risk"]
    side = item.sides[Office.MARKETING]
    assert side.withheld
    assert side.unsure >= 4
    assert item.gap is None
    assert found.mean(Office.MARKETING) == 3.0


def test_three_answers_are_shown_nowhere(cast: Cast, as_: As) -> None:
    made = make_round(cast)
    for person in side_of(made, "it"):
        answer(made, person, 3)
    for person in side_of(made, "marketing")[:3]:
        answer(made, person, 5)
    rounds.close(made, by=cast.mara)
    client = as_(cast.mara)
    page = client.get(made.get_absolute_url()).content.decode()
    assert page.count("Fewer than four answers") == 38
    assert "The gap cannot be shown." in page
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(made.get_absolute_url() + "?export=csv").getvalue().decode("utf-8-sig"))
        )
    )
    assert len(rows) == 38
    assert {row["Marketing mean"] for row in rows} == {""}
    assert {row["IT mean"] for row in rows} == {"3.0"}
    assert {row["Gap"] for row in rows} == {""}


def test_rounds_are_compared_over_time(cast: Cast, as_: As) -> None:
    for name, value in (("Spring", 2), ("Autumn", 4)):
        made = make_round(cast, name)
        for side in ("marketing", "it"):
            for person in side_of(made, side):
                answer(made, person, value)
        rounds.close(made, by=cast.ivo)
    client = as_(cast.finn)
    page = client.get("/alignment/").content.decode()
    assert "Over the rounds" in page
    assert page.index(">Autumn</h2>") < page.rindex(">Spring<")
