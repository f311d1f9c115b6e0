"""A saving is found, decided by both offices, and measured from costs before and after."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from lintel.audit.models import Entry
from lintel.audit.sides import Side
from lintel.estate.spending.actions import saving
from lintel.estate.spending.measuring import months_between, taken
from lintel.estate.spending.models import Saving, SavingState
from lintel.estate.spending.waits import find
from lintel.people.models import Role, User
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.estate.inventory.makers import make_shop
from tests.estate.spending.makers import decide, facts, make_saving, month, pay, put_key

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def fresh(row: Saving) -> Saving:
    return Saving.objects.get(pk=row.pk)


def test_a_saving_is_written_down_where_it_is_seen(cast: Cast, as_: SignIn) -> None:
    shop, nele = make_shop(cast), as_(cast.nele)
    url = f"/spending/savings/new/?origin=overlap&title=Twice&systems={shop['pay'].pk}&a_year=1200.00"
    page = nele.get(url).content.decode()
    assert 'value="Twice"' in page
    answer = nele.post(
        "/spending/savings/new/",
        {"title": "Twice", "origin": "overlap", "systems": [shop["pay"].pk], "a_year": "1200",
         "currency": "EUR", "starts_on": month(0), "decide_by": month(0), "carried_by": cast.nele.pk,
         "seen_at": "/spending/overlaps/"},
    )  # fmt: skip
    row = Saving.objects.get()
    assert answer.status_code == 302
    assert list(row.systems.all()) == [shop["pay"]]
    assert row.title in nele.get("/spending/savings/?turn=me&state=found").content.decode() or row.awaits
    assert "Put the key of your office" in as_(cast.mara).get(row.get_absolute_url()).content.decode()
    assert as_(cast.sam).get(row.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"title": ""}, "blank"),
        ({"a_year": Decimal(0)}, "0.01"),
        ({"currency": "euro"}, "three letters of the currency"),
        ({"seen_at": "//elsewhere.example"}, "address of this house"),
        ({"seen_at": "https://elsewhere.example"}, "address of this house"),
    ],
)
def test_what_is_wrong_is_said(cast: Cast, values: dict[str, object], says: str) -> None:
    shop = make_shop(cast)
    with pytest.raises(Problem, match=says):
        saving.find(facts(cast, **values), [shop["pay"]], by=cast.nele)
    with pytest.raises(Problem, match="whose costs fall"):
        saving.find(facts(cast), [], by=cast.nele)
    with pytest.raises(Problem, match="is no system"):
        saving.find(facts(cast), [shop["order"]], by=cast.nele)
    with pytest.raises(Denied):
        saving.find(facts(cast), [shop["pay"]], by=cast.finn)


def test_both_offices_decide_on_what_they_read(cast: Cast) -> None:
    shop = make_shop(cast)
    row = make_saving(cast, shop["pay"])
    today = timezone.localdate()
    assert (find(cast.mara, today).count, find(cast.nele, today).count) == (1, 0)
    put_key(row, cast.ivo)
    with pytest.raises(Problem, match="has signed for the IT office already"):
        put_key(row, cast.lena)
    with pytest.raises(Denied):
        put_key(row, cast.nele)
    saving.edit(fresh(row), {"a_year": Decimal(900)}, version=1, by=cast.nele)
    assert (fresh(row).awaits, fresh(row).version) == ("both", 2)
    with pytest.raises(Stale):
        saving.sign(fresh(row), content_hash="0" * 64, by=cast.mara)
    decide(cast, row)
    assert (fresh(row).state, fresh(row).awaits) == (SavingState.DECIDED, "")
    with pytest.raises(Problem, match="its words stand"):
        saving.edit(fresh(row), {"a_year": Decimal(1)}, version=2, by=cast.nele)
    actions = list(Entry.objects.about(row).order_by("seq").values_list("action", flat=True))
    assert actions == ["saving.found", "saving.signed", "saving.edited", "saving.signed", "saving.signed"]


def test_who_takes_over_the_other_office_does_not_sign_a_second_time(cast: Cast) -> None:
    row = make_saving(cast, make_shop(cast)["pay"])
    put_key(row, cast.lena)  # with Ivo's key
    User.objects.filter(pk=cast.mara.pk).update(role=Role.MEMBER)
    User.objects.filter(pk=cast.lena.pk).update(role=Role.OFFICE_HOLDER, side=Side.MARKETING)
    with pytest.raises(Denied, match="nobody signs for both"):
        put_key(row, User.objects.get(pk=cast.lena.pk))
    assert fresh(row).awaits == "marketing"


def test_taken_is_measured_and_not_claimed(cast: Cast, as_: SignIn) -> None:
    shop = make_shop(cast)
    row = make_saving(cast, shop["pay"], starts_on=month(3))
    pay(shop["pay"], {5: 100, 4: 120, 3: 60, 2: 50})  # nothing in the last month: it cost nothing then
    pay(shop["pay"], {5: 9000, 2: 9000}, currency="USD", kind="project")
    pay(shop["shop"], {1: 10})
    assert taken([fresh(row)]) == {}  # nothing is taken before it is decided
    decide(cast, row)
    found = taken([fresh(row)])[row.pk]
    assert found.before == Decimal("110.00")
    assert [(at, saved) for at, _, saved in found.months] == [
        (month(3), Decimal(50)), (month(2), Decimal(60)), (month(1), Decimal(110))
    ]  # fmt: skip
    assert found.total == Decimal(220)
    page = as_(cast.finn).get(row.get_absolute_url()).content.decode()
    assert "220" in page
    shown = as_(cast.nele).get(f"/api/v1/spending/savings/{row.pk}").json()
    assert Decimal(shown["taken"]) == Decimal(220)


def test_without_costs_before_nobody_can_say(cast: Cast, as_: SignIn) -> None:
    shop = make_shop(cast)
    row = make_saving(cast, shop["pay"], starts_on=month(3))
    pay(shop["pay"], {1: 10})
    decide(cast, row)
    assert taken([fresh(row)])[row.pk].total is None
    assert "nobody can say what was saved" in as_(cast.nele).get(row.get_absolute_url()).content.decode()
    assert "Nothing to measure by" in as_(cast.nele).get("/spending/savings/").content.decode()


def test_a_saving_is_dropped_with_a_reason(cast: Cast) -> None:
    shop = make_shop(cast)
    row = make_saving(cast, shop["pay"])
    decide(cast, row)
    with pytest.raises(Denied):
        saving.drop(row, "Not now.", by=cast.nele)
    with pytest.raises(Problem, match="reason"):
        saving.drop(row, " ", by=cast.mara)
    saving.drop(row, "Not now.", by=cast.mara)
    assert fresh(row).state == SavingState.DROPPED
    with pytest.raises(Stale):
        put_key(row, cast.mara)


def test_programs_decide_too(cast: Cast, as_: SignIn) -> None:
    shop = make_shop(cast)
    body = {
        "title": "Twice", "a_year": "1200", "starts_on": month(0).isoformat(),
        "decide_by": month(0).isoformat(), "carried_by_id": cast.nele.pk, "system_ids": [shop["pay"].pk],
    }  # fmt: skip
    nele = as_(cast.nele)
    made = nele.post("/api/v1/spending/savings", body, content_type="application/json")
    assert made.status_code == 201, made.content
    at = f"/api/v1/spending/savings/{made.json()['id']}"
    changed = nele.patch(at, {"a_year": "900", "version": 1}, content_type="application/json").json()
    assert (changed["version"], changed["system_ids"]) == (2, [shop["pay"].pk])
    key = {"content_hash": changed["content_hash"]}
    for one in (cast.mara, cast.ivo):
        answer = as_(one).post(f"{at}/signature", key, content_type="application/json")
        assert answer.status_code == 200, answer.content
    assert answer.json()["state"] == "decided"


def test_months_between_two_days() -> None:
    assert months_between(dt.date(2026, 11, 1), dt.date(2027, 1, 1)) == [
        dt.date(2026, 11, 1), dt.date(2026, 12, 1), dt.date(2027, 1, 1)
    ]  # fmt: skip
