"""Returns to take along: the charts and figures of their pages, also where something is supposed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from typer.testing import CliRunner

from lintel.people.models import User
from lintel.portfolio.returns import reporting, simulating, work
from lintel.portfolio.returns.actions import forecast
from lintel.portfolio.returns.commands import app
from lintel.portfolio.returns.models import Scope
from tests import reports
from tests.cast import Cast
from tests.portfolio.proposals.making import make_proposal
from tests.portfolio.returns.makers import make_assumptions, make_paying

As = Callable[[User], Client]


def test_a_proposals_report_holds_its_charts_and_figures(cast: Cast, as_: As, tmp_path: Path) -> None:
    make_assumptions(cast)
    row, client = make_paying(cast, title="=Feeds"), as_(cast.finn)
    kept = work.work_out(work.whole().get(pk=row.pk), by=cast.nele)
    assert kept is not None
    address = f"/proposals/{row.pk}/return/"
    page = client.get(address)
    shown = page.context["shown"]
    assert f"{address}report/?format=pptx" in page.content.decode()
    report = reporting.of_proposal(work.whole().get(pk=row.pk))
    assert reports.charts(report) == reports.drawn(page.content.decode())
    found = reports.files(client, f"{address}report/")
    book = reports.workbook(found["xlsx"])
    assert shown["sentence"] in reports.words_of(book["In short"])
    mean = next(line[3] for line in book["Every figure"] if line[1:3] == ["All benefits", "mean"])
    assert mean == pytest.approx(kept.result["worth"]["mean"])
    cells = [words for slide in reports.slides(found["pptx"]) for words in slide]
    assert {value for value, _, _ in shown["facts"]} <= set(cells)
    assert "=Feeds" in cells
    whole = client.get(f"{address}report/").content
    assert client.get(f"/api/v1/proposals/{row.pk}/return/report").content == whole
    out = tmp_path / "return.pdf"
    ran = CliRunner().invoke(app, ["report", str(row.pk), "--as", cast.finn.email, "--out", str(out)])
    assert (ran.exit_code, out.read_bytes() == whole) == (0, True), ran.output
    assert as_(cast.sam).get(f"{address}report/").status_code == 404


def test_what_is_supposed_says_that_it_is(cast: Cast, as_: As) -> None:
    make_assumptions(cast)
    row, client = make_paying(cast), as_(cast.finn)
    work.work_out(work.whole().get(pk=row.pk), by=cast.nele)
    address = f"/proposals/{row.pk}/return/"
    page = client.get(f"{address}?delay=12")
    assert f"{address}report/?delay=12&amp;format=pdf" in page.content.decode()
    answer = client.get(f"{address}report/?delay=12&format=xlsx")
    said = reports.words_of(reports.workbook(answer.content)["In short"])
    assert page.context["shown"]["sentence"] in said
    assert reporting.SUPPOSED in said


def test_without_figures_it_says_why(cast: Cast, as_: As) -> None:
    row, client = make_proposal(cast.nele, title="Knows no benefit"), as_(cast.finn)

    def said() -> list[str]:
        found = reports.files(client, f"/proposals/{row.pk}/return/report/")
        return [words for slide in reports.slides(found["pptx"]) for words in slide]

    assert reporting.NOTHING_CERTAIN in said()
    make_assumptions(cast)
    assert any("There are no figures yet." in words for words in said())
    book = reports.workbook(reports.files(client, "/returns/report/")["xlsx"])
    assert reporting.NOT_YET in reports.words_of(book["All together"])


def test_many_together(cast: Cast, as_: As, tmp_path: Path) -> None:
    assumed = make_assumptions(cast)
    rows = [work.whole().get(pk=make_paying(cast, title=title).pk) for title in ("Feeds", "Search")]
    forecast.keep_together("backlog", assumed, simulating.together(rows, assumed), left_out=1, by=cast.nele)
    client = as_(cast.finn)
    page = client.get("/returns/?of=backlog")
    assert "/returns/report/?of=backlog&amp;format=pdf" in page.content.decode()
    assert reports.charts(reporting.of_portfolio(Scope.BACKLOG, cast.finn)) == reports.drawn(
        page.content.decode()
    )
    book = reports.workbook(reports.files(client, "/returns/report/?of=backlog")["xlsx"])
    assert {"Feeds", "Search"} <= set(reports.words_of(book["Each proposal"]))
    assert len(book["Every figure"]) == 3
    whole = client.get("/returns/report/?of=backlog").content
    assert client.get("/api/v1/returns/backlog/report").content == whole
    out = tmp_path / "all.pdf"
    asked = ["report-together", "--of", "backlog", "--as", cast.finn.email, "--out", str(out)]
    ran = CliRunner().invoke(app, asked)
    assert (ran.exit_code, out.read_bytes() == whole) == (0, True), ran.output
    stranger = reports.workbook(reports.files(as_(cast.sam), "/returns/report/?of=backlog")["xlsx"])
    assert list(stranger) == ["Report", "All together"]
