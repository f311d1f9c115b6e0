"""Trials in which nothing was done: how often a difference is announced all the same."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from lintel.engines.evidence import Measure, Trial, analyse
from lintel.engines.evidence.moments import Arm, Moments, joined, of_columns
from lintel.engines.evidence.sequential import LEAST, Seen, half_width, looks
from tests.engines.evidence.simulated import shares


def peeked(rng: np.random.Generator, trials: int, days: int, each: int, rate: float) -> tuple[int, int]:
    """A/A trials of shares with a look every day: how many are announced by always-valid p-values, and how
    many by reading the usual one every day."""
    valid = usual = 0
    for _ in range(trials):
        hits = np.cumsum(rng.binomial(each, rate, size=(2, days)), axis=1)
        units = each * np.arange(1, days + 1)
        share = hits / units
        apart = share[1] - share[0]
        error = np.sqrt((share * (1 - share)).sum(axis=0) / units)
        seen = [
            Seen(None, int(n), int(n), float(d), float(e))
            for n, d, e in zip(units, apart, error, strict=True)
        ]
        found = looks([one for one in seen if one.error > 0], rate * 0.1)
        valid += bool(found) and found[-1].decided
        usual += bool(np.any(np.abs(apart[units >= LEAST] / error[units >= LEAST]) > 1.96))
    return valid, usual


def test_daily_peeking_keeps_the_error_rate_that_the_usual_test_breaks() -> None:
    """Of 400 trials 5 % are 20; more than 34 would happen once in 700 runs if the rate were as high as 5
    %."""
    valid, usual = peeked(np.random.default_rng(11), 400, 28, 200, 0.1)
    assert valid <= 34
    assert usual > 60


def test_the_interval_and_the_p_value_decide_alike() -> None:
    for difference in (0.5, 1.0, 1.5):
        found = looks([Seen(None, 500, 500, difference, 0.3)], 0.8)
        assert found[0].decided == (difference > half_width(0.3, 0.8, 0.95))


def test_the_width_is_the_published_boundary() -> None:
    """Howard et al. 2021, two-sided normal mixture: √((S + ρ) log((S + ρ) / (ρ α²))) for the sum, with S the
    variance of the sum so far. With an error of 1/√S for the mean, ρ = 1/τ²."""
    s, tau = 400.0, 0.2
    rho = 1 / tau**2
    expected = np.sqrt((s + rho) * np.log((s + rho) / (rho * 0.05**2))) / s
    assert half_width(1 / np.sqrt(s), tau, 0.95) == pytest.approx(float(expected), rel=1e-9)


def test_a_real_difference_is_found_before_the_end() -> None:
    rng = np.random.default_rng(3)
    hits = np.cumsum(rng.binomial([[200], [200]], [[0.10], [0.13]], size=(2, 28)), axis=1)
    units = 200 * np.arange(1, 29)
    seen = [
        Seen(None, int(n), int(n), float(b - a), float(np.sqrt((a * (1 - a) + b * (1 - b)) / n)))
        for n, a, b in zip(units, hits[0] / units, hits[1] / units, strict=True)
    ]
    assert any(look.decided for look in looks(seen, 0.02))


def announced(rng: np.random.Generator, trials: int) -> int:
    """A/A trials of three variants and two metrics, analysed once: how many have a winner or a loser."""
    measures = (Measure("hit", "proportion", "hit"), Measure("spent", "mean", "spent", before="earlier"))
    found = 0
    for _ in range(trials):
        arms = []
        for name in ("a", "b", "c"):
            earlier = rng.gamma(2, 10, 300)
            columns = {"hit": rng.binomial(1, 0.2, 300), "earlier": earlier,
                       "spent": earlier + rng.gamma(2, 5, 300)}  # fmt: skip
            arms.append(Arm(name, 1.0, 300, of_columns({k: list(map(float, v)) for k, v in columns.items()})))
        finding = analyse(Trial(measures, 0.05), arms)
        found += any(one.adjusted <= 0.05 for one in finding.primary())
    return found


def test_three_variants_without_a_difference_have_a_winner_as_seldom_as_stated() -> None:
    """Of 150 trials 5 % are 7.5; more than 16 would happen once in 500 runs."""
    assert announced(np.random.default_rng(5), 150) <= 16


@pytest.mark.trust
def test_many_trials_without_a_difference_keep_the_rate() -> None:
    """5,000 at once and 10,000 peeked at daily for four weeks, in four shapes: at most 5 % and three standard
    errors."""
    limit = 5000 * 0.05 + 3 * np.sqrt(5000 * 0.05 * 0.95)
    assert announced(np.random.default_rng(21), 5000) <= limit
    rng = np.random.default_rng(22)
    for each, rate in ((60, 0.3), (200, 0.1), (400, 0.03), (1000, 0.02)):
        valid, _ = peeked(rng, 10_000, 28, each, rate)
        assert valid <= 10_000 * 0.05 + 3 * np.sqrt(10_000 * 0.05 * 0.95), (each, rate)


@pytest.mark.trust
def test_many_looks_at_skewed_means_keep_the_rate() -> None:
    """4,000 trials of a log-normal amount, whose variance is hard to estimate."""
    rng, announced_ = np.random.default_rng(23), 0
    for _ in range(4000):
        parts: list[list[Moments]] = [[], []]
        seen = []
        for _day in range(21):
            for arm in parts:
                arm[:] = [joined([*arm, of_columns({"v": list(rng.lognormal(3, 1, 120))})])]
            (a,), (b,) = parts
            error = float(np.sqrt(a.variance("v") / a.count + b.variance("v") / b.count))
            seen.append(Seen(None, a.count, b.count, b.mean("v") - a.mean("v"), error))
        announced_ += looks(seen, 3.0)[-1].decided
    assert announced_ <= 4000 * 0.05 + 3 * np.sqrt(4000 * 0.05 * 0.95)


def test_chi_square_of_a_fair_hand_out_is_uniform() -> None:
    from lintel.engines.evidence import sample_ratio

    rng = np.random.default_rng(9)
    found = []
    for _ in range(300):
        given = int(rng.binomial(10_000, 0.5))
        found.append(sample_ratio(shares(a=(0, given), b=(0, 10_000 - given))).p_value)
    assert stats.kstest(found, "uniform").pvalue > 0.001
