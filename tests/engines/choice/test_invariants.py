"""What must hold for every dossier."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintel.engines.choice import Criterion, Dossier, Option, Party, choose

NAMES = ("price", "effort", "fit", "risk")
CRITERIA = tuple(Criterion(name, worst=0, best=10) for name in NAMES)
numbers = st.floats(-2, 12)
scores = st.one_of(numbers, st.tuples(numbers, numbers), st.none())
points = st.fixed_dictionaries({name: st.integers(0, 100) for name in NAMES}).filter(
    lambda p: any(p.values())
)


@st.composite
def dossiers(draw: st.DrawFn, known: bool = False) -> Dossier:
    """Two sides and up to six options; `known` scores only where asked for."""
    of = numbers if known else scores
    names = draw(st.lists(st.sampled_from("ABCDEFGH"), min_size=1, max_size=6, unique=True))
    options = tuple(Option(name, {one: draw(of) for one in NAMES}) for name in names)
    sides = (Party("Marketing", draw(points)), Party("IT", draw(points)))
    return Dossier(CRITERIA, options, sides, draw(st.floats(0, 1)))


few = settings(max_examples=40, deadline=None)


@settings(max_examples=150, deadline=None)
@given(dossiers())
def test_taking_a_losing_option_away_never_changes_the_winner(dossier: Dossier) -> None:
    """Shown by the result itself, and by ranking what is left anew."""
    found = choose(dossier, draws=1000)
    assert found.changed_by_removing == ()
    for loser in dossier.options:
        if loser.name != found.winner:
            rest = tuple(one for one in dossier.options if one is not loser)
            assert choose(replace(dossier, options=rest), draws=1000).winner == found.winner


@few
@given(dossiers(), st.randoms())
def test_the_order_of_rows_does_not_matter(dossier: Dossier, shuffle) -> None:  # type: ignore[no-untyped-def]  # hypothesis' Random
    mixed = list(dossier.options)
    shuffle.shuffle(mixed)
    one, other = choose(dossier, draws=2000), choose(replace(dossier, options=tuple(mixed)), draws=2000)
    assert one.ranking == other.ranking
    assert sorted(one.acceptability, key=lambda each: each.name) == sorted(
        other.acceptability, key=lambda each: each.name
    )
    assert (one.winner, one.between) == (other.winner, other.between)


@few
@given(dossiers(known=True), st.sampled_from(NAMES), st.floats(0, 5))
def test_a_better_score_never_costs_the_winner_its_place(dossier: Dossier, name: str, more: float) -> None:
    before = choose(dossier, draws=1000)
    lifted = tuple(
        Option(one.name, {**one.scores, name: one.scores[name] + more}) if one.name == before.winner else one  # type: ignore[operator]  # scores are numbers here
        for one in dossier.options
    )
    assert choose(replace(dossier, options=lifted), draws=1000).winner == before.winner


@few
@given(dossiers())
def test_the_parts_agree_with_each_other(dossier: Dossier) -> None:
    found = choose(dossier, draws=2000)
    assert sum(found.weights.values()) == pytest.approx(1)
    for one in found.ranking:
        assert one.low - 1e-9 <= one.score <= one.high + 1e-9
        assert sum(one.parts.values()) == pytest.approx(one.score)
    for each in found.acceptability:
        assert sum(each.ranks) == pytest.approx(1)
        assert each.central is None or sum(each.central.values()) == pytest.approx(1)
    for rank in range(len(found.acceptability)):
        assert sum(each.ranks[rank] for each in found.acceptability) == pytest.approx(1)
    assert (found.between[0].start, found.between[-1].end) == (0, 1)
    if found.certain and len(dossier.options) > 1:
        assert found.winner == found.ranking[0].name


@few
@given(dossiers(known=True))
def test_a_turn_is_where_the_winner_changes(dossier: Dossier) -> None:
    found = choose(dossier, draws=1000)
    turn = found.turns[0]
    if turn.turns_at is None or turn.shift is None or turn.shift < 1e-6 or not 1e-6 < turn.weight < 1 - 1e-6:
        return
    beyond = turn.weight + (turn.turns_at - turn.weight) * 0.99
    rest = {n: w * (1 - beyond) / (1 - turn.weight) for n, w in found.weights.items() if n != turn.criterion}
    moved = replace(dossier, parties=(Party("Both", {**rest, turn.criterion: beyond}),))
    assert choose(moved, draws=1000).winner == found.winner


def test_a_seed_repeats_bit_for_bit() -> None:
    options = (Option("A", {"price": 3, "fit": None}), Option("B", {"price": 4, "fit": (2, 9)}))
    sides = (Party("Marketing", {"price": 1, "fit": 4}), Party("IT", {"price": 3, "risk": 1}))
    dossier = Dossier(CRITERIA, options, sides)
    assert asdict(choose(dossier, seed=4)) == asdict(choose(dossier, seed=4))
    assert choose(dossier, seed=5).acceptability != choose(dossier, seed=4).acceptability
