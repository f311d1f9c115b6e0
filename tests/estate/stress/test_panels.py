"""The building code stands beside every planned change: what would break, and what would hold."""

from collections.abc import Callable
from dataclasses import replace

from django.test import Client
from django.utils import timezone

from lintel.estate.inventory.standing import Joint, standing_on
from lintel.estate.stress.panels import building_code, held_against
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.blueprint.makers import make_plateau, plan
from tests.estate.inventory.makers import make_shop
from tests.estate.purchases.makers import make_option, make_purchase
from tests.estate.stress.makers import make_code, make_facts

As = Callable[[User], Client]


def test_nothing_is_said_without_a_code_in_force(cast: Cast) -> None:
    make_shop(cast)
    here = standing_on(timezone.localdate())
    assert building_code(cast.mara, here, here) is None


def test_a_change_breaks_a_rule_and_another_mends_one(cast: Cast) -> None:
    shop = make_shop(cast)
    make_facts(cast, shop)
    make_code(cast, shop)
    here = standing_on(timezone.localdate())
    same = held_against(here, here)
    assert [line.turn for line in same] == ["", "", ""]
    assert [line.after for line in same] == ["holds", "fails", "holds"]
    tied = Joint(shop["shop"].pk, shop["vendor"].pk, "supplied_by")
    worse = held_against(here, replace(here, joints=(*here.joints, tied)))
    assert worse[0].turn == "breaks"
    kept = tuple(one for one in here.joints if one.kind != "runs_in")
    better = held_against(here, replace(here, joints=kept))
    assert better[1].turn == "mends"


def test_it_stands_on_a_plateau_and_beside_an_option(cast: Cast, as_: As) -> None:
    shop = make_shop(cast)
    make_code(cast, shop)
    row = make_plateau(cast)
    plan(cast, row, "retire", element=shop["card"].pk)
    assert "Building code" in as_(cast.mara).get(row.get_absolute_url()).content.decode()
    option = make_option(cast, make_purchase(cast), "Third till", replaces=[shop["pay"]])
    assert "Building code" in as_(cast.ivo).get(option.get_absolute_url()).content.decode()
