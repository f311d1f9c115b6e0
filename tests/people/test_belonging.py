"""What belongs together across rooms: said once, shown on both pages, hidden from who may not see it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from typer.testing import CliRunner

from lintel.audit.models import Entry, Link
from lintel.customers.segments.models import Segment, SegmentSize
from lintel.intake.actions import answer, request
from lintel.intake.models import Request
from lintel.intake.ports import work_from
from lintel.intake.wording import Words
from lintel.people.commands_together import app
from lintel.people.models import User
from lintel.ui.problems import Denied, Missing, Problem
from tests.cast import Cast
from tests.estate.inventory.makers import make_element
from tests.goals.makers import make_owned
from tests.intake.makers import content, make_request, make_type
from tests.portfolio.proposals.making import make_proposal

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
STANDS_ON, ABOUT, SERVES = "stands_on:estate.element", "about:segments.segment", "serves:objectives.goal"


def url(thing: Model) -> str:
    """Where one says what belongs to it."""
    return f"/together/{thing._meta.label_lower}/{thing.pk}/"


def said(way: str, other: Model, **more: str) -> dict[str, str]:
    """What the form sends."""
    return {"way": way, "other": f"{other._meta.label_lower}:{other.pk}", **more}


def make_segment(owner: User, size: int) -> Segment:
    """A segment that was counted."""
    made = Segment.objects.create(name="At home in the shop", definition={}, sentence="All", owner=owner)
    SegmentSize.objects.create(segment=made, version=1, size=size)
    return made


def page(client: Client, thing: Any) -> str:
    """A thing’s own page."""
    return client.get(thing.get_absolute_url()).content.decode()


def test_said_once_it_stands_on_both_pages(cast: Cast, as_: SignIn) -> None:
    asked, shop, nele = make_request(cast.nele), make_element(cast, "Shopkeeper"), as_(cast.nele)
    assert "systems it stands on" in page(nele, asked)
    assert f'value="estate.element:{shop.pk}"' in nele.get(url(asked), {"q": "shopk"}).content.decode()
    for _ in range(2):
        assert nele.post(url(asked), said(STANDS_ON, shop)).status_code == 302
    assert "Shopkeeper" in page(nele, asked)
    assert "Requests that stand on it" in nele.get(url(shop)).content.decode()
    assert asked.title in nele.get(url(shop)).content.decode()
    assert Link.objects.filter(kind="stands_on").count() == 1
    nele.post(url(shop), said("stands_on:intake.request", asked, remove="yes"))
    assert not Link.objects.filter(kind="stands_on").exists()
    actions = Entry.objects.filter(action__startswith="dependence.").order_by("seq")
    said_and_back = ["dependence.said", "dependence.said", "dependence.taken-back"]
    assert list(actions.values_list("action", flat=True)) == said_and_back


def test_what_came_of_a_request_belongs_to_the_same(cast: Cast, as_: SignIn) -> None:
    asked, shop, goal = make_request(cast.nele), make_element(cast, "Till"), make_owned(cast.mara, cast.ivo)
    nele = as_(cast.nele)
    nele.post(url(asked), said(STANDS_ON, shop))
    nele.post(url(asked), said(SERVES, goal))
    answer.give(asked, Words(kind="yes"), by=cast.tomas, version=Request.objects.get(pk=asked.pk).version)
    [proposal] = work_from(asked, cast.nele)
    seen = page(nele, proposal)
    assert shop.name in seen
    assert goal.title in seen


def test_a_goal_that_is_named_by_its_title_is_linked_and_other_words_stay_words(
    cast: Cast, as_: SignIn
) -> None:
    goal, kind, nele = make_owned(cast.mara, cast.ivo), make_type(), as_(cast.nele)
    assert f'<option value="{goal.title}">' in nele.get(f"/requests/new/?type={kind.pk}").content.decode()
    request.ask(kind, content(goal_served=goal.title.upper()), by=cast.nele)
    request.ask(kind, content(goal_served="Something else"), by=cast.nele)
    [link] = Link.objects.filter(kind="serves")
    assert (link.to_type, link.to_id) == ("objectives.goal", str(goal.pk))


def test_customers_stand_with_their_number_and_few_are_not_counted(cast: Cast, as_: SignIn) -> None:
    asked, segment, mara = make_request(cast.nele), make_segment(cast.nele, 1_204), as_(cast.mara)
    mara.post(url(asked), said(ABOUT, segment))
    assert "1,204 customers" in page(mara, asked)
    SegmentSize.objects.create(segment=segment, version=1, size=3)
    assert "fewer than 10 customers" in page(mara, asked)


def test_nobody_is_shown_what_they_may_not_see(cast: Cast, as_: SignIn) -> None:
    shop = make_element(cast, "Shopkeeper")
    draft = request.draft(make_type(), content(title="Not said yet"), by=cast.nele)
    as_(cast.nele).post(url(draft), said(STANDS_ON, shop))
    assert "Not said yet" in as_(cast.nele).get(url(shop)).content.decode()
    assert "Not said yet" not in as_(cast.tomas).get(url(shop)).content.decode()
    assert as_(cast.tomas).post(url(shop), said("stands_on:intake.request", draft)).status_code == 404
    assert as_(cast.sam).get(url(shop)).status_code == 404


def test_only_what_can_belong_together_does(cast: Cast, as_: SignIn) -> None:
    asked, other, nele = make_request(cast.nele), make_proposal(cast.nele), as_(cast.nele)
    vendor = make_element(cast, "Payline Inc.", "vendor")
    for body in (
        said(STANDS_ON, vendor),
        said("serves:portfolio.proposal", other),
        {"way": "x", "other": "y"},
    ):
        assert nele.post(url(asked), body).status_code == 422
    assert "Payline Inc." not in nele.get(url(asked), {"q": "payline"}).content.decode()
    assert as_(cast.finn).post(url(asked), said(STANDS_ON, make_element(cast, "Till"))).status_code == 403
    assert nele.get(f"/together/people.team/{cast.nele.team_id}/").status_code == 404


def test_analysts_link_customers_but_do_not_say_what_serves_a_goal(cast: Cast, as_: SignIn) -> None:
    asked, segment = make_request(cast.nele), make_segment(cast.nele, 40)
    goal, ana = make_owned(cast.mara, cast.ivo), as_(cast.ana)
    assert ana.post(url(asked), said(ABOUT, segment)).status_code == 302
    assert ana.post(url(asked), said(SERVES, goal)).status_code == 403


def test_programs_do_the_same(cast: Cast, as_: SignIn) -> None:
    asked, shop, nele = make_request(cast.nele), make_element(cast, "Shopkeeper"), as_(cast.nele)
    where = f"/api/v1{url(asked).rstrip('/')}"
    body = said(STANDS_ON, shop)
    assert nele.put(where, body, content_type="application/json").status_code == 204
    [one] = nele.get(where).json()
    assert (one["name"], one["title"], one["note"]) == ("Shopkeeper", "Systems it stands on", "system")
    assert nele.delete(f"{where}/{one['way']}/{one['other']}").status_code == 204
    assert nele.get(where).json() == []


def call(person: User, *words: object) -> Any:
    """`lintel together …` as this person."""
    return CliRunner().invoke(app, [*map(str, words), "--as", person.email])


def named(thing: Model) -> str:
    """As the command line names it."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def test_the_command_line_does_the_same(cast: Cast) -> None:
    asked, shop = make_request(cast.nele), make_element(cast, "Shopkeeper")
    [offered] = json.loads(call(cast.nele, "find", named(asked), "shopk", "--json").stdout)
    assert (offered["way"], offered["other"]) == (STANDS_ON, named(shop))
    made = json.loads(call(cast.nele, "say", named(asked), named(shop), "--json").stdout)
    assert (made["title"], made["name"]) == ("Systems it stands on", "Shopkeeper")
    assert "Shopkeeper (system)" in call(cast.finn, "list", named(asked)).stdout
    assert "does not belong" in call(cast.nele, "take-back", named(asked), named(shop)).stdout
    assert call(cast.nele, "list", named(asked)).stdout == "Nobody has said yet.\n"
    actions = Entry.objects.filter(action__startswith="dependence.").order_by("seq")
    assert list(actions.values_list("action", flat=True)) == ["dependence.said", "dependence.taken-back"]


