"""A search keeps the best plan with its proof, says why things are out, and can be stopped."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lintel.audit.models import Run
from lintel.people.models import Specialty, User
from lintel.portfolio.roadmaps.actions import inputs, search
from lintel.portfolio.roadmaps.models import Plan, Roadmap, Scope, Search
from lintel.portfolio.roadmaps.money import Money
from lintel.ui.problems import Denied, Problem
from tests.cast import Cast
from tests.portfolio.roadmaps.making import again, make_planned, make_roadmap, make_search, needs

As = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def looked(cast: Cast, django_capture_on_commit_callbacks: Any) -> Callable[..., Search]:
    """A search whose run has been done."""

    def look(row: Roadmap, kind: str = "best", **given: Any) -> Search:
        with django_capture_on_commit_callbacks(execute=True):
            made = make_search(cast, row, kind, seconds=5, **given)
        return Search.objects.select_related("run").get(pk=made.pk)

    return look


def test_the_best_plan_is_proven_and_says_what_is_out(
    cast: Cast, as_: As, looked: Callable[..., Search]
) -> None:
    made = make_roadmap(cast)  # three times twenty days into two periods of thirty
    done = looked(made)
    assert done.run.state == "done", done.run.error
    plan = Plan.objects.get()
    assert plan.items == 2
    assert plan.gap == 0
    assert done.said == "This is the best plan there is: proven."
    page = as_(cast.finn).get(f"/roadmaps/{made.pk}/").content.decode()
    assert "What is out, and what would bring it in" in page
    assert "Data engineer" in page.split('id="out"')[1]


def test_what_is_needed_comes_first(cast: Cast, looked: Callable[..., Search]) -> None:
    first, second = make_planned(cast, "Catalogue"), make_planned(cast, "Search")
    needs(second, first, cast.nele)
    made = make_roadmap(cast, [second, first])
    looked(made)
    starts = {placed["item"]: placed["start"] for placed in Plan.objects.get().schedule}
    assert starts == {str(first.pk): 0, str(second.pk): 1}


def test_no_plan_says_what_cannot_hold_together(cast: Cast, as_: As, looked: Callable[..., Search]) -> None:
    made = make_roadmap(cast)
    for entry in made.entries.all():
        inputs.weigh(again(made), {entry.proposal_id: {"mandatory": True}}, by=cast.nele)
    done = looked(made)
    assert not Plan.objects.exists()
    assert done.conflict
    page = as_(cast.ivo).get(done.get_absolute_url()).content.decode()
    assert "What cannot hold together" in page


def test_the_frontier_and_what_free_days_cost(cast: Cast, as_: As, looked: Callable[..., Search]) -> None:
    made = make_roadmap(cast)
    keys = list(made.entries.values_list("proposal_id", flat=True))
    inputs.weigh(again(made), {keys[0]: {"worth_marketing": 90}}, by=cast.nele)
    inputs.weigh(again(made), {keys[0]: {"worth_it": 5}, keys[1]: {"worth_it": 90}}, by=cast.tomas)
    assert looked(made, "frontier").run.state == "done"
    page = as_(cast.finn).get(f"/roadmaps/{made.pk}/frontier/").content.decode()
    assert "Nash bargain" in page
    assert looked(made, "buffers").run.state == "done"
    page = as_(cast.finn).get(f"/roadmaps/{made.pk}/buffers/").content.decode()
    assert "30%" in page


def test_least_disruption_and_what_if(cast: Cast, as_: As, looked: Callable[..., Search]) -> None:
    made = make_roadmap(cast)
    looked(made)
    base = Plan.objects.get()
    engineer = Specialty.objects.get(name="Data engineer")
    with pytest.raises(Problem, match="no plan yet"):
        search.begin(made, "replan", by=cast.nele)
    done = looked(
        made, "what_if", base=base, changes={f"roles.{engineer.pk}.capacity": "+50%"}, told="half more"
    )
    assert done.run.state == "done", done.run.error
    assert Plan.objects.filter(kind="what_if").get().items == 3
    inputs.staff(again(made), {engineer.pk: [30, 10]}, by=cast.tomas)
    done = looked(made, "replan", base=base)
    assert done.run.state == "done", done.run.error
    assert Plan.objects.filter(kind="replan").order_by("pk").last().items == 1  # type: ignore[union-attr]
    url = f"/roadmaps/{made.pk}/differences/?before={base.pk}&after={Plan.objects.first().pk}"  # type: ignore[union-attr]
    assert "Dropped" in as_(cast.finn).get(url).content.decode()


def test_a_search_can_be_stopped(cast: Cast, as_: As) -> None:
    made = make_roadmap(cast)
    waits = make_search(cast, made)
    with pytest.raises(Problem, match="under way already"):
        make_search(cast, made)
    with pytest.raises(Denied):
        search.stop(waits, by=cast.finn)
    page = as_(cast.tomas).get(waits.get_absolute_url()).content.decode()
    assert "Stop, and keep the best plan so far" in page
    as_(cast.tomas).post(f"/roadmaps/{made.pk}/searches/{waits.pk}/stop/")
    assert Search.objects.get().stop
    Run.objects.update(state="done")
    with pytest.raises(Problem, match="ended already"):
        search.stop(Search.objects.select_related("run").get(), by=cast.tomas)


def test_money_of_another_currency_is_not_added_up(cast: Cast) -> None:
    made = make_roadmap(cast, [make_planned(cast, "Abroad", currency="CHF")])
    inputs.fund(again(made), Money("Tools", Scope.HORIZON, [1]), by=cast.nele)
    with pytest.raises(Problem, match="CHF"):
        make_search(cast, made)
