"""Vision, concerns, scorecard and disparities at the pages, with the cast."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from lintel.audit.models import Link, Signature
from lintel.audit.signatures import hash_of, keys_of
from lintel.charter.concerns.actions import concern
from lintel.charter.concerns.models import Concern, PlayBack
from lintel.charter.differing import differences
from lintel.charter.expectations import measuring
from lintel.charter.expectations.actions import measurement, offering
from lintel.charter.expectations.measuring import KnownMetric, Reading, Unmeasured, register_metrics
from lintel.charter.expectations.models import Expectation
from lintel.charter.expectations.scorecard import scorecard
from lintel.charter.fuel.models import Disparity
from lintel.charter.vision.actions import vision
from lintel.charter.vision.models import Vision
from lintel.people.models import User
from lintel.people.waiting import waiting
from lintel.portfolio.proposals.models import Proposal
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.charter.makers import (
    accept,
    make_accepted,
    make_concern,
    make_offered,
    make_vision,
    measurable,
    today,
    words,
)
from tests.insight.makers import agree, company
from tests.intake.makers import make_refused

SignIn = Callable[[User], Client]


def test_the_vision_holds_once_both_signed_and_an_edit_reopens_it(cast: Cast, as_: SignIn) -> None:
    mara, ivo = as_(cast.mara), as_(cast.ivo)
    assert "There is no vision yet." in mara.get("/vision/").content.decode()
    mara.post("/vision/edit/", {"version": 0, "text": "One customer, one platform."})
    row = Vision.objects.get()
    for client in (mara, ivo):
        client.post("/vision/signature/", {"content_hash": hash_of(row)})
    assert "Signed by both offices" in mara.get("/vision/").content.decode()
    mara.post("/vision/edit/", {"version": 1, "text": "One customer, one quick platform.", "why": "Speed."})
    row.refresh_from_db()
    assert not keys_of(row, "vision").given
    page = ivo.get("/vision/").content.decode()
    assert "have not signed" in page
    assert "Changed since version 1, which both signed" in page
    assert "<ins>quick </ins>" in page
    assert Signature.objects.on(row).count() == 2


def test_nobody_signs_a_vision_that_they_have_not_read(cast: Cast) -> None:
    row = make_vision(cast.mara)
    old = hash_of(row)
    row = make_vision(cast.nele, "Another text.")
    with pytest.raises(Stale):
        vision.sign(row, by=cast.ivo, content_hash=old)
    with pytest.raises(Denied):
        vision.sign(row, by=cast.tomas, content_hash=hash_of(row))
    vision.sign(row, by=cast.lena, content_hash=hash_of(row))
    with pytest.raises(Problem, match="has signed for the IT office already"):
        vision.sign(row, by=cast.ivo, content_hash=hash_of(row))
    with pytest.raises(IntegrityError), transaction.atomic():
        Vision.objects.create(pk=2, text="Two.", written_by=cast.mara, written_at=timezone.now())


def test_versions_of_the_vision_can_be_compared(cast: Cast, as_: SignIn) -> None:
    for text in ("One platform.", "One quick platform.", "One quick and safe platform."):
        make_vision(cast.mara, text)
    page = as_(cast.finn).get("/vision/versions/3/?against=1").content.decode()
    assert "Against version 1" in page
    assert "<ins>quick and safe </ins>" in page
    assert as_(cast.finn).get("/vision/versions/3/?against=9").status_code == 404


def test_a_concern_is_played_back_until_its_owner_says_understood(cast: Cast, as_: SignIn) -> None:
    row = make_concern(cast.ivo)
    nele, ivo, page = as_(cast.nele), as_(cast.ivo), row.get_absolute_url()
    assert "Marketing has not played it back" in ivo.get(page).content.decode()
    nele.post(f"{page}play-back/", {"step": row.step, "text": "Tools are too dear for them."})
    row.refresh_from_db()
    ivo.post(f"{page}correction/", {"step": row.step, "text": "It is not about money."})
    row.refresh_from_db()
    assert (row.state, row.round, row.awaits) == ("stated", 2, "marketing")
    nele.post(f"{page}play-back/", {"step": row.step, "text": "Nobody would notice who still gets in."})
    row.refresh_from_db()
    ivo.post(f"{page}confirmation/", {"step": row.step})
    row.refresh_from_db()
    assert (row.state, row.understood_by) == ("understood", cast.ivo)
    said = nele.get(page).content.decode()
    assert "It is not about money." in said
    assert "Round 2" in said


def test_repeating_their_words_or_playing_back_ones_own_is_no_play_back(cast: Cast) -> None:
    row = make_concern(cast.tomas)
    with pytest.raises(Problem, match="These are their words"):
        concern.play_back(row, text=f" {row.text.upper()} ", by=cast.nele, step=row.step)
    for own in (cast.tomas, cast.ivo, cast.finn):
        with pytest.raises(Denied):
            concern.play_back(row, text="I fear it too.", by=own, step=row.step)
    made = concern.play_back(row, text="They fear doors.", by=cast.nele, step=row.step)
    with pytest.raises(Denied):
        concern.confirm(row, by=cast.nele, step=row.step)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlayBack.objects.filter(pk=made.pk).update(verdict="understood", judged_by=cast.nele)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlayBack.objects.filter(pk=made.pk).update(office="it")


def test_rewording_what_was_understood_asks_again(cast: Cast) -> None:
    row = make_concern(cast.ivo)
    concern.play_back(row, text="They fear doors.", by=cast.nele, step=row.step)
    concern.confirm(row, by=cast.ivo, step=row.step)
    concern.edit(row, kind="cost", title=row.title, text="It also costs.", by=cast.ivo, step=row.step)
    assert (row.state, row.round, row.understood_by) == ("stated", 2, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.filter(pk=row.pk).update(state="understood")


def test_a_concern_links_to_what_answers_it(cast: Cast, as_: SignIn) -> None:
    row, asked = make_concern(cast.ivo), make_offered(cast.ivo, title="No tool without IT")
    client, url = as_(cast.nele), f"/together/concerns.concern/{row.pk}/"
    said = {"way": "answers:expectations.expectation", "other": f"expectations.expectation:{asked.pk}"}
    client.post(url, said)
    assert asked.title in client.get(row.get_absolute_url()).content.decode()
    assert row.title in client.get(asked.get_absolute_url()).content.decode()
    draft = offering.draft(measurable(title="Secret"), by=cast.ivo)
    sent = said | {"other": f"expectations.expectation:{draft.pk}"}
    assert client.post(url, sent).status_code == 404, "a draft that Nele may not see"
    client.post(url, said | {"remove": "yes"})
    assert not Link.objects.to_thing(row, "answers").exists()


VALUES: dict[str, Decimal] = {}


@pytest.fixture
def metrics(monkeypatch: pytest.MonkeyPatch) -> dict[str, Decimal]:
    """A room that offers metrics: what is in `VALUES` is known, all else is missing."""
    VALUES.clear()

    def read(slug: str, until: object) -> Reading | Unmeasured:
        if slug not in VALUES:
            return Unmeasured(f"There are no rows for “{slug}” yet.")
        return Reading(VALUES[slug], today())

    monkeypatch.setattr(measuring, "_port", [])
    register_metrics(read, lambda: [KnownMetric("report_delay_hours", "Delay of reports", "hours")])
    return VALUES


def test_only_what_was_accepted_is_measured_and_a_missing_value_shows(
    cast: Cast, as_: SignIn, metrics: dict[str, Decimal]
) -> None:
    offered = make_offered(cast.mara, content=measurable())
    with pytest.raises(Problem, match="Only what the other side has accepted is measured"):
        measurement.take(offered, by=cast.ivo)
    row = make_accepted(cast.mara, cast.ivo, content=measurable(title="Counts"))
    missing = measurement.take(row, by=cast.tomas)
    assert (missing.value, missing.met) == (None, None)
    assert "There are no rows for" in as_(cast.finn).get(row.get_absolute_url()).content.decode()
    metrics["report_delay_hours"] = Decimal("8.5")
    found = measurement.take_all(by=None)
    assert [(each.expectation_id, each.value, each.met) for each in found] == [(row.pk, Decimal("8.5"), True)]
    metrics["report_delay_hours"] = Decimal(10)
    as_(cast.mara).post("/scorecard/measurements/")
    row.refresh_from_db()
    assert row.measured is not None
    assert row.measured.met is False
    assert row.measurements.count() == 3


def test_it_is_measured_by_itself_once_it_is_accepted(
    cast: Cast, metrics: dict[str, Decimal], django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    metrics["report_delay_hours"] = Decimal(7)
    row = make_offered(cast.mara, content=measurable())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        accept(row, cast.ivo)
    row.refresh_from_db()
    assert row.measured is not None
    assert row.measured.met is True


def test_a_metric_that_both_offices_signed_is_read_from_the_warehouse(
    cast: Cast, as_: SignIn, warehouse: Path
) -> None:
    company(cast)
    bound = {"condition": "", "metric": "orders", "comparison": "at_least", "target": Decimal(3)}
    row = make_accepted(cast.mara, cast.ivo, content=words(**bound, due_on=dt.date(2025, 11, 15)))
    assert "have not signed" in measurement.take(row, by=cast.mara).why_not
    agree(cast, "orders")
    found = measurement.take(row, by=cast.mara)
    assert (found.value, found.met, found.as_of) == (Decimal(3), True, dt.date(2025, 11, 15))
    page = as_(cast.mara).get("/expectations/new/").content.decode()
    assert '<option value="orders">' in page
    other = make_accepted(cast.mara, cast.ivo, content=words(**(bound | {"metric": "nothing_like_it"})))
    kept = as_(cast.mara).get(f"{other.get_absolute_url()}renegotiation/").content.decode()
    assert "nothing_like_it, which this house does not know" in kept
    assert "There is no metric" in measurement.take(other, by=None).why_not


@pytest.mark.parametrize(
    ("comparison", "value", "met"),
    [("at_least", 3, True), ("at_most", 3, True), ("more_than", 3, False), ("less_than", 3, False),
     ("at_least", 2, False), ("at_most", 4, False), ("more_than", 4, True), ("less_than", 2, True)],
)  # fmt: skip
def test_comparisons(comparison: str, value: int, met: bool) -> None:
    assert measuring.holds(Decimal(value), comparison, Decimal(3)) is met


def test_the_unaccepted_stand_apart_and_are_never_averaged_in(cast: Cast, as_: SignIn) -> None:
    make_accepted(cast.mara, cast.ivo, content=measurable(title="Agreed by both"))
    before = scorecard(Expectation.objects.all(), today()).carried
    make_offered(cast.mara, content=measurable(title="Said by one"), days_ago=30)
    make_offered(cast.ivo, title="Said by the other")
    card = scorecard(Expectation.objects.all(), today())
    assert card.carried == before
    assert [each.total for each in card.apart] == [1, 1]
    response = as_(cast.finn).get("/scorecard/")
    page, context = response.content.decode(), response.context
    assert page.count('<dt>Accepted</dt><dd><span class="number">1</span>') == 1
    assert page.count('<dt>Waits for an answer</dt><dd><span class="number">1</span>') == 2
    assert [row.title for row in context["table"].page.object_list.data] == ["Agreed by both"]
    assert [row.title for row, _ in context["apart"]] == ["Said by one", "Said by the other"]


def test_two_clashing_things_become_in_one_step_a_proposal_of_both(cast: Cast, as_: SignIn) -> None:
    ours = make_offered(cast.mara, title="A new tool within a week")
    theirs = make_offered(cast.ivo, title="No new tool without IT")
    mara = as_(cast.mara)
    page = mara.get(f"/disparities/of/expectations.expectation/{ours.pk}/").content.decode()
    assert theirs.title not in page or "same words" in page
    mara.post(
        f"/disparities/of/expectations.expectation/{ours.pk}/",
        {
            "second": f"expectations.expectation:{theirs.pk}",
            "partner": cast.ivo.pk,
            "title": "A sandbox for tools",
            "clash": "Speed against safety.",
        },
    )
    row, work = Disparity.objects.get(), Proposal.objects.get()
    assert (work.marketing_owner, work.it_owner, work.title) == (cast.mara, cast.ivo, "A sandbox for tools")
    kept = set(Link.objects.from_thing(work, "origin").values_list("to_type", "to_id"))
    assert {("expectations.expectation", str(ours.pk)), ("expectations.expectation", str(theirs.pk))} <= kept
    shown = as_(cast.finn).get(work.get_absolute_url()).content.decode()
    assert ours.title in shown
    assert theirs.title in shown
    listed = as_(cast.finn).get("/disparities/").content.decode()
    assert "Nothing promised yet" in listed
    assert row.title in listed


def test_an_answer_to_a_request_can_be_an_origin_and_a_pair_only_once(cast: Cast, as_: SignIn) -> None:
    refused = make_refused(cast)
    ours = make_offered(cast.nele)
    sent = {
        "second": f"intake.request:{refused.pk}",
        "partner": cast.tomas.pk,
        "title": "Half of it",
        "clash": "They see it differently.",
    }
    url = f"/disparities/of/expectations.expectation/{ours.pk}/"
    assert as_(cast.nele).post(url, sent).status_code == 302
    again = as_(cast.mara).post(url, {**sent, "partner": cast.ivo.pk})
    assert again.status_code == 422
    assert "became “Half of it” already" in again.content.decode()
    assert Proposal.objects.count() == 1


def test_a_counter_offer_is_offered_as_what_it_clashes_with(cast: Cast, as_: SignIn) -> None:
    row = make_offered(cast.mara)
    changed = measurable(title="Data by noon")
    offering.counter(row, changed, by=cast.ivo, step=row.step, text="Partners are late.")
    page = as_(cast.mara).get(f"/disparities/of/expectations.expectation/{row.pk}/").content.decode()
    assert "Their counter-offer to it" in page


def test_the_first_page_shows_what_waits_in_the_charter(cast: Cast, as_: SignIn) -> None:
    make_vision(cast.mara)
    row = make_offered(cast.mara, days_ago=9)
    make_concern(cast.mara)

    def waits(user: User) -> list[str]:
        return [one.what for some in waiting(user, today()) for one in some.items]

    assert waits(cast.ivo) == ["Play it back", "Your side’s word, 9 days of silence", "Your signature"]
    assert waits(cast.lena) == waits(cast.ivo), "the CIO’s delegate"
    assert waits(cast.tomas) == ["Play it back"]
    assert waits(cast.sam) == []
    page = as_(cast.ivo).get("/").content.decode()
    assert row.title in page
    assert "9 days of silence" in page
    accept(row, cast.ivo)
    assert "Your side’s word" not in " ".join(waits(cast.ivo))


def test_differences_read_as_words() -> None:
    pieces = [
        (piece.kind, piece.text) for piece in differences("Data by nine each day", "Data by ten each day")
    ]
    assert pieces == [("same", "Data by "), ("gone", "nine"), ("new", "ten"), ("same", " each day")]
    for before, after in (("", "new"), ("old", ""), ("same", "same"), ("a b c", "x b y")):
        found = differences(before, after)
        assert "".join(piece.text for piece in found if piece.kind != "new") == before
        assert "".join(piece.text for piece in found if piece.kind != "gone") == after
