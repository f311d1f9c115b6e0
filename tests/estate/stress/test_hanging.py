"""What of the rooms above a storm hits: campaigns, goals and proposals, as far as the reader may see them."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from lintel.estate.inventory.models import Element
from lintel.estate.stress import ports, showing
from lintel.estate.stress.actions import dependence
from lintel.estate.stress.models import Trial
from lintel.goals.objectives.models import Goal
from lintel.insight.context.models import EventKind, MarketEvent
from lintel.portfolio.proposals.actions import part, proposal
from lintel.portfolio.proposals.models import Window
from tests.cast import Cast
from tests.estate.inventory.makers import make_shop
from tests.estate.stress.makers import make_scenario, make_trial
from tests.estate.stress.test_stress import SignIn, text_of
from tests.goals.makers import make_owned
from tests.portfolio.proposals.making import fresh, make_approved, make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(cast: Cast) -> dict[str, Element]:
    """The shop."""
    return make_shop(cast)


def make_campaign(cast: Cast, name: str = "Cyber week", days: int = 10) -> MarketEvent:
    """A campaign that ends in so many days."""
    last = timezone.localdate() + dt.timedelta(days=days)
    return MarketEvent.objects.create(
        name=name, kind=EventKind.CAMPAIGN, first=last - dt.timedelta(days=3), last=last, by=cast.nele
    )


def stands_on(cast: Cast, element: Element, thing: Any) -> None:
    """Nele says that something stands on an entry."""
    dependence.say(element, ports.find(ports.reference(thing), cast.nele), by=cast.nele)


def named(row: Trial) -> dict[str, list[str]]:
    """What a result says cannot go on, by what it is."""
    found: dict[str, list[str]] = {}
    for one in row.result["dependents"]:
        found.setdefault(one["measure"], []).append(one["name"])
    return found


def test_a_storm_names_campaigns_goals_and_proposals_with_links(
    cast: Cast, shop: dict[str, Element], as_: SignIn
) -> None:
    goal, work, sale = make_owned(cast.nele, cast.tomas), make_approved(cast), make_campaign(cast)
    for thing in (goal, work, sale):
        stands_on(cast, shop["web"], thing)
    made = make_trial(cast, make_scenario(cast, shop))
    assert named(made) == {"goals": [str(goal)], "proposals": [str(work)], "campaigns": [str(sale)]}
    assert "1 campaign, 1 goal and 1 proposal are hit." in made.sentence
    page = as_(cast.finn).get(made.get_absolute_url()).content.decode()
    for thing in (goal, work, sale):
        assert f'href="{thing.get_absolute_url()}"' in page
    assert "Stands on Web shop" in page


def test_a_campaign_of_a_proposal_stands_on_what_the_proposal_stands_on(
    cast: Cast, shop: dict[str, Element]
) -> None:
    today, sale = timezone.localdate(), make_campaign(cast)
    row = make_proposal(cast.nele)
    for name, event in (("Cyber week", sale), ("Spring sale", None)):
        part.add(
            fresh(row), Window,
            {"kind": "before", "name": name, "starts_on": sale.first, "ends_on": sale.last, "event": event},
            by=cast.nele,
        )  # fmt: skip
    proposal.offer(fresh(row), by=cast.nele)
    stands_on(cast, shop["shop"], fresh(row))
    stands_on(cast, shop["web"], sale)
    found = {one.name: one for one in ports.dependents(today)}
    assert found["Cyber week"].needs == tuple(sorted([shop["shop"].pk, shop["web"].pk]))
    assert found["Spring sale"].url == row.get_absolute_url()
    assert "promised by “Consent in one place”" in found["Spring sale"].note
    over = ports.dependents(sale.last + dt.timedelta(days=1))
    assert [one.measure for one in over] == ["proposals"]


def test_nobody_reads_about_a_goal_that_is_not_theirs_to_see(
    cast: Cast, shop: dict[str, Element], as_: SignIn
) -> None:
    goal = make_owned(cast.nele, cast.tomas)
    stands_on(cast, shop["web"], goal)
    made = make_trial(cast, make_scenario(cast, shop))
    Goal.objects.filter(pk=goal.pk).update(state="draft", owned_at=None)  # drawn back by its authors
    assert showing.result_for(made, cast.finn)["dependents"] == []
    assert str(goal) not in text_of(as_(cast.finn).get(made.get_absolute_url()))
    answer = as_(cast.finn).get(f"/api/v1/estate/stress/tests/{made.pk}").json()
    assert answer["result"]["dependents"] == []
    assert [one["name"] for one in showing.result_for(made, cast.nele)["dependents"]] == [str(goal)]


def test_what_is_done_or_over_is_not_offered(cast: Cast, shop: dict[str, Element]) -> None:
    draft, past = make_proposal(cast.nele), make_campaign(cast, "Last summer", days=-1)
    offered = dict(ports.choices(cast.nele))
    assert ports.reference(draft) not in offered
    assert ports.reference(past) not in offered
    assert ports.choices(cast.sam) == []
