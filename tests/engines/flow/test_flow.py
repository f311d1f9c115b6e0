"""Cycle times, throughput, the cumulative flow and the forecast: known answers and what always holds."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintel.engines.flow import (
    Done,
    Step,
    TooLittle,
    age,
    cycle_times,
    diagram,
    how_many,
    older_than,
    percentile,
    weekly,
    when,
)
from lintel.engines.flow.files import read

MONDAY = dt.date(2026, 11, 2)
histories = st.lists(st.integers(0, 9), min_size=6, max_size=30).filter(lambda weeks: sum(weeks) >= 5)


def day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


def moment(number: int, hour: int = 12) -> dt.datetime:
    return dt.datetime.combine(day(number), dt.time(hour), tzinfo=dt.UTC)


def test_what_begins_and_ends_on_one_day_took_one_day() -> None:
    assert Done(day(0), day(0)).days == 1
    assert Done(day(6), day(0)).days == 7
    assert Done(day(6)).days is None
    assert cycle_times([Done(day(6), day(0)), Done(day(1)), Done(day(1), day(0))]) == [2, 7]
    assert age(day(3), day(0)) == 1  # a clock that went wrong makes nothing younger than a day


def test_percentiles_by_nearest_rank() -> None:
    values = [15, 20, 35, 40, 50]  # the textbook's example of the nearest rank
    assert [percentile(values, share) for share in (5, 30, 40, 50, 100)] == [15, 20, 20, 35, 50]
    assert percentile([], 85) is None
    with pytest.raises(ValueError, match="no percentile"):
        percentile(values, 0)


@given(st.lists(st.integers(1, 400), min_size=1), st.sampled_from([50, 85, 95]))
def test_at_least_the_share_does_not_exceed_its_percentile(values: list[int], share: int) -> None:
    found = percentile(values, share)
    assert found is not None
    assert sum(one <= found for one in values) >= share / 100 * len(values)
    assert sum(one < found for one in values) < share / 100 * len(values)


def test_how_old_is_old() -> None:
    assert older_than(5, [1, 5, 6, 9]) == 0.25
    assert older_than(5, []) is None


def test_weeks_without_anything_count_and_the_running_week_does_not() -> None:
    found = weekly([day(0), day(6), day(15), day(21)], day(23))
    assert (found.first, found.counts, found.total) == (MONDAY, (2, 0, 1), 3)
    assert weekly([day(0), day(15)], day(23), most=1).counts == (1,)
    assert weekly([], day(23)).counts == ()


def test_the_cumulative_flow_of_three_cards() -> None:
    steps = [
        Step("a", "work", moment(0)), Step("b", "work", moment(1)), Step("a", "done", moment(2)),
        Step("c", "work", moment(2)), Step("b", None, moment(3)), Step("c", "done", moment(4)),
        Step("z", "done", moment(-9)),
    ]  # fmt: skip
    found = diagram(steps, ("work", "done"), day(0), day(4))
    assert found.counts == ((1, 2, 2, 1, 0), (0, 0, 1, 1, 2))
    assert found.rows()[2] == (day(2), (2, 1))
    assert diagram(reversed(steps), ("work", "done"), day(0), day(4)) == found


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(["work", "done", None]), st.integers(0, 20)), max_size=40
    )
)
def test_everything_stands_in_one_place(rows: list[tuple[int, str | None, int]]) -> None:
    steps = [Step(item, stage, moment(at)) for item, stage, at in rows]
    for _, counts in diagram(steps, ("work", "done"), day(0), day(20)).rows():
        assert min(counts) >= 0
        assert sum(counts) <= len({item for item, _, _ in rows})


@given(st.integers(1, 9), st.integers(1, 200))
def test_a_steady_pace_is_certain(pace: int, items: int) -> None:
    found = when([pace] * 10, items, MONDAY, draws=200)
    last = day(7 * -(-items // pace) - 1)
    assert set(found.days.values()) == {last}
    many = how_many([pace] * 10, MONDAY, last, draws=200)
    assert set(many.counts.values()) == {pace * -(-items // pace)}


def test_one_item_at_one_chance_in_two_is_geometric() -> None:
    """P(done by week w) = 1 − 0.5^w: 0.5, 0.75, 0.875, 0.9375, 0.96875."""
    found = when([0, 1] * 5, 1, MONDAY, draws=200_000, seed=7)
    assert [(found.days[level] - MONDAY).days // 7 + 1 for level in (85, 95)] == [3, 5]
    shares = [share for _, share in found.chances[:5]]
    assert shares == pytest.approx([0.5, 0.75, 0.875, 0.9375, 0.96875], abs=0.005)


def test_how_many_in_ten_weeks_is_binomial() -> None:
    """Ten weeks at one half: P(N ≥ 5) = 638/1024, P(N ≥ 4) = 848/1024, P(N ≥ 3) = 968/1024 (0.945)."""
    found = how_many([0, 1] * 5, MONDAY, day(69), draws=200_000, seed=7)
    assert (found.weeks, found.counts) == (10, {50: 5, 85: 3, 95: 2})
    chances = dict(found.chances)
    assert [chances[n] for n in (3, 4, 5)] == pytest.approx([968 / 1024, 848 / 1024, 638 / 1024], abs=0.005)


@settings(max_examples=40)
@given(histories, st.integers(1, 60))
def test_more_work_is_never_done_sooner_and_more_certainty_never_comes_earlier(
    weeks: list[int], items: int
) -> None:
    found = when(weeks, items, MONDAY, draws=300)
    more = when(weeks, items + 5, MONDAY, draws=300)
    assert found.days[50] <= found.days[85] <= found.days[95]
    assert all(found.days[level] <= more.days[level] for level in (50, 85, 95))
    assert [share for _, share in found.chances] == sorted(share for _, share in found.chances)


@settings(max_examples=40)
@given(histories, st.integers(1, 30))
def test_when_and_how_many_say_the_same(weeks: list[int], items: int) -> None:
    found = when(weeks, items, MONDAY, draws=4_000)
    many = how_many(weeks, MONDAY, found.days[95], draws=4_000, seed=2)
    reached = dict(many.chances)
    assert reached.get(items, 1.0 if items < min(reached) else 0.0) > 0.9


def test_the_same_seed_gives_the_same_forecast() -> None:
    weeks = [0, 1, 3, 2, 0, 4, 1]
    assert when(weeks, 12, MONDAY, seed=3) == when(weeks, 12, MONDAY, seed=3)
    assert when(weeks, 12, MONDAY, seed=3).chances != when(weeks, 12, MONDAY, seed=4).chances


def test_a_short_history_says_so() -> None:
    for weeks in ([], [3, 4, 5], [0] * 20, [1, 1, 1, 1, 0, 0]):
        with pytest.raises(TooLittle, match="too short"):
            when(weeks, 5, MONDAY)
    with pytest.raises(TooLittle, match="many years"):
        when([1] + [0] * 30 + [4], 9_000, MONDAY)
    with pytest.raises(TooLittle, match="no whole week"):
        how_many([1] * 8, MONDAY, day(5))
    with pytest.raises(TooLittle, match="cannot be forecast"):
        when([1] * 8, 0, MONDAY)
    with pytest.raises(TooLittle, match="draws"):
        when([1] * 8, 5, MONDAY, draws=3)


def write(folder: Path, *lines: str) -> Path:
    path = folder / "history.csv"
    path.write_text("\n".join(lines))
    return path


def test_a_file_is_read_and_faults_name_their_place(tmp_path: Path) -> None:
    path = write(
        tmp_path, "Item,Started,Finished", "A-1,2026-11-02,2026-11-05", "A-2,2026-11-02,", "A-3,,2026-11-06"
    )
    assert read(path) == [Done(day(3), day(0), "A-1"), Done(day(4), None, "A-3")]
    with pytest.raises(TooLittle, match="line 2, column “finished”: “soon” is no date"):
        read(write(tmp_path, "started,finished", "2026-11-02,soon"))
    with pytest.raises(TooLittle, match="before it starts"):
        read(write(tmp_path, "started,finished", "2026-11-02,2026-11-01"))
    with pytest.raises(TooLittle, match="no column “finished”"):
        read(write(tmp_path, "a,b", "1,2"))


def test_the_command_needs_no_database(tmp_path: Path) -> None:
    path = write(tmp_path, "finished", *[f"{day(7 * week)}" for week in range(10)])
    line = [sys.executable, "-m", "lintel.config.cli", "flow", "forecast", str(path)]
    ask = [*line, "--items", "4", "--by", f"{day(97)}", "--today", f"{day(70)}", "--json"]
    found = json.loads(subprocess.run(ask, capture_output=True, text=True, check=True).stdout)
    assert found["history"]["counts"] == [1] * 10
    assert found["when"]["days"]["95"] == f"{day(97)}"
    assert found["how_many"]["counts"] == {"50": 4, "85": 4, "95": 4}
    refused = subprocess.run(line, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stderr.strip()) == (
        2,
        "Nothing was asked. Give --items, --by, or both.",
    )
