"""Figures of trials, beside published examples and the formulas of the literature."""

from __future__ import annotations

import datetime as dt
import math
from itertools import pairwise

import numpy as np
import pytest
from scipy import integrate, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import tt_ind_solve_power
from statsmodels.stats.proportion import power_proportions_2indep

from lintel.engines.evidence import Measure, TooLittle, Trial, analyse, chances, compare, sample_ratio
from lintel.engines.evidence.moments import Arm, joined, of_columns
from lintel.engines.evidence.multiple import adjusted
from lintel.engines.evidence.power import Plan, curve, power_of, sample_size, smallest_difference
from tests.engines.evidence.simulated import arms, shares

HIT = Measure("conversion", "proportion", "hit")
SPENT = Measure("spent", "mean", "spent", before="earlier")
EXACT = {"rel": 1e-6, "abs": 1e-9}


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0528, 0.3382),
        ((9, 10), (3, 10), 0.1700, 0.8406),
        ((5, 56), (0, 29), -0.0326, 0.1933),
    ],
)
def test_score_intervals_are_those_that_newcombe_prints(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    """Newcombe 1998, Statistics in Medicine 17, table II, method 6 (Miettinen–Nurminen)."""
    control, variant = shares(a=other, b=one)
    found = compare(HIT, control, variant)
    assert (found.difference.low, found.difference.high) == pytest.approx((low, high), abs=5e-5)


def test_the_score_test_is_the_constrained_z() -> None:
    control, variant = shares(a=(200, 4000), b=(250, 4000))
    found = compare(HIT, control, variant)
    pooled = 450 / 8000
    z = (250 - 200) / 4000 / math.sqrt(pooled * (1 - pooled) * 2 / 4000 * 8000 / 7999)
    assert found.p_value == pytest.approx(2 * stats.norm.sf(z), **EXACT)
    assert found.lift.estimate == pytest.approx(0.25)
    assert found.lift.low < 0.25 < found.lift.high


def test_nobody_hit_is_no_difference() -> None:
    found = compare(HIT, *shares(a=(0, 50), b=(0, 60)))
    assert found.p_value == 1
    assert found.difference.low < 0 < found.difference.high
    assert math.isnan(found.lift.estimate)


def test_means_are_welchs_t_of_scipy() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.gamma(2, 20, 400), rng.gamma(2, 22, 350)
    control, variant = arms(a={"spent": a}, b={"spent": b})
    found = compare(Measure("spent", "mean", "spent"), control, variant)
    reference = stats.ttest_ind(b, a, equal_var=False)
    interval = reference.confidence_interval(0.95)
    assert found.p_value == pytest.approx(float(reference.pvalue), **EXACT)
    assert (found.difference.low, found.difference.high) == pytest.approx(tuple(interval), **EXACT)
    assert found.error == pytest.approx(math.sqrt(a.var(ddof=1) / 400 + b.var(ddof=1) / 350), **EXACT)


def test_a_ratio_is_the_ratio_of_sums_with_the_delta_methods_variance() -> None:
    rng = np.random.default_rng(2)
    columns = {}
    for name in ("a", "b"):
        visits = 1 + rng.poisson(3, 500)
        columns[name] = {"visits": visits.astype(float), "orders": rng.binomial(visits, 0.2).astype(float)}
    found = compare(Measure("orders a visit", "ratio", "orders", "visits"), *arms(**columns))
    errors = []
    for name, value in (("a", found.control_value), ("b", found.variant_value)):
        orders, visits = columns[name]["orders"], columns[name]["visits"]
        assert value == pytest.approx(orders.sum() / visits.sum(), **EXACT)
        errors.append((orders - value * visits).var(ddof=1) / visits.mean() ** 2 / 500)
    assert found.error == pytest.approx(math.sqrt(sum(errors)), **EXACT)


def test_cuped_is_the_difference_less_theta_times_the_covariates_difference() -> None:
    rng = np.random.default_rng(3)
    columns = {}
    for name, more in (("a", 0.0), ("b", 2.0)):
        earlier = rng.normal(50, 10, 800)
        columns[name] = {"earlier": earlier, "spent": earlier + more + rng.normal(0, 5, 800)}
    found = compare(SPENT, *arms(**columns))
    y, x = (np.concatenate([columns["a"][name], columns["b"][name]]) for name in ("spent", "earlier"))
    theta = np.cov(y, x)[0, 1] / x.var(ddof=1)
    expected = [
        columns[name]["spent"].mean() - theta * columns[name]["earlier"].mean() for name in ("b", "a")
    ]
    assert found.difference.estimate == pytest.approx(expected[0] - expected[1], **EXACT)
    rest = [columns[name]["spent"] - theta * columns[name]["earlier"] for name in ("a", "b")]
    assert found.error == pytest.approx(math.sqrt(sum(r.var(ddof=1) for r in rest) / 800), **EXACT)
    assert found.narrowed == pytest.approx(0.8, abs=0.05)  # 1 − 25 / 125
    assert found.method == "Welch’s t with CUPED"


def test_units_that_never_differ_are_said_to() -> None:
    same = {"spent": np.full(20, 3.0)}
    assert compare(Measure("spent", "mean", "spent"), *arms(a=same, b=same)).p_value == 1
    with pytest.raises(TooLittle, match="the same for every unit"):
        compare(Measure("spent", "mean", "spent"), *arms(a=same, b={"spent": np.full(20, 4.0)}))


def test_moments_of_parts_are_those_of_the_whole() -> None:
    rng = np.random.default_rng(4)
    columns = {"a": rng.normal(5, 2, 300), "b": rng.exponential(3, 300)}
    whole = of_columns({name: list(values) for name, values in columns.items()})
    cuts = (0, 1, 4, 150, 300)
    parts = [
        of_columns({name: list(values[low:high]) for name, values in columns.items()})
        for low, high in pairwise(cuts)
    ]
    found = joined(parts)
    assert found.count == 300
    assert found.means == pytest.approx(whole.means)
    assert found.covariances == pytest.approx(whole.covariances)


def test_the_hand_out_is_checked_by_chi_square() -> None:
    fine = sample_ratio(shares(a=(0, 5010), b=(0, 4990)))
    assert (fine.statistic, fine.broken) == (pytest.approx(0.04), False)
    broken = sample_ratio(
        shares(a=(0, 821_588), b=(0, 815_482))
    )  # Fabijan et al. 2019: a ratio of 50.2 : 49.8
    assert broken.p_value == pytest.approx(1.8e-6, rel=0.05)
    assert broken.broken
    assert broken.says.startswith(
        "The units were not handed out as planned: a 821,588 (50.2%, planned 50.0%)"
    )
    uneven = sample_ratio([Arm("a", 0.8, 800, fine_moments()), Arm("b", 0.2, 200, fine_moments())])
    assert uneven.p_value == 1


def fine_moments() -> object:
    return of_columns({"hit": [0.0, 1.0]})


def test_chances_of_two_shares_equal_the_double_integral() -> None:
    found = chances(HIT, shares(a=(120, 1000), b=(140, 1000)))
    one, other = stats.beta(121, 881), stats.beta(141, 861)
    best, _ = integrate.quad(lambda x: other.pdf(x) * one.cdf(x), 0, 1, points=[0.1, 0.2], epsabs=1e-12)
    assert found[1].best == pytest.approx(best, abs=1e-6)
    assert found[0].best + found[1].best == pytest.approx(1)
    lost, _ = integrate.quad(lambda x: other.cdf(x) * one.sf(x), 0, 1, points=[0.1, 0.2], epsabs=1e-14)
    assert found[1].loss == pytest.approx(lost, abs=1e-7)  # E[(a − b)⁺] = ∫ P(b < x < a) dx


def test_chances_of_means_are_the_normal_integral_and_less_can_be_better() -> None:
    rng = np.random.default_rng(5)
    control, variant = arms(a={"spent": rng.normal(10, 3, 400)}, b={"spent": rng.normal(10.2, 3, 400)})
    measure = Measure("spent", "mean", "spent")
    found = chances(measure, (control, variant))
    apart = variant.moments.mean("spent") - control.moments.mean("spent")
    error = math.sqrt((control.moments.variance("spent") + variant.moments.variance("spent")) / 400)
    assert found[1].best == pytest.approx(float(stats.norm.cdf(apart / error)), abs=1e-6)
    lost = error * (stats.norm.pdf(apart / error) - apart / error * stats.norm.sf(apart / error))
    assert found[1].loss == pytest.approx(float(lost), abs=1e-6)
    turned = chances(Measure("spent", "mean", "spent", better="down"), (control, variant))
    assert turned[1].best == pytest.approx(found[0].best, abs=1e-9)
    assert turned[0].loss == pytest.approx(found[1].loss, abs=1e-6)


def test_chances_of_three_agree_with_drawing() -> None:
    found = chances(HIT, shares(a=(50, 500), b=(58, 500), c=(61, 500)))
    rng = np.random.default_rng(7)
    drawn = np.array([rng.beta(1 + h, 501 - h, 400_000) for h in (50, 58, 61)])
    won = np.bincount(drawn.argmax(axis=0)) / 400_000
    assert [one.best for one in found] == pytest.approx(won, abs=0.004)
    assert found[0].loss == pytest.approx(float((drawn.max(axis=0) - drawn[0]).mean()), rel=0.01)


def test_corrections_are_those_of_the_published_example() -> None:
    """Benjamini and Hochberg 1995, p. 295: of 15 p-values four are rejected at 0.05, by Bonferroni three."""
    values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
              0.6528, 0.7590, 1.0]  # fmt: skip
    assert sum(value <= 0.05 for value in adjusted(values, "benjamini-hochberg")) == 4
    assert sum(value <= 0.05 for value in adjusted(values, "holm")) == 3
    assert adjusted(values, "holm") == pytest.approx(multipletests(values, method="holm")[1], **EXACT)
    fdr = multipletests(values, method="fdr_bh")[1]
    assert adjusted(values, "benjamini-hochberg") == pytest.approx(fdr, **EXACT)
    assert adjusted([0.01, 0.04], "holm") == pytest.approx((0.02, 0.04))


