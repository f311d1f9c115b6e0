"""Known answers, and what has to hold whatever is matched."""

import datetime as dt
import itertools
import random
from dataclasses import replace

import pytest

from lintel.engines.assignment import Asked, Left, Need, Offer, Unfit, What, judge, match

MARCH, MAY = dt.date(2027, 3, 1), dt.date(2027, 5, 31)


def make_need(key: str = "need", **values: object) -> Need:
    """IT wants somebody of marketing for three months."""
    return replace(Need(key, "it", "embed", MARCH, MAY, 40), **values)  # type: ignore[arg-type]


def make_offer(key: str = "offer", **values: object) -> Offer:
    """Somebody of marketing would go."""
    return replace(Offer(key, key, "marketing", "embed", MARCH, MAY, 50), **values)  # type: ignore[arg-type]


def lacks(left: Left) -> list[tuple[What, int, int]]:
    assert left.nearest is not None
    return [(point.what, point.there, point.asked) for point in left.nearest.lacks]


def test_a_pair_that_fits_at_every_point() -> None:
    need = make_need(skills=(Asked("sql", 3),), teaches=frozenset({"data"}))
    offer = make_offer(levels={"sql": 5}, wishes=frozenset({"data", "law"}))
    found = match([need], [offer])
    (pair,) = found.pairs
    assert (pair.need, pair.offer, pair.starts, pair.ends) == ("need", "offer", MARCH, MAY)
    assert pair.score == 40 + 30 + 15  # all days, the highest level, one of two wishes
    assert (found.needs_left, found.offers_left) == ((), ())


@pytest.mark.parametrize(
    ("need", "offer", "lack"),
    [
        ({"skills": (Asked("sql", 3),)}, {"levels": {"sql": 2}}, (What.SKILL, 2, 3)),
        ({}, {"ends": dt.date(2027, 3, 10)}, (What.DATES, 10, 14)),
        ({}, {"share": 30}, (What.SHARE, 30, 40)),
        ({}, {"free": 20}, (What.SHARE, 20, 40)),
        ({}, {"kind": "pairing"}, (What.KIND, 0, 1)),
        ({"teaches": frozenset({"law"})}, {"wishes": frozenset({"data"})}, (What.GROWTH, 0, 1)),
    ],
)
def test_what_is_missing_is_said(need: dict[str, object], offer: dict[str, object], lack: object) -> None:
    found = match([make_need(**need)], [make_offer(**offer)])
    assert found.pairs == ()
    assert lacks(found.needs_left[0]) == [lack]
    assert lacks(found.offers_left[0]) == [lack]


def test_nobody_goes_to_their_own_side() -> None:
    found = match([make_need()], [make_offer(side="it")])
    assert (found.pairs, found.needs_left[0].nearest) == ((), None)


def test_a_short_need_asks_for_no_more_days_than_it_has() -> None:
    assert judge(make_need(ends=MARCH), make_offer()).fits


def test_as_many_as_can_go_then_the_best_fit() -> None:
    """The best single pair would leave the other need alone."""
    sql, plain = make_need("sql", skills=(Asked("sql", 2),)), make_need("plain")
    able, other = make_offer("able", levels={"sql": 5}), make_offer("other")
    found = match([plain, sql], [other, able])
    assert {(pair.need, pair.offer) for pair in found.pairs} == {("sql", "able"), ("plain", "other")}


def test_who_is_of_more_use_elsewhere_is_named_as_fitting() -> None:
    needs = [make_need("a"), make_need("b", ends=dt.date(2027, 4, 30))]
    found = match(needs, [make_offer(ends=dt.date(2027, 4, 30))])
    assert [pair.need for pair in found.pairs] == ["b"]
    assert found.needs_left[0].nearest is not None
    assert found.needs_left[0].nearest.fits


def test_one_person_goes_to_one_need_whatever_they_offered() -> None:
    twice = [make_offer("one", person="nele"), make_offer("two", person="nele")]
    found = match([make_need("a"), make_need("b")], twice)
    assert len(found.pairs) == 1
    assert found.offers_left == ()


