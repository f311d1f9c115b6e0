"""The promise is kept as both offices signed it, and nothing changes it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from lintel.audit.models import Entry
from lintel.portfolio.outcomes.actions import promise as promises
from lintel.portfolio.outcomes.models import Outcome, Promise
from lintel.portfolio.outcomes.periods import months_later, promised_until, spans
from lintel.portfolio.proposals.actions import board, proposal
from lintel.portfolio.proposals.models import BoardColumn
from lintel.ui.problems import Problem
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
from tests.portfolio.proposals.making import fresh, sign


def test_the_second_key_keeps_the_promise_in_one_entry(cast: Cast) -> None:
    row = make_promised(
        cast,
        benefit(period="FY1", low=Decimal(1), likely=Decimal(2), high=Decimal(3)),
        benefit(what="Peace of mind", metric="", low=Decimal(0), likely=Decimal(0), high=Decimal(0)),
        benefit(
            period="FY2", period_starts_on=day(-281), low=Decimal(10), likely=Decimal(20), high=Decimal(30)
        ),
    )
    promise = Promise.objects.get()
    assert promise.content_hash == row.approval.content_hash  # type: ignore[union-attr]
    assert (promise.terms["one_off_cost"], promise.version) == ("80000", row.version)
    first, second = promise.benefits.all()
    assert (first.what, first.low, first.likely, first.high) == ("More is sold", 11, 22, 33)
    assert [one["period"] for one in first.periods] == ["FY1", "FY2"]
    assert second.what == "Peace of mind"
    assert first.arrangement.marketing_owner == cast.nele
    assert Entry.objects.filter(action="proposal.signed").count() == 2
    reviews = list(outcome_of(row).reviews.all())
    assert [one.due_on for one in reviews] == [months_later(day(DELIVERED), months) for months in (1, 3, 6)]
    assert outcome_of(row).due_on == reviews[0].due_on


def test_an_edit_makes_another_promise_and_the_first_stays(cast: Cast) -> None:
    row = make_promised(cast, benefit())
    first = outcome_of(row).promise
    proposal.edit(fresh(row), {"one_off_cost": Decimal(95_000)}, by=cast.nele)
    assert outcome_of(row).promise == first
    proposal.offer(fresh(row), by=cast.nele)
    sign(sign(row, cast.mara), cast.ivo)
    second = outcome_of(row).promise
    assert (first.terms["one_off_cost"], second.terms["one_off_cost"]) == ("80000", "95000")
    assert Promise.objects.count() == 2
    assert Outcome.objects.count() == 1


def test_dates_at_the_end_of_time_keep_nobody_from_signing(cast: Cast) -> None:
    last = dt.date(9999, 12, 30)
    row = make_promised(cast, benefit(period_starts_on=last), ends_on=last)
    (only,) = outcome_of(row).reviews.all()
    assert only.due_on == dt.date.max
    assert promised_until(benefit_of(row).periods, dt.date(2030, 1, 1)).high == 0


def test_approvals_from_before_are_kept_on_demand(cast: Cast) -> None:
    row = make_promised(cast, benefit())
    Outcome.objects.all().delete()
    Promise.objects.all().delete()
    assert promises.keep_missing(by=None) == 1
    with pytest.raises(Problem, match="kept already"):
        promises.keep_missing(by=None)
    assert outcome_of(row).promise.content_hash == fresh(row).approval.content_hash  # type: ignore[union-attr]


def test_the_board_says_the_day_of_delivery(cast: Cast) -> None:
    row = make_promised(cast, benefit())
    assert outcome_of(row).delivered_on is None
    deliver(cast, row, ago=40)
    assert outcome_of(row).delivered_on == day(40)
    live = BoardColumn.objects.create(name="Archive", position=90, finishes=True)
    board.move(fresh(row), live, by=cast.ivo, now=timezone.now() - dt.timedelta(days=5))
    assert outcome_of(row).delivered_on == day(40)  # it went on within what is done
    doing = BoardColumn.objects.get(name="Doing")
    board.move(fresh(row), doing, by=cast.ivo, reason="Again.", now=timezone.now() - dt.timedelta(days=4))
    assert outcome_of(row).delivered_on is None
    board.move(fresh(row), live, by=cast.ivo, now=timezone.now() - dt.timedelta(days=2))
    assert outcome_of(row).delivered_on == day(2)


def test_one_side_declares_and_the_other_confirms(cast: Cast, as_: SignIn) -> None:
    row = make_promised(cast, benefit())
    page = f"/proposals/{row.pk}/outcome/"
    nele, tomas = as_(cast.nele), as_(cast.tomas)
    early = nele.post(f"{page}delivery/", {"day": day(400).isoformat()})
    assert early.status_code == 422
    assert "before both offices approved" in early.content.decode()
    late = nele.post(f"{page}delivery/", {"day": day(-1).isoformat()})
    assert late.status_code == 422
    assert nele.post(f"{page}delivery/", {"day": day(30).isoformat()}).status_code == 302
    assert outcome_of(row).delivered_on is None
    assert nele.post(f"{page}delivery/confirmation/", {"day": day(30).isoformat()}).status_code == 403
    assert tomas.post(f"{page}delivery/confirmation/", {"day": day(31).isoformat()}).status_code == 422
    assert "Confirm the day" in tomas.get(page).content.decode()
    assert tomas.post(f"{page}delivery/confirmation/", {"day": day(30).isoformat()}).status_code == 302
    assert outcome_of(row).delivered_on == day(30)
    assert "as both sides declared" in tomas.get(page).content.decode()
    assert as_(cast.sam).get(page).status_code == 404
    assert as_(cast.finn).post(f"{page}delivery/", {"day": day(30).isoformat()}).status_code == 403


def test_what_was_promised_up_to_a_day() -> None:
    periods = [
        {"period": "Q1", "period_starts_on": "2026-01-01", "low": "90", "likely": "90", "high": "180"},
        {"period": "Q2", "period_starts_on": "2026-04-01", "low": "91", "likely": "91", "high": "182"},
    ]
    assert [one.end for one in spans(periods)] == [dt.date(2026, 4, 1), dt.date(2026, 7, 1)]
    assert promised_until(periods, dt.date(2025, 12, 31)).likely == 0
    assert promised_until(periods, dt.date(2026, 1, 30)).likely == 30
    assert promised_until(periods, dt.date(2026, 4, 10)).high == 200
    assert promised_until(periods, dt.date(2030, 1, 1)).low == 181


def test_benefit_of_an_unknown_proposal_is_missing(cast: Cast, as_: SignIn) -> None:
    row, other = make_promised(cast, benefit()), make_promised(cast, title="Another")
    found = benefit_of(row)
    nele = as_(cast.nele)
    assert nele.get(f"/proposals/{row.pk}/outcome/benefits/{found.pk}/arrangement/").status_code == 200
    assert nele.get(f"/proposals/{other.pk}/outcome/benefits/{found.pk}/arrangement/").status_code == 404