def test_sample_sizes_are_the_published_ones() -> None:
    """Cohen 1988, table 2.4.1: d = 0.5, α = 0.05 two-sided, power 0.8: 64 in each group. Fleiss, Levin, Paik
    2003, table A.4 without continuity correction: 0.6 against 0.7 at 0.05 and 0.9: 477."""
    means = sample_size(Plan("mean", 10, 2), 1)
    assert (means.control, means.smallest) == (64, 64)
    assert power_of(Plan("mean", 10, 2), 1, 2 * 63.765611) == pytest.approx(0.8, abs=1e-6)
    exact = tt_ind_solve_power(0.1, None, 0.05, 0.9, 0.5)
    assert sample_size(Plan("mean", 0, 1, shares=(2, 1), power=0.9), 0.1).control == math.ceil(exact)
    assert sample_size(Plan("proportion", 0.6, power=0.9), 0.1).control == 477


def test_power_of_shares_is_that_of_statsmodels() -> None:
    plan = Plan("proportion", 0.05)
    reference = power_proportions_2indep(0.01, 0.05, 8158, alternative="two-sided")
    assert power_of(plan, 0.01, 2 * 8158) == pytest.approx(float(reference.power), abs=1e-3)
    pooled = 0.055
    null = math.sqrt(2 * pooled * (1 - pooled) / 8158)
    real = math.sqrt((0.05 * 0.95 + 0.06 * 0.94) / 8158)
    bound = 1.959963984540054 * null
    expected = stats.norm.sf((bound - 0.01) / real) + stats.norm.cdf((-bound - 0.01) / real)
    assert power_of(plan, 0.01, 2 * 8158) == pytest.approx(float(expected), **EXACT)