def test_the_command_line_keeps_the_same_rights(cast: Cast) -> None:
    asked, vendor = make_request(cast.nele), make_element(cast, "Payline Inc.", "vendor")
    draft = request.draft(asked.type, content(title="Not said yet"), by=cast.nele)
    shop = make_element(cast, "Shopkeeper")
    for person, thing, other, kind in (
        (cast.finn, asked, shop, Denied),
        (cast.tomas, draft, shop, Missing),
        (cast.nele, asked, vendor, Problem),
        (cast.nele, asked, make_proposal(cast.nele), Problem),
    ):
        assert isinstance(call(person, "say", named(thing), named(other)).exception, kind)
    assert "is no TYPE:NUMBER" in str(call(cast.nele, "list", "request-7").exception)
    assert not Link.objects.exists()


def test_the_page_of_an_entry_says_what_stands_on_it(cast: Cast, as_: SignIn) -> None:
    asked, shop = make_request(cast.nele), make_element(cast, "Shopkeeper")
    vendor, nele = make_element(cast, "Payline Inc.", "vendor"), as_(cast.nele)
    assert "requests that stand on it" in page(nele, shop)  # nobody has said yet
    nele.post(url(asked), said(STANDS_ON, shop))
    assert "Requests that stand on it" in page(nele, shop)
    assert page(nele, shop).count(f'href="{asked.get_absolute_url()}"') == 1  # and not once more beside it
    assert "Belongs together" not in page(nele, vendor)  # nothing stands on a vendor itself
    assert asked.title not in nele.get(url(vendor)).content.decode()
