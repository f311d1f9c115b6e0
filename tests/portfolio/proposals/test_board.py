"""The board takes only what is approved, and no more than a column's limit."""

import pytest

from lintel.audit.ledger import history
from lintel.portfolio.proposals.actions import board
from lintel.portfolio.proposals.models import BoardColumn, Proposal
from lintel.ui.problems import Denied, Problem
from tests.cast import Cast
from tests.portfolio.proposals.making import SignIn, fresh, make_approved, make_proposal


def column(name: str) -> BoardColumn:
    """A column that a new house begins with."""
    return BoardColumn.objects.get(name=name)


def fill(cast: Cast, name: str, count: int) -> None:
    """Approved work in a column."""
    for number in range(count):
        board.move(make_approved(cast, title=f"{name} {number}"), column(name), by=cast.nele)


def test_work_goes_over_the_board_to_done(cast: Cast) -> None:
    row = make_approved(cast)
    for name, state in (("Next", "in_work"), ("Doing", "in_work"), ("Done", "done")):
        board.move(row, column(name), by=cast.tomas)
        assert fresh(row).state == state
    board.move(row, None, by=cast.tomas)
    assert fresh(row).state == "approved"
    assert history(row)[0].sentence == "moved it from “Done” to “Ready to begin”"


def test_what_is_not_approved_stays_off_the_board(cast: Cast) -> None:
    with pytest.raises(Problem, match="not approved"):
        board.move(make_proposal(cast.nele), column("Next"), by=cast.nele)


def test_a_full_column_refuses_members_and_asks_office_holders_why(cast: Cast) -> None:
    fill(cast, "Doing", 3)
    row = make_approved(cast, title="One too many")
    with pytest.raises(Problem, match="it holds 3, and its limit is 3"):
        board.move(row, column("Doing"), by=cast.nele, reason="I want it")
    with pytest.raises(Problem) as refused:
        board.move(row, column("Doing"), by=cast.ivo)
    assert refused.value.field == "reason"
    board.move(row, column("Doing"), by=cast.ivo, reason="The auditor comes on Monday.")
    line = history(row)[0]
    assert "above its limit" in line.sentence
    assert line.detail == {"reason": "The auditor comes on Monday."}


def test_the_page_moves_a_card_and_asks_for_the_reason(cast: Cast, as_: SignIn) -> None:
    fill(cast, "Doing", 3)
    row = make_approved(cast, title="One too many")
    browser = as_(cast.mara)
    url, doing = f"/proposals/{row.pk}/column/", column("Doing").pk
    asked = browser.post(url, {"column": doing})
    assert asked.status_code == 422
    assert "Why it goes above the limit" in asked.content.decode()
    assert browser.post(url, {"column": doing, "reason": "It is the law."}).status_code == 302
    page = browser.get("/board/").content.decode()
    assert "4 of 3" in page
    assert browser.post(url, {"column": "999"}).status_code == 422


def test_only_the_first_cards_are_shown_until_one_asks_for_all(cast: Cast, as_: SignIn) -> None:
    done = column("Done")
    approval = make_approved(cast).approval
    Proposal.objects.bulk_create(
        Proposal(title=f"Done {number}", state="done", board_column=done, approval=approval)
        for number in range(22)
    )
    browser = as_(cast.finn)
    page = browser.get("/board/").content.decode()
    assert page.count("data-card=") == 13  # one of them ready to begin
    assert "Show all 22" in page
    assert browser.get(f"/board/?all={done.pk}").content.decode().count("data-card=") == 23


def test_columns_are_arranged_by_office_holders_and_administrators(cast: Cast, as_: SignIn) -> None:
    with pytest.raises(Denied):
        board.add_column({"name": "Review"}, by=cast.nele)
    browser = as_(cast.ada)
    assert browser.post("/board/columns/", {"name": "Review", "wip_limit": "2"}).status_code == 302
    review = column("Review")
    assert browser.post("/board/columns/", {"name": "review", "wip_limit": "2"}).status_code == 422
    changed = browser.post(
        f"/board/columns/{review.pk}/", {"name": "Review", "position": "1", "wip_limit": "", "finishes": ""}
    )
    assert changed.status_code == 302
    review.refresh_from_db()
    assert (review.wip_limit, review.position) == (None, 1)
    board.move(make_approved(cast), review, by=cast.nele)
    with pytest.raises(Problem, match="still holds 1 proposal"):
        board.remove_column(review, by=cast.ivo)
