"""Whether estimates came true: known answers, and what must not matter."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintel.engines.evidence import Estimate, calibrate
from lintel.engines.evidence.calibration import interval_score, wilson

FIVE = [
    Estimate(10, 20, 30, 18), Estimate(10, 20, 30, 26), Estimate(10, 20, 30, 31), Estimate(10, 20, 30, 34),
    Estimate(10, 20, 30, 40),
]  # fmt: skip
POSITIVE = st.floats(0.01, 1_000)
ESTIMATES = st.lists(
    st.tuples(POSITIVE, st.floats(0.1, 1), st.floats(1, 5), st.floats(0, 10)).map(
        lambda one: Estimate(one[0] * one[1], one[0], one[0] * one[2], one[0] * one[3])
    ),
    min_size=5,
    max_size=30,
)


def test_wilsons_interval_is_that_of_the_literature() -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for successes, count, low, high in (
        (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
    ):  # fmt: skip
        assert wilson(successes, count) == pytest.approx((low, high), abs=5e-5)


def test_a_miss_is_fined_twenty_times_at_nine_of_ten() -> None:
    assert interval_score(Estimate(10, 20, 30, 25)) == 20
    assert interval_score(Estimate(10, 20, 30, 31)) == pytest.approx(40)
    assert interval_score(Estimate(10, 20, 30, 8)) == pytest.approx(60)


def test_five_estimates_of_which_three_were_too_low() -> None:
    told = calibrate(FIVE)
    assert told is not None
    assert (told.count, told.inside, told.above, told.below) == (5, 0.4, 3, 0)
    assert told.ratio == pytest.approx(1.55)
    assert told.brier == pytest.approx((2 * 0.01 + 3 * 0.81) / 5)
    assert told.interval_score == pytest.approx((20 * 5 + 20 * (1 + 4 + 10)) / 5 / 20)
    assert calibrate(FIVE[:4]) is None
    assert calibrate([], least=0) is None


@pytest.mark.parametrize("wrong", [Estimate(3, 2, 4, 1), Estimate(1, 2, 1, 1), Estimate(-1, 0, 1, 1)])
def test_what_is_no_range_is_refused(wrong: Estimate) -> None:
    with pytest.raises(ValueError, match="no range"):
        calibrate([*FIVE, wrong])


@given(ESTIMATES, st.randoms(use_true_random=False))
def test_order_does_not_matter_and_everything_is_counted_once(rows: list[Estimate], chance: object) -> None:
    told = calibrate(rows)
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert calibrate(shuffled) == told
    assert told is not None
    assert round(told.inside * told.count) + told.above + told.below == told.count == len(rows)
    assert told.inside_low <= told.inside <= told.inside_high
    assert told.ratio_low <= told.ratio <= told.ratio_high


@given(ESTIMATES, st.sampled_from([2.0, 0.25, 1024.0]))
def test_the_unit_does_not_matter(rows: list[Estimate], factor: float) -> None:
    scaled = [
        Estimate(one.low * factor, one.likely * factor, one.high * factor, one.actual * factor)
        for one in rows
    ]
    first, second = calibrate(rows), calibrate(scaled)
    assert first is not None
    assert second is not None
    assert first.inside == second.inside
    assert math.isclose(first.ratio, second.ratio)
    assert math.isclose(first.interval_score, second.interval_score)
