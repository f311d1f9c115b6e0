"""From a need to two keys; what is decided stays, and what lost is remembered."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lintel.audit.models import Entry
from lintel.audit.signatures import hash_of
from lintel.estate.inventory.models import Element
from lintel.estate.purchases import needs
from lintel.estate.purchases.actions import judging, option, purchase
from lintel.estate.purchases.models import Purchase
from lintel.estate.purchases.remembering import rejected_like
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.estate.purchases.makers import fresh, make_dossier, make_option, make_purchase, offered, sign
from tests.intake.makers import make_request

As = Callable[[User], Client]
DAY = dt.date(2027, 3, 1)


def test_a_dossier_says_what_is_missing_and_who_owes_it(cast: Cast, as_: As) -> None:
    row = make_purchase(cast, need="", it_owner=None)
    with pytest.raises(Problem, match="what is needed"):
        purchase.offer(row, by=cast.nele)
    page = as_(cast.ivo).get(row.get_absolute_url()).content.decode()
    for words in (
        "What is needed, and why",
        "Who sees to it for IT",
        "A second option",
        "By what the options",
    ):
        assert words in page


def test_two_keys_decide_and_each_office_signs_once(cast: Cast, as_: As) -> None:
    row, _ = offered(cast)
    page = as_(cast.mara).get(row.get_absolute_url())
    assert "Sign for the Marketing office" in page.content.decode()
    as_(cast.mara).post(f"{row.get_absolute_url()}signature/", {"content_hash": page.context["content_hash"]})
    row = fresh(row)
    assert (row.state, row.awaits) == ("offered", "it")
    with pytest.raises(Problem, match="has signed for the Marketing office already"):
        sign(row, cast.mara)
    row = sign(row, cast.ivo)
    assert (row.state, row.awaits) == ("decided", "")
    assert Entry.objects.filter(action="purchase.signed").count() == 2


def test_who_holds_no_key_does_not_sign(cast: Cast) -> None:
    row, _ = offered(cast)
    with pytest.raises(Denied, match="Only the two offices"):
        sign(row, cast.tomas)


def test_any_edit_voids_the_keys_and_what_was_read_before_is_stale(cast: Cast) -> None:
    row, options = offered(cast)
    read = hash_of(row)
    row = sign(row, cast.mara)
    assert row.awaits == "it"
    judging.answer_risks(options["wright"], {"export": ("no", "Only by their support.")}, by=cast.tomas)
    row = fresh(row)
    assert (row.state, row.awaits) == ("offered", "both")
    with pytest.raises(Stale, match="changed since you read it"):
        purchase.sign(row, by=cast.ivo, content_hash=read)
    assert sign(row, cast.ivo).awaits == "marketing"


def test_a_key_is_taken_back_and_a_dossier_too(cast: Cast) -> None:
    row, _ = offered(cast)
    row = sign(row, cast.mara)
    assert purchase.withdraw(row, by=cast.mara).awaits == "both"
    with pytest.raises(Problem, match="has not signed"):
        purchase.withdraw(row, by=cast.mara)
    assert purchase.take_back(row, by=cast.nele).state == "draft"


def test_what_is_decided_does_not_change_any_more(cast: Cast) -> None:
    row, options = offered(cast)
    row = sign(row, cast.mara, cast.ivo)
    with pytest.raises(Problem, match="nothing in it changes"):
        make_option(cast, row, "Latecomer")
    with pytest.raises(Problem, match="nothing in it changes"):
        option.remove(options["pigeon"], by=cast.tomas)
    with pytest.raises(IntegrityError), transaction.atomic():
        Purchase.objects.filter(pk=row.pk).update(it_signature=None)


def test_what_lost_is_remembered_with_its_reason(cast: Cast, as_: As) -> None:
    row, _ = offered(cast)
    assert rejected_like("Pigeonhole", cast.mara) == []
    sign(row, cast.mara, cast.ivo)
    found = rejected_like("We should look at pigeonhole again", cast.mara)
    assert [one.option.why for one in found] == ["Too slow."]
    assert rejected_like("Pigeon Ltd has something new", cast.mara)
    assert not rejected_like("Mailwright", cast.mara)
    assert not rejected_like("Pigeonhole", cast.sam)
    page = as_(cast.nele).get("/purchases/similar/", {"title": "Pigeonhole for the shops"}).content.decode()
    assert "Too slow." in page
    assert "Too slow." in as_(cast.nele).get("/purchases/rejected/").content.decode()


def test_a_dropped_purchase_says_why_and_can_be_taken_up_again(cast: Cast, as_: As) -> None:
    row, _ = make_dossier(cast)
    with pytest.raises(Problem, match="Say why"):
        purchase.drop(row, "  ", by=cast.nele)
    as_(cast.nele).post(f"{row.get_absolute_url()}dropping/", {"why": "The budget is gone."})
    assert {one.option.why for one in rejected_like("Mailwright", cast.ivo)} == {"The budget is gone."}
    as_(cast.nele).post(f"{row.get_absolute_url()}reopening/")
    assert fresh(row).state == "draft"
    assert not rejected_like("Mailwright", cast.ivo)


def test_what_was_decided_is_entered_in_the_inventory_once(cast: Cast, as_: As) -> None:
    row, _ = offered(cast)
    with pytest.raises(Problem, match="Nothing was decided yet"):
        option.carry_out(row, live_from=DAY, by=cast.tomas)
    row = sign(row, cast.mara, cast.ivo)
    answer = as_(cast.tomas).post(f"{row.get_absolute_url()}entry/", {"live_from": DAY.isoformat()})
    made = Element.objects.get(name="Mailwright")
    assert answer["Location"] == made.get_absolute_url()
    assert (made.live_from, made.business_owner, made.technical_owner) == (DAY, cast.nele, cast.tomas)
    kinds = sorted(made.relations.values_list("kind", flat=True))
    assert kinds == ["holds", "serves", "supplied_by"]
    with pytest.raises(Problem, match="stands in the inventory"):
        option.carry_out(fresh(row), live_from=DAY, by=cast.tomas)


def test_both_offices_find_it_on_their_first_page(cast: Cast, as_: As) -> None:
    row, _ = offered(cast)
    for person in (cast.mara, cast.ivo):
        assert row.title in as_(person).get("/").content.decode()
    sign(row, cast.mara)
    assert row.title not in as_(cast.mara).get("/").content.decode()


def test_the_dossier_comes_out_as_files(cast: Cast, as_: As) -> None:
    row, _ = make_dossier(cast)
    found = as_(cast.finn).get(f"{row.get_absolute_url()}dossier.json").json()
    assert [one["name"] for one in found["options"]] == ["Mailwright", "Pigeonhole", "Leave it"]
    assert found["options"][0]["holds"] == ["Addresses"]
    book = as_(cast.finn).get(f"{row.get_absolute_url()}dossier.xlsx")
    assert book.getvalue()[:2] == b"PK"


def test_two_who_edit_at_once_lose_nothing(cast: Cast, as_: As) -> None:
    row = make_purchase(cast)
    facts = {"title": "A mailer", "currency": "EUR", "years": 3, "version": row.version}
    as_(cast.nele).post(f"{row.get_absolute_url()}edit/", facts)
    late = as_(cast.tomas).post(f"{row.get_absolute_url()}edit/", facts | {"title": "A better mailer"})
    assert late.status_code == 422
    assert "Somebody changed this entry while you were writing" in late.content.decode()
    assert fresh(row).title == "A mailer"


def test_a_request_leads_to_a_purchase_and_back(cast: Cast, as_: As) -> None:
    asked = make_request(cast.nele)
    nele = as_(cast.nele)
    page = nele.get(asked.get_absolute_url()).content.decode()
    assert f"/purchases/new/?for=intake.request%3A{asked.pk}" in page
    facts = {"title": "For the asker", "currency": "EUR", "years": 3, "for": f"intake.request:{asked.pk}"}
    made = nele.post("/purchases/new/", facts)["Location"]
    assert asked.get_absolute_url() in nele.get(made).content.decode()
    assert made in nele.get(asked.get_absolute_url()).content.decode()


def test_who_asks_again_is_told_what_was_decided_against(cast: Cast, as_: As) -> None:
    row, _ = offered(cast)
    sign(row, cast.mara, cast.ivo)
    page = (
        as_(cast.nele).get("/requests/similar/", {"title": "Please let us have Pigeonhole"}).content.decode()
    )
    assert "Too slow." in page


@pytest.mark.parametrize("said", ["intake.request:999999", "people.user:1", "nonsense", "intake.request:x"])
def test_a_purchase_is_for_what_the_reader_sees_and_nothing_else(cast: Cast, said: str) -> None:
    row = purchase.open_purchase({"title": "For nobody"}, need_of=said, by=cast.nele)
    assert needs.of(row, cast.nele) == []
