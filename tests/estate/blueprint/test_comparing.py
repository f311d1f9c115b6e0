"""Any two points beside each other, also versions; what a version makes of the estate; and dropping."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lintel.estate.blueprint.actions import amendment, change
from lintel.estate.blueprint.content import body_now
from lintel.estate.blueprint.models import Amendment, Change, Plateau, Version
from lintel.estate.blueprint.plateaus import standing_of
from lintel.estate.blueprint.points import read_point, standing_there
from lintel.estate.inventory.models import Element
from lintel.people.models import User
from lintel.ui.problems import Missing, Problem, Stale
from tests.cast import Cast
from tests.estate.blueprint.makers import (
    Planned,
    make_amendment,
    make_blueprint,
    offered,
    plan,
    sign,
)
from tests.estate.inventory.makers import make_shop
from tests.estate.stress.makers import make_code, make_facts

As = Callable[[User], Client]


def text_of(answer: Any) -> str:
    """What a page says, cell by cell."""
    return " ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def shop(cast: Cast) -> dict[str, Element]:
    """The shop, with what is said about its resilience."""
    made = make_shop(cast)
    make_facts(cast, made)
    return made


@pytest.fixture
def made(cast: Cast, shop: dict[str, Element]) -> Planned:
    """Three plateaus, and a version of them that both signed."""
    found = make_blueprint(cast, shop)
    sign(offered(cast), cast.mara, cast.ivo)
    return found


def names_at(text: str) -> set[str]:
    """What stands at a point."""
    there = standing_there(read_point(text, list(Plateau.objects.all())))
    return {one.name for one in there.standing.parts.values()}


def test_a_version_is_a_point_that_stays_as_it_was_frozen(cast: Cast, made: Planned) -> None:
    assert "Bank’s own" in names_at("v1")
    assert "Cardgate" not in names_at("v1")
    change.drop(made.swap, by=cast.tomas)
    assert "Cardgate" in names_at(f"p{made.last.pk}")
    assert "Cardgate" not in names_at("v1")
    with pytest.raises(Missing, match="no such version"):
        read_point("v7", ())


def test_what_was_carried_out_since_is_not_done_twice(cast: Cast, shop: dict[str, Element]) -> None:
    now = make_blueprint(cast, shop).now
    due = plan(cast, now, "add", kind="system", name="Till")
    sign(offered(cast), cast.mara, cast.ivo)
    change.carry_out(due, by=cast.tomas)
    there = standing_there(read_point("v1", ()))
    assert there.conflicts == ()
    assert sum(one.name == "Till" for one in there.standing.parts.values()) == 1


def test_two_versions_are_compared_in_cost_risk_and_resilience_on_one_page(
    cast: Cast, made: Planned, as_: As
) -> None:
    plan(cast, made.last, "add", kind="system", name="Till", cost="700")
    offered(cast)
    page = as_(cast.finn).get("/blueprint/differences/?before=v1&after=v2")
    said = text_of(page)
    assert "From “Version 1, as it ends on" in said
    assert "€700" in said
    assert "How much it bears" in said
    assert "Single failures that customers notice" in said
    assert '<option value="v2" selected>' in page.content.decode()
    file = as_(cast.finn).get("/blueprint/differences.csv?before=v1&after=v2")
    assert "Comes,System,Till" in b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]
    found = as_(cast.finn).get("/api/v1/estate/differences?before=v1&after=today").json()
    assert {"what": "comes", "name": "Cardgate"}.items() <= found["rows"][0].items()


def test_a_version_says_what_it_makes_of_the_estate_and_of_the_building_code(
    cast: Cast, shop: dict[str, Element], made: Planned, as_: As
) -> None:
    make_code(cast, shop)
    said = text_of(as_(cast.mara).get(Version.objects.get(number=1).get_absolute_url()))
    assert "What it makes of the estate of today" in said
    assert "Building code" in said
    assert "Comes System Bank’s own" in said
    plan(cast, made.last, "retire", element=shop["pay"].pk)
    second = offered(cast)
    page = as_(cast.mara).get(second.get_absolute_url()).content.decode()
    assert "?before=v1&amp;after=v2" in page


def test_what_no_longer_fits_upon_the_inventory_is_named_on_the_version(
    cast: Cast, shop: dict[str, Element], made: Planned, as_: As
) -> None:
    Element.objects.filter(pk=shop["card"].pk).update(retired_from=timezone.localdate())
    said = text_of(as_(cast.mara).get(Version.objects.get(number=1).get_absolute_url()))
    assert "this does not fit any more: Replace “Cardgate” by “Bank’s own”" in said


def test_a_suggestion_drops_what_is_planned_once_the_other_side_accepts(
    cast: Cast, made: Planned, as_: As
) -> None:
    row = make_amendment(cast, made.last, "drop", change=made.swap.pk)
    said = text_of(as_(cast.ivo).get(row.get_absolute_url()))
    assert "No longer planned: Replace “Cardgate” by “Bank’s own”" in said
    assert "Comes System Cardgate" in said
    assert made.swap in Change.objects.counting()
    amendment.accept(row, version=row.version, by=cast.tomas)
    assert made.swap not in Change.objects.counting()
    names = {one.name for one in standing_of(made.last).parts.values()}
    assert "Cardgate" in names
    assert Plateau.objects.counted().get(pk=made.last.pk).planned == 0
    assert [one["changes"] for one in body_now()["plateaus"]][-1] == []
    again = text_of(as_(cast.ivo).get(row.get_absolute_url()))
    assert "Comes System Cardgate" in again
    with pytest.raises(Stale):
        change.drop(Change.objects.get(pk=made.swap.pk), by=cast.nele)


def test_what_others_build_upon_is_dropped_with_them_or_not_at_all(cast: Cast, made: Planned) -> None:
    row = make_amendment(cast, made.step, "drop", change=made.bank.pk)
    with pytest.raises(Problem, match="Replace “Cardgate”"):
        amendment.accept(row, version=row.version, by=cast.tomas)
    amendment.extend(row, made.last, "drop", {"change": made.swap.pk}, by=cast.nele)
    row = Amendment.objects.get(pk=row.pk)
    amendment.accept(row, version=row.version, by=cast.tomas)
    assert not Change.objects.counting().exists()


def test_only_what_is_planned_there_can_be_dropped_and_only_once(cast: Cast, made: Planned, as_: As) -> None:
    with pytest.raises(Problem, match="not planned for “The bank is joined”"):
        make_amendment(cast, made.step, "drop", change=made.swap.pk)
    with pytest.raises(Problem, match="dropped where it stands"):
        plan(cast, made.last, "drop", change=made.swap.pk)
    first, second = (make_amendment(cast, made.last, "drop", change=made.swap.pk) for _ in range(2))
    amendment.accept(first, version=first.version, by=cast.tomas)
    with pytest.raises(Problem, match="not planned any more"):
        amendment.accept(second, version=second.version, by=cast.tomas)


def test_page_and_program_suggest_to_drop(cast: Cast, made: Planned, as_: As) -> None:
    row = amendment.suggest(title="Keep Cardgate", reason="It works.", by=cast.nele)
    page = f"/blueprint/suggestions/{row.pk}/plateaus/{made.last.pk}/changes/new/?kind=drop"
    assert "Replace “Cardgate” by “Bank’s own”" in text_of(as_(cast.nele).get(page))
    assert as_(cast.nele).post(page, {"change": made.swap.pk}).status_code == 302
    sent = {"kind": "drop", "facts": {"change": made.bank.pk}, "plateau_id": made.step.pk}
    answer = as_(cast.nele).post(
        f"/api/v1/estate/amendments/{row.pk}/changes", json.dumps(sent), content_type="application/json"
    )
    assert answer.status_code == 201
    assert [one["kind"] for one in answer.json()["changes"]] == ["drop", "drop"]
    assert (
        "kind=drop"
        not in as_(cast.nele).get(f"/blueprint/plateaus/{made.last.pk}/changes/new/").content.decode()
    )
