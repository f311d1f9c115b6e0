"""Figures that stand in the literature, or follow from a formula."""

from __future__ import annotations

import numpy as np
import pytest

from lintel.engines.choice import Comparison, Criterion, Dossier, Option, Party, Unfit, choose
from lintel.engines.choice.acceptability import acceptability, between
from lintel.engines.choice.weighing import eigen, weigh

UNIT = {name: Criterion(name) for name in ("a", "b", "c")}


def two(points: dict[str, float], other: dict[str, float], *options: Option, **more: object) -> Dossier:
    """Two sides and criteria from 0 to 1."""
    criteria = tuple(UNIT[name] for name in points)
    return Dossier(criteria, options, (Party("Marketing", points), Party("IT", other)), **more)  # type: ignore[arg-type]


def test_saaty_s_drinks() -> None:
    """Relative consumption of drinks (Saaty, “Decision making with the analytic hierarchy process”,
    International Journal of Services Sciences 1, 2008, table 2): coffee .177, wine .019, tea .042, beer .116,
    soda .190, milk .129, water .327; consistency ratio .022."""
    upper = [
        [9, 5, 2, 1, 1, 1 / 2], [1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9], [1 / 3, 1 / 4, 1 / 3, 1 / 9],
        [1 / 2, 1, 1 / 3], [2, 1 / 2], [1 / 3],
    ]  # fmt: skip
    names = ("coffee", "wine", "tea", "beer", "soda", "milk", "water")
    said = tuple(
        Comparison(names[row], names[row + 1 + place], times)
        for row, line in enumerate(upper)
        for place, times in enumerate(line)
    )
    found = weigh(Party("Households", comparisons=said), names)
    published = (0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327)
    assert tuple(found.weights.values()) == pytest.approx(published, abs=0.002)
    assert found.ratio == pytest.approx(0.022, abs=0.003)


def test_a_matrix_of_three_by_its_characteristic_equation() -> None:
    """λmax of a 3 × 3 reciprocal matrix is 1 + q + 1/q with q = (a12·a23/a13)^(1/3); its vector is that of
    the geometric means (Crawford and Williams, Journal of Mathematical Psychology 29, 1985)."""
    matrix = np.array([[1, 3, 5], [1 / 3, 1, 3], [1 / 5, 1 / 3, 1]])
    q = (3 * 3 / 5) ** (1 / 3)
    vector, ratio = eigen(matrix)
    assert ratio == pytest.approx((1 + q + 1 / q - 3) / 2 / 0.58)
    means = np.prod(matrix, axis=1) ** (1 / 3)
    assert vector == pytest.approx(means / means.sum())


def test_the_comparison_that_disturbs_most_is_named() -> None:
    true = {"a": 0.5, "b": 0.25, "c": 0.15, "d": 0.1}
    said = [Comparison(x, y, true[x] / true[y]) for x in true for y in true if x < y]
    assert weigh(Party("Clear", comparisons=tuple(said)), tuple(true)).ratio == pytest.approx(0, abs=1e-9)
    said[4] = Comparison("b", "d", 1 / 9)
    found = weigh(Party("Muddled", comparisons=tuple(said)), tuple(true))
    assert found.ratio is not None
    assert found.ratio > 0.1
    worst = found.disturbances[0]
    assert (worst.one, worst.other) == ("b", "d")
    assert worst.implied > 3 * worst.said
    assert worst.ratio_then < found.ratio / 2


def test_acceptability_of_two_criteria_is_the_length_of_intervals() -> None:
    """With weights (w, 1 − w): the third option, 0.6 on both, is first for 0.4 < w < 0.6."""
    dossier = two(
        {"a": 1, "b": 0}, {"a": 0, "b": 1},
        Option("left", {"a": 1, "b": 0}), Option("right", {"a": 0, "b": 1}),
        Option("both", {"a": 0.6, "b": 0.6}),
    )  # fmt: skip
    found = {one.name: one for one in choose(dossier).acceptability}
    assert found["both"].ranks == pytest.approx((0.2, 0.8, 0.0), abs=0.005)
    assert found["left"].ranks == pytest.approx((0.4, 0.1, 0.5), abs=0.005)
    assert found["both"].central == pytest.approx({"a": 0.5, "b": 0.5}, abs=0.005)
    assert found["left"].central == pytest.approx({"a": 0.8, "b": 0.2}, abs=0.005)
    assert found["left"].confidence == 1
    assert [round(one.end, 9) for one in choose(dossier).between] == [0.4, 0.6, 1.0]
    assert [one.winner for one in choose(dossier).between] == ["left", "both", "right"]


def test_weights_between_the_sides_are_drawn_evenly() -> None:
    """With nothing in common the weights are the whole triangle; its centre of gravity is a third each and
    the variance of a coordinate 1/18 (Dirichlet(1, 1, 1))."""
    whole = np.array([[0.0, 0.0, 1.0], [1.0, 1.0, 0.0]])
    drawn = between(np.random.default_rng(1), whole, 200_000)
    assert drawn.sum(axis=1) == pytest.approx(1)
    assert drawn.mean(axis=0) == pytest.approx(1 / 3, abs=0.003)
    assert drawn.var(axis=0) == pytest.approx(1 / 18, abs=0.001)
    near = between(np.random.default_rng(1), np.array([[0.5, 0.3, 0.2], [0.4, 0.3, 0.3]]), 1000)
    assert near[:, 1] == pytest.approx(0.3)
    assert near.min(axis=0)[0] >= 0.4


