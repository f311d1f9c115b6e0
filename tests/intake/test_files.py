"""Requests come in from files and go out again the same."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lintel.imports.actions.batch import bring
from lintel.imports.bringing import take_out
from lintel.imports.models import BadRow
from lintel.intake.actions import answer, reply
from lintel.intake.import_fields import FIELDS
from lintel.intake.models import Alternative, Answer, Reply, Request, State
from lintel.intake.wording import Words
from lintel.people.models import User
from tests.cast import Cast
from tests.intake.makers import make_refused, make_request, make_type, refusal, today

LABELS = {field.name: field.label for field in FIELDS}


def write_file(path: Path, rows: list[dict[str, Any]]) -> Path:
    """A CSV with the labels as headers."""
    names = sorted({name for row in rows for name in row}, key=list(LABELS).index)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([LABELS[name] for name in names])
        writer.writerows([[row.get(name, "") for name in names] for row in rows])
    return path


def row(cast: Cast, **values: Any) -> dict[str, Any]:
    """A good row."""
    good = {"key": "T-1", "title": "Sign-ups in the CRM", "type": "Integration", "asker": cast.nele.email}
    return good | values


REFUSED = {
    "state": "Rejected",
    "reason": "Budget",
    "explanation": "It costs more than it brings.",
    "alternative_kind": "reuse",
    "alternative": "Use the shop’s sync.",
    "cost": "1200.50",
    "ready_by": "2099-01-31",
}


def test_good_rows_come_in(cast: Cast, tmp_path: Path) -> None:
    make_type()
    rows = [
        row(cast, created="2026-01-05 09:00", answer_by="2026-01-15"),
        row(cast, key="T-2", **REFUSED),
        row(cast, key="T-3", asker=cast.tomas.email, answer="Yes"),
        row(
            cast, key="T-4", asker=cast.finn.email, asked_office="IT", answer="yes_if", conditions="An owner."
        ),
    ]
    batch = bring(write_file(tmp_path / "requests.csv", rows), "requests", by=cast.ada)
    assert batch.came_in == 4
    by_key = {request.imported_key: request for request in Request.objects.all()}
    assert [by_key[f"T-{number}"].state for number in (1, 2, 3, 4)] == [
        "asked",
        "answered",
        "agreed",
        "answered",
    ]
    assert str(by_key["T-1"].answer_by) == "2026-01-15"
    assert by_key["T-3"].asked_office == "marketing"
    assert by_key["T-4"].asking_side == "other"
    refused = Answer.objects.get(request=by_key["T-2"])
    assert refused.lead_alternative is not None
    assert (refused.lead_alternative.what, refused.by) == ("Use the shop’s sync.", None)


@pytest.mark.parametrize(
    "left_out", ["reason", "explanation", "alternative_kind", "alternative", "cost", "ready_by"]
)
def test_a_refused_row_says_what_to_add(cast: Cast, tmp_path: Path, left_out: str) -> None:
    make_type()
    bare = {name: value for name, value in REFUSED.items() if name != left_out}
    bring(
        write_file(tmp_path / "requests.csv", [row(cast, **bare), row(cast, key="T-2")]),
        "requests",
        by=cast.ada,
    )
    assert list(Request.objects.values_list("imported_key", flat=True)) == ["T-2"]
    reason = BadRow.objects.get().faults[0]["reason"]
    assert "A refusal comes with a reason, an explanation and an alternative." in reason
    assert "Add to this row:" in reason


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"asker": "nobody@example.org"}, "Nobody here has the e-mail"),
        ({"type": "Haircut"}, "There is no request type"),
        ({"asked_office": "Marketing"}, "stands on the side that is asked"),
        ({"state": "Settled by both offices"}, "signed by both offices inside Lintel"),
        ({"state": "Agreed"}, "without an answer"),
        ({"answer": "Yes", "state": "Asked"}, "cannot be"),
        ({**REFUSED, "cost": "-1"}, "the cost is 0 or more"),
        ({**REFUSED, "explanation": "–"}, "Explain in plain words"),
        ({**REFUSED, "state": "Asked again", "answer": "another way"}, "what the asker said"),
        ({"answer": "Later", "explanation": "Not now."}, "Say on which day"),
        ({"created": "2099-01-01"}, "lies in the future"),
        ({"needed_from": "2027-02-01", "needed_until": "2027-01-01"}, "needed until a day before"),
        ({"details": "not json"}, "not JSON"),
        ({"details": '{"colour": "red"}'}, "does not ask for"),
        ({"answer": "Yes", "answered_by": "nele.vogt@example.org"}, "does not stand on the side"),
        ({"title": "—"}, "says nothing"),
    ],
)
def test_a_bad_row_says_why(cast: Cast, tmp_path: Path, change: dict[str, str], words: str) -> None:
    make_type()
    rows = [row(cast, **change), row(cast, key="good")]
    bring(write_file(tmp_path / "requests.csv", rows), "requests", by=cast.ada)
    assert words in BadRow.objects.get().faults[0]["reason"]
    assert Request.objects.count() == 1


def test_nobody_brings_in_the_other_side_s_word(cast: Cast, tmp_path: Path) -> None:
    make_type()
    rows = [row(cast), row(cast, key="T-2", answer="Yes"), row(cast, key="T-3", asker=cast.tomas.email)]
    bring(write_file(tmp_path / "requests.csv", rows), "requests", by=cast.nele)
    assert list(Request.objects.values_list("imported_key", flat=True)) == ["T-1"]
    assert BadRow.objects.count() == 2


def test_the_same_file_again_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    make_type()
    bring(write_file(tmp_path / "one.csv", [row(cast), row(cast, key="T-2")]), "requests", by=cast.ada)
    changed = [row(cast, title="Sign-ups within the hour"), row(cast, key="T-2")]
    second = bring(write_file(tmp_path / "two.csv", changed), "requests", by=cast.ada)
    assert Request.objects.count() == 2
    assert Request.objects.get(imported_key="T-1").title == "Sign-ups within the hour"
    take_out(second, by=cast.ada)
    assert Request.objects.get(imported_key="T-1").title == "Sign-ups in the CRM"


def test_what_was_answered_here_is_not_overwritten(cast: Cast, tmp_path: Path) -> None:
    make_type()
    bring(write_file(tmp_path / "one.csv", [row(cast)]), "requests", by=cast.ada)
    request = Request.objects.get()
    answer.give(request, refusal(), by=cast.tomas, version=request.version)
    bring(write_file(tmp_path / "two.csv", [row(cast, title="Other words")]), "requests", by=cast.ada)
    request.refresh_from_db()
    assert request.title == "Sign-ups in the CRM"


def test_undo_takes_all_of_it_out(cast: Cast, tmp_path: Path) -> None:
    make_type()
    rows = [row(cast), row(cast, key="T-2", **REFUSED), row(cast, key="T-3", **REFUSED)]
    batch = bring(write_file(tmp_path / "one.csv", rows), "requests", by=cast.ada)
    worked_on = Request.objects.get(imported_key="T-3")
    reply.counter(worked_on, by=cast.nele, version=worked_on.version, text="Half of it?")
    take_out(batch, by=cast.ada)
    assert list(Request.objects.values_list("imported_key", flat=True)) == ["T-3"]
    assert (Answer.objects.count(), Alternative.objects.count(), Reply.objects.count()) == (1, 1, 1)


def test_round_trip(cast: Cast, as_: Callable[[User], Client], tmp_path: Path) -> None:
    make_request(
        cast.nele, title="=1+1 is not a formula", description='Two\nlines; and "quotes"', goal_served="Growth"
    )
    make_request(cast.tomas, title="Asked by IT", needed_from=today(), needed_until=today())
    make_refused(cast)
    accepted = make_refused(cast)
    reply.accept(accepted, by=cast.nele, version=accepted.version, alternative=accepted.alternatives.get())
    countered = make_refused(cast)
    reply.counter(countered, by=cast.nele, version=countered.version, text="Half of it?")
    yes = make_request(cast.nele)
    answer.give(yes, Words("yes"), by=cast.tomas, version=yes.version)
    sleeping = make_request(cast.nele)
    day = today().replace(year=today().year + 1, day=1)
    answer.give(
        sleeping,
        Words("later", explanation="Not now.", revisit_on=day),
        by=cast.ivo,
        version=sleeping.version,
    )
    reply.accept(sleeping, by=cast.mara, version=sleeping.version)
    browser = as_(cast.ada)
    first = exported(browser)
    assert {line["State"] for line in first} >= {
        "Asked",
        "Answered",
        "Agreed",
        "Asked again",
        "Sleeps until a date",
    }

    again = tmp_path / "again.csv"
    again.write_bytes(raw_export(browser))
    bring(again, "requests", by=cast.ada)
    assert exported(browser) == first  # this house knows its own

    Reply.objects.all().delete()
    Answer.objects.all().delete()
    Alternative.objects.all().delete()
    Request.objects.all().delete()
    batch = bring(again, "requests", by=cast.ada, accept_good_rows=False)
    assert batch.came_in == len(first)
    assert sorted(exported(browser), key=str) == sorted(first, key=str)
    assert set(Request.objects.values_list("state", flat=True)) >= {
        State.AGREED,
        State.SLEEPING,
        State.COUNTERED,
    }


def raw_export(browser: Client) -> bytes:
    response: Any = browser.get("/requests/?export=csv")
    return b"".join(response.streaming_content)


def exported(browser: Client) -> list[dict[str, str]]:
    text = raw_export(browser).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_addresses_of_others_are_masked(cast: Cast, as_: Callable[[User], Client]) -> None:
    make_request(cast.nele)
    assert exported(as_(cast.tomas))[0]["Asker"].startswith("n•")
    assert exported(as_(cast.ada))[0]["Asker"] == cast.nele.email
