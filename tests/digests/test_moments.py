"""When a digest comes, on whose clock, and over which days it goes."""

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintel.digests.weekly.moments import days, is_quiet, next_moment, week_before

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns"]
FIRST = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
MOMENTS = st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: FIRST + dt.timedelta(minutes=minutes))
HOURS = st.integers(0, 23)


@given(
    MOMENTS,
    st.sampled_from(ZONES),
    st.sampled_from(["weekly", "daily"]),
    st.integers(0, 6),
    HOURS,
    HOURS,
    HOURS,
)
def test_the_next_one_lies_ahead_within_eight_days_and_never_in_quiet_hours(
    after: dt.datetime, zone: str, frequency: str, weekday: int, hour: int, quiet_from: int, until: int
) -> None:
    found = next_moment(
        after, zone, frequency=frequency, weekday=weekday, hour=hour, quiet_from=quiet_from, quiet_until=until
    )
    assert found is not None
    assert after < found <= after + dt.timedelta(days=9)
    local = found.astimezone(zoneinfo.ZoneInfo(zone))
    moved_by_summer_time = local.minute != 0 or local.hour not in {hour, until}
    assert moved_by_summer_time or not is_quiet(local.hour, quiet_from, until)
    if not is_quiet(hour, quiet_from, until) and frequency == "weekly":
        assert local.weekday() == weekday


@pytest.mark.parametrize(
    ("zone", "weekday", "hour", "after", "expected"),
    [
        ("Europe/Berlin", 0, 8, "2026-11-29T12:00", "2026-11-30T07:00"),
        ("Europe/Berlin", 0, 8, "2026-11-30T07:00", "2026-12-07T07:00"),
        ("Europe/Berlin", 6, 8, "2026-03-28T12:00", "2026-03-29T06:00"),  # the clocks went forward that night
        ("America/New_York", 0, 8, "2026-11-29T12:00", "2026-11-30T13:00"),
        ("Asia/Kolkata", 4, 18, "2026-11-30T00:00", "2026-12-04T12:30"),
    ],
)
def test_hours_are_those_of_the_reader(zone: str, weekday: int, hour: int, after: str, expected: str) -> None:
    moment = dt.datetime.fromisoformat(after).replace(tzinfo=dt.UTC)
    found = next_moment(moment, zone, frequency="weekly", weekday=weekday, hour=hour)
    assert found == dt.datetime.fromisoformat(expected).replace(tzinfo=dt.UTC)


def test_what_falls_into_the_night_comes_in_the_morning() -> None:
    after = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)
    night = {"quiet_from": 19, "quiet_until": 7}
    late = next_moment(after, "UTC", frequency="weekly", weekday=0, hour=22, **night)
    early = next_moment(after, "UTC", frequency="weekly", weekday=0, hour=3, **night)
    assert (late, early) == (
        dt.datetime(2026, 12, 1, 7, tzinfo=dt.UTC),
        dt.datetime(2026, 11, 30, 7, tzinfo=dt.UTC),
    )


def test_a_daily_one_leaves_the_weekend_out() -> None:
    friday = dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC)
    assert next_moment(friday, "UTC", frequency="daily", weekday=0, hour=8) == dt.datetime(
        2026, 11, 30, 8, tzinfo=dt.UTC
    )
    monday = dt.datetime(2026, 11, 30, 8, tzinfo=dt.UTC)
    assert days("daily", monday, "UTC") == (dt.date(2026, 11, 27), dt.date(2026, 11, 30))
    assert next_moment(friday, "UTC", frequency="never", weekday=0, hour=8) is None


def test_a_week_is_over_on_monday() -> None:
    assert week_before(dt.date(2026, 11, 30)) == (dt.date(2026, 11, 23), dt.date(2026, 11, 30))
    assert week_before(dt.date(2026, 12, 6)) == (dt.date(2026, 11, 23), dt.date(2026, 11, 30))