def test_unsure_values_share_the_first_rank() -> None:
    """Two equal options, one of them known to be 0.5, the other anything: each is first half of the time."""
    low, high = np.array([[0.5], [0.0]]), np.array([[0.5], [1.0]])
    found = acceptability(["known", "open"], ["a"], low, high, np.array([[1.0]]), draws=100_000, seed=1)
    assert found[0].ranks[0] == pytest.approx(0.5, abs=0.01)
    assert found[1].confidence == pytest.approx(0.5, abs=0.02)


def test_the_weight_at_which_the_winner_changes() -> None:
    """left: w·1 + (1 − w)·0.2 against right: w·0.4 + (1 − w)·0.8 meet at w = 0.5."""
    dossier = Dossier(
        (UNIT["a"], UNIT["b"]), (Option("left", {"a": 1, "b": 0.2}), Option("right", {"a": 0.4, "b": 0.8})),
        (Party("Both", {"a": 7, "b": 3}),),
    )  # fmt: skip
    found = choose(dossier)
    assert found.winner == "left"
    turn = next(one for one in found.turns if one.criterion == "a")
    assert (turn.turns_at, turn.shift, turn.winner_then) == (pytest.approx(0.5), pytest.approx(0.2), "right")
    # it is where the ranking really turns
    for points, winner in (({"a": 51, "b": 49}, "left"), ({"a": 49, "b": 51}, "right")):
        moved = Dossier(dossier.criteria, dossier.options, (Party("Both", points),))
        assert choose(moved, draws=1000).winner == winner
    ahead = Dossier(
        dossier.criteria, (Option("all", {"a": 1, "b": 1}), Option("less", {"a": 0, "b": 0.5})),
        (Party("Both", {"a": 1, "b": 1}),),
    )  # fmt: skip
    assert all(one.turns_at is None for one in choose(ahead, draws=1000).turns)


def test_scales_levels_knock_outs_and_what_is_not_known() -> None:
    places = {"elsewhere": 0.0, "in the country": 0.7, "in house": 1.0}
    criteria = (
        Criterion("price", worst=100_000, best=20_000, least=90_000),
        Criterion("hosting", levels=places, least="in the country"),
        Criterion("time", worst=12, best=2),
    )
    options = (
        Option("A", {"price": 60_000, "hosting": "in house", "time": 7}),
        Option("B", {"price": 20_000, "hosting": "elsewhere", "time": 2}),
        Option("C", {"price": 40_000, "hosting": "in the country"}),
        Option("D", {"price": 95_000, "hosting": "in house", "time": 2}),
    )
    found = choose(Dossier(criteria, options, (Party("Both", {"price": 2, "hosting": 1, "time": 1}),)))
    ranked = {one.name: one for one in found.ranking}
    assert ranked["A"].score == pytest.approx(0.5 * 0.5 + 0.25 * 1 + 0.25 * 0.5)
    assert ranked["B"].knocked_out == ("hosting",)
    assert ranked["D"].knocked_out == ("price",)
    assert (ranked["B"].rank, found.ranking[-1].rank) == (None, None)
    assert (ranked["C"].low, ranked["C"].high) == pytest.approx((0.55, 0.8))
    assert found.winner == "C"
    assert not found.certain
    assert {one.name for one in found.acceptability} == {"A", "C"}
    with pytest.raises(Unfit, match="Every option is knocked out"):
        choose(Dossier(criteria, options[1:2], (Party("Both", {"price": 1}),)))


def test_other_methods_reverse_where_the_default_does_not() -> None:
    """Belton and Gear's kind of reversal: scaling between the options lets a loser decide."""
    grid = {"left": (0.9, 0.30, 0.5), "right": (0.5, 0.55, 0.5), "third": (0.45, 0.0, 0.9)}
    options = tuple(Option(n, dict(zip("abc", row, strict=True))) for n, row in grid.items())
    dossier = Dossier(tuple(UNIT.values()), options, (Party("Both", {"a": 1, "b": 1.2, "c": 1}),))
    found = choose(dossier)
    assert found.changed_by_removing == ()
    assert {one.name for one in found.methods} == {
        "Weighted sum, scaled between the options", "TOPSIS", "PROMETHEE II", "MABAC",
    }  # fmt: skip
    assert all(sorted(one.order) == sorted(grid) for one in found.methods)
    assert any(one.changed_by_removing for one in found.methods)


def test_topsis_by_its_definition() -> None:
    """Closeness d⁻/(d⁺ + d⁻) after vector normalisation (Hwang and Yoon, 1981), worked out here in a few
    lines."""
    grid = np.array([[0.8, 0.2], [0.5, 0.6], [0.1, 0.9]])
    weights = np.array([0.4, 0.6])
    scaled = grid / np.sqrt((grid**2).sum(axis=0)) * weights
    far = np.sqrt(((scaled - scaled.max(axis=0)) ** 2).sum(axis=1))
    near = np.sqrt(((scaled - scaled.min(axis=0)) ** 2).sum(axis=1))
    order = tuple(np.array(["a", "b", "c"])[np.argsort(-near / (far + near))])
    options = tuple(Option(n, {"a": row[0], "b": row[1]}) for n, row in zip("abc", grid, strict=True))
    dossier = Dossier((UNIT["a"], UNIT["b"]), options, (Party("Both", {"a": 4, "b": 6}),))
    assert next(one for one in choose(dossier, draws=1000).methods if one.name == "TOPSIS").order == order
