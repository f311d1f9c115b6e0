"""The pages: who sees what, what a signature shows, and that lists cost the same however long they are."""

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lintel.audit.signatures import hash_of
from lintel.people.models import Specialty
from lintel.portfolio.proposals.actions import proposal as actions
from lintel.portfolio.proposals.models import RANK_GAP, BoardColumn, Proposal
from tests.cast import Cast
from tests.portfolio.proposals.making import SignIn, fresh, make_approved, make_offered, make_proposal, sign

LISTS = ["/proposals/", "/backlog/", "/board/"]


@pytest.mark.parametrize("url", [*LISTS, "/proposals/{}/", "/proposals/{}/signature/"])
def test_everybody_with_a_role_reads_and_a_stranger_sees_nothing(cast: Cast, as_: SignIn, url: str) -> None:
    row = make_approved(cast)
    url = url.format(row.pk)
    assert as_(cast.finn).get(url).status_code == 200
    answer = as_(cast.sam).get(url)
    if "{}" in url or str(row.pk) in url:
        assert answer.status_code == 404
    else:
        assert row.title not in answer.content.decode()


@pytest.mark.parametrize(
    "section", ["case", "money", "scores", "requirements", "efforts", "involvements", "relations"]
)
def test_readers_do_not_write(cast: Cast, as_: SignIn, section: str) -> None:
    row = make_proposal(cast.nele)
    browser = as_(cast.finn)
    assert browser.get(f"/proposals/{row.pk}/{section}/").status_code == 403
    assert browser.post(f"/proposals/{row.pk}/{section}/", {}).status_code == 403


def test_a_proposal_is_written_offered_and_signed_on_its_pages(cast: Cast, as_: SignIn) -> None:
    nele, tomas, mara, ivo = (as_(user) for user in (cast.nele, cast.tomas, cast.mara, cast.ivo))
    begun = nele.post(
        "/proposals/new/", {"title": "Product feed", "problem": "It is a day late.", "outcome": ""}
    )
    row = Proposal.objects.get(title="Product feed")
    assert begun["Location"] == row.get_absolute_url()
    base = f"/proposals/{row.pk}/"
    assert (
        nele.post(f"{base}requirements/", {"text": "Hourly", "criteria_kind": "checklist"}).status_code == 302
    )
    money = {"one_off_cost": "9000", "run_cost": "0", "currency": "eur"}
    assert tomas.post(f"{base}money/", money).status_code == 302
    specialty = Specialty.objects.get(name="Data engineer").pk
    effort = {"specialty": specialty, "low": "3", "likely": "5", "high": "4"}
    refused = tomas.post(f"{base}efforts/", effort)
    assert refused.status_code == 422
    assert "have to rise" in refused.content.decode()
    assert tomas.post(f"{base}efforts/", effort | {"high": "9"}).status_code == 302
    assert nele.post(f"{base}offer/").status_code == 302
    sheet = mara.get(f"{base}signature/").content.decode()
    assert "€9,000" in sheet
    assert "Data engineer: 5 person-days (between 3 and 9)" in sheet
    key = {"purpose": "approve", "content_hash": hash_of(fresh(row))}
    assert tomas.post(f"{base}signature/", key).status_code == 403
    assert mara.post(f"{base}signature/", key).status_code == 302
    assert "IT’s key" in ivo.get(base).content.decode()
    assert ivo.post(f"{base}signature/", key).status_code == 302
    assert fresh(row).state == "approved"
    assert "Approved by both offices" in ivo.get(base).content.decode()


