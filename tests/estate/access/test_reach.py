"""Who reaches which data over which systems: from the database to sentences, and beside the engine."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from lintel.engines.resilience import reach
from lintel.estate.access import running, showing
from lintel.estate.access.actions import grant as grants
from lintel.estate.access.models import Grant
from lintel.estate.access.picture import fresh_picture
from lintel.estate.access.scoring import MOST_STEPS
from lintel.estate.inventory.models import Flow
from lintel.estate.inventory.standing import standing_on
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.access.makers import make_grant, make_ground, make_party, weigh

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def text_of(answer: Any) -> str:
    """What a page says, without its markup."""
    return " ".join(strip_tags(answer.content.decode()).split())


def sentences(party: Any) -> list[str]:
    """What a party reaches, as the pages say it."""
    picture = fresh_picture(timezone.localdate())
    rows = [one for one in picture.reached if one.party == party.pk]
    return sorted(line.sentence for line in showing.lines(picture, rows))


def test_who_connects_gets_further_than_who_reads(cast: Cast) -> None:
    shop, agency = make_ground(cast), make_party(cast)
    made = make_grant(cast, agency, shop["tags"], "read")
    assert sentences(agency) == []  # nothing is kept there
    grants.change(made, {"right": "integrate"}, version=1, by=cast.tomas)
    assert sentences(agency) == [
        "The vendor Northlight reaches Payment data: Tag manager → Shopkeeper",  # the flow carries it
        "The vendor Northlight reaches Personal data: Tag manager → Shopkeeper",
    ]


def test_the_way_follows_flows_and_needs_to_where_data_is_held(cast: Cast) -> None:
    shop, agency = make_ground(cast), make_party(cast)
    Flow.objects.filter(name="Orders").delete()  # the shop still needs the payment service
    make_grant(cast, agency, shop["tags"], "administer")
    assert "The vendor Northlight reaches Payment data: Tag manager → Shopkeeper → Payline" in sentences(
        agency
    )
    picture = fresh_picture(timezone.localdate())
    way = next(one.way for one in picture.reached if one.data == shop["payment"].pk)
    assert showing.way_words(picture.ground, way) == (
        "Tag manager to Shopkeeper, by the flow “Visits”; Shopkeeper to Payline, which it needs"
    )


def test_steps_are_those_of_the_break_in_test(cast: Cast) -> None:
    shop, today = make_ground(cast), timezone.localdate()
    ground, standing = running.ground_on(today), standing_on(today)
    for name in ("tags", "shop", "pay", "card"):
        start = shop[name].pk
        breach = reach(running.engine_system(standing), [str(start)])
        nearest = {
            int(data): min(breach.nodes[node] for node in nodes) for data, nodes in breach.data.items()
        }
        within = {data: steps for data, steps in nearest.items() if steps <= MOST_STEPS}
        assert ground.spread(start, deep=True).steps == within
        here = {data: 0 for data, steps in nearest.items() if steps == 0}
        assert ground.spread(start, deep=False).steps == here


def test_the_same_picture_whatever_the_order_of_rows(cast: Cast) -> None:
    shop = make_ground(cast)
    parties = [make_party(cast, f"Party {number}", "team") for number in range(3)]
    for one in parties:
        make_grant(cast, one, shop["shop"], "administer")
    first = fresh_picture(timezone.localdate())
    for one in reversed(parties):
        Grant.objects.filter(party=one).delete()
        make_grant(cast, one, shop["shop"], "administer")
    second = fresh_picture(timezone.localdate())
    assert first.of_data == pytest.approx(second.of_data)
    assert [one.way for one in first.reached] == [one.way for one in second.reached]


def test_sums_of_parties_and_of_data_are_the_same_money_counted_twice(cast: Cast) -> None:
    shop, agency = make_ground(cast), make_party(cast, people=8)
    weigh(cast, shop["payment"], 5)
    make_grant(cast, agency, shop["tags"], "administer")
    make_grant(cast, make_party(cast, "Shop team", "team"), shop["shop"], "write")
    picture = fresh_picture(timezone.localdate())
    assert sum(picture.of_party.values()) == pytest.approx(sum(picture.of_data.values()))
    assert sum(one.score for one in picture.reached) == pytest.approx(sum(picture.of_data.values()))


def test_pages_show_who_reaches_what_and_the_rows_behind_a_number(cast: Cast, as_: SignIn) -> None:
    shop, agency = make_ground(cast), make_party(cast, people=8)
    made = make_grant(cast, agency, shop["tags"], "integrate")
    tomas = as_(cast.tomas)
    first = text_of(tomas.get("/access/"))
    assert "Northlight" in first
    assert "Tag manager → Shopkeeper" in first
    listed = tomas.get("/access/reaches/?outside=yes&q=north")
    assert "2 matches" in text_of(listed)
    page = text_of(tomas.get(made.get_absolute_url()))
    assert "connect it with others" in page
    assert "8 people" in page
    party = text_of(tomas.get(agency.get_absolute_url()))
    assert "Where control would cut its ways" in party
    data = text_of(tomas.get(f"/access/data/{shop['payment'].pk}/"))
    assert "Nobody weighed it, so it counts as 3." in data
    assert "1 party, 1 of them from outside" in data
    assert "You have no role here yet" not in data
    file = tomas.get("/access/reaches/?export=csv").getvalue().decode()
    assert "The vendor Northlight,Payment data,Tag manager → Shopkeeper,1" in file


def test_the_api_opens_a_score_into_its_parts(cast: Cast, as_: SignIn) -> None:
    shop, agency = make_ground(cast), make_party(cast, people=8)
    made = make_grant(cast, agency, shop["tags"], "integrate")
    one = as_(cast.ana).get(f"/api/v1/estate/access/grants/{made.pk}").json()
    assert sum(part["adds"] for part in one["parts"]) == pytest.approx(one["score"], abs=0.1)
    assert one["factors"][0]["name"] == "Right"
    assert {tuple(part["systems"]) for part in one["parts"]} == {(shop["tags"].pk, shop["shop"].pk)}
    listed = as_(cast.ana).get("/api/v1/estate/access/grants").json()["items"]
    assert listed[0]["score"] == one["score"]


def test_a_stranger_sees_nothing_of_it(cast: Cast, as_: SignIn) -> None:
    shop, agency = make_ground(cast), make_party(cast)
    made = make_grant(cast, agency, shop["tags"], "integrate")
    sam = as_(cast.sam)
    for path in ("/access/", "/access/reaches/", "/access/grants/", "/access/parties/", "/access/formula/"):
        assert "Northlight" not in text_of(sam.get(path))
        assert "Payment data" not in text_of(sam.get(path))
    for path in (made.get_absolute_url(), agency.get_absolute_url(), f"/access/data/{shop['payment'].pk}/"):
        assert sam.get(path).status_code == 404
    assert sam.get("/api/v1/estate/access/reaches").json() == {"items": [], "left_out": 0}


def test_weights_count_at_once_and_only_offices_say_them(cast: Cast, as_: SignIn) -> None:
    shop, agency = make_ground(cast), make_party(cast)
    made = make_grant(cast, agency, shop["pay"], "read")
    url = f"/access/data/{shop['payment'].pk}/weight/"
    assert as_(cast.nele).post(url, {"weight": 5, "why": "Cards."}).status_code == 403
    before = fresh_picture(timezone.localdate()).risks[made.pk].score.value
    assert as_(cast.lena).post(url, {"weight": 5, "why": "Cards."}).status_code == 302
    after = fresh_picture(timezone.localdate()).risks[made.pk].score.value
    assert after == pytest.approx(before * 5 / 3)
    assert as_(cast.ivo).post(url, {"weight": 6, "why": "Cards."}).status_code == 422
