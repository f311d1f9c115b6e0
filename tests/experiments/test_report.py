"""An experiment to take along: hypothesis, figures and conclusion, with the charts of its page."""

from collections.abc import Callable
from pathlib import Path

from django.test import Client
from typer.testing import CliRunner

from lintel.experiments import reporting
from lintel.experiments.commands import app
from lintel.experiments.models import Experiment
from lintel.people.models import User
from tests import reports
from tests.cast import Cast
from tests.experiments.makers import make_concluded, make_draft

As = Callable[[User], Client]


def test_it_holds_the_pages_charts_and_figures(cast: Cast, as_: As, tmp_path: Path) -> None:
    made, client = make_concluded(cast, tmp_path).experiment, as_(cast.finn)
    page = client.get(made.get_absolute_url()).content.decode()
    address = f"{made.get_absolute_url()}report/"
    assert f"{address}?format=pptx" in page
    row = Experiment.objects.with_plan().get(pk=made.pk)
    assert reports.charts(reporting.report(row)) == reports.drawn(page)
    found = reports.files(client, address)
    book = reports.workbook(found["xlsx"])
    analysis = row.analyses.first()
    assert analysis is not None
    assert analysis.sentence in reports.words_of(book["What came of it"])
    exact = analysis.finding["comparisons"][0]["variant_value"]
    assert exact in [cell for line in book["Every figure"] for cell in line]
    cells = [words for slide in reports.slides(found["pptx"]) for words in slide]
    for words in ("If we put the checkout on one page", "What it taught: Fewer pages, more orders."):
        assert words in cells
    assert "example.org" not in " ".join(cells)
    whole = client.get(address).content
    assert client.get(f"/api/v1/experiments/{made.pk}/report").content == whole
    out = tmp_path / "experiment.pdf"
    ran = CliRunner().invoke(app, ["report", str(made.pk), "--as", cast.finn.email, "--out", str(out)])
    assert (ran.exit_code, out.read_bytes() == whole) == (0, True), ran.output


def test_a_draft_says_what_is_missing(cast: Cast, as_: As) -> None:
    made = make_draft(cast)
    address = f"{made.get_absolute_url()}report/"
    cells = [
        words for slide in reports.slides(reports.files(as_(cast.mara), address)["pptx"]) for words in slide
    ]
    assert reporting.NO_FIGURES in cells
    assert "Not decided yet. Both owners agree to the words." in cells
    assert as_(cast.sam).get(address).status_code == 404