def test_the_curve_is_the_sample_size_turned_round_and_never_rises() -> None:
    for plan, difference in ((Plan("proportion", 0.04), 0.005), (Plan("mean", 50, 30, (1, 1, 1)), 2.0)):
        size = sample_size(plan, difference)
        assert smallest_difference(plan, size.total) == pytest.approx(difference, rel=1e-3)
        found = curve(plan, [size.total // 4, size.total, size.total * 4])
        assert [one.difference for one in found] == sorted((one.difference for one in found), reverse=True)
        assert found[2].difference == pytest.approx(difference / 2, rel=0.05)


@pytest.mark.parametrize(
    ("plan", "difference"),
    [(("proportion", 0.04), 0.0), (("proportion", 0.99), 0.02), (("mean", 1, 1e9), 1e-9)],
)
def test_a_plan_that_cannot_be_is_refused(plan: tuple[object, ...], difference: float) -> None:
    with pytest.raises(TooLittle):
        sample_size(Plan(*plan), difference)  # type: ignore[arg-type]


def test_the_verdict_says_what_to_do() -> None:
    guard = Measure("complaints", "proportion", "late", better="down", guardrail=True, margin=0.1)

    def said(a: int, b: int, *, late: int = 100, worth: float = 0.01) -> str:
        found = arms(
            **{
                name: {
                    "hit": np.repeat([1.0, 0.0], [h, 5000 - h]),
                    "late": np.repeat([1.0, 0.0], [w, 5000 - w]),
                }
                for name, h, w in (("a", a, 100), ("b", b, late))
            }
        )
        return analyse(Trial((HIT, guard), worth), found).verdict

    assert said(500, 600, late=60) == "better"
    assert said(500, 600, late=180) == "guardrail"
    assert said(600, 500) == "worse"
    assert said(500, 505, worth=0.02) == "even"
    assert said(500, 530) == "unclear"
    broken = analyse(Trial((HIT,), 0.01), shares(a=(500, 5000), b=(600, 6000)))
    assert broken.verdict == "broken"
    assert broken.sentence.startswith("Do not read the other figures yet.")


def test_a_running_trial_is_judged_by_its_looks() -> None:
    days = {
        dt.date(2026, 3, day): shares(a=(20 * day, 200 * day), b=(34 * day, 200 * day))
        for day in range(1, 15)
    }
    found = analyse(Trial((HIT,), 0.05, running=True), days[dt.date(2026, 3, 14)], by_day=days)
    assert found.verdict == "better"
    looks = found.looks["b"]
    assert [look.p_value for look in looks] == sorted((look.p_value for look in looks), reverse=True)
    assert looks[-1].difference.low > 0
    early = analyse(Trial((HIT,), 0.05, running=True), shares(a=(5, 50), b=(9, 50)))
    assert (early.verdict, early.looks) == ("waiting", {})
