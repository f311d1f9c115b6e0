"""The first page: what waits for whom, and every number opens what it is made of."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from lintel.home import ground
from lintel.home.onboarding import steps
from lintel.intake.actions import reply
from lintel.people.actions import comment
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.inventory.makers import make_contract, make_element, make_shop
from tests.goals.makers import make_offered as make_goal
from tests.goals.makers import make_owned
from tests.intake.makers import make_refused, make_request
from tests.portfolio.proposals.making import make_approved, make_offered, make_proposal, sign

As = Callable[[User], Client]


def gathered(user: User) -> ground.Ground:
    return ground.gather(user, timezone.localdate())


def rows_behind(client: Client, address: str) -> int:
    """How many rows the list at an address has."""
    page = client.get(address).content.decode()
    found = re.search(r'role="status"><span class="number">(\d+)</span> [a-z]+', page)
    return int(found[1]) if found else 0


def test_a_signature_waits_for_whoever_holds_the_missing_key(cast: Cast) -> None:
    proposal = make_offered(cast)
    assert [row.pk for row in gathered(cast.ivo).to_sign.items] == [proposal.pk]
    sign(proposal, cast.mara)
    assert gathered(cast.mara).to_sign.count == 0
    assert gathered(cast.ivo).to_sign.count == 1
    assert gathered(cast.lena).to_sign.count == 1, "the CIO’s delegate"
    assert gathered(cast.emil).to_sign.count == 0, "a delegation that has ended"
    assert gathered(cast.tomas).to_sign.count == 0


def test_each_side_sees_what_it_owes(cast: Cast) -> None:
    make_request(cast.nele)
    assert [item.what for item in gathered(cast.tomas).to_answer.items] == ["Your side’s answer"]
    assert gathered(cast.nele).to_answer.count == 0
    refused = make_refused(cast)
    assert "Your reply to their answer" in [item.what for item in gathered(refused.asker).to_answer.items]


def test_silence_past_the_date_shows_with_its_age(cast: Cast) -> None:
    make_request(cast.nele, days_ago=15)
    late = gathered(cast.tomas).to_answer.items[0]
    assert late.days_late > 0
    assert late.lateness.endswith("late")


def test_disagreements_decisions_and_mentions_appear(cast: Cast) -> None:
    refused = make_refused(cast)
    reply.counter(refused, by=refused.asker, version=refused.version, text="Half of it by March?")
    approved = make_approved(cast)
    comment.write(approved, text="@Tomas Okafor, shall we begin?", by=cast.nele)
    found = gathered(cast.tomas)
    assert [row.pk for row in found.disagreements.items] == [refused.pk]
    assert [row.proposal_id for row in found.decisions] == [approved.pk]
    assert found.mentions == 1


def test_every_number_opens_what_it_is_made_of(cast: Cast, as_: As) -> None:
    make_owned(cast.nele, cast.tomas)
    make_goal(cast.nele, title="One-sided")
    make_element(cast, "Mailwright")
    make_contract(cast, make_shop(cast))
    for days in (0, 0, 20):
        make_request(cast.nele, days_ago=days)
    refused = make_refused(cast)
    reply.counter(refused, by=refused.asker, version=refused.version, text="Half of it by March?")
    make_offered(cast)
    client = as_(cast.ivo)
    page = client.get("/").content.decode()
    numbers = re.findall(r'<dt><a href="([^"]+)">[^<]+</a></dt><dd>(?:<[^>]+>)?(\d+)', page)
    assert len(numbers) == 14, "seven of each post"
    carried = re.findall(r'<a href="([^"]+)"><b>(\d+)</b>', page)
    assert carried, "and those of the beam that count rows"
    for address, number in numbers + [one for one in carried if "matching" not in one[0]]:
        assert rows_behind(client, address.replace("&amp;", "&")) == int(number), address


def test_a_stranger_is_told_that_a_role_is_missing_instead_of_zeros(cast: Cast, as_: As) -> None:
    make_request(cast.nele)
    make_offered(cast)
    page = as_(cast.sam).get("/").content.decode()
    assert "Nothing waits for you" in page
    assert "You have no role here yet" in page
    assert "Carried by both" not in page
    assert "You have no role here yet" not in as_(cast.mara).get("/").content.decode()
    assert all(post.answers_owed == post.signatures_owed == 0 for post in gathered(cast.sam).posts)


@pytest.mark.parametrize("many", [2, 40])
def test_the_page_costs_the_same_queries_at_any_size(
    cast: Cast, as_: As, many: int, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for number in range(many):
        make_request(cast.nele, title=f"Request {number}")
        make_proposal(cast.tomas, title=f"Proposal {number}")
    client = as_(cast.mara)
    client.get("/")
    with django_assert_max_num_queries(26):  # type: ignore[attr-defined]
        client.get("/")


def test_first_steps_lead_until_all_are_done(cast: Cast, as_: As) -> None:
    titles = {step.title: step.done for step in steps(cast.ada)}
    assert titles["Bring your colleagues in"]
    assert titles["Name both office holders"]
    assert not titles["Sign a first proposal from both sides"]
    assert "First steps" in as_(cast.ada).get("/").content.decode()
    make_approved(cast)
    assert steps(cast.ada) == []
    assert steps(cast.finn) == []


def test_the_api_tells_the_same(cast: Cast, as_: As) -> None:
    request = make_request(cast.nele)
    told = as_(cast.tomas).get("/api/v1/common-ground").json()
    assert told["to_answer"]["count"] == 1
    assert told["to_answer"]["items"][0]["id"] == request.pk


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("/requests/figures/", "/requests/figures/"),
        ("/insight/questions/", "/insight/ask/"),
        ("/primers/", "/terms/"),
        ("/teams/", "/people/"),
    ],
)
def test_the_navigation_says_where_one_is(cast: Cast, as_: As, page: str, place: str) -> None:
    html = as_(cast.mara).get(page).content.decode()
    assert f'<a href="{place}" aria-current="page">' in html
