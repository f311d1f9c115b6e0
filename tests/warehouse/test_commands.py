"""`lintel warehouse`."""

import json

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from lintel.warehouse import writing
from lintel.warehouse.actions import snapshot
from lintel.warehouse.commands import app
from lintel.warehouse.places import place

pytestmark = pytest.mark.django_db


def test_status_lists_what_is_stored_and_fails_when_a_file_is_gone(colours: str) -> None:
    sealed = writing.of_table(colours, pa.table({"name": ["red"], "number": [1]}), source="a test")
    snapshot.publish([sealed], by=None)
    fine = CliRunner().invoke(app, ["status", "--json"])
    stored = {row["name"]: row for row in json.loads(fine.stdout)["datasets"]}
    assert (fine.exit_code, stored[colours]["rows"], stored[colours]["source"]) == (0, 1, "a test")
    assert "1 rows" in CliRunner().invoke(app, ["status"]).stdout
    place().remove(sealed.files[0]["path"])
    missing = CliRunner().invoke(app, ["status"])
    assert missing.exit_code == 1
    assert "is missing" in missing.output


def test_vacuum_says_what_it_removed(colours: str) -> None:
    swept = json.loads(CliRunner().invoke(app, ["vacuum", "--json"]).stdout)
    assert swept == {"snapshots": 0, "files": 0, "abandoned": 0}
    assert "Removed 0 old snapshots" in CliRunner().invoke(app, ["vacuum"]).stdout
