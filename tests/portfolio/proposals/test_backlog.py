"""The one order: what is moved stands where it was put, and moving stays cheap."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lintel.audit.models import Entry
from lintel.portfolio.proposals.actions import backlog
from lintel.portfolio.proposals.models import RANK_GAP, Proposal
from lintel.portfolio.proposals.ranking import rank_after
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.portfolio.proposals.making import SignIn, fresh, make_approved, make_proposal


def make_rows(count: int) -> list[Proposal]:
    """Drafts in order."""
    return Proposal.objects.bulk_create(
        Proposal(title=f"Proposal {number}", rank=number * RANK_GAP) for number in range(1, count + 1)
    )


def order() -> list[int]:
    """The backlog as keys."""
    return list(Proposal.objects.backlog().values_list("pk", flat=True))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(moves=st.lists(st.tuples(st.integers(0, 7), st.integers(-1, 7)), max_size=30))
def test_the_order_is_what_the_moves_say(db: None, moves: list[tuple[int, int]]) -> None:
    Proposal.objects.all().delete()
    rows = make_rows(8)
    expected = [row.pk for row in rows]
    for item, after in moves:
        if item == after:
            continue
        moved = fresh(rows[item])
        behind = fresh(rows[after]) if after >= 0 else None
        Proposal.objects.filter(pk=moved.pk).update(rank=rank_after(moved, behind))
        expected.remove(moved.pk)
        expected.insert(expected.index(behind.pk) + 1 if behind else 0, moved.pk)
        assert order() == expected
    assert all(abs(rank) < 2**62 for rank in Proposal.objects.values_list("rank", flat=True))


def test_many_moves_into_one_gap_touch_few_rows(db: None) -> None:
    rows = make_rows(100)
    first, expected = rows[0], [row.pk for row in rows]
    written = 0
    for turn in range(300):
        moved = fresh(rows[2 + turn % 98])
        with CaptureQueriesContext(connection) as queries:
            rank = rank_after(moved, fresh(first))
        written += sum("UPDATE" in query["sql"] for query in queries)
        Proposal.objects.filter(pk=moved.pk).update(rank=rank)
        expected.remove(moved.pk)
        expected.insert(1, moved.pk)
    assert order() == expected
    assert written < 60


def test_a_move_is_one_entry_and_voids_nothing(cast: Cast) -> None:
    first, second = make_proposal(cast.nele, title="First"), make_approved(cast, title="Second")
    before = Entry.objects.count()
    backlog.move(second, None, by=cast.tomas)
    assert order() == [second.pk, first.pk]
    assert Entry.objects.count() == before + 1
    assert fresh(second).state == "approved"


def test_who_reads_does_not_order(cast: Cast) -> None:
    row = make_proposal(cast.nele)
    with pytest.raises(Denied):
        backlog.move(row, None, by=cast.finn)


def test_ordering_by_score_can_be_taken_back(cast: Cast) -> None:
    small = make_proposal(
        cast.nele, title="Small", business_value=3, time_criticality=1, risk_opportunity=1, job_size=5
    )
    none = make_proposal(cast.nele, title="None")
    large = make_proposal(
        cast.nele, title="Large", business_value=13, time_criticality=8, risk_opportunity=5, job_size=2
    )
    done = backlog.order("wsjf", by=cast.nele)
    assert order() == [large.pk, small.pk, none.pk]
    newer = make_proposal(cast.nele, title="Newer")
    backlog.restore(done, by=cast.tomas)
    assert order() == [small.pk, none.pk, large.pk, newer.pk]
    with pytest.raises(Stale):
        backlog.restore(done, by=cast.tomas)


def test_the_page_moves_with_and_without_javascript(cast: Cast, as_: SignIn) -> None:
    rows = [make_proposal(cast.nele, title=title) for title in ("One", "Two", "Three")]
    one, two, three = (row.pk for row in rows)
    browser = as_(cast.tomas)
    assert browser.post("/backlog/moves/", {"item": three, "after": one, "position": 2}).status_code == 204
    assert order() == [one, three, two]
    for where, expected in (
        ("down", [three, one, two]),
        ("up", [one, three, two]),
        ("end", [three, two, one]),
        ("top", [one, three, two]),
    ):
        assert browser.post(f"/proposals/{one}/position/", {"where": where}).status_code == 302
        assert order() == expected
    assert browser.post("/backlog/moves/", {"item": "x"}).status_code == 422


def test_a_row_dropped_at_the_top_of_the_second_page_goes_behind_the_first_page(
    cast: Cast, as_: SignIn
) -> None:
    rows = make_rows(60)
    browser = as_(cast.nele)
    page = browser.get("/backlog/?page=2").content.decode()
    assert f"/backlog/moves/?above={rows[49].pk}" in page
    browser.post(f"/backlog/moves/?above={rows[49].pk}", {"item": rows[59].pk, "after": "", "position": 1})
    assert order()[50] == rows[59].pk


def test_work_that_began_is_not_in_the_backlog(cast: Cast) -> None:
    row = make_approved(cast)
    Proposal.objects.filter(pk=row.pk).update(state="done")
    with pytest.raises(Problem, match="not in the backlog"):
        backlog.move(row, None, by=cast.nele)
