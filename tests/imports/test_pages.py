"""The pages of imports, as people use them."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client
from openpyxl import load_workbook

from lintel.imports.bringing import bring, check_file
from lintel.imports.models import Batch, BatchState
from lintel.people.models import Specialty, Team

MIXED = "Team,Side,Since\nWeb,IT,2026-01-31\nBrand,Marketing,\n,IT,\nShop,Nowhere,\n"


READING = {
    "reading-encoding": "auto",
    "reading-delimiter": "auto",
    "reading-header_row": "1",
    "reading-date_order": "auto",
    "reading-decimal": "auto",
}


def post_file(client: Client, content: str | bytes, name: str = "t.csv", **data: str) -> Any:
    """Upload through the form."""
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return client.post("/imports/", {"file": file, **data})


def text(response: Any) -> str:
    """A page or a download as text."""
    parts = response.streaming_content if response.streaming else [response.content]
    return b"".join(parts).decode()


def test_from_file_to_result_and_back(cast, teams, as_, django_capture_on_commit_callbacks):
    nele = as_(cast.nele)
    response = post_file(nele, MIXED)
    batch = Batch.objects.get()
    assert response.url == f"/imports/{batch.pk}/mapping/"
    assert batch.importer == "teams"

    page = text(nele.get(response.url))
    assert "Which column holds what" in page
    assert "2026-01-31" in page

    saved = nele.post(response.url, {"column-name": "Team", "column-side": "Side", "column-since": "Since"})
    assert saved.url == f"/imports/{batch.pk}/check/"
    page = text(nele.get(saved.url))
    assert "Team is missing. Look at column “Team”." in page
    assert "“Nowhere” is not known" in page
    assert "Import 2 rows" in page

    apply_url = f"/imports/{batch.pk}/application/"
    refused = nele.post(apply_url)
    assert refused.status_code == 422
    assert "2 of 4 rows cannot come in." in text(refused)
    with django_capture_on_commit_callbacks(execute=True):
        assert nele.post(apply_url, {"accept_good_rows": "on"}).url == apply_url
    page = text(nele.get(apply_url))
    assert "What came in" in page
    assert "Brand" in page

    with django_capture_on_commit_callbacks(execute=True):
        nele.post(f"/imports/{batch.pk}/undoing/")
    assert "The import was undone." in text(nele.get(apply_url))
    assert not Team.objects.filter(name="Web").exists()
    assert text(nele.get(f"/imports/{batch.pk}/mapping/")).count("<select") >= 5


def test_bad_rows_are_mended_and_brought_again(cast, teams, as_, file):
    batch = bring(file("t.csv", MIXED), "teams", by=cast.nele)
    nele = as_(cast.nele)
    response = nele.get(f"/imports/{batch.pk}/bad-rows.csv")
    assert response["Content-Disposition"] == 'attachment; filename="t-bad-rows.csv"'
    lines = list(csv.reader(io.StringIO(text(response).lstrip("\ufeff"))))
    assert lines[0] == ["Team", "Side", "Since", "Row in the file", "Why it did not come in"]
    assert [line[3] for line in lines[1:]] == ["4", "5"]
    lines[1][0], lines[2][1] = "Fair", "IT"
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    again = bring(file("mended.csv", out.getvalue()), "", by=cast.nele)
    assert again.detected["remembered"]
    assert (again.created_count, again.bad_count) == (2, 0)


def test_bad_rows_by_reason(cast, teams, as_, file):
    batch = check_file(file("t.csv", MIXED), "teams", by=cast.nele)
    key = next(key for key, words, _ in batch.topics if "Nowhere" not in words and "not known" in words)
    page = text(as_(cast.nele).get(f"/imports/{batch.pk}/check/?reason={key}"))
    assert page.count("<details><summary>Shop") == 1
    assert "Team is missing. Look at column “Team”.</div>" not in page


def test_a_file_that_nobody_recognises_asks_what_it_holds(cast, teams, as_):
    nele = as_(cast.nele)
    response = post_file(nele, "Colour,Shape\nred,round\n")
    assert "What does this file hold?" in text(nele.get(response.url))
    batch = Batch.objects.get()
    assert nele.post(f"/imports/{batch.pk}/importer/", {"importer": ""}).status_code == 422
    assert nele.post(f"/imports/{batch.pk}/importer/", {"importer": "teams"}).url == response.url
    wrong = nele.post(response.url, {"column-name": "Colour"})
    assert wrong.status_code == 422
    assert "“Side” has no column." in text(wrong)


def test_the_file_is_read_as_people_say(cast, teams, as_):
    nele = as_(cast.nele)
    url = post_file(nele, "Team;Side;Budget;Since\nA, B;IT;1.234;01/02/2026\n").url
    page = text(nele.get(url))
    assert "The file does not say for certain" in page
    batch = Batch.objects.get()
    refused = nele.post(url, {"column-name": "Team", "column-side": "Side", "column-since": "Since"})
    assert "Choose the order of dates" in text(refused)
    said = READING | {"reading-date_order": "dmy", "reading-decimal": ",", "reading-delimiter": "semicolon"}
    nele.post(f"/imports/{batch.pk}/reading/", said)
    columns = {
        "column-name": "Team",
        "column-side": "Side",
        "column-since": "Since",
        "column-budget": "Budget",
    }
    nele.post(url, columns)
    batch.refresh_from_db()
    assert batch.sample[0]["values"] == {
        "name": "A, B",
        "side": "IT",
        "since": "2026-02-01",
        "budget": "1234",
        "tags": "",
    }
    broken = nele.post(f"/imports/{batch.pk}/reading/", READING | {"reading-header_row": "40"})
    assert broken.status_code == 422
    assert "Row 40 cannot be the header" in text(broken)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7 ...", "This is a PDF document, not a table."),
        (b"", "The submitted file is empty."),
        (b"PK\x03\x04nonsense", "damaged or cut off"),
    ],
)
def test_what_is_no_table_is_said_at_once(cast, teams, as_, content, says):
    response = post_file(as_(cast.nele), content)
    assert response.status_code == 422
    assert says in text(response)
    assert not Batch.objects.exists()


def test_too_large_a_file_names_the_way_out(cast, teams, as_, monkeypatch):
    monkeypatch.setattr("lintel.imports.storing.LARGEST_UPLOAD", 10)
    response = post_file(as_(cast.nele), MIXED)
    assert response.status_code == 422
    assert "lintel imports run" in text(response)


def test_templates_can_be_filled_and_brought(cast, teams, as_, file):
    nele = as_(cast.nele)
    csv_file = text(nele.get("/imports/templates/teams.csv"))
    assert csv_file.splitlines()[0] == "\ufeffTeam,Side,Since,Budget,Tags"
    workbook = nele.get("/imports/templates/teams.xlsx")
    book = load_workbook(io.BytesIO(workbook.content))
    assert book.sheetnames == ["Teams", "What each column takes"]
    assert book.worksheets[1]["C3"].value == "one of: Marketing, IT, Other"
    for name, content in (("t.csv", csv_file.encode()), ("t.xlsx", workbook.content)):
        batch = check_file(file(name, content), "", by=cast.nele)
        assert (batch.good_count, batch.bad_count) == (1, 0)
        assert batch.sample[0]["values"]["budget"] in {"1200.50", "1200.5"}
    assert nele.get("/imports/templates/nothing.csv").status_code == 404


def test_strangers_and_colleagues_see_nothing_of_it(cast, teams, as_, file):
    batch = check_file(file("t.csv", MIXED), "teams", by=cast.nele)
    pages = ["", "mapping/", "check/", "bad-rows.csv"]
    for person in (cast.sam, cast.finn, cast.tomas, cast.mara):
        for page in pages:
            assert as_(person).get(f"/imports/{batch.pk}/{page}").status_code == 404
        assert as_(person).post(f"/imports/{batch.pk}/discarding/").status_code == 404
    assert as_(cast.sam).get("/imports/").status_code == 403
    assert as_(cast.finn).get("/imports/templates/teams.csv").status_code == 404
    assert as_(cast.ada).get(f"/imports/{batch.pk}/check/").status_code == 200
    assert as_(cast.ada).post(f"/imports/{batch.pk}/application/").status_code == 403
    assert Client().get("/imports/").status_code == 302


def test_reading_a_page_changes_nothing(cast, teams, as_, file):
    batch = check_file(file("t.csv", MIXED), "teams", by=cast.nele)
    for page in ("importer", "reading", "undoing", "discarding"):
        assert as_(cast.nele).get(f"/imports/{batch.pk}/{page}/").status_code == 405
    assert as_(cast.nele).get(f"/imports/{batch.pk}/application/").url == f"/imports/{batch.pk}/check/"


def test_the_same_file_is_pointed_out(cast, teams, as_, file):
    first = bring(file("t.csv", MIXED), "teams", by=cast.nele)
    mine = post_file(as_(cast.nele), MIXED).url.replace("mapping/", "")
    assert f"/imports/{first.pk}/application/" in text(as_(cast.nele).get(mine))
    other = post_file(as_(cast.tomas), MIXED).url.replace("mapping/", "")
    page = text(as_(cast.tomas).get(other))
    assert "was imported before" in page
    assert f"/imports/{first.pk}/application/" not in page


def test_a_stopped_import_says_so_and_can_be_taken_up(
    cast, teams, as_, file, django_capture_on_commit_callbacks
):
    batch = check_file(file("t.csv", MIXED), "teams", by=cast.nele)
    Specialty.objects.create(name="Web", side="it")
    nele = as_(cast.nele)
    with django_capture_on_commit_callbacks(execute=True):
        nele.post(f"/imports/{batch.pk}/application/", {"accept_good_rows": "on"})
    page = text(nele.get(f"/imports/{batch.pk}/check/"))
    assert "judged differently now" in page
    assert "Import 1 row<" in page


def test_discarded_files_leave_the_list(cast, teams, as_, file):
    batch = check_file(file("secret.csv", MIXED), "teams", by=cast.nele)
    nele = as_(cast.nele)
    assert "secret.csv" in text(nele.get("/imports/"))
    assert nele.post(f"/imports/{batch.pk}/discarding/").url == "/imports/"
    assert "secret.csv" not in text(nele.get("/imports/?q=secret"))
    assert "secret.csv" in text(nele.get(f"/imports/?state={BatchState.DISCARDED}"))
    assert nele.get(f"/imports/{batch.pk}/").status_code == 200


@pytest.mark.parametrize("page", ["/imports/", "/imports/{}/check/", "/imports/{}/application/"])
def test_lists_cost_the_same_however_long(cast, teams, as_, file, page, connection_queries):
    small = bring(file("s.csv", rows(3)), "teams", by=cast.nele)
    nele = as_(cast.nele)
    few = connection_queries(lambda: nele.get(page.format(small.pk)))
    large = bring(file("l.csv", rows(300)), "teams", by=cast.nele)
    for number in range(30):
        Batch.objects.create(file_name=f"f{number}", sha256="0", size=1, created_by=cast.nele)
    assert connection_queries(lambda: nele.get(page.format(large.pk))) == few


def rows(count: int) -> str:
    """A file with good and bad rows."""
    good = "".join(f"Team {count} {number},IT\n" for number in range(count))
    return f"Team,Side\n{good}" + ",IT\n" * count


def test_a_thing_says_from_which_file_it_came(cast, teams, as_, file, rf):
    batch = bring(file("t.csv", MIXED), "teams", by=cast.nele)
    template = Template("{% load imports %}{% origin thing %}")
    said = {}
    for person in (cast.nele, cast.mara):
        request = rf.get("/")
        request.user = person
        said[person] = template.render(Context({"request": request, "thing": Team.objects.get(name="Web")}))
    assert said[cast.nele].startswith(
        f'Came in from <a href="/imports/{batch.pk}/application/">“t.csv”</a>, row 2,'
    )
    assert said[cast.mara].startswith("Came in from “t.csv”, row 2,")
    assert template.render(Context({"thing": Team.objects.get(name="Architecture")})) == ""


def test_the_stored_file_has_a_name_that_tells_nothing(cast, teams, as_, settings):
    post_file(as_(cast.nele), MIXED, name="../../évil\x00name.csv")
    batch = Batch.objects.get()
    assert batch.path.parent == Path(settings.MEDIA_ROOT) / "imports"
    assert len(batch.path.name) == 32
    assert batch.path.stat().st_mode & 0o077 == 0
