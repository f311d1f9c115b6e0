"""Naming a tool, its answer by two keys, what is looked at again, and who sees names."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from lintel.audit.models import Entry
from lintel.audit.signatures import keys_of
from lintel.estate.inventory.models import Element
from lintel.estate.shadow.actions import name_clearance, outcome, tool
from lintel.estate.shadow.models import Outcome, Tool, ToolState
from lintel.estate.shadow.waits import find
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.estate.inventory.makers import make_shop
from tests.estate.shadow.makers import (
    brought,
    decided,
    make_amnesty,
    make_clearance,
    make_outcome,
    make_tool,
    okta_line,
    proposal,
    put_key,
    write_lines,
)

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
BLAME = ("shadow", "unapproved", "unauthor", "violation", "rogue", "illegal", "forbidden", "offend", "breach")


def text_of(answer: Any) -> str:
    return " ".join(strip_tags(answer.content.decode()).split())


def fresh(row: Tool) -> Tool:
    return Tool.objects.get(pk=row.pk)


def test_a_marketer_names_a_tool_and_is_thanked(cast: Cast, as_: SignIn) -> None:
    held = make_amnesty(cast)
    nele = as_(cast.nele)
    assert "Nobody is blamed." in text_of(nele.get("/shadow/name/"))
    answer = nele.post(
        "/shadow/name/",
        {"name": "Quizzly", "address": "https://quizzly.example", "purpose": "Asks customers.",
         "said_a_month": "49", "data_kind": "customers"},
        follow=True,
    )  # fmt: skip
    page, row = text_of(answer), Tool.objects.get()
    assert "Thank you" in page
    assert (row.named_by, row.amnesty, row.state) == (cast.nele, held, ToolState.NEW)
    assert (row.domain, row.data_kind, row.data_by) == ("quizzly.example", "customers", cast.nele)
    main = page[page.index("Quizzly") :].lower()
    assert not [word for word in BLAME if word in main]
    assert "Quizzly" in text_of(nele.get(held.get_absolute_url()))


def test_only_a_name_is_needed_and_a_wrong_address_is_said(cast: Cast, as_: SignIn) -> None:
    assert as_(cast.ana).post("/shadow/name/", {"name": "Quizzly"}).status_code == 302
    answer = as_(cast.nele).post("/shadow/name/", {"name": "Other", "address": "no address"})
    assert answer.status_code == 422
    assert "This is no web address." in answer.content.decode()
    assert as_(cast.finn).get("/shadow/name/").status_code == 403


def test_naming_what_is_known_adds_the_words(cast: Cast) -> None:
    first = make_tool(cast, "Quizzly")
    again = tool.name({"name": "quizzly (EU)", "purpose": "Votes."}, by=cast.ana)
    assert again.pk == first.pk
    assert (fresh(first).purpose, fresh(first).named_by) == ("Votes.", cast.nele)
    shop = make_shop(cast)
    assert tool.name({"name": "Shopkeeper"}, by=cast.nele).element == shop["shop"]


def test_two_keys_adopt_it_into_the_inventory(cast: Cast, as_: SignIn) -> None:
    shop, row = make_shop(cast), make_tool(cast, address="https://quizzly.example")
    made = make_outcome(cast, row, serves=shop["order"])
    assert fresh(row).state == ToolState.PROPOSED
    assert find(cast.mara, timezone.localdate()).count == 1
    put_key(made, cast.ivo)
    assert (fresh(row).awaits, fresh(row).state) == ("marketing", ToolState.PROPOSED)
    page = as_(cast.mara).get(row.get_absolute_url())
    assert "Put the key of your office to it" in text_of(page)
    assert "Put the key of your office to it" not in text_of(as_(cast.ivo).get(row.get_absolute_url()))
    put_key(made, cast.mara)
    element = Element.objects.get(name="Quizzly")
    assert (element.business_owner, element.technical_owner) == (cast.nele, cast.tomas)
    assert element.address == "https://quizzly.example"
    assert element.relations.get().target == shop["order"]
    assert (fresh(row).state, fresh(row).element) == (ToolState.DECIDED, element)
    actions = list(Entry.objects.about(row).order_by("seq").values_list("action", flat=True))
    assert actions == ["tool.named", "outcome.proposed", "outcome.signed", "outcome.signed"]
    with pytest.raises(Stale):
        put_key(made, cast.mara)


def test_a_delegate_signs_for_the_office_and_members_do_not(cast: Cast) -> None:
    made = make_outcome(cast, make_tool(cast))
    put_key(made, cast.lena)
    with pytest.raises(Problem, match="has signed for the IT office already"):
        put_key(made, cast.ivo)
    for stranger in (cast.nele, cast.emil, cast.ada):
        with pytest.raises(Denied):
            put_key(made, stranger)


def test_another_proposal_voids_the_key_that_was_put(cast: Cast) -> None:
    row = make_tool(cast)
    made = make_outcome(cast, row)
    put_key(made, cast.ivo)
    again = make_outcome(cast, row, "sandbox")
    assert (again.pk, again.version, again.business_owner) == (made.pk, 2, None)
    assert fresh(row).awaits == "both"
    with pytest.raises(Stale, match="changed since you read it"):
        outcome.sign(again, content_hash="0" * 64, by=cast.mara)
    put_key(made, cast.mara)
    assert fresh(row).state == ToolState.PROPOSED


@pytest.mark.parametrize(
    ("way", "values", "says"),
    [
        ("adopt", {"technical_owner": None}, "two owners"),
        ("replace", {}, "by which system"),
        ("sandbox", {"limits": ""}, "bounds and an end"),
        ("sandbox", {"until": dt.date(2020, 1, 1)}, "day is over"),
        ("sandbox", {"reason": " "}, "reason is missing"),
        ("sandbox", {"follow_up_by": None}, "Nobody looks at it again"),
        ("burn", {}, "not a valid choice"),
    ],
)
def test_an_answer_says_all_that_it_needs(cast: Cast, way: str, values: dict[str, Any], says: str) -> None:
    row = make_tool(cast)
    said = proposal(cast, way if way != "burn" else "adopt", **values) | {"way": way}
    with pytest.raises(Problem, match=says):
        outcome.propose(row, said, version=row.version, by=cast.tomas)
    assert fresh(row).state == ToolState.NEW


def test_what_was_decided_is_looked_at_again_by_its_owner(cast: Cast) -> None:
    row, today = make_tool(cast), timezone.localdate()
    made = decided(cast, row, "sandbox", follow_up_on=today, until=today + dt.timedelta(days=5))
    assert find(cast.nele, today).count == 1
    with pytest.raises(Denied):
        outcome.follow_up(made, "Fine.", by=cast.tomas)
    later = today + dt.timedelta(days=30)
    outcome.follow_up(made, "Goes well.", next_on=later, by=cast.nele)
    assert find(cast.nele, today).count == 0
    assert find(cast.nele, later).count == 1
    done = outcome.follow_up(Outcome.objects.get(pk=made.pk), "Done.", by=cast.nele)
    assert done.followed_at
    assert keys_of(Outcome.objects.get(pk=made.pk), "decide").complete  # a look changes no decided word


def test_a_decision_is_taken_up_again(cast: Cast) -> None:
    row = make_tool(cast)
    made = decided(cast, row)
    with pytest.raises(Denied):
        outcome.reopen(made, "Too dear.", by=cast.nele)
    outcome.reopen(made, "Too dear.", by=cast.mara)
    assert (fresh(row).state, fresh(row).element) == (ToolState.NEW, None)
    assert Element.objects.filter(name="Quizzly").exists()  # what stands is retired there
    assert make_outcome(cast, row, "sandbox").pk != made.pk


def test_what_has_an_answer_is_not_placed_elsewhere(cast: Cast) -> None:
    shop, row = make_shop(cast), make_tool(cast)
    make_outcome(cast, row)
    with pytest.raises(Problem, match="an answer about"):
        tool.place(fresh(row), shop["shop"], version=fresh(row).version, by=cast.tomas)
    other = make_tool(cast, "Pinboardly")
    with pytest.raises(Stale):
        tool.set_aside(other, version=other.version + 1, by=cast.tomas)
    tool.set_aside(other, version=other.version, by=cast.tomas, why="A café.")
    assert fresh(other).reason == "A café."
    tool.tell_apart(fresh(other), version=fresh(other).version, by=cast.tomas)
    assert fresh(other).state == ToolState.NEW


def test_names_are_for_who_may_see_them_and_each_look_is_kept(
    cast: Cast, as_: SignIn, tmp_path: Path
) -> None:
    lines = [okta_line(n, "Quizzly", "tomas.okafor@example.org") for n in range(3)]
    brought(write_lines(tmp_path, lines), "", cast.ada)
    row = Tool.objects.get()
    url = f"{row.get_absolute_url()}people/"
    for one in (cast.mara, cast.ivo, cast.ada, cast.nele):
        assert as_(one).get(url).status_code == 403
        assert "Tomas" not in as_(one).get(row.get_absolute_url()).content.decode()
    made = make_clearance(cast)
    assert "Tomas Okafor" in as_(cast.nele).get(url).content.decode()
    assert Entry.objects.filter(action="tool.people-seen").count() == 1
    name_clearance.end(made, by=cast.nele)
    assert as_(cast.nele).get(url).status_code == 403
    today = timezone.localdate()
    with pytest.raises(Denied):
        name_clearance.give(cast.mara, reason="Me", starts=today, ends=today, by=cast.mara)


def test_lists_pages_and_files_answer(cast: Cast, as_: SignIn) -> None:
    row, mara = make_tool(cast), as_(cast.mara)
    held = make_amnesty(cast)
    make_clearance(cast)
    decided(cast, row, "sandbox")
    for url in (
        "/shadow/", "/shadow/?state=open&team=&turn=me", "/shadow/?data=customers&named=named",
        "/shadow/logs/", "/shadow/amnesties/", "/shadow/clearances/", held.get_absolute_url(),
        row.get_absolute_url(), f"{row.get_absolute_url()}?history=all", "/shadow/amnesties/new/",
        "/shadow/clearances/new/", f"{row.get_absolute_url()}outcome/",
    ):  # fmt: skip
        assert mara.get(url).status_code == 200, url
    csv = b"".join(mara.get("/shadow/?export=csv")).decode()
    assert "Quizzly" in csv
    assert as_(cast.sam).get(row.get_absolute_url()).status_code == 404


def test_programs_do_the_same(cast: Cast, as_: SignIn) -> None:
    nele, mara, ivo = as_(cast.nele), as_(cast.mara), as_(cast.ivo)
    made = nele.post("/api/v1/shadow/tools", {"name": "Quizzly"}, content_type="application/json")
    assert made.status_code == 201
    at = f"/api/v1/shadow/tools/{made.json()['id']}"
    soon = (timezone.localdate() + dt.timedelta(days=9)).isoformat()
    said = {"way": "sandbox", "reason": "Try.", "limits": "Few.", "until": soon, "follow_up_on": soon,
            "follow_up_by_id": cast.nele.pk, "version": made.json()["version"]}  # fmt: skip
    answer = nele.post(f"{at}/outcomes", said, content_type="application/json").json()["outcome"]
    key = {"content_hash": answer["content_hash"]}
    for client in (ivo, mara):
        done = client.post(
            f"/api/v1/shadow/outcomes/{answer['id']}/signature", key, content_type="application/json"
        )
        assert done.status_code == 200, done.content
    assert done.json()["state"] == "decided"
    assert nele.get("/api/v1/shadow/tools?state=decided").json()["items"][0]["name"] == "Quizzly"
    assert nele.get(f"{at}/people").status_code == 403
