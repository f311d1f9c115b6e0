"""Figures that stand in textbooks, or follow from a formula."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy import stats

from lintel.engines.returns import (
    Assumptions,
    Benefit,
    Effort,
    Investment,
    Range,
    Tie,
    Unfit,
    of_cash,
    portfolio,
    simulate,
)
from lintel.engines.returns.correlation import mixing
from lintel.engines.returns.quantiles import nodes, places, read
from lintel.engines.returns.streams import normals
from tests.engines.returns.plans import BARE, certain, uncertain


@pytest.mark.parametrize(
    ("cash", "npv", "years"),
    # Brealey, Myers and Allen, Principles of Corporate Finance, ch. 5: three projects and their payback
    [
        ((-2000, 500, 500, 5000), 2624, 2.2),
        ((-2000, 500, 1800), -58, 1 + 15 / 18),
        ((-2000, 1800, 500), 50, 1.4),
    ],
)
def test_npv_and_payback_of_the_textbook(cash: tuple[float, ...], npv: float, years: float) -> None:
    found = simulate(certain(*cash), BARE, draws=1000)
    assert found.worth.mean == pytest.approx(npv, abs=0.5)
    assert found.worth.deviation == pytest.approx(0, abs=1e-9)
    assert found.worth.chance_of_loss == (1.0 if npv < 0 else 0.0)
    assert found.plain.expected == pytest.approx(years)
    assert found.plain.never == 0
    assert found.influences == ()


def test_internal_rates_of_the_textbook_none_one_and_several() -> None:
    # the same chapter, “pitfalls”: two rates, and none
    kind, rates = of_cash(np.array([-1000, 800, 150, 150, 150, 150, -150.0]))
    assert kind == "several"
    assert rates == pytest.approx([-0.50, 0.152], abs=0.0005)
    assert of_cash(np.array([1000, -3000, 2500.0])) == ("none", ())
    assert of_cash(np.array([100.0, 50.0])) == ("none", ())
    kind, rates = of_cash(np.array([-4000, 2000, 4000.0]))
    assert (kind, rates) == ("one", pytest.approx([0.2808], abs=0.0001))
    quarterly = of_cash(np.array([-100, 0, 0, 0, 110.0]), 4)
    assert quarterly[1] == pytest.approx([0.10])
    lending = of_cash(np.array([100, -150.0]))  # money first: the rate one pays
    assert lending[1] == pytest.approx([0.5])


def test_an_annuity_has_its_closed_form() -> None:
    yearly = certain(-1000, *[300.0] * 5)
    found = simulate(yearly, Assumptions(discount_rate=0.07, horizon=5), draws=1000)
    assert found.worth.mean == pytest.approx(-1000 + 300 * (1 - 1.07**-5) / 0.07)
    assert found.irr.kind == "one"
    assert found.irr.rates[0] == pytest.approx(0.15238, abs=1e-5)


def test_inflation_as_high_as_the_discount_rate_cancels_it() -> None:
    found = simulate(certain(-100, 60, 60), Assumptions(discount_rate=0.05, inflation=0.05), draws=1000)
    assert found.worth.mean == pytest.approx(20)
    assert found.bands[2].cash[0] == pytest.approx(-100 + 60 * 1.05 + 60 * 1.05**2)


def test_run_cost_effort_currency_and_delay_by_hand() -> None:
    flat = Assumptions(discount_rate=0.0, horizon=2, rates={"USD": 0.5})
    given = Investment(
        "by hand", Range.exactly(100), Range.exactly(40),
        benefits=tuple(Benefit("sales", k, Range.exactly(50), currency="USD") for k in range(1, 9)),
        efforts=(Effort("Analysts", Range.exactly(3), 10),), delivered=2,
    )  # fmt: skip
    assert simulate(given, flat, draws=1000).worth.mean == pytest.approx(-100 - 30 - 6 * 10 + 8 * 25)
    late = Investment(**(given.__dict__ | {"delay": Range.exactly(1.5)}))
    # one and a half quarters of benefits and of run cost are pushed beyond the horizon
    assert simulate(late, flat, draws=1000).worth.mean == pytest.approx(-130 - 4.5 * 10 + 6.5 * 25)
    ended = Investment(**(given.__dict__ | {"runs": 3}))
    assert simulate(ended, flat, draws=1000).worth.mean == pytest.approx(-130 - 3 * 10 + 8 * 25)


@pytest.mark.parametrize("likely", [10.0, 14.0, 37.3, 90.0, 110.0])
@pytest.mark.parametrize("shape", ["pert", "triangular"])
def test_moments_and_quantiles_of_the_distributions(shape: str, likely: float) -> None:
    low, high = 10.0, 110.0
    if shape == "pert":
        alpha = 1 + 4 * (likely - low) / (high - low)
        exact = stats.beta(alpha, 6 - alpha, low, high - low)
        assert exact.mean() == pytest.approx((low + 4 * likely + high) / 6)
    else:
        exact = stats.triang((likely - low) / (high - low), low, high - low)
        assert exact.mean() == pytest.approx((low + likely + high) / 3)
    table = nodes(Range(low, likely, high), shape)  # type: ignore[arg-type]  # one of the two
    at = np.array([0.001, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999])
    assert read(table, places(stats.norm.ppf(at))) == pytest.approx(exact.ppf(at), abs=0.05)
    drawn = read(table, places(normals(3, 200_000, "moments")))
    assert drawn.mean() == pytest.approx(exact.mean(), abs=5 * exact.std() / 200_000**0.5)
    assert drawn.std() == pytest.approx(exact.std(), rel=0.01)
    assert drawn.min() >= low
    assert drawn.max() <= high


def test_stated_rank_correlations_come_back() -> None:
    given = uncertain(
        ties=(Tie("more sales", "licences", -0.2), Tie("One-off cost", "Delay", 0.6)), delay=Range(0, 2, 6)
    )
    drawn = mixing(given, Assumptions(benefit_correlation=0.5)).draw("shop", 5, 100_000, {})
    for one, other, rank in (
        ("more sales", "licences", -0.2),
        ("more sales", "saved time", 0.5),
        ("One-off cost", "Delay", 0.6),
        ("One-off cost", "more sales", 0.0),
    ):
        assert stats.spearmanr(drawn[one], drawn[other])[0] == pytest.approx(rank, abs=0.01)
    assert all(drawn[name].std() == pytest.approx(1, abs=0.01) for name in drawn)


def test_a_driver_moves_benefits_of_different_investments() -> None:
    world = Assumptions(benefit_correlation=0.2, drivers={"the economy": 0.4})
    common: dict[str, np.ndarray] = {}
    drawn = []
    for name in ("a", "b"):
        benefit = Benefit("sales", 1, Range(0, 1, 2), driver="the economy")
        drawn.append(
            mixing(Investment(name, Range.exactly(1), benefits=(benefit,)), world).draw(
                name, 1, 100_000, common
            )
        )
    assert stats.spearmanr(drawn[0]["sales"], drawn[1]["sales"])[0] == pytest.approx(0.4, abs=0.01)
    assert stats.spearmanr(drawn[0]["Run cost"], drawn[1]["sales"])[0] == pytest.approx(0, abs=0.01)


def test_correlations_that_cannot_all_be_true_are_refused_by_name() -> None:
    ties = (Tie("licences", "more sales", 0.9), Tie("saved time", "more sales", 0.9),
            Tie("licences", "saved time", -0.8))  # fmt: skip
    with pytest.raises(Unfit, match="cannot be true") as refused:
        simulate(uncertain(ties=ties), BARE)
    words = re.search("“(.*)” and “(.*)” cannot be true .* between (.*) and (.*)\\.", str(refused.value))
    assert words is not None
    one, other, low, high = words.groups()
    for rank, fits in ((float(low) + 0.02, True), (float(high) - 0.02, True), (float(high) + 0.05, False)):
        tried = tuple(Tie(t.one, t.other, rank if {t.one, t.other} == {one, other} else t.rank) for t in ties)
        if fits:
            assert simulate(uncertain(ties=tried), BARE, draws=1000).worth.deviation > 0
        else:
            with pytest.raises(Unfit):
                simulate(uncertain(ties=tried), BARE, draws=1000)
    sales = Benefit("sales", 1, Range(0, 1, 2), driver="x")
    too_much = Assumptions(benefit_correlation=0.8, drivers={"x": 0.5})
    with pytest.raises(Unfit, match=r"drivers\.x: .* At most 0\.1"):
        mixing(Investment("a", Range.exactly(1), benefits=(sales,)), too_much)


def test_shares_of_the_variance_are_sobols_where_rows_are_independent() -> None:
    """A sum of independent parts: S = Var(part) / Var(sum), and they add up to 1."""
    widths = {"a": 10.0, "b": 20.0, "c": 40.0}
    benefits = tuple(Benefit(name, 1, Range(0, w / 2, w)) for name, w in widths.items())
    found = simulate(
        Investment("sum", Range.exactly(30), benefits=benefits),
        Assumptions(shape="triangular", discount_rate=0.0),
    )
    shares = {one.name: one.share for one in found.influences}
    whole = sum(w * w for w in widths.values())
    assert shares == {name: pytest.approx(w * w / whole, abs=0.01) for name, w in widths.items()}
    assert found.influences[0].name == "c"
    assert found.influences[0].worst < found.worth.mean < found.influences[0].best
    # the tornado's bar of “c”: twice the distance of the mean of a triangular distribution's lower tenth
    tail = stats.triang(0.5, 0, 40).expect(lambda x: x, ub=stats.triang(0.5, 0, 40).ppf(0.1)) / 0.1
    assert found.influences[0].worst == pytest.approx(found.worth.mean - (20 - tail), abs=0.3)


def test_a_portfolio_of_independent_equals_spreads_as_the_square_root() -> None:
    ones = [
        Investment(f"p{n}", Range.exactly(50), benefits=(Benefit("sales", 1, Range(0, 50, 100)),))
        for n in range(16)
    ]
    apart = portfolio(ones, Assumptions(discount_rate=0.0))
    assert apart.diversification == pytest.approx(1 - 1 / 4, abs=0.01)
    assert sum(member.risk for member in apart.members) == pytest.approx(1)
    assert all(member.risk == pytest.approx(1 / 16, abs=0.01) for member in apart.members)
    moved = [
        Investment(one.name, one.one_off, benefits=(Benefit("sales", 1, Range(0, 50, 100), driver="d"),))
        for one in ones
    ]
    together = portfolio(moved, Assumptions(discount_rate=0.0, drivers={"d": 1.0}))
    assert together.diversification == pytest.approx(0, abs=1e-3)
    assert together.total.mean == pytest.approx(0, abs=5)


def test_a_portfolio_of_one_is_that_one_draw_by_draw() -> None:
    world = Assumptions(benefit_correlation=0.3)
    for delay in (Range.exactly(0), Range.exactly(1.25), Range(0, 1, 3)):
        one = uncertain(delay=delay)
        alone, among = simulate(one, world, draws=5000), portfolio([one], world, draws=5000)
        assert among.total.mean == pytest.approx(alone.worth.mean)
        assert among.total.percentiles == pytest.approx(alone.worth.percentiles)
        assert among.total.chance_of_loss == alone.worth.chance_of_loss
