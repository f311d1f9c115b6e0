"""Every move of work is kept as a row, whichever action moved it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from lintel.imports.bringing import bring, take_out
from lintel.portfolio.flow import reckoning
from lintel.portfolio.proposals.actions import board, proposal
from lintel.portfolio.proposals.models import Move, Proposal
from tests.cast import Cast
from tests.portfolio.flow.makers import ago, column, make_moved, make_ready
from tests.portfolio.proposals.making import SignIn, fresh, make_approved, make_proposal, sign

HEADER = "Summary,Issue key,Issue Type,Status,Status Category,Created,Resolved"


def told(row: Proposal) -> list[tuple[str, str, str]]:
    """From, to, stage of each of its moves."""
    return list(row.moves.values_list("before", "after", "stage"))


def test_approval_moves_an_edit_and_a_stop_are_rows(cast: Cast) -> None:
    row = make_approved(cast)
    board.move(row, column("Doing"), by=cast.tomas)
    board.move(row, column("Done"), by=cast.tomas)
    board.move(row, None, by=cast.tomas)
    proposal.edit(fresh(row), {"title": "Another"}, by=cast.nele)
    assert told(row) == [
        ("", "Ready to begin", "ready"), ("Ready to begin", "Doing", "work"), ("Doing", "Done", "done"),
        ("Done", "Ready to begin", "ready"), ("Ready to begin", "", "left"),
    ]  # fmt: skip
    again = make_approved(cast, title="Stopped")
    board.move(again, column("Doing"), by=cast.tomas)
    for office in (cast.mara, cast.ivo):
        sign(again, office, "stop")
    assert told(again)[-1] == ("Doing", "", "left")


def test_funding_moves_nothing(cast: Cast) -> None:
    row = make_approved(cast)
    for office in (cast.mara, cast.ivo):
        sign(row, office, "fund")
    assert len(told(row)) == 1


def test_drafts_leave_no_trace(cast: Cast) -> None:
    row = make_proposal(cast.nele)
    proposal.edit(row, {"title": "Another"}, by=cast.nele)
    assert told(row) == []


def test_a_column_that_begins_to_finish_work_says_so_of_what_stands_in_it(cast: Cast) -> None:
    row = make_moved(cast, "Carts", Checking=3)
    board.change_column(column("Checking"), {"finishes": True}, by=cast.mara)
    assert told(row)[-1] == ("Checking", "Checking", "done")


def test_the_name_of_a_column_is_kept_as_it_was(cast: Cast) -> None:
    made = board.add_column({"name": "Being tried"}, by=cast.mara)
    row = make_ready(cast, "Carts", 3)
    board.move(row, made, by=cast.ivo)
    board.move(fresh(row), column("Doing"), by=cast.ivo)
    board.remove_column(made, by=cast.mara)
    assert ("Ready to begin", "Being tried", "work") in told(row)
    assert Move.objects.get(after="Being tried").column is None


def test_moves_stand_on_the_proposals_page(cast: Cast, as_: SignIn) -> None:
    row = make_moved(cast, "Carts", Next=9, Doing=5, Done=2)
    page = as_(cast.finn).get(row.get_absolute_url()).content.decode()
    assert "Took <strong>8 days</strong>" in page
    assert "Next → Doing" in page
    assert "stayed 5 days" in page


@pytest.fixture
def bring_issues(cast: Cast, tmp_path: Path) -> Iterator[object]:
    """Bring a Jira file of these lines in."""

    def act(*lines: str) -> object:
        path = tmp_path / "jira.csv"
        path.write_text("\n".join([HEADER, *lines]))
        return bring(path, "jira", by=cast.ada)

    return act


def test_the_dates_of_a_file_become_history_marked_as_imported(
    cast: Cast, bring_issues: object, as_: SignIn
) -> None:
    done = "Faster pages,MAR-1,Story,Closed,Done,01/Sep/25 9:26 AM,22/Sep/25 4:00 PM"
    bring_issues(done, "Open one,MAR-2,Story,Open,To Do,02/Sep/25 9:26 AM,", "Bare,MAR-3,Story,Closed,Done,,")  # type: ignore[operator]
    row, still, bare = (Proposal.objects.get(imported_key=f"MAR-{n}") for n in (1, 2, 3))
    assert [(one.stage, one.after, one.origin, one.at.date().isoformat()) for one in row.moves.all()] == [
        ("created", "", "import", "2025-09-01"), ("done", "Closed", "import", "2025-09-22"),
    ]  # fmt: skip
    assert [one.stage for one in still.moves.all()] == ["created"]
    assert not bare.moves.exists()
    assert (row.state, row.board_column) == ("draft", None)
    assert "imported" in as_(cast.finn).get(row.get_absolute_url()).content.decode()


def test_what_is_open_in_the_tracker_for_long_is_counted(cast: Cast, bring_issues: object) -> None:
    bring_issues(
        "Old,MAR-1,Story,Open,To Do,01/Sep/23 9:26 AM,",
        "Gone,MAR-2,Story,Closed,Done,01/Sep/23 9:26 AM,02/Sep/23 9:26 AM",
    )  # type: ignore[operator]
    found = reckoning.figures(cast.finn, 13, "import")
    assert set(found.diagram.counts[0]) == {1}
    assert set(found.diagram.counts[1]) == {0}


def test_a_second_file_brings_the_history_up_to_date_and_undoing_takes_it_back(
    cast: Cast, bring_issues: object
) -> None:
    bring_issues("Faster pages,MAR-1,Story,Open,To Do,01/Sep/25 9:26 AM,")  # type: ignore[operator]
    row = Proposal.objects.get()
    before = told(row)
    second = bring_issues("Faster pages,MAR-1,Story,Closed,Done,01/Sep/25 9:26 AM,22/Sep/25 4:00 PM")  # type: ignore[operator]
    assert [stage for *_, stage in told(row)] == ["created", "done"]
    take_out(second, by=cast.ada)
    assert told(row) == before


def test_the_same_file_twice_writes_its_history_once(cast: Cast, bring_issues: object) -> None:
    for _ in range(2):
        bring_issues("Faster pages,MAR-1,Story,Closed,Done,01/Sep/25 9:26 AM,22/Sep/25 4:00 PM")  # type: ignore[operator]
    assert [one.stage for one in Proposal.objects.get().moves.all()] == ["created", "done"]


def test_an_issue_that_was_opened_again_is_not_done(cast: Cast, bring_issues: object) -> None:
    bring_issues("Faster pages,MAR-1,Story,Closed,Done,01/Sep/25 9:26 AM,22/Sep/25 4:00 PM")  # type: ignore[operator]
    bring_issues("Faster pages,MAR-1,Story,Open,To Do,01/Sep/25 9:26 AM,")  # type: ignore[operator]
    assert [one.stage for one in Proposal.objects.get().moves.all()] == ["created"]


def test_a_moment_can_be_given_and_is_now_otherwise(cast: Cast) -> None:
    row = make_moved(cast, "Carts", Doing=12)
    move = row.moves.latest("at")
    assert abs((move.at - ago(12)).total_seconds()) < 60
    assert row.moved_at == move.at
    board.move(row, column("Next"), by=cast.ivo)
    assert (timezone.now() - fresh(row).moved_at).total_seconds() < 60  # type: ignore[operator]  # it moved
