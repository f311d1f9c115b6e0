"""Statements, looks, costs, the note that both offices sign, and how estimates came true."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar
from typer.testing import CliRunner

from lintel.audit.models import Entry
from lintel.audit.runs import execute
from lintel.audit.signatures import hash_of
from lintel.imports.actions import batch as batches
from lintel.imports.bringing import bring
from lintel.imports.models import Batch
from lintel.people.waiting import waiting
from lintel.portfolio.commands import app
from lintel.portfolio.outcomes import telling
from lintel.portfolio.outcomes.actions import delivery, note, review, statement
from lintel.portfolio.outcomes.costs import costs_of
from lintel.portfolio.outcomes.estimating import gathered, records
from lintel.portfolio.outcomes.models import Actual, OutcomeNote, Review, Statement
from lintel.portfolio.outcomes.said import Concluded, Seen, Stated
from lintel.portfolio.outcomes.standing import benefits_of
from lintel.portfolio.proposals.models import Proposal
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.portfolio.outcomes.makers import (
    DELIVERED,
    SignIn,
    benefit,
    benefit_of,
    day,
    deliver,
    make_promised,
    outcome_of,
)
from tests.portfolio.proposals.making import make_proposal

WORDS = Concluded("More sales.", "More sales.", "Ask the shops first.", "keep")


def test_what_no_metric_shows_is_stated_and_accepted_and_never_money(cast: Cast, as_: SignIn) -> None:
    row = make_promised(cast, benefit(metric=""))
    one = benefit_of(row)
    said = Stated("partly", "The shops say so in their letter of May.", "https://letters.example/may")
    with pytest.raises(Problem, match="not delivered"):
        statement.write(one, said, by=cast.nele)
    deliver(cast, row)
    with pytest.raises(Denied):
        statement.write(one, said, by=cast.lena)
    written = statement.write(one, said, by=cast.nele)
    (shown,) = benefits_of(outcome_of(row), cast.tomas)
    assert shown.accepted is not None
    assert (shown.accepted.complete, shown.accepted.may_give) == (False, True)
    page = f"/proposals/{row.pk}/outcome/"
    tomas = as_(cast.tomas)
    assert "Stated, not measured" in tomas.get(page).content.decode()
    sent = tomas.post(f"{page}benefits/{one.pk}/acceptance/", {"content_hash": hash_of(written)})
    assert sent.status_code == 302
    (shown,) = benefits_of(outcome_of(row), cast.tomas)
    assert shown.accepted is not None
    assert shown.accepted.complete
    again = statement.write(one, Stated("full", "All of it."), by=cast.tomas)
    with pytest.raises(Stale):
        statement.accept(Statement.objects.get(), by=cast.nele, content_hash=hash_of(written))
    statement.accept(again, by=cast.nele, content_hash=hash_of(again))
    assert gathered(cast.nele) == []
    form = tomas.get(f"{page}benefits/{one.pk}/statement/").content.decode()
    assert "No amounts of money" in form
    assert as_(cast.lena).get(f"{page}benefits/{one.pk}/statement/").status_code == 403


def test_looks_are_planned_held_with_a_reason_and_told_to_calendars(cast: Cast, as_: SignIn) -> None:
    row = deliver(cast, make_promised(cast, benefit()))
    nele, page = as_(cast.nele), f"/proposals/{row.pk}/outcome/"
    first = Review.objects.earliest("due_on")
    assert outcome_of(row).due_on == first.due_on
    found = [one for one in waiting(cast.tomas, timezone.localdate()) if "outcomes" in one.named]
    assert [one.items[0].what for one in found] == ["Look at what came"]
    assert nele.post(f"{page}reviews/{first.pk}/", {"cause": "", "words": ""}).status_code == 422
    held = nele.post(f"{page}reviews/{first.pk}/", {"cause": "late", "words": "Two months late."})
    assert held.status_code == 302
    with pytest.raises(Problem, match="looked already"):
        review.hold(first, Seen("late", "Again."), by=cast.tomas)
    with pytest.raises(Problem, match="was held"):
        review.drop(first, by=cast.nele)
    later = day(-60)
    assert (
        nele.post(f"{page}reviews/", {"due_on": later.isoformat(), "person": cast.tomas.pk}).status_code
        == 302
    )
    twice = nele.post(f"{page}reviews/", {"due_on": later.isoformat(), "person": ""})
    assert "There is a look on that day already." in twice.content.decode()
    feed = nele.get("/outcomes/calendar/?mine=me")
    events = Calendar.from_ical(feed.content).walk("VEVENT")
    assert later in [one["dtstart"].dt for one in events]
    assert first.due_on not in [one["dtstart"].dt for one in events]
    assert "Tomas Okafor looks." in events[-1]["description"] or len(events) > 1
    assert Calendar.from_ical(as_(cast.sam).get("/outcomes/calendar/").content).walk("VEVENT") == []
    gone = Review.objects.get(due_on=later)
    assert nele.post(f"{page}reviews/{gone.pk}/removal/").status_code == 302
    assert not Review.objects.filter(pk=gone.pk).exists()


def test_both_offices_sign_the_note_and_that_closes_it(cast: Cast, as_: SignIn) -> None:
    row = make_promised(cast, benefit(metric=""))
    with pytest.raises(Problem, match="not delivered"):
        note.write(outcome_of(row), WORDS, by=cast.nele, seen=0)
    deliver(cast, row)
    page, nele, mara = f"/proposals/{row.pk}/outcome/", as_(cast.nele), as_(cast.mara)
    first = nele.get(f"{page}note/").content.decode()
    assert "More is sold: €36,500 to €54,750." in first
    sent = {"seen": 0, "promised": "More", "got": "More", "learned": "Ask.", "verdict": "keep"}
    assert nele.post(f"{page}note/", sent).status_code == 302
    assert nele.post(f"{page}note/", sent).status_code == 422  # somebody else's version was not read
    read = hash_of(OutcomeNote.objects.get())
    assert mara.get(f"{page}note/signature/").status_code == 200
    assert mara.post(f"{page}note/signature/", {"content_hash": read}).status_code == 302
    with pytest.raises(Denied):
        note.sign(OutcomeNote.objects.get(), by=cast.nele, content_hash=read)
    said = Stated("full", "They wrote it.")
    statement.write(benefit_of(row), said, by=cast.nele)
    with pytest.raises(Stale, match="since this note was written"):
        note.sign(OutcomeNote.objects.get(), by=cast.ivo, content_hash=read)
    note.write(outcome_of(row), WORDS, by=cast.tomas, seen=1)
    fresh = OutcomeNote.objects.get()
    waits = [one for one in waiting(cast.ivo, timezone.localdate()) if "outcomes" in one.named]
    assert waits[0].items[0].what == "Your office’s key"
    for holder in (cast.ivo, cast.mara):
        note.sign(OutcomeNote.objects.get(), by=holder, content_hash=hash_of(fresh))
    closed = outcome_of(row)
    assert closed.closed_at is not None
    assert closed.due_on is None
    assert "Closed by both" in mara.get(page).content.decode()
    assert Entry.objects.filter(action="outcome.note-signed").count() == 3
    for act in (
        lambda: delivery.declare(closed, day(3), by=cast.nele),
        lambda: note.write(closed, WORDS, by=cast.nele, seen=2),
        lambda: statement.write(benefit_of(row), said, by=cast.nele),
    ):
        with pytest.raises(Problem, match="kept as it is"):
            act()
    assert row.title in mara.get("/outcomes/?state=closed").content.decode()


HEADER = "Proposal,Kind,Fiscal period,Period starts on,Amount,Currency,Specialists,Person-days\n"


def actuals(cast: Cast, folder: Path, *lines: str) -> Batch:
    path = folder / f"actuals-{len(lines)}-{hash(lines)}.csv"
    path.write_text(HEADER + "\n".join(lines))
    return bring(path, "actuals", by=cast.nele)


def test_costs_come_in_through_files_and_stand_beside_the_promise(
    cast: Cast, as_: SignIn, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    row = deliver(cast, make_promised(cast, benefit(), title="Costly"))
    start = day(DELIVERED + 60).isoformat()
    batch = actuals(
        cast, tmp_path,
        f"{row.pk},One-off cost,Q1,{start},90000,EUR,,",
        f"Costly,Run,Q1,{start},1000,,,",
        f"{row.pk},Work,Q1,{start},,,Data engineer,34",
        f"{row.pk},Work,Q1,{start},5,,Data engineer,34",
        f"{row.pk},Work,Q1,{start},,,Wizard,34",
        f"999999,Run,Q1,{start},1,EUR,,",
        f"{row.pk},Run,Q1,{start},,EUR,,",
        f"{row.pk},Run,Q9,{day(1).isoformat()},7,EURO,,",
    )  # fmt: skip
    assert (batch.created_count, batch.bad_count) == (3, 5)
    costs = costs_of(outcome_of(row).promise, list(Actual.objects.all()), timezone.localdate())
    assert costs.paid == 91_000
    promised = 80_000 + Decimal(12_000) * (DELIVERED - 0) / Decimal("365.25")
    assert abs(costs.promised - promised) < 40
    (engineers,) = costs.work
    assert (engineers.worked, engineers.place) == (34, "above the range")
    shown = as_(cast.finn).get(f"/proposals/{row.pk}/outcome/").content.decode()
    assert "Up to now" in shown
    assert "above the range" in shown
    changed = actuals(cast, tmp_path, f"{row.pk},One-off cost,Q1,{start},70000,EUR,,")
    assert changed.updated_count == 1
    undone = batches.undo(changed, by=cast.nele)
    execute.call(undone.run_id)
    assert Actual.objects.get(kind="one_off").amount == 90_000
    assert as_(cast.sam).get(f"/proposals/{row.pk}/outcome/").status_code == 404


def test_estimates_that_came_true_advise_the_next_ones(
    cast: Cast, as_: SignIn, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    lines = []
    for number, days in enumerate((18, 26, 31, 34, 40)):
        row = deliver(cast, make_promised(cast, title=f"Work {number}"))
        lines.append(f"{row.pk},Work,Q1,{day(DELIVERED + 9).isoformat()},,,Data engineer,{days}")
    actuals(cast, tmp_path, *lines[:4])
    nele = as_(cast.nele)
    draft = make_proposal(cast.nele, title="Next", marketing_owner=cast.nele, it_owner=cast.tomas)
    assert "Before you estimate" not in nele.get(f"/proposals/{draft.pk}/").content.decode()
    assert "too few to say anything" in nele.get("/outcomes/calibration/").content.decode()
    actuals(cast, tmp_path, *lines)
    found = {(one.kind, one.name): one for one in records(gathered(cast.nele))}
    told = found["days", "IT office"].told
    assert told is not None
    assert (told.count, told.above, told.below) == (5, 3, 0)
    assert told.ratio == pytest.approx(31 / 20)
    assert found["days", "Architecture"].told == told
    assert "took 1.6 × the days that were likely" in telling.sentence(found["days", "Architecture"])
    shown = nele.get(f"/proposals/{draft.pk}/").content.decode()
    assert "Before you estimate" in shown
    assert "Architecture: In the middle, the last 5 took 1.6 ×" in shown
    page = nele.get("/outcomes/calibration/").content.decode()
    assert "2 of 5 lay within their range" in page
    sheet = b"".join(nele.get("/outcomes/calibration/?export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "Work 4" in sheet
    api = nele.get("/api/v1/outcomes/calibration").json()
    assert {one["name"] for one in api} == {"IT office", "Architecture"}
    assert as_(cast.sam).get("/api/v1/outcomes/calibration").json() == []


def test_the_command_line_does_the_same(cast: Cast) -> None:
    row = make_promised(cast, benefit(metric=""))

    def call(who: Any, *words: Any) -> Any:
        return CliRunner().invoke(app, ["outcomes", *map(str, words), "--as", who.email])

    day_text = day(10).isoformat()
    assert call(cast.nele, "deliver", row.pk, day_text).exit_code == 0
    assert "Both sides" in call(cast.tomas, "confirm-delivery", row.pk, day_text).output
    assert f"#{row.pk}" in call(cast.nele, "list", "--state", "due").output
    assert '"delivered_on": "' + day_text in call(cast.nele, "show", row.pk, "--json").output
    assert isinstance(call(cast.nele, "measure", row.pk).exception, Problem)
    written = note.write(outcome_of(row), WORDS, by=cast.nele, seen=0)
    for holder in (cast.mara, cast.ivo):
        ended = call(holder, "sign", row.pk, "--content", hash_of(written))
    assert "it is closed" in ended.output
    assert call(cast.nele, "calibration", "--json").output.strip() == "[]"


def test_the_list_costs_the_same_for_many(cast: Cast, as_: SignIn) -> None:
    nele = as_(cast.nele)

    def cost() -> int:
        nele.get("/outcomes/")
        with CaptureQueriesContext(connection) as queries:
            assert nele.get("/outcomes/").status_code == 200
        return len(queries)

    make_promised(cast, benefit())
    few = cost()
    for number in range(4):
        deliver(cast, make_promised(cast, benefit(), title=f"More {number}"))
    assert cost() == few < 20
    assert Proposal.objects.count() == 5
