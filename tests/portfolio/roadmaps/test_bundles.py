"""A bundle is worth something beyond its proposals once all of it is in; each side says what."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from typer.testing import CliRunner

from lintel.audit.models import Entry as LedgerEntry
from lintel.people.models import Specialty, User
from lintel.portfolio.proposals.actions import bundle as proposals_bundle
from lintel.portfolio.proposals.actions import proposal
from lintel.portfolio.proposals.models import Bundle, Proposal, State
from lintel.portfolio.roadmaps.actions import bundle, inputs
from lintel.portfolio.roadmaps.actions._engine import problem_of
from lintel.portfolio.roadmaps.commands import app
from lintel.portfolio.roadmaps.models import BundleWorth, Plan, Roadmap, Search
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.portfolio.proposals.making import fresh, sign
from tests.portfolio.roadmaps.making import (
    again,
    bound,
    make_plan,
    make_planned,
    make_roadmap,
    make_search,
)

As = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(cast: Cast) -> list[Proposal]:
    """Three proposals of which the last two are worth little alone."""
    return [make_planned(cast, title) for title in ("Consent", "Feeds", "Search")]


def _weighed(cast: Cast, row: Roadmap, both: Bundle, marketing: int = 60, it: int = 40) -> Roadmap:
    bundle.weigh(again(row), {both.pk: {"worth_marketing": marketing}}, by=cast.nele)
    bundle.weigh(again(row), {both.pk: {"worth_it": it}}, by=cast.tomas)
    return again(row)


def _look(cast: Cast, row: Roadmap, capture: Any, kind: str = "best", **given: Any) -> Plan:
    with capture(execute=True):
        made = make_search(cast, row, kind, seconds=5, **given)
    assert Search.objects.select_related("run").get(pk=made.pk).run.state == "done"
    return Plan.objects.select_related("roadmap", "search").get(search=made)


def _approved(cast: Cast, row: Proposal) -> None:
    proposal.offer(fresh(row), by=cast.nele)
    for office in (cast.mara, cast.ivo):
        sign(fresh(row), office)


def test_the_bundle_decides_what_is_in(
    cast: Cast, as_: As, rows: list[Proposal], django_capture_on_commit_callbacks: Any
) -> None:
    made = make_roadmap(cast, rows)  # two of the three fit
    inputs.weigh(again(made), {rows[0].pk: {"worth_marketing": 40}}, by=cast.nele)
    without = _look(cast, made, django_capture_on_commit_callbacks)
    assert str(rows[0].pk) in {one["item"] for one in without.schedule}
    both = bound(cast, rows[1], rows[2])
    _weighed(cast, made, both)
    plan = _look(cast, made, django_capture_on_commit_callbacks)
    assert {one["item"] for one in plan.schedule} == {str(rows[1].pk), str(rows[2].pk)}
    assert plan.marketing > without.marketing
    assert plan.bundles[0]["state"] == "whole"
    page = as_(cast.finn).get(f"/roadmaps/{made.pk}/?plan={plan.pk}").content.decode()
    assert "Worth something only together" in page
    assert "Earned in Q2 2027, when the last of its proposals is finished." in page
    url = f"/roadmaps/{made.pk}/differences/?before={without.pk}&after={plan.pk}"
    differ = as_(cast.finn).get(url).content.decode()
    assert "all in, Q2 2027" in differ
    assert "not known" in differ  # the first plan did not know the bundle


def test_what_is_partly_in_says_what_is_missing_and_what_would_help(
    cast: Cast, as_: As, rows: list[Proposal], django_capture_on_commit_callbacks: Any
) -> None:
    made = make_roadmap(cast, rows)
    both = bound(cast, *rows)
    _weighed(cast, made, both)
    plan = _look(cast, made, django_capture_on_commit_callbacks)
    assert plan.bundles[0]["state"] == "partly"
    page = as_(cast.finn).get(f"/roadmaps/{made.pk}/").content.decode()
    part = page.split('id="bundles"')[1].split("</section>")[0]
    assert "2 of 3 in" in part
    assert "is out, so it earns nothing. It would be whole with 10 more days of Data engineer" in part
    engineer = Specialty.objects.get(name="Data engineer")
    inputs.staff(again(made), {engineer.pk: [40, 30]}, by=cast.tomas)
    assert _look(cast, made, django_capture_on_commit_callbacks).bundles[0]["state"] == "whole"


def test_files_hold_the_bundles(cast: Cast, as_: As, rows: list[Proposal]) -> None:
    made = make_roadmap(cast, rows)
    both = bound(cast, *rows)
    plan = make_plan(cast, _weighed(cast, made, both))
    whole = as_(cast.finn).get(f"/roadmaps/{made.pk}/?plan={plan.pk}&export=csv").getvalue()
    line = next(line for line in whole.decode().splitlines() if line.endswith("bundle,,"))
    assert line.startswith(f"{both.pk},One shop,partly,,,60")
    assert "“Feeds” and “Search” are out" in line


def test_each_side_says_its_own_worth(cast: Cast, as_: As, rows: list[Proposal]) -> None:
    made = make_roadmap(cast, rows)
    both = bound(cast, rows[0], rows[1])
    page = as_(cast.ivo).get(f"/roadmaps/{made.pk}/inputs/").content.decode()
    assert f'name="worth_it-bundle-{both.pk}"' in page
    assert f'name="worth_marketing-bundle-{both.pk}"' not in page
    assert "What 1 bundle is worth together" in as_(cast.ivo).get(f"/roadmaps/{made.pk}/").content.decode()
    form = {"step": again(made).step, f"worth_it-bundle-{both.pk}": 35}
    assert as_(cast.ivo).post(f"/roadmaps/{made.pk}/bundles/", form).status_code == 302
    assert BundleWorth.objects.get().worth_it == 35
    with pytest.raises(Denied, match="said by that side"):
        bundle.weigh(again(made), {both.pk: {"worth_marketing": 5}}, by=cast.tomas)
    stale = as_(cast.tomas).post(f"/roadmaps/{made.pk}/bundles/", form | {f"worth_it-bundle-{both.pk}": 1})
    assert stale.status_code == 409
    assert (
        as_(cast.ivo)
        .post(f"/roadmaps/{made.pk}/bundles/", {"step": again(made).step, f"worth_it-bundle-{both.pk}": 101})
        .status_code
        == 422
    )
    assert as_(cast.finn).post(f"/roadmaps/{made.pk}/bundles/", form).status_code == 403
    assert as_(cast.sam).post(f"/roadmaps/{made.pk}/bundles/", form).status_code == 404


def test_one_entry_in_the_ledger_and_one_step(cast: Cast, rows: list[Proposal]) -> None:
    made = make_roadmap(cast, rows)
    both = bound(cast, rows[0], rows[1])
    before = LedgerEntry.objects.count()
    bundle.weigh(made, {both.pk: {"worth_it": 5}}, by=cast.tomas, step=made.step)
    assert LedgerEntry.objects.count() == before + 1
    assert again(made).step == made.step + 1
    with pytest.raises(Stale):
        bundle.weigh(made, {both.pk: {"worth_it": 6}}, by=cast.tomas, step=made.step)
    with pytest.raises(Problem, match="Nothing was changed"):
        bundle.weigh(again(made), {both.pk: {"worth_it": 5}}, by=cast.tomas)
    with pytest.raises(Problem, match="is in this roadmap"):
        bundle.weigh(again(made), {both.pk + 1: {"worth_it": 5}}, by=cast.tomas)
    with pytest.raises(IntegrityError), transaction.atomic():
        BundleWorth.objects.update(worth_it=101)


def test_a_bundle_counts_only_when_all_of_it_can_be_done(cast: Cast, as_: As, rows: list[Proposal]) -> None:
    made = make_roadmap(cast, rows[:2])
    both = bound(cast, rows[0], rows[2])
    _weighed(cast, made, both)
    assert problem_of(again(made)).bundles == ()
    page = as_(cast.ivo).get(f"/roadmaps/{made.pk}/inputs/").content.decode()
    assert "Counts for nothing yet" in page
    assert "is not in this roadmap" in page
    _approved(cast, rows[2])
    Proposal.objects.filter(pk=rows[2].pk).update(state=State.DONE)
    (one,) = problem_of(again(made)).bundles
    assert (one.items, one.marketing, one.it) == ((str(rows[0].pk),), 60.0, 40.0)
    for office in (cast.mara, cast.ivo):
        sign(rows[0], office, "stop")
    assert problem_of(again(made)).bundles == ()
    assert "was stopped" in as_(cast.ivo).get(f"/roadmaps/{made.pk}/inputs/").content.decode()
    proposals_bundle.dissolve(Bundle.objects.get(), by=cast.nele)
    page = as_(cast.ivo).get(f"/roadmaps/{made.pk}/inputs/").content.decode()
    assert 'id="bundles"' not in page


def test_what_is_signed_holds_the_bundles(cast: Cast, as_: As, rows: list[Proposal]) -> None:
    made = make_roadmap(cast, rows)
    both = bound(cast, *rows)
    plan = make_plan(cast, _weighed(cast, made, both))
    assert f"bundle-{both.pk}" in plan.content()["inputs"]
    sheet = as_(cast.finn).get(f"/roadmaps/{made.pk}/plans/{plan.pk}/signature/").content.decode()
    assert "One shop: 1 of 3 in" in sheet


def test_programs_and_the_command_line(cast: Cast, as_: As, rows: list[Proposal]) -> None:
    made = make_roadmap(cast, rows)
    both = bound(cast, *rows)
    url = f"/api/v1/roadmaps/{made.pk}"
    client = as_(cast.ivo)
    body = {"worth_it": 20, "step": again(made).step}
    answer = client.patch(f"{url}/bundles/{both.pk}", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert answer.json()["worth_it"] == 20
    assert answer.json()["counts"]
    gone = client.patch(f"{url}/bundles/{both.pk + 1}", body, content_type="application/json")
    assert gone.status_code == 404
    assert client.get(url).json()["bundles"][0]["inside"] == [row.pk for row in rows]
    done = CliRunner().invoke(
        app, ["weigh-bundle", f"{made.pk}", f"{both.pk}", "--marketing", "70", "--as", cast.nele.email]
    )
    assert done.exit_code == 0, done.output
    assert BundleWorth.objects.get().worth_marketing == 70
    plan = make_plan(cast, again(made))
    assert client.get(f"{url}/plans/{plan.pk}").json()["bundles"][0]["state"] == "partly"
    shown = CliRunner().invoke(app, ["show", f"{plan.pk}", "--as", cast.finn.email])
    assert "One shop  1 of 3 in: “Feeds” and “Search” are out, so it earns nothing." in shown.output
