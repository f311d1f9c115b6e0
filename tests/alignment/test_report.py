"""A round to take along: the chart and figures of its page; who answered alone stays unseen."""

from collections.abc import Callable
from pathlib import Path

from django.test import Client
from typer.testing import CliRunner

from lintel.alignment import reporting
from lintel.alignment.actions import round as rounds
from lintel.alignment.commands import app
from lintel.alignment.models import Round
from lintel.people.models import User
from tests import reports
from tests.alignment.makers import answer, make_round, side_of
from tests.cast import Cast

As = Callable[[User], Client]


def make_past(cast: Cast, marketing: int = 4) -> Round:
    """A round that is over: IT puts everything at 3, so many of marketing put it at 4 and trust at 1."""
    made = make_round(cast)
    for person in side_of(made, "it")[:4]:
        answer(made, person, 3)
    for person in side_of(made, "marketing")[:marketing]:
        answer(made, person, 4, trust=1)
    return rounds.close(made, by=cast.mara)


def address(made: Round) -> str:
    """Where the report is asked for."""
    return f"/alignment/rounds/{made.pk}/report/"


def test_it_holds_the_pages_chart_and_figures(cast: Cast, as_: As) -> None:
    made = make_past(cast)
    client = as_(cast.finn)
    page = client.get(made.get_absolute_url()).content.decode()
    counted = Round.objects.counted().get(pk=made.pk)
    report = reporting.report(counted, cast.finn)
    assert reports.charts(report) == reports.drawn(page)
    found = reports.files(client, address(made))
    book = reports.workbook(found["xlsx"])
    trust = next(row for row in book["Every figure"] if row[1] == "trust")
    assert (trust[6], trust[10], trust[11]) == (1, 3, -2), "means of marketing and IT, and the gap"
    assert -2 in [row[1] for row in book["Talk about these first"]]
    assert f"8 of {counted.invited} people answered." in reports.words_of(book["Where the two sides stand"])
    cells = [words for slide in reports.slides(found["pptx"]) for words in slide]
    assert "4 (least 4)" in cells
    assert "−2.0" in cells


def test_small_groups_stay_unseen(cast: Cast, as_: As) -> None:
    made = make_past(cast, marketing=3)
    found = reports.files(as_(cast.mara), address(made))
    book = reports.workbook(found["xlsx"])
    said = [words for rows in book.values() for words in reports.words_of(rows)]
    assert "3 (least 3)" in said
    assert not [words for words in said if words in {"4 (least 4)", "1 (least 1)"}]
    assert not [cell for row in book["Every figure"][1:] for cell in row[3:7] if cell is not None]
    none = rounds.close(make_round(cast, "Winter"), by=cast.ivo)
    told = [
        words
        for slide in reports.slides(reports.files(as_(cast.mara), address(none))["pptx"])
        for words in slide
    ]
    assert "Too few people answered to show anything without showing somebody." in told


def test_it_is_for_who_sees_the_round_once_it_is_over(cast: Cast, as_: As, tmp_path: Path) -> None:
    made = make_past(cast)
    assert as_(cast.sam).get(address(made)).status_code == 404
    page = as_(cast.finn).get(address(made)).content
    assert as_(cast.finn).get(f"/api/v1/alignment/rounds/{made.pk}/report").content == page
    out = tmp_path / "round.pdf"
    ran = CliRunner().invoke(app, ["report", str(made.pk), "--as", cast.finn.email, "--out", str(out)])
    assert (ran.exit_code, out.read_bytes() == page) == (0, True), ran.output
    still_open = make_round(cast, "Winter")
    assert as_(cast.mara).get(address(still_open)).status_code == 404
