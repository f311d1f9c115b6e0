"""An expectation from its draft to “satisfied”, at the pages, with the cast."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from lintel.audit.models import Entry, Signature
from lintel.audit.signatures import hash_of, keys_of
from lintel.audit.verification import verify
from lintel.charter.expectations import waits
from lintel.charter.expectations.actions import fulfilling, offering, replying
from lintel.charter.expectations.models import Expectation, Speaker
from lintel.people.models import Delegation, User
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.charter.makers import accept, make_accepted, make_declared, make_draft, make_offered, today, words

SignIn = Callable[[User], Client]


def form(row: Expectation, **values: str) -> dict[str, str]:
    """What the browser sends, with what stands on the page."""
    row.refresh_from_db()
    return {"step": str(row.step), **values}


def wording(row: Expectation, **values: str) -> dict[str, str]:
    first = {"title": row.title, "condition": row.condition, "due_on": str(row.due_on or "")}
    return form(row, **(first | values))


def test_offered_countered_accepted_declared_satisfied(cast: Cast, as_: SignIn) -> None:
    mara, ivo = as_(cast.mara), as_(cast.ivo)
    mara.post(
        "/expectations/new/",
        {"title": "Data by nine", "condition": "Every report shows yesterday.", "offer": "yes"},
    )
    row = Expectation.objects.get()
    assert (row.state, row.awaits, row.counts) == ("offered", "it", False)
    page = row.get_absolute_url()
    assert "IT’s word" in ivo.get(page).content.decode()

    ivo.post(f"{page}counter-offer/", wording(row, title="Data by ten", text="The shop closes at six."))
    row.refresh_from_db()
    assert (row.state, row.awaits, row.version, row.title) == ("countered", "marketing", 2, "Data by ten")

    mara.post(f"{page}acceptance/", form(row, content_hash=hash_of(row)))
    row.refresh_from_db()
    assert (row.state, row.counts, row.accepted_by, row.awaits) == ("accepted", True, cast.mara, "")
    assert keys_of(row, "expect").complete

    ivo.post(f"{page}completion/", form(row, text="Since Monday."))
    mara.post(f"{page}gap/", form(row, text="Sundays are missing."))
    row.refresh_from_db()
    assert (row.state, row.counts) == ("accepted", True)
    ivo.post(f"{page}completion/", form(row, text="Sundays too."))
    mara.post(f"{page}satisfaction/", form(row))
    row.refresh_from_db()
    assert (row.state, row.satisfied_by, row.counts) == ("satisfied", cast.mara, True)
    said = mara.get(page).content.decode()
    assert "Sundays are missing." in said
    assert "Kept" in said
    assert not verify().faults
    actions = Entry.objects.about(row).values_list("action", flat=True)
    assert list(actions) == [
        "expectation.drafted", "expectation.offered", "expectation.countered", "expectation.accepted",
        "expectation.declared-complete", "expectation.found-missing", "expectation.declared-complete",
        "expectation.satisfied",
    ]  # fmt: skip


def test_silence_is_silence_with_its_age_and_never_consent(cast: Cast, as_: SignIn) -> None:
    row = make_offered(cast.mara, days_ago=400)
    page = as_(cast.ivo).get(row.get_absolute_url()).content.decode()
    assert "Has not answered for 400 days" in page
    assert "It does not count" in page
    listed = as_(cast.finn).get("/expectations/").content.decode()
    assert "IT’s word, 400 days silent" in listed
    assert not Expectation.objects.counted().exists()


def test_a_promise_is_no_consent_and_shows_when_it_is_broken(cast: Cast, as_: SignIn) -> None:
    row = make_offered(cast.mara, days_ago=20)
    then = timezone.now() - dt.timedelta(days=15)
    replying.promise(
        row, by=cast.ivo, step=row.step, answer_by=then.date() + dt.timedelta(days=5), text="", now=then
    )
    page = as_(cast.mara).get(row.get_absolute_url()).content.decode()
    assert "Has not answered for 20 days" in page
    assert "10 days ago" in page
    assert not row.counts


def test_editing_an_accepted_one_opens_it_again(cast: Cast) -> None:
    row = make_accepted(cast.mara, cast.ivo)
    offering.renegotiate(
        row, words(title="Data by eight"), by=cast.mara, step=row.step, text="The market opens earlier."
    )
    assert (row.state, row.counts, row.accepted_by, row.awaits) == ("offered", False, None, "it")
    assert Signature.objects.on(row).count() == 3  # that of the old wording stays, and counts no more
    assert list(keys_of(row, "expect").given) == ["marketing"]


def test_an_acceptance_is_of_exactly_the_wording_that_was_read(cast: Cast) -> None:
    row = make_offered(cast.mara)
    read = hash_of(row)
    offering.reword(row, words(title="Data by seven"), by=cast.mara, step=row.step)
    with pytest.raises(Stale):
        replying.accept(row, by=cast.ivo, step=row.step, content_hash=read)
    with pytest.raises(Stale):
        replying.accept(row, by=cast.ivo, step=row.step - 1, content_hash=hash_of(row))


def test_nobody_speaks_for_both_sides(cast: Cast) -> None:
    row = make_offered(cast.mara)
    cast.mara.role, cast.mara.side = "member", "it"
    cast.mara.save()
    Delegation.objects.create(
        office="it", holder=cast.ivo, delegate=cast.mara, starts=today(), ends=today() + dt.timedelta(days=1)
    )
    with pytest.raises(Denied, match="spoken for the other side"):
        replying.accept(row, by=cast.mara, step=row.step, content_hash=hash_of(row))
    with pytest.raises(IntegrityError), transaction.atomic():
        Speaker.objects.create(expectation=row, person=cast.mara, office="it")
    with pytest.raises(IntegrityError), transaction.atomic():
        Expectation.objects.filter(pk=row.pk).update(
            state="accepted", awaits="", accepted_by=cast.mara, accepted_office="it",
            accepted_version=1, accepted_at=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"state": "accepted", "awaits": ""},
        {"state": "satisfied", "awaits": ""},
        {"awaits": ""},
        {"awaits": "marketing"},
        {"performer_office": "marketing"},
        {"waiting_since": None},
        {"condition": ""},
        {"metric": "revenue"},
    ],
)
def test_no_raw_write_makes_it_count(cast: Cast, change: dict[str, object]) -> None:
    row = make_offered(cast.mara)
    with pytest.raises(IntegrityError), transaction.atomic():
        Expectation.objects.filter(pk=row.pk).update(**change)


def test_who_declared_it_complete_does_not_declare_satisfaction(cast: Cast) -> None:
    row = make_declared(cast.mara, cast.ivo)
    with pytest.raises(Problem):
        fulfilling.satisfy(row, by=cast.ivo, step=row.step)
    with pytest.raises(IntegrityError), transaction.atomic():
        Expectation.objects.filter(pk=row.pk).update(
            state="satisfied", awaits="", satisfied_by=cast.ivo, satisfied_at=timezone.now()
        )


def test_either_side_revokes_with_notice(cast: Cast) -> None:
    first, second = make_accepted(cast.mara, cast.ivo), make_accepted(cast.mara, cast.ivo)
    with pytest.raises(Problem, match="Give notice"):
        fulfilling.revoke(first, by=cast.ivo, step=first.step, text=" - ")
    fulfilling.revoke(first, by=cast.ivo, step=first.step, text="The report system is switched off in May.")
    fulfilling.revoke(second, by=cast.mara, step=second.step, text="We no longer need it.")
    assert {first.state, second.state} == {"revoked"}
    assert not Expectation.objects.counted().exists()
    assert not Expectation.objects.apart().exists()


def test_a_notice_waits_for_the_other_side_until_it_is_read(cast: Cast) -> None:
    row = make_accepted(cast.mara, cast.ivo)
    fulfilling.revoke(row, by=cast.ivo, step=row.step, text="The report system is switched off in May.")
    assert [one.what for one in waits.find(cast.mara, today()).items] == ["Their notice that it is revoked"]
    assert not waits.find(cast.ivo, today()).count
    with pytest.raises(Problem):
        fulfilling.take_notice(row, by=cast.ivo, step=row.step)
    fulfilling.take_notice(row, by=cast.mara, step=row.step)
    assert not waits.find(cast.mara, today()).count
    assert row.is_over


def test_a_draft_that_nobody_read_is_revoked_without_notice(cast: Cast) -> None:
    row = offering.draft(words(), by=cast.mara)
    fulfilling.revoke(row, by=cast.mara, step=row.step, text="A slip.")
    assert row.is_over


def test_the_delegate_speaks_for_the_office_and_a_member_only_where_named(cast: Cast) -> None:
    row = make_offered(cast.mara)
    with pytest.raises(Denied):
        accept(row, cast.tomas)
    accept(row, cast.lena)
    signature = Signature.objects.on(row).get(office="it")
    assert (signature.signer, signature.on_behalf_of) == (cast.lena, cast.ivo)
    other = make_offered(cast.mara, title="Another")
    replying.hand_over(other, by=cast.ivo, performer=cast.tomas)
    assert accept(other, cast.tomas).performer == cast.tomas


def test_a_refusal_is_shown_in_the_form_with_its_words(cast: Cast, as_: SignIn) -> None:
    row = make_offered(cast.mara)
    response = as_(cast.ivo).post(f"{row.get_absolute_url()}refusal/", form(row, text="---"))
    assert response.status_code == 422
    assert "Say why; a bare no helps nobody." in response.content.decode()
    row.refresh_from_db()
    assert row.state == "offered"


def test_a_draft_is_its_authors_and_their_office_holders(cast: Cast, as_: SignIn) -> None:
    row = make_draft(cast.nele)
    assert as_(cast.mara).get(row.get_absolute_url()).status_code == 200
    for other in (cast.ivo, cast.emil, cast.finn, cast.sam):
        assert as_(other).get(row.get_absolute_url()).status_code == 404
    without = offering.draft(words(condition=""), by=cast.nele)
    with pytest.raises(Problem, match="Say by what both sides will know"):
        offering.offer(without, by=cast.nele, step=without.step)
