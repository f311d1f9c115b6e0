"""The estate of a day, apart from the database: what is gone or not there yet is left out with its joints."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lintel.estate.inventory.standing import standing_on
from tests.cast import Cast
from tests.estate.inventory.makers import make_contract, make_flow, make_shop

DAY = dt.timedelta(days=1)


def test_what_stands_hangs_together(cast: Cast) -> None:
    shop = make_shop(cast)
    flow, contract = make_flow(cast, shop), make_contract(cast, shop)
    today = timezone.localdate()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = standing_on(today)
    assert len(asked) == 6
    assert {one.pk for one in shop.values()} == set(found.parts)
    assert all(one.source in found.parts and one.target in found.parts for one in found.joints)
    assert [one.number for one in found.streams] == [flow.pk]
    assert [one.number for one in found.covers] == [contract.pk]


def test_what_is_gone_takes_its_joints_and_flows_along(cast: Cast) -> None:
    shop = make_shop(cast)
    make_flow(cast, shop)
    today = timezone.localdate()
    gone = shop["pay"]
    type(gone).objects.filter(pk=gone.pk).update(retired_from=today)
    before, after = standing_on(today - DAY), standing_on(today)
    assert gone.pk in before.parts
    assert gone.pk not in after.parts
    assert before.streams
    assert not after.streams
    assert len(after.joints) < len(before.joints)


def test_what_is_planned_comes_when_asked_for_or_when_its_day_has_come(cast: Cast) -> None:
    shop = make_shop(cast)
    today = timezone.localdate()
    new = shop["pay"]
    type(new).objects.filter(pk=new.pk).update(live_from=today + DAY)
    assert new.pk not in standing_on(today).parts
    assert standing_on(today, with_planned=True).parts[new.pk].stage == "planned"
    assert standing_on(today + DAY).parts[new.pk].stage == "live"
