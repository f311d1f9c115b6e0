"""Metrics that moved against each other: known answers, and what chance brings."""

import datetime as dt
import time

import numpy as np
import pytest
from scipy import stats

from lintel.engines.evidence import Series, TooLittle, together

MONDAY = dt.date(2026, 1, 5)


def weekly(name: str, values: object, first: dt.date = MONDAY) -> Series:
    return Series(name, first, "week", tuple(values))  # type: ignore[arg-type]


def of_changes(name: str, changes: list[float]) -> Series:
    return weekly(name, np.cumsum([100.0, *changes]))


# Chosen without runs, so that every step counts for itself.
ONE = [3.0, -1.0, 4.0, -1.5, 5.0, -9.0, 2.0, -6.0, 5.5, -3.5]
OTHER = [-2.0, 1.0, -5.0, 1.5, -4.0, 7.0, 1.2, 6.0, -4.5, 2.5]


def test_one_pair_is_what_scipy_says_of_the_changes() -> None:
    looked = together([of_changes("a", ONE), of_changes("b", OTHER)], level=1.0)
    [found] = looked.found
    expected = stats.spearmanr(ONE, OTHER)
    assert looked.pairs == 1
    assert found.rho == pytest.approx(expected.statistic)
    assert found.effective <= found.steps == 10
    worth = found.effective - 2
    t = abs(found.rho) * np.sqrt(worth / (1 - found.rho**2))
    assert found.p == pytest.approx(2 * stats.t.sf(t, worth))
    assert found.p >= expected.pvalue  # runs of alike changes never make it surer
    assert found.q == found.p  # one pair needs no correction


def test_it_counts_the_weeks_in_which_one_rose_more_than_usual_and_the_other_less() -> None:
    [found] = together([of_changes("a", ONE), of_changes("b", OTHER)], level=1.0).found
    assert (found.against, found.along, found.steps) == (8, 2, 10)  # medians 0.5 and 1.1


def test_what_only_rises_can_move_against_what_only_rises() -> None:
    rising = [of_changes(name, [20 + one for one in row]) for name, row in (("a", ONE), ("b", OTHER))]
    [found] = together(rising, level=1.0).found
    assert (found.against, found.along) == (8, 2)


def test_a_week_with_the_usual_change_counts_for_neither() -> None:
    odd = [of_changes(name, row[:9]) for name, row in (("a", ONE), ("b", OTHER))]
    [found] = together(odd, level=1.0).found
    assert found.against + found.along == 7  # each has one week that is its median


def test_independent_steps_by_hand() -> None:
    """n / (1 + 2 Σ (1 − j/n) r r') over a fifth of the steps, here two lags."""
    rng = np.random.default_rng(3)
    changes = [np.convolve(rng.normal(size=14), [1, 1, 1, 1, 1], "valid") for _ in range(2)]
    series = [of_changes(name, list(row)) for name, row in zip("ab", changes, strict=True)]
    [found] = together(series, level=1.0).found

    def runs(row: object, lag: int) -> float:
        ranks = stats.rankdata(row) - 5.5
        return float((ranks[:-lag] * ranks[lag:]).sum() / (ranks**2).sum())

    total = sum((1 - lag / 10) * runs(changes[0], lag) * runs(changes[1], lag) for lag in (1, 2))
    assert found.effective == pytest.approx(min(10, 10 / max(1, 1 + 2 * total)))


def test_two_trends_alone_are_not_found() -> None:
    """Values that both rise correlate at nearly 1; their changes do not."""
    rng = np.random.default_rng(12)
    up = [weekly(name, 10 * np.arange(60) + rng.normal(size=60).cumsum()) for name in "ab"]
    assert stats.spearmanr(up[0].values, up[1].values).statistic > 0.99
    assert together(up).found == ()


def test_fewer_than_eight_shared_changes_are_not_looked_at() -> None:
    short = [of_changes(name, row[:7]) for name, row in (("a", ONE), ("b", OTHER))]
    assert together(short, level=1.0).pairs == 0
    enough = [of_changes(name, row[:8]) for name, row in (("a", ONE), ("b", OTHER))]
    assert together(enough, level=1.0).pairs == 1


def test_weeks_that_are_missing_or_begin_later_are_matched_by_their_day() -> None:
    one = list(np.cumsum([100.0, *ONE, *ONE]))
    other = list(np.cumsum([100.0, *OTHER, *OTHER]))
    late = weekly("b", other[3:], MONDAY + dt.timedelta(weeks=3))
    [found] = together([weekly("a", one), late], level=1.0).found
    assert found.rho == pytest.approx(stats.spearmanr(np.diff(one[3:]), np.diff(other[3:])).statistic)
    holed = [*one[:5], None, *one[6:]]
    [found] = together([weekly("a", holed), weekly("b", other)], level=1.0).found
    assert found.steps == 18  # the changes to and from the missing week are unknown
    kept = [n for n in range(20) if n not in {4, 5}]
    expected = stats.spearmanr(np.diff(one)[kept], np.diff(other)[kept])
    assert found.rho == pytest.approx(expected.statistic)


def test_what_never_changes_is_left_out() -> None:
    assert together([of_changes("a", ONE), weekly("b", [5.0] * 11)], level=1.0).pairs == 0


def test_the_order_of_the_series_does_not_matter() -> None:
    rng = np.random.default_rng(5)
    rows = [weekly(f"m{n}", rng.normal(size=30).cumsum()) for n in range(6)]
    assert together(rows, level=1.0) == together(rows[::-1], level=1.0)


def test_chance_alone_is_rarely_shown_and_a_real_pair_is() -> None:
    """40 unrelated metrics make 780 pairs, some 39 of them “significant” at 5 % each."""
    rng = np.random.default_rng(17)
    noise = [weekly(f"n{n:02}", rng.normal(size=53).cumsum()) for n in range(40)]
    looked = together(noise)
    assert looked.pairs == 780
    assert sum(one.p < 0.05 for one in together(noise, level=1.0).found) > 20
    assert len(looked.found) <= 2
    shared = rng.normal(size=52)
    real = [
        of_changes("spend", list(shared + rng.normal(scale=0.3, size=52))),
        of_changes("stock", list(-shared + rng.normal(scale=0.3, size=52))),
    ]
    found = together([*noise, *real]).found
    assert (found[0].first, found[0].second) == ("spend", "stock")
    assert found[0].rho < -0.8
    assert found[0].q < 0.001


def test_different_steps_are_refused_with_a_way_out() -> None:
    monthly = Series("b", dt.date(2026, 1, 1), "month", tuple(map(float, range(12))))
    with pytest.raises(TooLittle, match="different steps"):
        together([of_changes("a", ONE), monthly])


def test_three_hundred_metrics_take_moments() -> None:
    rng = np.random.default_rng(2)
    many = [weekly(f"m{n}", rng.normal(size=53).cumsum()) for n in range(300)]
    together(many[:3])
    began = time.process_time()
    assert together(many).pairs == 44_850
    assert time.process_time() - began < 2
