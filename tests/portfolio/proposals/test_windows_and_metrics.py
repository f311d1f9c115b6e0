"""Days to reckon with and how they clash; benefits bound to a metric; the company's fiscal periods."""

import datetime as dt
from typing import Any

import pytest

from lintel.insight.context.models import MarketEvent
from lintel.insight.definitions.models import Metric
from lintel.portfolio.proposals import completeness, fiscal
from lintel.portfolio.proposals.actions import part
from lintel.portfolio.proposals.framing import frame
from lintel.portfolio.proposals.models import Benefit, Proposal, Window
from tests.cast import Cast
from tests.portfolio.proposals.making import SignIn, fresh, make_proposal


def day(text: str) -> dt.date:
    """A day of 2027, as month and day."""
    return dt.date.fromisoformat(f"2027-{text}")


def clashes(frame_days: tuple[str, str], *windows: tuple[str, str, str, str], cast: Cast) -> list[str]:
    """What is said of a proposal with this time frame and these windows."""
    row = make_proposal(cast.nele, starts_on=day(frame_days[0]), ends_on=day(frame_days[1]))
    for kind, name, first, last in windows:
        values = {"kind": kind, "name": name, "starts_on": day(first), "ends_on": day(last)}
        part.add(fresh(row), Window, values, by=cast.nele)
    found = frame(fresh(row))
    assert found is not None
    return found.clashes


def test_work_that_ends_after_a_campaign_begins_clashes(cast: Cast) -> None:
    sale = ("before", "Spring sale", "05-01", "05-08")
    assert clashes(("01-01", "04-30"), sale, cast=cast) == []
    [said] = clashes(("01-01", "05-01"), sale, cast=cast)
    assert "must be live before Spring sale" in said


def test_work_that_touches_days_to_avoid_clashes(cast: Cast) -> None:
    season = ("avoid", "High season", "06-01", "08-31")
    assert clashes(("01-01", "05-31"), season, cast=cast) == []
    assert clashes(("09-01", "09-30"), season, cast=cast) == []
    assert clashes(("01-01", "06-01"), season, cast=cast) == [
        "The work runs into High season, which it must not touch."
    ]


def test_windows_that_leave_no_day_clash_with_each_other(cast: Cast) -> None:
    row = make_proposal(cast.nele, starts_on=day("04-01"))
    for kind, name, first, last in (
        ("avoid", "Stocktaking", "04-01", "04-20"),
        ("avoid", "Freeze", "04-15", "04-30"),
        ("before", "Spring sale", "05-01", "05-08"),
    ):
        values = {"kind": kind, "name": name, "starts_on": day(first), "ends_on": day(last)}
        part.add(fresh(row), Window, values, by=cast.nele)
    found = frame(fresh(row))
    assert found is not None
    [said] = found.clashes
    assert said.startswith("No day is left to be live before Spring sale")


def test_a_campaign_brings_its_days_along_and_says_when_it_moved(cast: Cast, as_: SignIn) -> None:
    event = MarketEvent.objects.create(
        name="Spring sale", kind="campaign", first=day("05-01"), last=day("05-08"), by=cast.nele
    )
    row = make_proposal(cast.nele, starts_on=day("01-01"), ends_on=day("05-04"))
    browser, url = as_(cast.nele), f"{row.get_absolute_url()}windows/"
    assert browser.post(url, {"kind": "before"}).status_code == 422
    assert browser.post(url, {"kind": "before", "event": event.pk}).status_code == 302
    made = Window.objects.get()
    assert (made.name, made.starts_on, made.ends_on) == ("Spring sale", day("05-01"), day("05-08"))
    page = browser.get(row.get_absolute_url()).content.decode()
    assert "must be live before Spring sale" in page
    assert "timeline-before" in page
    MarketEvent.objects.update(first=day("05-10"), last=day("05-17"))
    assert "Its event now runs from" in browser.get(row.get_absolute_url()).content.decode()
    signed = fresh(row).content()["windows"]
    MarketEvent.objects.all().delete()
    assert fresh(row).content()["windows"] == signed


def make_metric(**values: Any) -> Metric:
    """A metric by name alone."""
    given = {"slug": "open_tickets", "label": "Open tickets", "kind": "simple", "definition": {}}
    return Metric.objects.create(**(given | values))


def bound(row: Proposal) -> bool:
    """Whether a benefit counts as measured."""
    text = "No benefit is bound to a metric that both offices agreed on."
    return next(gap.there for gap in completeness.wanted(fresh(row)) if gap.text == text)


def test_only_an_agreed_metric_counts_and_another_carries_the_mark(cast: Cast, as_: SignIn) -> None:
    metric = make_metric()
    row = make_proposal(cast.nele)
    browser, url = as_(cast.nele), f"{row.get_absolute_url()}benefits/"
    assert "Open tickets (not agreed by both)" in browser.get(url).content.decode()
    benefit = {
        "what": "Fewer tickets",
        "period": "FY27 Q1",
        "period_starts_on": "2027-01-01",
        "low": "1",
        "likely": "2",
        "high": "3",
        "definition": metric.pk,
    }
    assert browser.post(url, benefit).status_code == 302
    assert "Not agreed by both" in browser.get(row.get_absolute_url()).content.decode()
    assert not bound(row)
    Metric.objects.update(state="agreed")
    assert "Not agreed by both" not in browser.get(row.get_absolute_url()).content.decode()
    assert bound(row)
    assert "seen in Open tickets" in browser.get(f"{row.get_absolute_url()}signature/").content.decode()


def test_words_alone_leave_an_older_hash_as_it_was(cast: Cast) -> None:
    values = {"what": "W", "period": "P", "period_starts_on": day("01-01"), "low": 1, "likely": 2, "high": 3}
    assert "definition_id" not in Benefit(**values, metric="Words").content()


@pytest.mark.parametrize(
    ("month", "today", "expected"),
    [
        (1, "02-15", ("FY27 Q1", "2027-01-01")),
        (4, "02-15", ("FY27 Q4", "2027-01-01")),
        (4, "05-15", ("FY28 Q1", "2027-04-01")),
        (10, "11-30", ("FY28 Q1", "2027-10-01")),
        (2, "01-10", ("FY27 Q4", "2026-11-01")),
    ],
)
def test_periods_follow_the_companys_year(month: int, today: str, expected: tuple[str, str]) -> None:
    first, *rest = fiscal.periods_from(month, day(today))
    assert (first.name, first.starts_on.isoformat()) == expected
    quarters = [one for one in (first, *rest) if "Q" in one.name]
    assert len(quarters) == 8
    assert len({one.starts_on for one in quarters}) == 8


def test_a_period_of_the_calendar_knows_its_first_day(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele)
    browser, url = as_(cast.nele), f"{row.get_absolute_url()}benefits/"
    name = fiscal.periods(dt.date.today())[0].name  # noqa: DTZ011  # the form asks the same clock
    values = {"what": "W", "low": "1", "likely": "2", "high": "3"}
    assert f'<option value="{name}">' in browser.get(url).content.decode()
    assert browser.post(url, values | {"period": "Next spring"}).status_code == 422
    assert browser.post(url, values | {"period": name}).status_code == 302
    assert row.benefits.get().period_starts_on == fiscal.periods(dt.date.today())[0].starts_on  # noqa: DTZ011  # as above
