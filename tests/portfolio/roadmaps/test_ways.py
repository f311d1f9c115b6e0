"""A proposal may be done in more than one way; a search takes one and says why not another."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from typer.testing import CliRunner

from lintel.audit.models import Entry as LedgerEntry
from lintel.people.models import Specialty, User
from lintel.portfolio.roadmaps.actions import inputs, roadmap, way
from lintel.portfolio.roadmaps.actions._engine import problem_of
from lintel.portfolio.roadmaps.commands import app
from lintel.portfolio.roadmaps.days import Days
from lintel.portfolio.roadmaps.models import Entry, Plan, Roadmap, Scope, Way, WayEffort
from lintel.portfolio.roadmaps.money import Money
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.portfolio.roadmaps.making import again, buy, make_planned, make_roadmap, make_search

As = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast: Cast) -> Roadmap:
    """Two proposals of twenty days into one quarter of thirty, with money for tools."""
    row = make_roadmap(cast, [make_planned(cast, title) for title in ("Consent", "Feeds")], length=1)
    inputs.fund(row, Money("Tools", Scope.HORIZON, [400_000]), by=cast.nele)
    return again(row)


def _first(made: Roadmap) -> Entry:
    found = made.entries.select_related("proposal", "roadmap").first()
    assert found is not None
    return found


def _look(cast: Cast, row: Roadmap, capture: Any) -> Plan:
    with capture(execute=True):
        search = make_search(cast, row, seconds=5)
    return Plan.objects.select_related("roadmap", "search").get(search=search)


def test_buying_makes_room_and_the_plan_says_so(
    cast: Cast, as_: As, made: Roadmap, django_capture_on_commit_callbacks: Any
) -> None:
    before = _look(cast, made, django_capture_on_commit_callbacks)
    assert before.items == 1
    bought = buy(cast, _first(made))
    plan = _look(cast, made, django_capture_on_commit_callbacks)
    assert plan.items == 2
    assert {one["mode"] for one in plan.schedule} == {f"way-{bought.pk}", "only"}
    client = as_(cast.finn)
    page = client.get(f"/roadmaps/{made.pk}/?plan={plan.pk}").content.decode()
    part = page.split('id="ways"')[1].split("</section>")[0]
    assert "Buy" in part
    assert "“As proposed” would need 10 more days of Data engineer in Q1 2027." in part
    rows = client.get(f"/roadmaps/{made.pk}/?plan={plan.pk}&export=csv").getvalue().decode()
    assert "proposal,Buy,“As proposed” would need" in rows
    assert b"Buy." in client.get(f"/roadmaps/{made.pk}/?plan={plan.pk}&export=ics").getvalue()
    url = f"/roadmaps/{made.pk}/differences/?before={before.pk}&after={plan.pk}"
    assert "Q1 2027: Buy" in client.get(url).content.decode()
    shown = CliRunner().invoke(app, ["show", f"{plan.pk}", "--as", cast.finn.email])
    assert ", Buy\n" in shown.output


def test_another_way_is_written_on_its_page(cast: Cast, as_: As, made: Roadmap) -> None:
    entry = _first(made)
    engineer, manager = (
        Specialty.objects.get(name="Data engineer"),
        Specialty.objects.get(name="Content designer"),
    )
    inputs_page = as_(cast.ivo).get(f"/roadmaps/{made.pk}/inputs/").content.decode()
    assert "Add another way to do it" in inputs_page
    url = f"/roadmaps/{made.pk}/proposals/{entry.proposal_id}/ways/"
    blank = as_(cast.ivo).get(f"{url}new/").content.decode()
    assert f'name="likely-{engineer.pk}" value="20"' in blank  # it begins from what is proposed
    form = {
        "step": again(made).step, "name": "Buy", "duration": 1, "cost": 40_000,
        f"low-{engineer.pk}": 2, f"likely-{engineer.pk}": 3, f"high-{engineer.pk}": 5,
        f"low-{manager.pk}": 1, f"likely-{manager.pk}": 1, f"high-{manager.pk}": "",
    }  # fmt: skip
    wrong = as_(cast.ivo).post(f"{url}new/", form)
    assert wrong.status_code == 422
    assert "Give all three numbers, or none." in wrong.content.decode()
    form[f"high-{manager.pk}"] = 2
    assert as_(cast.ivo).post(f"{url}new/", form | {f"low-{engineer.pk}": 9}).status_code == 422
    assert as_(cast.ivo).post(f"{url}new/", form).status_code == 302
    kept = Way.objects.get()
    assert {(row.specialty, row.high) for row in kept.efforts.all()} == {(engineer, 5), (manager, 2)}
    assert again(made).capacities.filter(specialty=manager).exists()  # its days can be planned now
    page = as_(cast.finn).get(url).content.decode()
    assert "As proposed" in page
    assert "Add another way" not in page  # Finn only reads
    same = as_(cast.ivo).post(f"{url}new/", form | {"step": again(made).step})
    assert same.status_code == 422
    assert "A way of this name is there already." in same.content.decode()
    late = as_(cast.ivo).post(f"{url}{kept.pk}/", form | {"name": "Rent"})
    assert late.status_code == 409
    now = form | {"name": "Rent", "step": again(made).step}
    assert as_(cast.ivo).post(f"{url}{kept.pk}/", now).status_code == 302
    assert Way.objects.get().name == "Rent"
    assert "2 ways" in as_(cast.ivo).get(f"/roadmaps/{made.pk}/inputs/").content.decode()
    as_(cast.ivo).post(f"{url}{kept.pk}/removal/")
    assert not Way.objects.exists()
    assert as_(cast.finn).get(f"{url}new/").status_code == 403
    assert as_(cast.sam).get(url).status_code == 404


def test_work_that_is_under_way_stays_in_its_way(cast: Cast, as_: As, made: Roadmap) -> None:
    entry = _first(made)
    bought = buy(cast, entry)
    key = entry.proposal_id
    page = as_(cast.ivo).get(f"/roadmaps/{made.pk}/inputs/").content.decode()
    assert f'name="fixed_way_id-{key}"' in page
    inputs.weigh(again(made), {key: {"fixed": 0, "fixed_way_id": bought.pk}}, by=cast.nele)
    (frozen,) = problem_of(again(made)).frozen
    assert (frozen.mode, frozen.start) == (f"way-{bought.pk}", 0)
    with pytest.raises(Problem, match="under way like this"):
        way.remove(bought, by=cast.nele)
    with pytest.raises(Problem, match="has no such way"):
        inputs.weigh(again(made), {key: {"fixed_way_id": bought.pk + 1}}, by=cast.nele)
    inputs.weigh(again(made), {key: {"fixed": None}}, by=cast.nele)
    way.remove(bought, by=cast.nele)
    assert again(made).entries.get(proposal=key).fixed_way_id is None


def test_what_a_way_may_hold(cast: Cast, made: Roadmap) -> None:
    entry, before = _first(made), LedgerEntry.objects.count()
    bought = buy(cast, entry, step=again(made).step)
    assert LedgerEntry.objects.count() == before + 1
    with pytest.raises(Problem, match="has only 1"):
        buy(cast, entry, name="Build", duration=2)
    with pytest.raises(Problem, match="Nothing was changed"):
        way.change(bought, {"name": "Buy"}, _days(bought), by=cast.nele)
    with pytest.raises(Stale):
        buy(cast, entry, name="Late", step=made.step)
    with pytest.raises(Denied):
        way.remove(bought, by=cast.finn)
    with pytest.raises(IntegrityError), transaction.atomic():
        WayEffort.objects.update(low=Decimal(9), high=Decimal(1))
    for number in range(way.MOST_WAYS - 1):
        buy(cast, entry, name=f"Way {number}")
    with pytest.raises(Problem, match="other ways already"):
        buy(cast, entry, name="One too many")


def _days(row: Way) -> Any:
    return [Days(one.specialty_id, one.low, one.likely, one.high) for one in row.efforts.all()]


def test_a_shorter_roadmap_shortens_its_ways(cast: Cast) -> None:
    row = make_roadmap(cast)
    bought = buy(cast, _first(row), duration=2)
    roadmap.change(again(row), {"length": 1}, by=cast.nele, step=again(row).step)
    bought.refresh_from_db()
    assert bought.duration == 1


def test_programs(cast: Cast, as_: As, made: Roadmap) -> None:
    key, engineer = _first(made).proposal_id, Specialty.objects.get(name="Data engineer")
    url, client = f"/api/v1/roadmaps/{made.pk}/proposals/{key}/ways", as_(cast.tomas)
    body: dict[str, Any] = {
        "name": "Buy", "cost": "40000", "step": again(made).step,
        "days": [{"specialty": engineer.pk, "low": 1, "likely": 2, "high": 4}],
    }  # fmt: skip
    added = client.post(url, body, content_type="application/json")
    assert added.status_code == 201, added.content
    number = added.json()["id"]
    assert added.json()["days"][0]["specialty"] == engineer.pk
    wrong = body | {"name": "Rent", "step": again(made).step}
    wrong["days"] = [{"specialty": engineer.pk, "low": 5, "likely": 2, "high": 4}]
    assert client.post(url, wrong, content_type="application/json").status_code == 422
    changed = body | {"duration": 1, "cost": "30000", "step": again(made).step}
    answer = client.put(f"{url}/{number}", changed, content_type="application/json")
    assert Decimal(answer.json()["cost"]) == 30_000
    fixed = {"fixed": 0, "fixed_way": number, "step": again(made).step}
    entry = client.patch(url.removesuffix("/ways"), fixed, content_type="application/json").json()
    assert (entry["fixed_way"], entry["ways"][0]["name"]) == (number, "Buy")
    assert client.delete(f"{url}/{number}").status_code == 422
    assert client.delete(f"{url}/{number + 1}").status_code == 404
