"""How policies combine: grants add, restrictions take away, and denial wins."""

from typing import Any

import pytest

from lintel.insight.guards.standing import Access, Counting, Reader, Source, combine
from lintel.insight.guards.vocabulary import Facts
from lintel.insight.guards.wording import ConsentRule, dump, read
from lintel.ui.problems import Problem

ORDERS = Facts(
    "orders",
    "Orders",
    {name: (name, "text", name.capitalize()) for name in ("country", "channel", "email")},
    identifying=frozenset({"email"}),
    customer='{t}."customer_id"',
    counted="customer_id",
)
COSTS = Facts("costs", "Costs", {"kind": ("kind", "text", "Kind")}, identifying=frozenset())
FACTS = {"orders": ORDERS, "costs": COSTS}
NELE = Reader(1, "marketing", "member", team=7, team_name="Marketing operations")
TOMAS = Reader(2, "it", "member", team=8)
GERMANY = {"dataset": "orders", "field": "country", "test": "in", "values": ["DE"]}
NORWAY = {**GERMANY, "values": ["NO"]}
STORE = {"dataset": "orders", "field": "channel", "test": "not_in", "values": ["store"]}


def counting(*said: dict[str, Any]) -> list[Counting]:
    """Signed policies."""
    return [
        Counting(Source(one.get("name", f"P{number}"), number, 1), read({"name": f"P{number}", **one}))
        for number, one in enumerate(said, start=1)
    ]


def grant(**said: Any) -> dict[str, Any]:
    """A grant on orders."""
    return {"effect": "grant", "datasets": ["orders"], **said}


def hold(**said: Any) -> dict[str, Any]:
    """A restriction on orders."""
    return {"effect": "restriction", "datasets": ["orders"], **said}


def orders(*said: dict[str, Any], reader: Reader = NELE, purpose: str = "analysis") -> Access:
    """What a reader may see of orders."""
    return combine(counting(*said), reader, purpose, FACTS).datasets["orders"]


def conditions(access: Access) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """The granted and the held conditions by field."""
    granted = {tuple(f"{one.field}:{one.values[0]}" for one in rows.conditions) for rows in access.granted}
    held = {tuple(f"{one.field}:{one.values[0]}" for one in rows.conditions) for rows in access.held}
    return granted, held


def test_without_any_policy_figures_of_five_are_open_and_nothing_that_identifies() -> None:
    found = orders()
    assert found.allowed
    assert found.all_rows
    assert found.smallest_group == 5
    assert set(found.hidden) == {"email"}


def test_once_a_grant_names_a_dataset_only_its_people_read_it() -> None:
    policy = grant(audience={"sides": ["marketing"]})
    assert orders(policy).allowed
    assert not orders(policy, reader=TOMAS).allowed
    assert combine(counting(policy), TOMAS, "analysis", FACTS).datasets["costs"].allowed


def test_an_audience_is_everybody_who_stands_in_each_of_its_lists() -> None:
    policy = grant(audience={"sides": ["marketing"], "teams": [7, 9]})
    assert orders(policy).allowed
    assert not orders(policy, reader=Reader(3, "marketing", "member", team=8)).allowed
    assert not orders(policy, reader=Reader(3, "it", "member", team=7)).allowed


def test_a_grant_for_one_purpose_opens_nothing_for_another() -> None:
    policy = grant(purposes=["newsletter"])
    assert orders(policy, purpose="newsletter").allowed
    assert not orders(policy, purpose="analysis").allowed


def test_rows_of_grants_add_and_restrictions_cut_from_all_of_them() -> None:
    found = orders(grant(conditions=[GERMANY]), grant(conditions=[NORWAY]), hold(conditions=[STORE]))
    assert conditions(found) == ({("country:DE",), ("country:NO",)}, {("channel:store",)})
    assert not found.all_rows


def test_a_grant_of_all_rows_takes_nothing_from_the_restriction() -> None:
    found = orders(grant(), grant(conditions=[GERMANY]), hold(conditions=[STORE]))
    assert not found.all_rows
    assert conditions(found)[1] == {("channel:store",)}


