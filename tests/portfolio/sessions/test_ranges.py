"""WSJF and RICE as intervals, the ranks they leave open, and how far apart two sides are."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintel.portfolio.sessions.disagreement import SCALE, Apart, apart, nearest, over_all
from lintel.portfolio.sessions.ranges import (
    Interval,
    RankRange,
    hull,
    rank_ranges,
    rice,
    share_before,
    wsjf,
)

numbers = st.floats(min_value=-50, max_value=50, allow_nan=False)
intervals = st.tuples(numbers, numbers).map(lambda pair: Interval(min(pair), max(pair)))
tables = st.dictionaries(st.integers(0, 30), intervals, max_size=8)
sizes = st.sampled_from(SCALE)


def point(value: float) -> Interval:
    return Interval(value, value)


def test_wsjf_of_one_answer_is_the_formula_and_of_several_reaches_its_bounds() -> None:
    assert wsjf(point(8), point(5), point(3), point(2)) == point(8.0)
    found = wsjf(Interval(5, 13), Interval(3, 8), point(3), Interval(2, 8))
    assert found == Interval(11 / 8, 24 / 2)


def test_rice_of_one_answer_is_the_formula() -> None:
    assert rice(point(1000), point(2), point(80), point(4)) == point(400.0)
    assert rice(Interval(0, 100), point(1), point(50), Interval(1, 2)) == Interval(0, 50)


def test_what_cannot_be_divided_is_refused() -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        wsjf(point(1), point(1), point(1), Interval(0, 3))
    with pytest.raises(ValueError, match="negative"):
        rice(Interval(-1, 3), point(1), point(50), point(1))
    with pytest.raises(ValueError, match="no interval"):
        Interval(2, 1)


@given(st.lists(sizes, min_size=1), st.lists(sizes, min_size=1), st.lists(sizes, min_size=1))
def test_every_mixture_of_answers_lies_within_the_interval(
    value: list[int], risk: list[int], size: list[int]
) -> None:
    bounds = [hull(one) for one in (value, [3], risk, size)]
    found = wsjf(*(one for one in bounds if one))
    reached = [(v + 3 + r) / s for v, r, s in itertools.product(value, risk, size)]
    assert (min(reached), max(reached)) == pytest.approx((found.low, found.high))


def test_ranks_where_intervals_overlap_and_where_they_do_not() -> None:
    found = rank_ranges({"a": Interval(8, 10), "b": Interval(4, 9), "c": Interval(1, 3), "d": point(3)})
    assert found == {
        "a": RankRange(1, 2), "b": RankRange(1, 2), "c": RankRange(3, 4), "d": RankRange(3, 3),
    }  # fmt: skip  # d is never below c: equals share the better rank


@given(tables)
def test_ranks_are_those_that_the_corners_reach(table: dict[int, Interval]) -> None:
    table = dict(list(table.items())[:5])
    found = rank_ranges(table)
    for key in table:
        ranks = []
        for corner in itertools.product(*[(one.low, one.high) for one in table.values()]):
            values = dict(zip(table, corner, strict=True))
            ranks.append(1 + sum(other > values[key] for other in values.values()))
        assert (min(ranks), max(ranks)) == (found[key].best, found[key].worst)


@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant(table: dict[int, Interval], dice: object) -> None:
    rows = list(table.items())
    dice.shuffle(rows)  # type: ignore[attr-defined]  # a random.Random
    assert rank_ranges(dict(rows)) == rank_ranges(table)


@given(tables, st.data())
def test_narrower_scores_never_widen_a_range_of_ranks(
    table: dict[int, Interval], data: st.DataObject
) -> None:
    before = rank_ranges(table)
    share = st.floats(min_value=0, max_value=1)
    narrower = {}
    for key, one in table.items():
        ends = sorted(one.low + (one.high - one.low) * data.draw(share) for _ in range(2))
        narrower[key] = Interval(*(min(max(end, one.low), one.high) for end in ends))
    after = rank_ranges(narrower)
    assert all(before[key].best <= after[key].best <= after[key].worst <= before[key].worst for key in table)


def test_the_share_of_pairs_counts_equals_half() -> None:
    assert share_before([3, 1], [2, 2]) == 0.5
    assert share_before([5, 5], [1, 5]) == 0.75
    assert share_before([], [1]) is None


@given(st.lists(sizes, min_size=1), st.lists(sizes, min_size=1))
def test_one_stands_before_the_other_or_the_other_way_round(ours: list[int], theirs: list[int]) -> None:
    there, back = share_before(ours, theirs), share_before(theirs, ours)
    assert there is not None
    assert back is not None
    assert there + back == pytest.approx(1)


def test_disagreement_in_steps_of_the_scale() -> None:
    assert apart([13, 20], [5, 8]) == Apart(between=2.0, within=1)
    assert apart([3, 3], [3]) == Apart(0.0, 0)
    assert apart([1, 20], []) == Apart(0.0, 6)
    assert apart([], []) == Apart(0.0, 0)
    assert over_all([([13], [5]), ([1, 3], [2])]).total == 2 + 1
    with pytest.raises(KeyError):
        apart([4], [5])


@given(st.lists(sizes), st.lists(sizes))
def test_it_does_not_matter_which_side_is_which(ours: list[int], theirs: list[int]) -> None:
    assert apart(ours, theirs) == apart(theirs, ours)
    assert apart(ours, ours).between == 0


def test_the_middle_is_a_size_of_the_scale() -> None:
    assert nearest([2, 20, 3]) == 3
    assert nearest([5, 8]) == 5
    assert nearest([]) is None