def test_who_signs_an_older_text_is_shown_what_changed(cast: Cast, as_: SignIn) -> None:
    row = make_offered(cast)
    seen = hash_of(row)
    actions.edit(row, {"one_off_cost": Decimal(95_000)}, by=cast.tomas)
    actions.offer(row, by=cast.tomas)
    answer = as_(cast.mara).post(
        f"{row.get_absolute_url()}signature/", {"purpose": "approve", "content_hash": seen}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>€80,000</del>" in page
    assert "<ins>€95,000</ins>" in page
    assert hash_of(fresh(row)) in page


def test_an_edit_of_an_approved_proposal_says_what_it_voids(cast: Cast, as_: SignIn) -> None:
    row = make_approved(cast)
    browser = as_(cast.tomas)
    assert "voids every signature" in browser.get(f"{row.get_absolute_url()}money/").content.decode()
    browser.post(f"{row.get_absolute_url()}money/", {"one_off_cost": "1", "run_cost": "0", "currency": "EUR"})
    page = browser.get(row.get_absolute_url()).content.decode()
    assert "The signatures on version 2 are void." in page


def test_two_people_writing_one_section_do_not_overwrite_each_other(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele)
    url = f"{row.get_absolute_url()}money/"
    form: Any = as_(cast.nele).get(url).context["form"]
    seen = form["seen"].value()
    mine = {"one_off_cost": "1", "run_cost": "0", "currency": "EUR", "seen": seen}
    assert as_(cast.tomas).post(url, mine | {"one_off_cost": "2"}).status_code == 302
    late = as_(cast.nele).post(url, mine)
    assert late.status_code == 409
    assert 'value="1"' in late.content.decode()
    again = late.context["form"]["seen"].value()
    assert as_(cast.nele).post(url, mine | {"seen": again}).status_code == 302
    assert fresh(row).one_off_cost == 1


def test_htmx_gets_the_form_alone_and_then_the_page_anew(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele)
    browser, url = as_(cast.nele), f"{row.get_absolute_url()}case/"
    form = browser.get(url, headers={"HX-Request": "true"}).content.decode()
    assert form.lstrip().startswith("<section")
    saved = browser.post(url, {"title": "Other", "problem": "P"}, headers={"HX-Request": "true"})
    assert saved["HX-Refresh"] == "true"


def make_many(count: int, cast: Cast) -> None:
    """Proposals of every state that a list can show."""
    column = BoardColumn.objects.get(name="Next")
    approval = make_approved(cast).approval
    rows = []
    for number in range(count):
        state = ["draft", "offered", "approved", "in_work"][number % 4]
        standing = state in {"approved", "in_work"}
        rows.append(
            Proposal(
                title=f"Proposal {number}",
                rank=number * RANK_GAP,
                state=state,
                awaits="both" if state == "offered" else "",
                approval=approval if standing else None,
                board_column=column if state == "in_work" else None,
                marketing_owner=cast.nele,
                it_owner=cast.tomas,
            )
        )
    Proposal.objects.bulk_create(rows, batch_size=200)


def count_queries(browser: Any, url: str) -> int:
    """Statements that a page costs."""
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "url", [*LISTS, "/proposals/?sort=-wsjf", "/proposals/?state=offered&turn=it", "/backlog/?q=1"]
)
def test_a_list_costs_the_same_however_long_it_is(cast: Cast, as_: SignIn, url: str) -> None:
    browser = as_(cast.mara)
    make_many(40, cast)
    count_queries(browser, url)
    few = count_queries(browser, url)
    make_many(2000, cast)
    count_queries(browser, url)  # the first reader after a write counts anew
    assert count_queries(browser, url) == few


def test_a_proposal_costs_the_same_however_much_it_holds(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele)
    row.involvements.create(letter="A", person=cast.ivo)
    browser = as_(cast.mara)
    count_queries(browser, row.get_absolute_url())
    few = count_queries(browser, row.get_absolute_url())
    for person in (cast.nele, cast.tomas, cast.ana, cast.emil):
        row.requirements.create(text=f"What {person} wants")
        row.involvements.create(letter="I", person=person)
    assert count_queries(browser, row.get_absolute_url()) == few


def test_the_jira_export_has_jiras_columns(cast: Cast, as_: SignIn) -> None:
    row = make_offered(cast, job_size=8)
    answer = as_(cast.finn).get("/proposals/?export=jira")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]  # bytes, for a test client
    [line] = csv.DictReader(io.StringIO(text))
    assert line["Summary"] == row.title
    assert line["Issue key"] == f"LINTEL-{row.pk}"
    assert (line["Status"], line["Status Category"]) == ("Offered for signature", "To Do")
    assert line["Custom field (Story Points)"] == "8"


def test_filters_find_what_waits_for_an_office(cast: Cast, as_: SignIn) -> None:
    make_offered(cast, title="Waits for both")
    sign(make_offered(cast, title="Waits for IT"), cast.mara)
    page = as_(cast.finn).get("/proposals/?turn=marketing").content.decode()
    assert "Waits for both" in page
    assert "Waits for IT" not in page
    assert Proposal.objects.awaiting_signature_of("it").count() == 2


def test_the_history_shows_what_came_last_and_all_of_it_on_demand(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele)
    for days in range(10):
        actions.edit(fresh(row), {"title": f"Consent in {days} places"}, by=cast.nele)
    browser = as_(cast.mara)
    page = browser.get(row.get_absolute_url()).content.decode()
    assert '<a href="?history=all#history">Show the whole history</a>' in page
    whole = browser.get(f"{row.get_absolute_url()}?history=all").content.decode()
    assert "Show the whole history" not in whole
    assert ("wrote the first draft" in page, "wrote the first draft" in whole) == (False, True)
