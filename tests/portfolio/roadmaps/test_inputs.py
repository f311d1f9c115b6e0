"""What limits a plan is written by both sides; each side says by itself what something is worth to it."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from lintel.audit.models import Entry as LedgerEntry
from lintel.people.models import Specialty, User
from lintel.portfolio.roadmaps.actions import inputs, roadmap
from lintel.portfolio.roadmaps.models import Roadmap
from lintel.portfolio.roadmaps.money import Money
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.portfolio.roadmaps.making import START, again, make_planned, make_roadmap

As = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def _engineer() -> Specialty:
    return Specialty.objects.get(name="Data engineer")


def test_it_begins_with_what_is_known(cast: Cast, as_: As) -> None:
    for title in ("Consent", "Feeds"):
        make_planned(cast, title)
    cast.tomas.specialty = _engineer()
    cast.tomas.save()
    form = {
        "title": "Next year", "starts_on": "2027-01-01", "unit": "quarter", "length": 4, "currency": "EUR",
        "buffer": 20, "discount": 8, "weight_marketing": 1, "weight_it": 1, "first": 40,
    }  # fmt: skip
    answer = as_(cast.tomas).post("/roadmaps/new/", form, follow=True)
    assert "Check the days, the money and the worth" in answer.content.decode()
    made = Roadmap.objects.get()
    assert made.period_names == ["Q1 2027", "Q2 2027", "Q3 2027", "Q4 2027"]
    assert [entry.worth_it for entry in made.entries.all()] == [30, 30]  # 18 of 60 points
    assert made.capacities.get().days == [54] * 4  # one person, three months


def test_a_side_says_what_something_is_worth_to_itself(cast: Cast) -> None:
    made = make_roadmap(cast)
    key = made.entries.first().proposal_id  # type: ignore[union-attr]  # there are three
    inputs.weigh(made, {key: {"worth_it": 80}}, by=cast.tomas)
    with pytest.raises(Denied, match="said by that side"):
        inputs.weigh(made, {key: {"worth_marketing": 80}}, by=cast.tomas)
    assert made.entries.get(proposal=key).worth_it == 80
    assert made.entries.get(proposal=key).worth_marketing == 30


def test_the_page_asks_each_side_for_its_own_worth(cast: Cast, as_: As) -> None:
    made = make_roadmap(cast)
    key = made.entries.first().proposal_id  # type: ignore[union-attr]  # there are three
    page = as_(cast.ivo).get(f"/roadmaps/{made.pk}/inputs/").content.decode()
    assert f'name="worth_it-{key}"' in page
    assert f'name="worth_marketing-{key}"' not in page
    viewer = as_(cast.finn).get(f"/roadmaps/{made.pk}/inputs/").content.decode()
    assert "<input" not in viewer.split('id="days"')[1].split("</table>")[0]
    assert "Save the days" not in viewer


def test_what_was_typed_stays_when_somebody_was_quicker(cast: Cast, as_: As) -> None:
    made = make_roadmap(cast)
    old = made.step
    inputs.staff(made, {_engineer().pk: [10, 20]}, by=cast.tomas)
    form = {"step": old, f"days-{_engineer().pk}-0": "25", f"days-{_engineer().pk}-1": "26"}
    answer = as_(cast.ivo).post(f"/roadmaps/{made.pk}/days/", form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed this roadmap" in page
    assert 'value="25"' in page
    again_form = form | {"step": again(made).step}
    assert as_(cast.ivo).post(f"/roadmaps/{made.pk}/days/", again_form).status_code == 302
    assert made.capacities.get().days == [25.0, 26.0]


@pytest.mark.parametrize(
    ("days", "says"),
    [([1], "2 numbers are needed"), ([1, -2], "not between 0"), ([1, "many"], "is not a number")],
)
def test_days_that_make_no_sense(cast: Cast, days: list[object], says: str) -> None:
    made = make_roadmap(cast)
    with pytest.raises(Problem, match=says):
        inputs.staff(made, {_engineer().pk: days}, by=cast.nele)


def test_work_has_to_fit_between_its_dates(cast: Cast) -> None:
    made = make_roadmap(cast)
    key = made.entries.first().proposal_id  # type: ignore[union-attr]  # there are three
    with pytest.raises(Problem, match="does not fit between its dates"):
        inputs.weigh(made, {key: {"earliest": 1, "duration": 2}}, by=cast.nele)


def test_budgets(cast: Cast, as_: As) -> None:
    made = make_roadmap(cast)
    form = {"name": "Tools", "scope": "period", "amounts": "100000 50000"}
    assert as_(cast.ivo).post(f"/roadmaps/{made.pk}/budgets/new/", form).status_code == 302
    budget = made.budgets.get()
    assert budget.amounts == [100_000.0, 50_000.0]
    page = as_(cast.ivo).post(f"/roadmaps/{made.pk}/budgets/new/", form | {"amounts": "1"})
    assert page.status_code == 422
    assert "2 numbers are needed" in page.content.decode()
    with pytest.raises(Problem, match="of this name"):
        inputs.fund(made, Money("Tools", budget.scope, [1, 2]), by=cast.ivo)  # type: ignore[arg-type]  # the same word
    as_(cast.ivo).post(f"/roadmaps/{made.pk}/budgets/{budget.pk}/removal/")
    assert not made.budgets.exists()


def test_a_longer_roadmap_keeps_its_numbers(cast: Cast) -> None:
    made = make_roadmap(cast)
    roadmap.change(made, {"length": 3}, by=cast.nele, step=made.step)
    assert made.capacities.get().days == [30.0, 30.0, 30.0]
    with pytest.raises(Stale):
        roadmap.change(made, {"length": 4}, by=cast.nele, step=made.step)


def test_proposals_come_in_and_go(cast: Cast) -> None:
    made = make_roadmap(cast)
    extra = make_planned(cast, "One more", starts_on=START.replace(month=4))
    roadmap.add(made, [extra], by=cast.ivo)
    entry = made.entries.get(proposal=extra)
    assert entry.earliest == 1
    with pytest.raises(Problem, match="in already"):
        roadmap.add(made, [extra], by=cast.ivo)
    roadmap.remove(entry, by=cast.ivo)
    assert made.entries.count() == 3


def test_every_change_stands_in_the_ledger_once(cast: Cast) -> None:
    made = make_roadmap(cast)
    before = LedgerEntry.objects.count()
    inputs.fund(made, Money("Tools", "horizon", [Decimal(5)]), by=cast.ivo)  # type: ignore[arg-type]  # the same word
    assert LedgerEntry.objects.count() == before + 1


def test_who_only_reads_plans_nothing(cast: Cast) -> None:
    made = make_roadmap(cast)
    for person in (cast.finn, cast.ana, cast.sam):
        with pytest.raises(Denied):
            inputs.staff(made, {_engineer().pk: [1, 1]}, by=person)
