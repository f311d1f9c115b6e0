"""What people say about two records holds, until they take it back."""

from collections.abc import Callable

import pytest

from lintel.audit.models import Entry, Run
from lintel.customers.matching import removal
from lintel.customers.matching.actions import decision, matching
from lintel.customers.matching.customers import current_id
from lintel.customers.matching.models import Customer, Matching, PairDecision
from lintel.customers.shapes import IDENTITIES, VISITS
from lintel.ui.problems import Denied, Missing, Problem
from lintel.warehouse import reading
from lintel.warehouse.actions import snapshot
from tests.cast import Cast
from tests.customers.makers import WHEN, event
from tests.customers.matching.conftest import rows
from tests.customers.matching.crowd import crowd, publish_crowd
from tests.customers.matching.test_matching import Match, members

Work = Callable[[], list[Run]]


def test_an_unmerge_survives_a_match_from_scratch_until_it_is_taken_back(match: Match, run_all: Work) -> None:
    publish_crowd()
    match()
    customer = members()["crm:0"]
    said = decision.unmerge(customer, "shop:s0", why="Father and son", by=None)
    run_all()
    assert members()["crm:0"] != members()["shop:s0"]
    match(afresh=True)
    assert members()["crm:0"] != members()["shop:s0"]
    for word in said:
        decision.take_back(word, by=None)
    run_all()
    assert members()["crm:0"] == members()["shop:s0"]


def test_a_word_joins_strangers_and_the_old_id_leads_on(match: Match, run_all: Work) -> None:
    publish_crowd()
    match()
    one, other = members()["crm:1"], members()["crm:2"]
    decision.decide("crm:2", "crm:1", word="must", by=None)
    assert [run.result["changed"] for run in run_all()] == [True]
    now = members()["crm:1"]
    assert now == members()["crm:2"]
    assert current_id(one) == current_id(other) == now
    assert match().result == {"changed": False}
    assert ("crm:1", "crm:2", "must") in [row[:3] for row in rows("customers.edges")]


def test_the_last_word_on_a_pair_counts(match: Match) -> None:
    publish_crowd()
    match()
    decision.decide("crm:1", "crm:2", word="must", by=None)
    decision.decide("crm:2", "crm:1", word="cannot", by=None)
    assert [one.word for one in PairDecision.objects.in_force()] == ["cannot"]


def test_only_who_sees_the_records_decides(match: Match, cast: Cast) -> None:
    publish_crowd()
    match()
    for person in (cast.nele, cast.ana, cast.ada, cast.sam):
        with pytest.raises(Denied):
            decision.decide("crm:1", "crm:2", word="must", by=person)
    with pytest.raises(Missing, match="no record"):
        decision.decide("crm:1", "crm:nobody", word="must", by=None)
    with pytest.raises(Problem, match="reason"):
        decision.unmerge(members()["crm:0"], "shop:s0", why=" ", by=None)


def test_waiting_runs_are_one(match: Match, cast: Cast) -> None:
    publish_crowd()
    match()
    decision.decide("crm:1", "crm:2", word="must", by=None)
    decision.decide("crm:4", "crm:5", word="must", by=None)
    assert Run.objects.filter(state="queued").count() == 1
    with pytest.raises(Denied):
        matching.ask(by=cast.sam)


def test_an_erased_record_is_in_no_table_of_matching(match: Match) -> None:
    publish_crowd()
    match()
    before = members()
    decision.decide("crm:0", "crm:1", word="cannot", why="Two people", by=None)
    sealed = removal.remove_records(["crm:0", "shop:s0"])
    snapshot.publish(sealed, by=None)
    email = crowd()[0]["email"]
    for dataset in sorted({one.name for one in sealed}):
        with reading.connect(dataset) as connection:
            for column in connection.execute(f"describe {dataset}").fetchall():
                found = connection.execute(
                    f'select count(*) from {dataset} where cast("{column[0]}" as varchar) in (?, ?, ?)',
                    [email, "crm:0", "shop:s0"],
                ).fetchone()
                assert found == (0,), (dataset, column[0])
    assert {key: value for key, value in before.items() if key in members()} == members()
    assert len(members()) == len(before) - 2
    assert decision.forget(before["crm:0"], ["crm:0"], by=None) == 1


def test_an_erased_address_is_not_handed_on_by_what_was_done_under_it(match: Match) -> None:
    mine, other = crowd()[0]["email"], next(row["email"] for row in crowd() if row["source_record_id"] == "1")
    seen = {"identity_kind": "anonymous", "also_kind": "email"}
    publish_crowd(
        events=[event(WHEN, "v1", "identify", **seen, also=address) for address in (mine, other)]
        + [event(WHEN, "v1", "view", identity_kind="anonymous")]
    )
    match()
    held = "select identity from {} where kind in ('email', 'anonymous')"
    assert ("v1",) not in rows(IDENTITIES.name, held)  # two customers used that browser
    snapshot.publish(removal.remove_records(["crm:0", "shop:s0"], [("email", mine)]), by=None)
    left = rows(IDENTITIES.name, held)
    assert ((mine,) in left, (other,) in left, ("v1",) in left) == (False, True, True)
    assert rows(VISITS.name, "select count(*) from {}") == [(1,)]


def test_a_decision_is_in_the_ledger_without_its_reason(match: Match) -> None:
    publish_crowd()
    match()
    decision.decide("crm:1", "crm:2", word="must", why="Marit told me", by=None)
    entry = Entry.objects.get(action="decision.taken")
    assert "Marit" not in entry.body
    assert "crm:1" not in entry.body
    assert Customer.objects.count() == 2
    assert Matching.objects.count() == 1
