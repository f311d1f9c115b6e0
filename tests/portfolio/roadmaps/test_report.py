"""A plan to take along: the charts and figures of the roadmap's page."""

from collections.abc import Callable
from pathlib import Path

from django.test import Client
from typer.testing import CliRunner

from lintel.people.models import User
from lintel.portfolio.roadmaps import reporting
from lintel.portfolio.roadmaps.commands import app
from lintel.portfolio.roadmaps.models import Plan
from tests import reports
from tests.cast import Cast
from tests.portfolio.roadmaps.making import bound, make_plan, make_planned, make_roadmap

As = Callable[[User], Client]


def make_shown(cast: Cast) -> Plan:
    """A plan with one proposal in, two out, and a bundle of which a part is in."""
    rows = [make_planned(cast, title) for title in ("=Consent", "Feeds", "Search")]
    bound(cast, rows[0], rows[1])
    return make_plan(cast, make_roadmap(cast, rows))


def address(plan: Plan) -> str:
    """Where the report is asked for."""
    return f"/roadmaps/{plan.roadmap_id}/plans/{plan.pk}/report/"


def test_it_holds_the_pages_charts_and_figures(cast: Cast, as_: As) -> None:
    plan, client = make_shown(cast), as_(cast.finn)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert address(plan) in page
    assert reports.charts(reporting.report(plan.roadmap, plan)) == reports.drawn(page)
    found = reports.files(client, address(plan))
    book = reports.workbook(found["xlsx"])
    assert "'=Consent" in reports.words_of(book["The plan"])
    assert next(row for row in book["Every proposal"] if row[1] == "Feeds")[2] == "no"
    assert "1 of 2 in" in reports.words_of(book["Worth something only together"])
    shown = reports.slides(found["pptx"])
    assert [slide[0] for slide in shown][:2] == ["Next year", "The plan"]
    cells = [words for slide in shown for words in slide]
    for words in ("95%", "chance that it holds", "no room", "1", "proposals in"):
        assert words in cells
    assert "It would come in, in Q2 2027, with 10 more days of Data engineer in Q2 2027." in cells


def test_who_sees_the_plan_gets_it_everywhere(cast: Cast, as_: As, tmp_path: Path) -> None:
    plan, client = make_shown(cast), as_(cast.finn)
    whole = client.get(address(plan)).content
    assert client.get(f"/api/v1/roadmaps/{plan.roadmap_id}/plans/{plan.pk}/report").content == whole
    out = tmp_path / "plan.pdf"
    ran = CliRunner().invoke(app, ["report", str(plan.pk), "--as", cast.finn.email, "--out", str(out)])
    assert (ran.exit_code, out.read_bytes() == whole) == (0, True), ran.output
    assert as_(cast.sam).get(address(plan)).status_code == 404
    other = make_roadmap(cast, [make_planned(cast, "Else")], title="Another year")
    assert client.get(f"/roadmaps/{other.pk}/plans/{plan.pk}/report/").status_code == 404
