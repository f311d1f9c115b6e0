"""How options are reckoned: cost, risk, rank, and what an option changes. Figures worked out by hand."""

import datetime as dt
from decimal import Decimal

import pytest

from lintel.estate.inventory.actions import relation
from lintel.estate.inventory.standing import standing_on
from lintel.estate.purchases.actions import judging, option
from lintel.estate.purchases.effect import effect, inserted
from lintel.estate.purchases.models import Option
from lintel.estate.purchases.owning import ownership
from lintel.estate.purchases.questionnaire import QUESTIONS, asked, risk_of
from lintel.estate.purchases.ranking import rank
from lintel.estate.purchases.rules import Said
from lintel.estate.purchases.showing import comparison, firmness
from lintel.ui.problems import Denied, Problem
from tests.cast import Cast
from tests.estate.inventory.makers import make_element
from tests.estate.purchases.makers import fresh, make_criterion, make_dossier, make_option, make_purchase

TODAY = dt.date(2026, 11, 30)


def test_cost_of_ownership_adds_up_years_ranges_and_the_way_out(cast: Cast) -> None:
    row, options = make_dossier(cast)
    option.note_cost(
        options["wright"], year=0, kind="project", amount=Decimal(5000), low=Decimal(4000), by=cast.ivo
    )
    option.note_cost(options["wright"], year=4, kind="licence", amount=Decimal(77), by=cast.ivo)  # beyond
    found = ownership(Option.objects.get(pk=options["wright"].pk), row.years)
    assert [int(one) for one in (found.low, found.likely, found.high)] == [32_000, 33_000, 60_000]
    assert [int(one) for one in found.by_year] == [5000, 9000, 9000, 9000]
    assert found.leaving == Decimal(1000)


def test_risk_is_the_share_of_weights_that_is_not_met() -> None:
    assert risk_of({one.slug: "yes" for one in QUESTIONS}, True).score == 0
    assert risk_of({}, True).score == 100
    assert risk_of({one.slug: "partly" for one in QUESTIONS}, True).score == 50
    total = sum(one.weight for one in asked(False))
    met = {one.slug: "yes" for one in asked(False)} | {"export": "no"}
    assert risk_of(met, False).score == pytest.approx(100 * 3 / total)
    assert [one.slug for one in risk_of(met, False).unmet] == ["export"]


def test_knowing_never_raises_the_risk() -> None:
    replies: dict[str, str] = {}
    before = risk_of(replies, True).score
    for one in QUESTIONS:
        replies[one.slug] = "partly"
        now = risk_of(replies, True).score
        assert now <= before
        before = now


def test_the_ranking_is_the_weighted_sum_on_fixed_scales(cast: Cast) -> None:
    """Mean weights .35 .2 .2 .25; Mailwright: ease 1, speed .8, cost in the middle of 28,000 and 55,000."""
    row, _ = make_dossier(cast)
    found = rank(row)
    assert found.choice is not None
    assert found.choice.winner == "Mailwright"
    cost = 1 - (28_000 + 55_000) / 2 / 100_000
    first = next(one for one in found.choice.ranking if one.name == "Mailwright")
    assert first.score == pytest.approx(0.35 * 1 + 0.2 * 0.8 + 0.2 * cost + 0.25 * 1)
    assert comparison(row, found).heads[0].option.name == "Mailwright"
    assert any("comes first" in one for one in firmness(row, found))


def test_an_option_that_misses_the_least_is_out(cast: Cast) -> None:
    row, options = make_dossier(cast)
    speed = row.criteria.get(name="Messages an hour")
    values = {"name": speed.name, "measure": "number", "unit": "", "worst": Decimal(0), "best": Decimal(1000)}
    judging.edit(speed, values | {"least": Decimal(400)}, by=cast.ivo)
    heads = comparison(fresh(row), rank(fresh(row))).heads
    assert [head.option.pk for head in heads if head.out] == [options["keep"].pk]
    assert heads[-1].rank is None


def test_nothing_is_ranked_before_both_sides_have_weighed(cast: Cast) -> None:
    row = make_purchase(cast)
    assert rank(fresh(row)).why_not == "Two options or more can be ranked."
    make_option(cast, row, "One"), make_option(cast, row, "Other")
    one = make_criterion(cast, row, "Easy to use")
    judging.weigh(row, {one.pk: 10}, office="marketing", by=cast.nele)
    assert "IT office has not said" in rank(fresh(row)).why_not


def test_a_side_weighs_for_itself_alone(cast: Cast) -> None:
    row = make_purchase(cast)
    one = make_criterion(cast, row, "Easy to use")
    with pytest.raises(Denied, match="said by that side"):
        judging.weigh(row, {one.pk: 10}, office="it", by=cast.nele)
    with pytest.raises(Problem, match="nothing matters"):
        judging.weigh(row, {one.pk: 0}, office="marketing", by=cast.nele)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (Said(Decimal(6), Decimal(6), "Seen."), "goes from poor"),
        (Said(Decimal(4), Decimal(2), "Seen."), "range rises"),
        (Said(Decimal(4), Decimal(4), " "), "What says how it fares"),
    ],
)
def test_a_score_fits_its_scale_and_has_evidence(cast: Cast, said: Said, message: str) -> None:
    row = make_purchase(cast)
    made, one = make_option(cast, row, "One"), make_criterion(cast, row, "Easy to use")
    with pytest.raises(Problem, match=message):
        judging.score(made, {one.pk: said}, by=cast.nele)
    assert not made.scores.exists()


def test_an_option_is_held_against_the_estate_of_today(cast: Cast) -> None:
    row = make_purchase(cast)
    order, old, shop = (make_element(cast, name, kind) for name, kind in (
        ("Take an order", "capability"), ("Old till", "system"), ("Shop", "system")
    ))  # fmt: skip
    relation.join(old, "serves", order, by=cast.tomas)
    relation.join(shop, "needs", old, by=cast.tomas)
    made = make_option(cast, row, "New till", replaces=[old], serves=[])
    lines = {line.label: line for line in effect(standing_on(TODAY), made)}
    assert lines["Capabilities that nothing serves any more"].because == "Take an order"
    assert lines["Systems that need what goes, and have to be moved"].because == "Shop"
    option.edit(made, {}, {"serves": [order]}, by=cast.tomas)
    lines = {line.label: line for line in effect(standing_on(TODAY), Option.objects.get(pk=made.pk))}
    assert "Capabilities that nothing serves any more" not in lines
    after = inserted(standing_on(TODAY), Option.objects.get(pk=made.pk))
    assert after.parts[-made.pk].name == "New till"
    assert old.pk not in after.parts
    assert all(one.source in after.parts and one.target in after.parts for one in after.joints)