def test_hiding_wins_over_masking_and_masking_over_opening() -> None:
    opened = grant(columns=[{"dataset": "orders", "field": "email", "action": "open"}])
    masked = hold(columns=[{"dataset": "orders", "field": "email", "action": "mask"}])
    hidden = hold(columns=[{"dataset": "orders", "field": "email", "action": "hide"}])
    assert orders(opened).hidden == {}
    assert orders(opened, masked).hidden["email"].action == "mask"
    assert orders(opened, masked, hidden).hidden["email"].action == "hide"
    assert orders(masked).hidden["email"].action == "hide"  # masking opens nothing


def test_a_grant_for_some_rows_opens_no_field_and_no_small_group() -> None:
    opening = [{"dataset": "orders", "field": "email", "action": "open"}]
    with pytest.raises(Problem, match="all rows"):
        read({"name": "P", **grant(conditions=[GERMANY], columns=opening)})
    with pytest.raises(Problem, match="all rows"):
        read({"name": "P", **grant(conditions=[GERMANY], smallest_group=1)})


def test_the_smallest_group_is_the_lowest_grant_but_never_below_a_restriction() -> None:
    assert orders(grant(smallest_group=3), grant(smallest_group=8)).smallest_group == 3
    assert orders(grant(smallest_group=3), hold(smallest_group=20)).smallest_group == 20
    assert orders(hold(smallest_group=2)).smallest_group == 5  # a restriction never lowers


def test_withholding_wins_over_every_grant() -> None:
    found = orders(grant(), hold(withheld=True, audience={"people": [1]}))
    assert not found.allowed
    assert [source.name for source in found.because] == ["P2"]
    assert orders(grant(), hold(withheld=True, audience={"people": [1]}), reader=TOMAS).allowed


def test_every_consent_that_is_asked_for_has_to_be_there() -> None:
    news, post = ({"purpose": "news", "channel": channel} for channel in ("email", "post"))
    policies = counting(
        hold(consents=[news]), hold(consents=[post]), {**hold(consents=[news]), "datasets": ["costs"]}
    )
    of_purpose = [ConsentRule(purpose="news", channel="email"), ConsentRule(purpose="news", channel="post")]
    found = combine(policies, NELE, "news", FACTS, of_purpose).datasets
    ways = [[rule.channel for rule in consent.any_of] for consent in found["orders"].consents]
    assert ways == [["email", "post"], ["email"], ["post"]]
    assert found["costs"].consents == ()  # nobody stands in its rows


def test_an_ended_policy_is_as_if_it_had_never_been() -> None:
    assert orders(grant(ended=True), reader=TOMAS).allowed
    assert orders(hold(withheld=True, ended=True)).allowed


def test_reading_and_dumping_a_policy_gives_the_same() -> None:
    said = read({"name": "P", **grant(conditions=[GERMANY], audience={"teams": [7]})})
    assert read(dump(said)) == said


@pytest.mark.parametrize(
    "said",
    [
        {"effect": "grant", "withheld": True},
        {"effect": "grant", "columns": [{"dataset": "orders", "field": "email", "action": "hide"}]},
        {"effect": "restriction"},
        {"effect": "restriction", "columns": [{"dataset": "orders", "field": "email", "action": "open"}]},
        {"effect": "grant", "datasets": ["costs"], "conditions": [GERMANY]},
        {"effect": "grant", "conditions": [{**GERMANY, "values": []}]},
        {"effect": "grant", "conditions": [{**GERMANY, "test": "known"}]},
        {"effect": "grant", "conditions": [{**GERMANY, "reader": "team"}]},
        {"effect": "grant", "datasets": ["orders; drop table x"]},
        {"effect": "grant", "unknown": 1},
    ],
)
def test_a_wording_that_says_nothing_or_two_things_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(Problem):
        read({"name": "P", **said})
