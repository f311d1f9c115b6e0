"""Plateaus, suggestions and versions: who may do what, what is refused, what is carried out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lintel.audit.models import Entry
from lintel.audit.signatures import hash_of
from lintel.estate.blueprint.actions import amendment, change, plateau, version
from lintel.estate.blueprint.models import Amendment, Change, Plateau, Version
from lintel.estate.blueprint.plateaus import applied_at, days_of_change, standing_at, standing_of
from lintel.estate.blueprint.waits import find
from lintel.estate.inventory.models import Cost, Element, Flow
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.estate.blueprint.makers import (
    DAY,
    make_amendment,
    make_blueprint,
    make_plateau,
    offered,
    plan,
    sign,
    text_of,
)
from tests.estate.inventory.makers import make_flow, make_shop

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def test_a_plateau_stands_upon_the_inventory_and_the_plateaus_before_it(cast: Cast) -> None:
    shop = make_shop(cast)
    made = make_blueprint(cast, shop)
    now, step, last = (standing_of(one) for one in (made.now, made.step, made.last))
    assert set(now.parts) == {one.pk for one in shop.values()}
    assert step.parts[-made.bank.pk].name == "Bank’s own"
    assert shop["card"].pk not in last.parts
    assert any(
        (one.source, one.target, one.instead) == (shop["shop"].pk, -made.bank.pk, "payment")
        for one in last.joints
    )


def test_a_day_to_come_costs_what_it_costs_now(cast: Cast) -> None:
    shop = make_shop(cast)
    today = timezone.localdate()
    month = (today.replace(day=1) - DAY).replace(day=1)
    Cost.objects.create(element=shop["pay"], month=month, kind="run", amount=70)
    assert standing_at(today).parts[shop["pay"].pk].cost == 70
    assert standing_at(today + 800 * DAY).parts[shop["pay"].pk].cost == 70


def test_a_standing_costs_the_same_queries_however_much_is_planned(cast: Cast) -> None:
    made = make_blueprint(cast, make_shop(cast))
    with CaptureQueriesContext(connection) as few:
        standing_of(made.last)
    for number in range(5):
        plan(cast, made.step, "add", kind="system", name=f"More {number}")
    with CaptureQueriesContext(connection) as many:
        standing_of(made.last)
    assert len(many) == len(few)


def test_days_on_which_something_changes(cast: Cast) -> None:
    shop = make_shop(cast)
    Element.objects.filter(pk=shop["pay"].pk).update(retired_from=dt.date(2031, 1, 1))
    made = make_plateau(cast)
    assert days_of_change([made]) == sorted({dt.date(2024, 1, 1), made.day, dt.date(2031, 1, 1)})


def test_what_does_not_fit_is_refused_when_it_is_planned(cast: Cast) -> None:
    shop, row = make_shop(cast), make_plateau(cast)
    with pytest.raises(Problem, match="does not stand then"):
        plan(cast, row, "retire", element=10**9)
    with pytest.raises(Problem, match="Something is missing"):
        plan(cast, row, "replace", element=shop["pay"].pk)
    with pytest.raises(Problem, match="no field “colour”"):
        plan(cast, row, "retire", element=shop["pay"].pk, colour="red")
    with pytest.raises(Problem, match="not one of the choices"):
        plan(cast, row, "add", kind="spaceship", name="X")
    with pytest.raises(Problem, match="does not work for marketing or IT"):
        plan(cast, row, "add", kind="system", name="X", business_owner=cast.sam.pk)
    with pytest.raises(Problem, match="from nothing"):
        plan(cast, row, "adjust", element=shop["pay"].pk, cost="-1")
    with pytest.raises(Problem, match="not a day"):
        plan(cast, row, "adjust", element=shop["pay"].pk, retired_from="soon")
    with pytest.raises(Denied):
        change.plan(row, "retire", {"element": shop["pay"].pk}, by=cast.finn)
    assert not Change.objects.exists()


def test_a_conflict_that_comes_later_is_named_on_the_plateau(cast: Cast, as_: SignIn) -> None:
    shop, row = make_shop(cast), make_plateau(cast)
    plan(cast, row, "retire", element=shop["card"].pk)
    Element.objects.filter(pk=shop["card"].pk).update(retired_from=timezone.localdate())
    assert applied_at(row).conflicts
    page = text_of(as_(cast.nele).get(row.get_absolute_url()))
    assert "Does not fit something that it names does not stand then" in page


def test_what_others_build_upon_goes_last(cast: Cast) -> None:
    made = make_blueprint(cast, make_shop(cast))
    with pytest.raises(Stale, match="build upon"):
        change.drop(made.bank, by=cast.tomas)
    change.drop(made.swap, by=cast.nele)
    change.drop(made.bank, by=cast.nele)
    assert not Change.objects.exists()


def test_two_plateaus_never_share_a_day_and_one_with_changes_stays(cast: Cast) -> None:
    made = make_blueprint(cast, make_shop(cast))
    with pytest.raises(Problem, match="on that day already"):
        make_plateau(cast, "Another", 90)
    with pytest.raises(Stale, match="Something is planned"):
        plateau.remove(made.step, by=cast.tomas)
    with pytest.raises(Stale, match="changed this since"):
        plateau.edit(made.now, name="Today", version=7, by=cast.tomas)
    plateau.edit(made.now, name="Today", version=1, by=cast.tomas)
    plateau.remove(Plateau.objects.get(pk=made.now.pk), by=cast.tomas)
    assert Plateau.objects.count() == 2


def test_a_suggestion_is_answered_by_the_other_side_and_becomes_part_of_the_draft(cast: Cast) -> None:
    shop, row = make_shop(cast), make_plateau(cast)
    made = make_amendment(cast, row, "retire", element=shop["card"].pk)
    assert shop["card"].pk in standing_of(row).parts  # it is only suggested
    for person in (cast.nele, cast.mara, cast.emil, cast.ana, cast.finn):
        with pytest.raises(Denied):
            amendment.accept(made, version=made.version, by=person)
    with pytest.raises(Denied):
        amendment.withdraw(made, version=made.version, by=cast.ivo)
    with pytest.raises(Stale):
        amendment.accept(made, version=made.version - 1, by=cast.ivo)
    amendment.accept(made, version=made.version, by=cast.ivo)
    assert shop["card"].pk not in standing_of(row).parts
    with pytest.raises(Stale, match="accepted already"):
        amendment.decline(Amendment.objects.get(pk=made.pk), version=3, reason="No.", by=cast.ivo)


def test_a_refusal_says_why_and_may_offer_something_else(cast: Cast, as_: SignIn) -> None:
    shop, row = make_shop(cast), make_plateau(cast)
    made = make_amendment(cast, row, "retire", element=shop["card"].pk)
    with pytest.raises(Problem, match="says why"):
        amendment.decline(made, version=made.version, reason="  ", by=cast.tomas)
    amendment.decline(
        made, version=made.version, reason="It is our spare.", alternative="Cheaper terms.", by=cast.tomas
    )
    page = text_of(as_(cast.nele).get(made.get_absolute_url()))
    assert "It is our spare." in page
    assert "Cheaper terms." in page
    assert shop["card"].pk in standing_of(row).parts
    entry = Entry.objects.order_by("-seq").first()
    assert entry is not None
    assert "spare" not in entry.body  # a person's own words are sealed


def test_a_suggestion_that_no_longer_fits_is_not_accepted(cast: Cast) -> None:
    shop, row = make_shop(cast), make_plateau(cast)
    made = make_amendment(cast, row, "retire", element=shop["card"].pk)
    plan(cast, row, "retire", element=shop["card"].pk)
    with pytest.raises(Problem, match="no longer fits"):
        amendment.accept(made, version=made.version, by=cast.tomas)


def test_a_suggestion_may_build_upon_itself(cast: Cast) -> None:
    shop, row = make_shop(cast), make_plateau(cast)
    made = make_amendment(cast, row, "add", kind="system", name="Bank’s own")
    number = -made.changes.get().pk  # type: ignore[attr-defined]
    amendment.extend(made, row, "replace", {"element": shop["card"].pk, "by": number}, by=cast.emil)
    fresh = Amendment.objects.get(pk=made.pk)
    with pytest.raises(Denied):
        amendment.extend(fresh, row, "retire", {"element": shop["pay"].pk}, by=cast.tomas)
    amendment.accept(fresh, version=fresh.version, by=cast.tomas)
    assert number in standing_of(row).parts


def test_both_offices_sign_what_they_read_and_a_later_change_is_a_new_draft(cast: Cast) -> None:
    made = make_blueprint(cast, make_shop(cast))
    first = offered(cast)
    with pytest.raises(Denied):
        version.sign(first, by=cast.nele, content_hash=hash_of(first))
    with pytest.raises(Stale):
        version.sign(first, by=cast.mara, content_hash="0" * 64)
    half = sign(first, cast.mara)
    assert (half.state, half.awaits) == ("offered", "it")
    with pytest.raises(Problem, match="has signed for the"):
        version.sign(half, by=cast.mara, content_hash=hash_of(half))
    whole = sign(half, cast.lena)  # for Ivo
    assert (whole.state, whole.awaits) == ("signed", "")
    with pytest.raises(Problem, match="Nothing changed since version 1"):
        offered(cast)
    plateau.edit(Plateau.objects.get(pk=made.step.pk), note="Sooner.", version=1, by=cast.nele)
    second = offered(cast)
    assert second.number == 2
    assert Version.objects.get(pk=whole.pk).state == "signed"  # until the next one stands
    assert hash_of(Version.objects.get(pk=whole.pk)) == hash_of(whole)
    sign(second, cast.ivo, cast.mara)
    assert Version.objects.get(pk=whole.pk).state == "replaced"


def test_a_key_can_be_taken_back_and_a_newer_version_sets_an_unsigned_one_aside(cast: Cast) -> None:
    made = make_blueprint(cast, make_shop(cast))
    first = sign(offered(cast), cast.mara)
    with pytest.raises(Problem, match="has not signed"):
        version.withdraw(first, by=cast.ivo)
    version.withdraw(first, by=cast.mara)
    assert Version.objects.get(pk=first.pk).awaits == "both"
    change.drop(made.swap, by=cast.tomas)
    offered(cast)
    aside = Version.objects.get(pk=first.pk)
    assert aside.state == "set_aside"
    with pytest.raises(Problem, match="nothing to sign"):
        version.sign(aside, by=cast.ivo, content_hash=hash_of(aside))


def test_only_a_signed_change_whose_day_has_come_is_carried_out(cast: Cast) -> None:
    shop = make_shop(cast)
    make_flow(cast, shop)
    reached, later = make_plateau(cast, "Reached", -1), make_plateau(cast)
    bank = plan(cast, reached, "add", kind="system", name="Bank’s own", criticality=3)
    swap = plan(cast, reached, "replace", element=shop["pay"].pk, by=-bank.pk)
    far = plan(cast, later, "retire", element=shop["card"].pk)
    with pytest.raises(Problem, match="have not signed"):
        change.carry_out(bank, by=cast.tomas)
    sign(offered(cast), cast.mara, cast.ivo)
    with pytest.raises(Problem, match="has not been brought yet"):
        change.carry_out(swap, by=cast.tomas)
    with pytest.raises(Problem, match="The day of"):
        change.carry_out(far, by=cast.tomas)
    before = standing_of(later)
    done = change.carry_out(bank, by=cast.tomas)
    change.carry_out(swap, by=cast.tomas)
    new = Element.objects.get(name="Bank’s own")
    assert done.made == new
    assert (new.live_from, new.criticality) == (reached.day, 3)
    assert Element.objects.get(pk=shop["pay"].pk).retired_from == reached.day
    assert Flow.objects.get().target == new
    assert shop["shop"].relations.filter(kind="needs", target=new, instead="payment").exists()
    after = standing_of(later)
    assert len(after.parts) == len(before.parts)  # what was planned stands now by itself
    assert new.pk in after.parts
    with pytest.raises(Stale, match="already"):
        change.carry_out(Change.objects.get(pk=bank.pk), by=cast.tomas)
    with pytest.raises(Stale, match="stands in the inventory"):
        change.drop(Change.objects.get(pk=bank.pk), by=cast.tomas)


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("join", {"source": "card", "relation": "holds", "target": "personal"}),
        ("part", {"source": "shop", "relation": "holds", "target": "personal"}),
        ("flow", {"source": "shop", "target": "card", "name": "Orders", "data": ["personal"]}),
        ("adjust", {"element": "pay", "criticality": 2, "phase_out_from": "2026-01-01"}),
        ("retire", {"element": "card"}),
    ],
)
def test_carried_out_the_inventory_stands_as_it_was_planned(
    cast: Cast, kind: str, facts: dict[str, Any]
) -> None:
    shop, row = make_shop(cast), make_plateau(cast, "Reached", -1)

    def number(value: Any) -> Any:
        if isinstance(value, list):
            return [number(one) for one in value]
        return shop[value].pk if value in shop else value

    made = plan(cast, row, kind, **{name: number(value) for name, value in facts.items()})
    sign(offered(cast), cast.mara, cast.ivo)
    wanted = standing_of(row)
    change.carry_out(made, by=cast.tomas)
    found = standing_at(row.day)
    assert found.parts == wanted.parts
    assert set(found.joints) == set(wanted.joints)
    assert {(s.source, s.target, s.name, s.data) for s in found.streams} == {
        (s.source, s.target, s.name, s.data) for s in wanted.streams
    }


def test_keys_and_answers_wait_for_those_who_can_give_them(cast: Cast) -> None:
    shop, row = make_shop(cast), make_plateau(cast)
    make_amendment(cast, row, "retire", element=shop["card"].pk)
    offered(cast)
    today = timezone.localdate()
    waits = {name: [one.what for one in find(person, today).items] for name, person in cast}
    assert waits["ivo"] == ["your office’s key", "your side’s answer"]
    assert waits["lena"] == waits["ivo"]
    assert waits["tomas"] == ["your side’s answer"]
    assert waits["mara"] == ["your office’s key"]
    assert waits["nele"] == waits["finn"] == waits["ada"] == waits["sam"] == []