def test_keys_that_repeat_and_days_out_of_order_are_refused() -> None:
    with pytest.raises(Unfit, match="twice"):
        match([make_need(), make_need()], [])
    with pytest.raises(Unfit, match="ends before"):
        match([make_need(ends=dt.date(2027, 1, 1))], [])


def draw(seed: int) -> tuple[list[Need], list[Offer]]:
    """A small market of either side."""
    dice = random.Random(seed)
    skills = ["a", "b", "c"]

    def days() -> dict[str, dt.date]:
        starts = MARCH + dt.timedelta(days=dice.randrange(60))
        return {"starts": starts, "ends": starts + dt.timedelta(days=dice.randrange(20, 90))}

    needs = [
        make_need(
            f"n{n}", side=dice.choice(["it", "marketing"]), share=dice.choice([20, 40, 60]), **days(),
            skills=tuple(Asked(one, dice.randint(1, 4)) for one in dice.sample(skills, dice.randint(0, 2))),
            teaches=frozenset(dice.sample(skills, 2)),
        )
        for n in range(dice.randint(1, 5))
    ]  # fmt: skip
    offers = [
        make_offer(
            f"o{n}", side=dice.choice(["it", "marketing"]), share=dice.choice([20, 50, 80]), **days(),
            levels={one: dice.randint(1, 5) for one in skills},
            wishes=frozenset(dice.sample(skills, dice.randint(0, 2))),
        )
        for n in range(dice.randint(1, 5))
    ]  # fmt: skip
    return needs, offers


def brute_force(needs: list[Need], offers: list[Offer]) -> tuple[int, int]:
    """Most pairs and their best total score, by trying everything."""
    nothing: list[Offer | None] = [None] * len(needs)
    tries = itertools.permutations([*offers, *nothing], len(needs))
    judged = ([judge(n, o) for n, o in zip(needs, one, strict=True) if o is not None] for one in tries)
    return max(
        (len(pairs), sum(pair.score for pair in pairs))
        for pairs in judged
        if all(pair.fits for pair in pairs)
    )


@pytest.mark.parametrize("seed", range(40))
def test_it_is_the_best_of_all_and_the_order_of_rows_does_not_matter(seed: int) -> None:
    needs, offers = draw(seed)
    found = match(needs, offers)
    assert (len(found.pairs), sum(pair.score for pair in found.pairs)) == brute_force(needs, offers)
    assert match(needs[::-1], offers[::-1]) == found
    assert all(pair.fits for pair in found.pairs)
    assert len({pair.offer for pair in found.pairs}) == len(found.pairs) == len({p.need for p in found.pairs})


@pytest.mark.parametrize("seed", range(40))
def test_the_smallest_change_makes_a_pair_and_another_offer_is_never_worse(seed: int) -> None:
    needs, offers = draw(seed)
    found = match(needs, offers)
    for left in found.needs_left:
        if left.nearest is None:
            continue
        need = next(one for one in needs if one.key == left.key)
        offer = next(one for one in offers if one.key == left.nearest.offer)
        assert judge(need, mended(need, offer, left.nearest.lacks)).fits
    more = match(needs, [*offers, make_offer("another")])
    assert len(more.pairs) >= len(found.pairs)


def mended(need: Need, offer: Offer, points: object) -> Offer:
    """The offer after the change that the engine named."""
    for point in points:  # type: ignore[attr-defined]
        match point.what:
            case What.SKILL:
                offer = replace(offer, levels={**offer.levels, point.subject: point.asked})
            case What.DATES:
                offer = replace(offer, starts=min(offer.starts, need.starts), ends=max(offer.ends, need.ends))
            case What.SHARE:
                offer = replace(offer, share=point.asked, free=100)
            case What.KIND:
                offer = replace(offer, kind=need.kind)
            case What.GROWTH:
                offer = replace(offer, wishes=offer.wishes | need.teaches)
    return offer
