"""The page, the API and the commands of flow."""

import datetime as dt
import json

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from lintel.portfolio.flow import reckoning
from lintel.portfolio.flow.commands import app
from lintel.portfolio.proposals.actions import board, proposal
from lintel.portfolio.proposals.models import Move, Proposal
from lintel.ui.problems import Problem
from tests.cast import Cast
from tests.portfolio.flow.makers import column, make_history, make_moved, make_ready
from tests.portfolio.proposals.making import SignIn, fresh


def test_a_house_in_which_nothing_moved_says_what_to_do(cast: Cast, as_: SignIn) -> None:
    page = as_(cast.finn).get("/flow/").content.decode()
    assert "Nothing has moved yet." in page
    assert "The history is too short: 0 finished in 0 whole weeks." in page
    assert as_(cast.sam).get("/flow/").status_code == 404


def test_cycle_times_run_from_the_first_work_to_done(cast: Cast) -> None:
    row = make_moved(cast, "There and back", Doing=20, Checking=15, Next=12, Done=10)
    again = make_moved(cast, "Done twice", Doing=30, Done=25)
    board.move(again, column("Doing"), by=cast.ivo, now=timezone.now() - dt.timedelta(days=9))
    found = reckoning.figures(cast.finn, 13, "board")
    assert [(key, days) for key, _, days in found.done] == [(row.pk, 11)]
    aged = found.ageing[0]
    assert (aged.proposal, aged.in_work, aged.in_column, aged.share) == (again.pk, 10, 10, 0.0)


def test_what_left_the_board_begins_anew(cast: Cast) -> None:
    row = make_moved(cast, "Voided", Doing=20)
    proposal.edit(row, {"title": "Voided by an edit"}, by=cast.nele)
    found = reckoning.figures(cast.finn, 13, "board")
    assert not found.ageing
    assert not found.done


def test_old_work_is_marked_on_the_board_and_on_the_page(cast: Cast, as_: SignIn) -> None:
    make_history(cast)
    old = make_moved(cast, "Very old", Doing=40)
    make_moved(cast, "Quite new", Next=2)
    page = as_(cast.finn).get("/board/").content.decode()
    assert "41 days in work" in page
    assert "Longer than 100 % of what was finished" in page
    assert page.count("data-old") == 1
    assert "3 days in work" in page
    found = reckoning.figures(cast.finn, 26, "board")
    assert next((one.proposal, one.share) for one in found.ageing) == (old.pk, 1.0)


def test_a_card_moved_before_moves_were_kept_shows_how_long_it_stands_there(cast: Cast, as_: SignIn) -> None:
    row = make_moved(cast, "From before", Doing=6)
    Move.objects.filter(proposal=row).delete()
    assert "7 days in work" in as_(cast.finn).get("/board/").content.decode()


def test_a_steady_week_is_forecast_with_certainty(cast: Cast, as_: SignIn) -> None:
    make_history(cast, 9)
    make_ready(cast, "Waits", 3)
    today = timezone.localdate()
    found = reckoning.figures(cast.finn, 26, "board")
    assert set(found.weeks.counts) == {1}
    by = (today + dt.timedelta(days=27)).isoformat()
    response = as_(cast.finn).get(f"/flow/?weeks=26&source=board&items=4&by={by}")
    assert [day for _, day in response.context["whens"]] == [today + dt.timedelta(days=27)] * 3
    assert [count for _, count in response.context["manys"]] == [4, 4, 4]
    usual = as_(cast.finn).get("/flow/")
    assert usual.context["answer"].when.items == 1
    assert (
        usual.content.decode().count("<figure") == 4
    )  # chances, throughput, times, cumulative; nothing is in work


def test_the_api_says_the_same(cast: Cast, as_: SignIn) -> None:
    make_history(cast, 8)
    browser = as_(cast.finn)
    found = browser.get("/api/v1/flow").json()
    assert found["percentiles"] == {"50": 5, "85": 5, "95": 5}
    forecast = browser.get("/api/v1/flow/forecast?items=2").json()
    assert forecast["when"]["days"]["95"] == (timezone.localdate() + dt.timedelta(days=13)).isoformat()
    assert browser.get("/api/v1/flow/forecast").json()["when"]["items"] == 10
    short = browser.get("/api/v1/flow/forecast?items=2&source=import").json()
    assert "too short" in short["reason"]
    assert short["when"] is None
    row = Proposal.objects.get(title="Finished 1")
    moves = browser.get(f"/api/v1/proposals/{row.pk}/moves").json()["items"]
    assert [one["stage"] for one in moves] == ["done", "work", "ready"]


def test_the_file_holds_every_move(cast: Cast, as_: SignIn) -> None:
    make_moved(cast, "=Carts", Doing=5, Done=2)
    text = b"".join(as_(cast.finn).get("/flow/?export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    lines = text.strip().splitlines()
    assert len(lines) == 4
    assert "'=Carts" in lines[1]
    assert "Moved here" in lines[1]


def test_the_commands(cast: Cast) -> None:
    make_history(cast, 8)
    run = CliRunner()
    shown = run.invoke(app, ["show", "--as", cast.finn.email, "--json"])
    assert json.loads(shown.output)["percentiles"]["85"] == 5
    told = run.invoke(app, ["forecast", "--as", cast.finn.email, "--items", "3"])
    assert "95 %: 3 done by" in told.output
    with pytest.raises(Problem, match="Nothing was asked"):
        run.invoke(app, ["forecast", "--as", cast.finn.email], catch_exceptions=False)
    assert "Finished 1" in run.invoke(app, ["moves", "--as", cast.finn.email]).output


def test_the_cumulative_flow_holds_each_card_once(cast: Cast) -> None:
    make_ready(cast, "Waits", 3)
    make_moved(cast, "In work", Doing=6)
    make_moved(cast, "Finished", Doing=9, Done=4)
    found = reckoning.figures(cast.finn, 13, "board")
    last = dict(zip(found.diagram.stages, (counts[-1] for counts in found.diagram.counts), strict=True))
    assert {stage: count for stage, count in last.items() if count} == {
        "Ready to begin": 1,
        "Doing": 1,
        "Done": 1,
    }
    assert fresh(Proposal.objects.get(title="Waits")).state == "approved"


def test_what_waits_for_long_is_in_the_cumulative_flow_too(cast: Cast) -> None:
    make_ready(cast, "Waits since the beginning", 300)
    make_moved(cast, "Finished long ago", Doing=280, Done=270)
    found = reckoning.figures(cast.finn, 13, "board")
    ready = found.diagram.counts[found.diagram.stages.index("Ready to begin")]
    assert set(ready) == {1}
    assert set(found.diagram.counts[-1]) == {0}
    assert not found.done
