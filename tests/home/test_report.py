"""Common ground to take along: the same figures as the page, within what its reader may see."""

from collections.abc import Callable
from pathlib import Path

from django.test import Client
from typer.testing import CliRunner

from lintel.home.commands import app
from lintel.people.models import User
from tests import reports
from tests.cast import Cast
from tests.intake.makers import make_refused, make_request
from tests.portfolio.proposals.making import make_approved, make_offered

As = Callable[[User], Client]
REPORT = "/common-ground/report/"


def test_it_says_what_the_page_says(cast: Cast, as_: As) -> None:
    make_offered(cast, title="=Server-side tagging")
    make_approved(cast, title="A shop that remembers")
    make_refused(cast)
    make_request(cast.nele, days_ago=15)
    client = as_(cast.mara)
    ground = client.get("/").context["ground"]
    found = reports.files(client, REPORT)
    book = reports.workbook(found["xlsx"])
    owed = book["What each side owes"]
    assert owed[2] == ["What", "Marketing", "IT"]
    for line, (mine, theirs) in zip(
        owed[3:], zip(*(post.figures for post in ground.posts), strict=True), strict=True
    ):
        assert line == [mine.label, int(mine.value), int(theirs.value)]
    beam = [figure.label for group in ground.beam for figure in group.figures]
    assert set(beam) <= set(reports.words_of(book["Carried by both"]))
    assert "A shop that remembers" in reports.words_of(book["Decided together"])
    assert "'=Server-side tagging" in reports.words_of(book["Waits for Mara Lindqvist"])
    titles = [slide[0] for slide in reports.slides(found["pptx"])]
    assert titles[:3] == ["Common ground", "Carried by both", "What each side owes"]


def test_a_stranger_takes_along_only_what_is_theirs(cast: Cast, as_: As) -> None:
    make_approved(cast, title="A shop that remembers")
    found = reports.files(as_(cast.sam), REPORT)
    assert list(reports.workbook(found["xlsx"])) == ["Report", "Waits for Sam Reyes"]
    said = [words for slide in reports.slides(found["pptx"]) for words in slide]
    assert "Nothing waits for Sam Reyes." in said
    assert "A shop that remembers" not in said
    assert Client().get(REPORT).status_code == 302


def test_an_empty_house_says_so(cast: Cast, as_: As) -> None:
    said = [
        words for slide in reports.slides(reports.files(as_(cast.finn), REPORT)["pptx"]) for words in slide
    ]
    assert "Nothing yet. A decision stands here once both offices have signed it." in said
    assert "No goal is carried by both yet." in said


def test_programs_and_the_command_line_get_the_same_file(cast: Cast, as_: As, tmp_path: Path) -> None:
    client = as_(cast.mara)
    page = client.get(REPORT, {"format": "pdf"}).content
    assert client.get("/api/v1/common-ground/report?format=pdf").content == page
    assert client.get("/api/v1/common-ground/report?format=doc").status_code == 422
    assert client.get(REPORT, {"format": "doc"}).status_code == 404
    out = tmp_path / "ground.pdf"
    ran = CliRunner().invoke(app, ["report", "--as", cast.mara.email, "--out", str(out)])
    assert ran.exit_code == 0, ran.output
    assert out.read_bytes() == page
