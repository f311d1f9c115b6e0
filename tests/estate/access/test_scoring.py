"""The formula: known answers, and what must never happen whatever is known about a grant."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintel.estate.access.models import RIGHTS
from lintel.estate.access.scoring import RIGHT_FACTORS, Facts, level, months_between, score

DAY = dt.date(2026, 6, 1)
WEIGHTS = {1: 5, 2: 3, 3: 1}
FRESH = Facts("use", {1: 0}, WEIGHTS, people=1, since=DAY, attested=DAY, open_end=False)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (FRESH, 5.0),
        (replace(FRESH, steps={1: 0, 2: 1, 3: 2}), 5 + 1.5 + 0.25),
        (replace(FRESH, right="administer"), 20.0),
        (replace(FRESH, people=16), 10.0),  # four doublings, a quarter each
        (replace(FRESH, systems=11), 7.5),
        (replace(FRESH, outside=True), 7.5),
        (replace(FRESH, open_end=True), 6.0),
        (replace(FRESH, since=None, attested=None), 15.0),  # nobody knows: two years
        (replace(FRESH, since=dt.date(2000, 1, 1), attested=None), 15.0),
        (replace(FRESH, people=None), 5.0),
        (replace(FRESH, steps={1: 4}), 0.0),  # too far away to count
        (replace(FRESH, steps={}), 0.0),
    ],
)
def test_known_answers(facts: Facts, expected: float) -> None:
    assert score(facts, DAY).value == pytest.approx(expected)


def test_a_year_without_a_word_doubles_it() -> None:
    year = DAY - dt.timedelta(days=365.25)
    assert score(replace(FRESH, since=year, attested=None), DAY).value == pytest.approx(10.0, rel=1e-3)


def test_the_parts_add_up_and_each_factor_says_why() -> None:
    found = score(replace(FRESH, steps={1: 0, 2: 1}, right="write", outside=True, people=4), DAY)
    assert sum(found.parts.values()) == pytest.approx(found.value)
    assert found.parts[1] / found.parts[2] == pytest.approx(5 / 1.5)
    assert [one.name for one in found.factors] == [
        "Right", "People", "Systems", "Age", "Outside", "Open end",
    ]  # fmt: skip
    assert [one.because for one in found.factors] == [
        "write its data", "4 people", "1 system", "attested this month", "yes", "no",
    ]  # fmt: skip


def test_levels_and_months() -> None:
    assert [level(value) for value in (0, 99.9, 100, 299.9, 300)] == [
        "low",
        "low",
        "middle",
        "middle",
        "high",
    ]
    assert months_between(None, DAY) == 24
    assert months_between(DAY + dt.timedelta(days=3), DAY) == 0


def test_every_right_has_a_factor_and_none_is_below_the_one_before() -> None:
    assert tuple(RIGHT_FACTORS) == RIGHTS
    assert list(RIGHT_FACTORS.values()) == sorted(RIGHT_FACTORS.values())


days = st.none() | st.dates(dt.date(2015, 1, 1), DAY)
anything = st.builds(
    Facts,
    right=st.sampled_from(RIGHTS),
    steps=st.dictionaries(st.sampled_from([1, 2, 3]), st.integers(0, 5)),
    weights=st.fixed_dictionaries({1: st.integers(1, 5), 2: st.integers(1, 5), 3: st.integers(1, 5)}),
    systems=st.integers(1, 500),
    people=st.none() | st.integers(0, 100_000),
    since=days,
    attested=days,
    outside=st.booleans(),
    open_end=st.booleans(),
)


@given(anything, st.sampled_from(RIGHTS))
def test_more_rights_never_lower_it(facts: Facts, other: str) -> None:
    less, more = sorted((facts.right, other), key=RIGHTS.index)
    assert score(replace(facts, right=more), DAY).value >= score(replace(facts, right=less), DAY).value


@given(anything, days)
def test_an_attestation_never_raises_it(facts: Facts, day: dt.date | None) -> None:
    attested = replace(facts, attested=max([one for one in (facts.attested, day) if one], default=DAY))
    assert score(attested, DAY).value <= score(facts, DAY).value


@given(anything, st.integers(0, 5), st.integers(0, 50), st.integers(0, 50))
def test_more_data_systems_and_people_never_lower_it(
    facts: Facts, step: int, systems: int, people: int
) -> None:
    before = score(facts, DAY).value
    nearer = {**facts.steps, 3: min(step, facts.steps.get(3, step))}
    more = replace(
        facts, steps=nearer, systems=facts.systems + systems, people=(facts.people or 1) + people,
        outside=True, open_end=True,
    )  # fmt: skip
    assert score(more, DAY).value >= before * (1 - 1e-12)


@given(anything, st.integers(1, 2000))
def test_time_never_lowers_it(facts: Facts, later: int) -> None:
    assert score(facts, DAY + dt.timedelta(days=later)).value >= score(facts, DAY).value
