"""The same actions through the API and the command line."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from typer.testing import CliRunner

from lintel.imports.commands import app
from lintel.imports.models import Batch
from lintel.people.models import Team
from lintel.ui.problems import Denied, Missing, Problem

MIXED = "Name of it,Side\nWeb,IT\nBrand,Marketing\n,IT\n"


def call(client: Any, method: str, path: str, body: object = None) -> Any:
    """A request with a JSON body."""
    data = "" if body is None else json.dumps(body)
    return getattr(client, method)(f"/api/v1{path}", data, content_type="application/json")


def test_an_import_through_the_api(cast, teams, as_, django_capture_on_commit_callbacks):
    nele = as_(cast.nele)
    (importer,) = nele.get("/api/v1/importers").json()
    assert importer["slug"] == "teams"
    assert [field["name"] for field in importer["fields"]] == ["name", "side", "since", "budget", "tags"]

    file = SimpleUploadedFile("t.csv", MIXED.encode())
    created = nele.post("/api/v1/imports", {"file": file, "importer": "teams"})
    assert created.status_code == 201
    number = created.json()["id"]
    assert created.json()["mapping"]["side"] == ["Side"]

    assert call(nele, "post", f"/imports/{number}/check").status_code == 422
    columns = {"columns": {"name": ["Name of it"], "side": ["Side"]}, "options": {"suffix": "!"}}
    assert call(nele, "put", f"/imports/{number}/mapping", columns).json()["state"] == "mapped"
    checked = call(nele, "post", f"/imports/{number}/check").json()
    assert (checked["good_count"], checked["bad_count"]) == (2, 1)
    (reason,) = checked["reasons"]
    bad = nele.get(f"/api/v1/imports/{number}/bad-rows?reason={reason['key']}").json()
    assert bad["items"][0]["number"] == 4
    assert bad["items"][0]["faults"][0]["field"] == "name"

    assert call(nele, "post", f"/imports/{number}/application", {}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        applied = call(nele, "post", f"/imports/{number}/application", {"accept_good_rows": True})
    assert applied.json()["state"] == "importing"
    done = nele.get(f"/api/v1/imports/{number}").json()
    assert (done["state"], done["created_count"]) == ("imported", 2)
    assert Team.objects.filter(name="Web!").exists()
    with django_capture_on_commit_callbacks(execute=True):
        call(nele, "post", f"/imports/{number}/undoing")
    assert nele.get("/api/v1/imports").json()["items"][0]["state"] == "undone"
    assert call(nele, "post", f"/imports/{number}/discarding").json()["state"] == "discarded"


@pytest.mark.parametrize(
    ("path", "method", "body"),
    [
        ("", "get", None),
        ("/bad-rows", "get", None),
        ("/mapping", "put", {}),
        ("/check", "post", None),
        ("/application", "post", {}),
        ("/undoing", "post", None),
        ("/discarding", "post", None),
    ],
)
def test_others_find_nothing_there(cast, teams, as_, path, method, body):
    batch = Batch.objects.create(file_name="f", sha256="0", size=1, created_by=cast.nele)
    response = call(as_(cast.tomas), method, f"/imports/{batch.pk}{path}", body)
    assert response.status_code == 404, response.content
    assert call(as_(cast.tomas), method, f"/imports/{2**63}{path}", body).status_code == 422


def test_odd_bodies_are_refused(cast, teams, as_):
    nele = as_(cast.nele)
    batch = Batch.objects.create(file_name="f", sha256="0", size=1, created_by=cast.nele, importer="teams")
    for body in (
        {"columns": {"name": "no list"}},
        {"unknown": 1},
        {"reading": {"header_row": -1}},
        {"importer": "\x00"},
    ):
        assert call(nele, "put", f"/imports/{batch.pk}/mapping", body).status_code == 422
    file = SimpleUploadedFile("t.csv", b"%PDF")
    assert nele.post("/api/v1/imports", {"file": file}).status_code == 422
    file = SimpleUploadedFile("t.csv", b"Team,Side\nWeb,IT\n")
    assert nele.post("/api/v1/imports", {"file": file}).json()["importer"] == "teams"
    assert nele.post("/api/v1/imports", {}).status_code == 422


def lintel(*arguments: str) -> Any:
    """`lintel imports …`."""
    return CliRunner().invoke(app, list(arguments))


def test_the_command_line_checks_runs_lists_and_undoes(cast, teams, file):
    path = str(file("t.csv", MIXED))
    common = ["--importer", "teams", "--as", "NELE.VOGT@example.org", "--map", "name=Name of it"]
    checked = lintel("check", path, *common)
    assert checked.exit_code == 1
    assert "row 4: Team is missing." in checked.stdout

    refused = lintel("run", path, *common)
    assert isinstance(refused.exception, Problem)
    done = lintel("run", path, *common, "--accept-good-rows", "--option", "suffix=!", "--json")
    result = json.loads(done.stdout)
    assert (result["state"], result["created_count"], result["bad_count"]) == ("imported", 2, 1)
    assert Team.objects.filter(name="Web!").exists()

    listed = json.loads(lintel("list", "--as", "ada.petrova@example.org", "--json").stdout)
    assert [each["state"] for each in listed] == ["imported", "previewed", "previewed"]
    undone = lintel("undo", str(result["id"]), "--as", "nele.vogt@example.org")
    assert "Undone" in undone.stdout
    assert not Team.objects.filter(name="Web!").exists()


def test_the_command_line_says_what_is_wrong(cast, teams, file):
    path = str(file("t.csv", MIXED))
    assert isinstance(lintel("run", path, "--as", "nobody@example.org").exception, Missing)
    assert isinstance(
        lintel("run", path, "--as", "sam.reyes@example.org", "--importer", "teams").exception, Denied
    )
    assert isinstance(lintel("run", path, "--as", "nele.vogt@example.org").exception, Problem)
    assert isinstance(lintel("run", path + "x", "--as", "nele.vogt@example.org").exception, Problem)
    wrong = lintel("run", path, "--as", "nele.vogt@example.org", "--map", "nothing")
    assert wrong.exit_code == 2
