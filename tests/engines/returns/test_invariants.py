"""What must hold for every input."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintel.engines.returns import Assumptions, Benefit, Effort, Investment, Range, portfolio, simulate
from tests.engines.returns.plans import uncertain

amounts = st.lists(st.floats(0, 1e5), min_size=3, max_size=3).map(lambda some: Range(*sorted(some)))
benefits = st.builds(
    Benefit, st.sampled_from(["sales", "time", "churn"]), st.integers(1, 24), amounts, st.booleans()
)
efforts = st.builds(Effort, st.sampled_from(["Architects", "Analysts"]), amounts, st.floats(0, 2000))
investments = st.builds(
    Investment,
    st.just("any"),
    amounts,
    amounts,
    st.lists(benefits, max_size=6).map(tuple),
    st.lists(efforts, max_size=2, unique_by=lambda one: one.name).map(tuple),
    st.sampled_from([Range.exactly(0), Range.exactly(0.5), Range(0, 1, 4)]),
)
worlds = st.builds(
    Assumptions,
    discount_rate=st.floats(-0.1, 0.3),
    inflation=st.floats(-0.05, 0.1),
    horizon=st.integers(1, 8),
    shape=st.sampled_from(["pert", "triangular"]),
    benefit_correlation=st.sampled_from([0.0, 0.5, 1.0]),
)
few = settings(max_examples=40, deadline=None)


@few
@given(investments, worlds, st.randoms())
def test_the_order_of_rows_does_not_matter(one: Investment, world: Assumptions, shuffle) -> None:  # type: ignore[no-untyped-def]  # hypothesis' Random
    mixed, effort = list(one.benefits), list(one.efforts)
    shuffle.shuffle(mixed)
    shuffle.shuffle(effort)
    other = replace(one, benefits=tuple(mixed), efforts=tuple(effort))
    assert asdict(simulate(one, world, draws=1000)) == asdict(simulate(other, world, draws=1000))


@few
@given(investments, worlds, benefits)
def test_one_more_benefit_never_lowers_the_npv(one: Investment, world: Assumptions, more: Benefit) -> None:
    before = simulate(one, world, draws=1000).worth
    after = simulate(replace(one, benefits=(*one.benefits, more)), world, draws=1000).worth
    assert after.mean >= before.mean - 1e-6
    assert all(b >= a - 1e-6 for a, b in zip(before.percentiles, after.percentiles, strict=True))
    assert after.chance_of_loss <= before.chance_of_loss


@few
@given(investments, worlds, st.floats(0, 1))
def test_a_likelier_value_nearer_to_the_best_never_lowers_it(
    one: Investment, world: Assumptions, share: float
) -> None:
    def lifted(given: Range) -> Range:
        return replace(given, likely=min(given.high, given.likely + share * (given.high - given.likely)))

    raised = tuple(replace(benefit, amount=lifted(benefit.amount)) for benefit in one.benefits)
    before = simulate(one, world, draws=1000).worth
    after = simulate(replace(one, benefits=raised), world, draws=1000).worth
    assert after.mean >= before.mean - 1e-6
    assert all(b >= a - 1e-6 for a, b in zip(before.percentiles, after.percentiles, strict=True))


@few
@given(investments, worlds)
def test_the_parts_agree_with_each_other(one: Investment, world: Assumptions) -> None:
    found = simulate(one, world, draws=1000)
    assert found.bands[-1].discounted == pytest.approx(found.worth.percentiles)
    assert found.cashable.mean <= found.worth.mean + 1e-6
    assert found.worth.percentiles == tuple(sorted(found.worth.percentiles))
    assert found.worth.shortfall <= found.worth.mean + 1e-6
    assert found.at_risk >= -1e-6
    assert 0 <= found.plain.never <= found.discounted.never + 1e-9 or world.discount_rate < 0
    among = portfolio([one], world, draws=1000).total
    assert among.percentiles == pytest.approx(found.worth.percentiles, rel=1e-6, abs=1e-3)


def test_a_seed_repeats_bit_for_bit_and_another_does_not() -> None:
    world = Assumptions(benefit_correlation=0.4)
    first, again = (simulate(uncertain(), world, draws=5000, seed=7) for _ in range(2))
    assert asdict(first) == asdict(again)
    other = simulate(uncertain(), world, draws=5000, seed=8)
    assert other.worth.mean != first.worth.mean
    assert other.worth.mean == pytest.approx(first.worth.mean, abs=6 * first.worth.deviation / 5000**0.5)


def test_an_investment_draws_the_same_among_others() -> None:
    world = Assumptions(benefit_correlation=0.4)
    ones = [uncertain(name) for name in ("a", "b", "c")]
    whole = portfolio(ones, world, draws=2000)
    part = portfolio(ones[:1], world, draws=2000)
    assert whole.members[0].mean == part.members[0].mean
    assert portfolio(ones[::-1], world, draws=2000) == whole


def test_more_draws_leave_less_open() -> None:
    few_draws, many = (simulate(uncertain(), Assumptions(), draws=n) for n in (2_000, 50_000))
    width = few_draws.worth.error_high - few_draws.worth.error_low
    assert many.worth.error_high - many.worth.error_low == pytest.approx(width / 5, rel=0.1)
    assert few_draws.worth.error_low - width < many.worth.mean < few_draws.worth.error_high + width
