"""Entering what stands, saying how it hangs together, and whose word is missing."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from lintel.audit.models import Entry
from lintel.estate.inventory.actions import contract, element, extra_field, flow, relation, survey
from lintel.estate.inventory.models import Ask, Element, Kind, Relation, Stage
from lintel.imports.models import Batch
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.estate.inventory.makers import (
    make_contract,
    make_element,
    make_field,
    make_flow,
    make_shop,
    make_survey,
)

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def text_of(answer: Any) -> str:
    """What a page says, without its markup."""
    return " ".join(strip_tags(answer.content.decode()).split())


def fresh(row: Element) -> Element:
    return Element.objects.get(pk=row.pk)


def test_an_entry_is_written_changed_and_confirmed(cast: Cast, as_: SignIn) -> None:
    tomas = as_(cast.tomas)
    answer = tomas.post(
        "/estate/new/?kind=system",
        {"name": "Mailwright", "description": "Sends newsletters.", "technical_owner": cast.tomas.pk},
    )
    row = Element.objects.get(name="Mailwright")
    assert answer.status_code == 302
    assert answer["Location"] == row.get_absolute_url()
    page = tomas.get(row.get_absolute_url()).content.decode()
    assert "A business owner" in page  # is said to be missing
    changed = tomas.post(
        f"{row.get_absolute_url()}edit/", {"name": "Mailwright", "version": 1, "criticality": 3}
    )
    assert changed.status_code == 302
    assert (fresh(row).version, fresh(row).criticality, fresh(row).description) == (2, 3, "")
    assert tomas.post(f"{row.get_absolute_url()}confirmation/", {"version": 1}).status_code == 409
    assert fresh(row).confirmed_at is None
    assert tomas.post(f"{row.get_absolute_url()}confirmation/", {"version": 2}).status_code == 302
    assert fresh(row).confirmed_by == cast.tomas
    actions = list(Entry.objects.about(row).order_by("seq").values_list("action", flat=True))
    assert actions == ["element.created", "element.edited", "element.confirmed"]


def test_nobody_writes_over_what_another_wrote(cast: Cast, as_: SignIn) -> None:
    row = make_element(cast, "Mailwright")
    element.edit(row, {"description": "Sends."}, version=1, by=cast.nele)
    answer = as_(cast.tomas).post(
        f"{row.get_absolute_url()}edit/", {"name": "Mailwright", "description": "Other.", "version": 1}
    )
    assert answer.status_code == 422
    assert "Somebody changed this entry" in answer.content.decode()
    assert "Other." in answer.content.decode()  # what was written is still there
    assert fresh(row).description == "Sends."


def test_only_owners_confirm_and_only_keepers_write(cast: Cast) -> None:
    row = make_element(cast, "Mailwright", business_owner=cast.nele)
    with pytest.raises(Denied):
        element.confirm(row, version=1, by=cast.tomas)
    element.confirm(row, version=1, by=cast.nele)
    for person in (cast.ana, cast.finn, cast.ada, cast.sam):
        with pytest.raises(Denied):
            element.create(Kind.SYSTEM, {"name": "X"}, by=person)
    with pytest.raises(Problem, match="does not work for"):
        element.create(Kind.SYSTEM, {"name": "X", "business_owner": cast.finn}, by=cast.nele)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"name": ""}, "blank"),
        ({"name": "A", "live_from": dt.date(2026, 5, 1), "retired_from": dt.date(2026, 4, 1)}, "in use"),
        ({"name": "A", "phase_out_from": dt.date(2026, 5, 1), "retired_from": dt.date(2026, 4, 1)}, "phased"),
        ({"name": "A", "criticality": 5}, "valid choice"),
        ({"name": "A", "colour": "red"}, "no field"),
        ({"name": "A", "extra": {"colour": "red"}}, "no further field"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, values: dict[str, object], says: str) -> None:
    with pytest.raises(Problem, match=says):
        element.create(Kind.SYSTEM, values, by=cast.tomas)
    assert not Element.objects.exists()


def test_the_database_holds_the_rules_too(cast: Cast) -> None:
    make_element(cast, "Mailwright")
    for broken in (
        Element(kind="system", name="mailwright"),
        Element(kind="planet", name="Mars"),
        Element(kind="vendor", name="V", disposition="invest"),
        Element(kind="system", name=""),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken.save()


def test_where_it_is_in_its_life_follows_from_its_dates(cast: Cast) -> None:
    row = make_element(
        cast, "Old CRM", live_from=dt.date(2020, 1, 1), phase_out_from=dt.date(2026, 1, 1),
        retired_from=dt.date(2027, 1, 1),
    )  # fmt: skip
    make_element(cast, "Undated")
    days = {
        dt.date(2019, 12, 31): Stage.PLANNED, dt.date(2020, 1, 1): Stage.LIVE,
        dt.date(2026, 1, 1): Stage.PHASING_OUT, dt.date(2027, 1, 1): Stage.RETIRED,
    }  # fmt: skip
    for day, stage in days.items():
        assert row.stage_on(day) == stage
        found = Element.objects.at(day).get(pk=row.pk)
        assert found.stage == stage  # type: ignore[attr-defined]
        assert list(Element.objects.in_stage(stage, day).filter(pk=row.pk)) == [row]
    assert Element.objects.at(dt.date(2026, 1, 1)).get(name="Undated").stage == "live"  # type: ignore[attr-defined]


def test_relations_join_what_goes_together_and_close_no_circle(cast: Cast, as_: SignIn) -> None:
    shop = make_shop(cast)
    with pytest.raises(Problem, match="never “serves”"):
        relation.join(shop["vendor"], "serves", shop["web"], by=cast.tomas)
    with pytest.raises(Problem, match="leads back"):
        relation.join(shop["pay"], "needs", shop["shop"], by=cast.tomas)
    with pytest.raises(Problem):
        relation.join(shop["shop"], "needs", shop["pay"], by=cast.tomas)  # once is enough
    page = as_(cast.nele).get(shop["shop"].get_absolute_url()).content.decode()
    for words in ("Needs", "or another of “payment”", "Serves", "Holds", "Runs in"):
        assert words in page
    assert "Is needed by" in as_(cast.nele).get(shop["pay"].get_absolute_url()).content.decode()
    row = Relation.objects.get(source=shop["shop"], target=shop["card"])
    as_(cast.nele).post(f"{shop['shop'].get_absolute_url()}relations/{row.pk}/removal/")
    assert not Relation.objects.filter(pk=row.pk).exists()
    assert Entry.objects.about(shop["card"]).filter(action="element.parted").exists()


def test_what_is_in_use_cannot_be_removed_but_a_mistake_can(cast: Cast, as_: SignIn) -> None:
    shop = make_shop(cast)
    with pytest.raises(Stale, match="lead to"):
        element.remove(shop["shop"], by=cast.tomas)
    mistake = make_element(cast, "Typo")
    assert as_(cast.tomas).post(f"{mistake.get_absolute_url()}removal/").status_code == 302
    assert not Element.objects.filter(pk=mistake.pk).exists()
    entry = Entry.objects.get(action="element.removed")
    assert "Typo" in entry.body


def test_flows_go_between_systems_and_carry_data(cast: Cast, as_: SignIn) -> None:
    shop = make_shop(cast)
    row = make_flow(cast, shop)
    with pytest.raises(Problem, match="is no system"):
        make_flow(cast, shop, target=shop["vendor"])
    with pytest.raises(Problem, match="choose two"):
        make_flow(cast, shop, target=shop["shop"])
    with pytest.raises(Problem, match="between the two already"):
        make_flow(cast, shop)
    with pytest.raises(Problem, match="no data class"):
        flow.edit(row, {}, [shop["pay"]], version=1, by=cast.tomas)
    answer = as_(cast.tomas).post(
        f"{row.get_absolute_url()}edit/",
        {"name": row.name, "source": row.source_id, "target": row.target_id, "state": "broken",
         "means": "file", "version": 1},
    )  # fmt: skip
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.means, row.version, list(row.data.all())) == ("broken", "file", 2, [])
    assert "Orders to pay" in as_(cast.finn).get("/estate/flows/?state=broken").content.decode()
    with pytest.raises(Stale):
        element.remove(shop["pay"], by=cast.tomas)


def test_a_contract_says_until_when_one_must_say_no_and_what_is_wasted(cast: Cast, as_: SignIn) -> None:
    shop = make_shop(cast)
    row = make_contract(cast, shop)
    assert row.notice_by == dt.date(2027, 1, 30)
    contract.count_seats(row, used=30, day=dt.date(2026, 11, 1), by=cast.nele)
    contract.count_seats(row, used=28, day=dt.date(2026, 11, 1), by=cast.nele)  # counted again
    page = text_of(as_(cast.finn).get(row.get_absolute_url()))
    assert "12 seats are not used" in page
    assert "€3,600" in page
    with pytest.raises(Problem, match="with a vendor"):
        contract.create({"title": "X", "vendor": shop["pay"]}, by=cast.nele)
    bare = make_contract(cast, shop, title="No seats", seats=None)
    with pytest.raises(Problem, match="how many seats"):
        contract.count_seats(bare, used=1, day=dt.date(2026, 11, 1), by=cast.nele)
    calendar = as_(cast.finn).get("/estate/contracts/renewals.ics").content.decode()
    assert calendar.count("BEGIN:VEVENT") == 4
    assert "Last day of notice: Payments 2026" in calendar


def test_costs_are_kept_by_month_and_summed_over_twelve(cast: Cast, as_: SignIn) -> None:
    row = make_element(cast, "Mailwright")
    first = timezone.localdate().replace(day=1)
    last = (first - dt.timedelta(days=1)).replace(day=1)
    for month, amount in ((last, 100), (last, 250), (first, 999), (last - dt.timedelta(days=400), 7)):
        contract.note_cost(
            row, month=month, kind="run", amount=Decimal(amount), currency="EUR", by=cast.tomas
        )
    found = Element.objects.with_cost(timezone.localdate()).get(pk=row.pk)
    assert found.cost == 250  # type: ignore[attr-defined]  # the second note took the first one's place
    assert "€250" in as_(cast.finn).get(row.get_absolute_url()).content.decode()
    with pytest.raises(Problem):
        contract.note_cost(row, month=last, kind="run", amount=Decimal(-1), currency="EUR", by=cast.tomas)


def test_further_fields_are_checked_shown_and_counted(cast: Cast, as_: SignIn) -> None:
    field = make_field(cast)
    row = make_element(cast, "Mailwright", extra={"recovery_hours": "4"})
    assert row.extra == {"recovery_hours": 4}
    page = as_(cast.nele).get(row.get_absolute_url()).content.decode()
    assert "Recovery time" in page
    with pytest.raises(Problem, match="does not fit “Recovery time”"):
        element.edit(row, {"extra": {"recovery_hours": "soon"}}, version=1, by=cast.nele)
    for kind, choices in (("choice", []), ("text", ["a"])):
        with pytest.raises(Problem, match="list to choose from"):
            extra_field.add("system", "x", kind, {"label": "X", "choices": choices}, by=cast.ivo)
    with pytest.raises(Denied):
        extra_field.remove(field, by=cast.tomas)
    assert extra_field.remove(field, by=cast.ivo) == 1
    assert (fresh(row).extra, fresh(row).version) == ({}, 2)


def test_owners_are_asked_and_answer_for_what_they_read(cast: Cast, as_: SignIn) -> None:
    shop, today = make_shop(cast), timezone.localdate()
    row = make_survey(cast, today)
    assert Ask.objects.filter(person=cast.nele).count() == 2  # the shop and the touchpoint
    assert Ask.objects.filter(person=cast.tomas).count() == 4
    nele = as_(cast.nele)
    assert "Is it still right?" in nele.get("/").content.decode()
    ask = Ask.objects.get(person=cast.nele, element=shop["shop"])
    element.edit(shop["shop"], {"description": "Sells everything."}, version=1, by=cast.tomas)
    stale = nele.post(f"/estate/asks/{ask.pk}/answer/", {"answer": "right", "version": 1})
    assert stale.status_code == 409
    assert nele.post(f"/estate/asks/{ask.pk}/answer/", {"answer": "right", "version": 2}).status_code == 302
    assert fresh(shop["shop"]).confirmed_by == cast.nele
    with pytest.raises(Denied):
        survey.answer(ask, "right", version=2, by=cast.tomas)
    web = Ask.objects.get(person=cast.tomas, element=shop["web"])
    said = {"name": "Web shop", "description": "Where they buy.", "version": 1}
    as_(cast.tomas).post(f"{shop['web'].get_absolute_url()}edit/?ask={web.pk}", said)
    web.refresh_from_db()
    assert (web.answer, web.version) == ("changed", 2)
    assert survey.remind(row, by=cast.tomas) == 2
    with pytest.raises(Problem, match="to be reminded today"):
        survey.remind(row, by=cast.tomas)
    survey.close(row, by=cast.tomas)
    other = Ask.objects.get(person=cast.nele, element=shop["web"])
    with pytest.raises(Stale, match="closed"):
        survey.answer(other, "right", version=2, by=cast.nele)
    page = text_of(nele.get(row.get_absolute_url()))
    assert "2 of 6 answered (33 %)" in page


def test_the_list_says_what_lacks(cast: Cast, as_: SignIn) -> None:
    make_shop(cast)
    nele = as_(cast.nele)
    page = nele.get("/estate/").content.decode()
    assert "no business owner" in page
    assert "Payline Inc." in page
    lacking = nele.get("/estate/?lacks=owner&export=csv")
    lines = b"".join(lacking.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 3  # two systems without a business owner, and the head
    assert "Payline" in lines[1] + lines[2]
    assert "Web shop" not in nele.get("/estate/?kind=system").content.decode()
    assert as_(cast.sam).get("/estate/").content.decode().count("data-row") == 0


def test_files_go_out_and_a_model_comes_in(cast: Cast, as_: SignIn) -> None:
    shop = make_shop(cast)
    make_flow(cast, shop)
    make_contract(cast, shop)
    finn = as_(cast.finn)
    for what in ("entries", "relations", "flows", "contracts", "costs", "seats"):
        for kind in ("csv", "xlsx"):
            assert b"".join(finn.get(f"/estate/files/{what}.{kind}"))
    assert finn.get("/estate/files/secrets.csv").status_code == 404
    assert as_(cast.sam).get("/estate/files/entries.csv").status_code == 403
    model = finn.get("/estate/files/archimate.xml").content
    assert b"Shopkeeper" in model
    assert "kind: Component" in finn.get("/estate/files/catalog-info.yaml").content.decode()
    file = SimpleUploadedFile("estate.xml", model)
    page = text_of(as_(cast.tomas).post("/estate/files/", {"file": file}))
    assert "Look at the 8 entries" in page
    assert Batch.objects.count() == 3  # entries, relations and flows
    broken = SimpleUploadedFile("estate.xml", b"<model>")
    assert as_(cast.tomas).post("/estate/files/", {"file": broken}).status_code == 422
    assert (
        as_(cast.finn).post("/estate/files/", {"file": SimpleUploadedFile("a.xml", model)}).status_code == 403
    )
