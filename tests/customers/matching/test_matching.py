"""Records become customers: all of them, once, and the same ones again tomorrow."""

from collections.abc import Callable
from typing import Any

from lintel.audit.models import Run
from lintel.customers.matching.models import Matching
from lintel.warehouse import reading
from tests.customers.makers import WHEN, event, record
from tests.customers.matching.conftest import rows
from tests.customers.matching.crowd import crowd, publish_crowd

Match = Callable[..., Run]


def members() -> dict[str, str]:
    return {f"{source}:{key}": customer for source, key, customer, _ in rows("customers.members")}


def test_every_record_is_exactly_one_customer(match: Match) -> None:
    publish_crowd()
    run = match()
    assert sorted(members()) == sorted(f"{r['source']}:{r['source_record_id']}" for r in crowd())
    assert run.result["customers"] == len(set(members().values())) in range(85, 91)
    assert members()["crm:0"] == members()["shop:s0"]
    sizes = Matching.objects.get().sizes
    assert sum(int(size) * count for size, count in sizes.items()) == len(members())
    assert sizes["2"] >= 28


def test_run_twice_is_run_once(match: Match) -> None:
    publish_crowd()
    match()
    before = reading.current("customers.members", "customers.edges")
    assert match().result == {"changed": False}
    assert reading.current("customers.members", "customers.edges") == before
    first = members()
    match(afresh=True)
    assert members() == first
    assert [m.changes for m in Matching.objects.all()] == [{}, {"create": len(set(first.values()))}]


def test_new_changed_and_gone_records_are_taken_in_without_learning_anew(match: Match) -> None:
    publish_crowd(crowd()[:-4])
    match()
    before, version = members(), Matching.objects.latest("pk").version
    now = crowd()[1:]
    now[5] = now[5] | {"city": "Hamar"}
    publish_crowd(now)
    match()
    last = Matching.objects.latest("pk")
    assert (last.kind, last.version) == ("step", version)
    assert sorted(members()) == sorted(f"{r['source']}:{r['source_record_id']}" for r in now)
    assert all(members()[record] == before[record] for record in before if record in members())


def test_visitors_become_customers_through_what_they_signed_in_as(match: Match) -> None:
    email = crowd()[0]["email"]
    told = {"identity_kind": "anonymous", "also_kind": "user"}
    publish_crowd(
        events=[
            event(WHEN, "v1", **told, also="u1"),
            event(WHEN, "u1", identity_kind="user", also_kind="email", also=email),
            event(WHEN, "v2", identity_kind="anonymous"),
        ]
    )
    match()
    known = {(kind, identity): customer for kind, identity, customer in rows("customers.identities")}
    customer = members()["crm:0"]
    assert known[("email", email)] == known[("user", "u1")] == known[("anonymous", "v1")] == customer
    assert known[("record", "crm:0")] == customer
    assert ("anonymous", "v2") not in known


def test_new_events_alone_bring_identities_up_to_date(match: Match) -> None:
    publish_crowd()
    match()
    email = crowd()[0]["email"]
    publish_crowd(events=[event(WHEN, "v9", identity_kind="anonymous", also_kind="email", also=email)])
    before = reading.current("customers.members")
    match()
    assert ("anonymous", "v9", members()["crm:0"]) in rows("customers.identities")
    assert reading.current("customers.members") == before


def test_an_address_of_two_customers_is_nobodys(match: Match) -> None:
    two = crowd()
    two[-1] = two[-1] | {"email": "home@house.example"}
    two[-3] = two[-3] | {"email": "home@house.example"}
    publish_crowd(two)
    match()
    assert "home@house.example" not in [identity for _, identity, _ in rows("customers.identities")]


def test_without_records_a_run_says_so(warehouse: Any) -> None:
    from lintel.audit.runs import execute
    from lintel.customers.matching.actions import matching

    run = matching.ask(by=None)
    execute.call(run.pk)
    run.refresh_from_db()
    assert run.state == "failed"
    assert "Bring in a source first" in run.error


def test_who_is_known_by_a_full_name_meets_those_whose_names_are_apart(match: Match) -> None:
    people = crowd()
    known = {f"desk:d{number}": f"crm:{number}" for number in range(1, 90, 3)}
    desk = []
    for number in range(1, 90, 3):
        who = next(row for row in people if (row["source"], row["source_record_id"]) == ("crm", str(number)))
        full = f"{who['family_name']}, {who['given_name']}" if number % 2 else (
            f"{who['given_name']} {who['family_name']}")  # fmt: skip
        said = {"full_name": full, "birth_date": who["birth_date"], "city": who["city"], "country": "NO"}
        desk.append(record("desk", f"d{number}", **said))
    publish_crowd([*people, *desk])
    match()
    found = members()
    together = [mine for mine, other in known.items() if found[mine] == found[other]]
    assert len(together) >= len(known) - 2
