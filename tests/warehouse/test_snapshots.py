"""Snapshots: whole, at once, and the old ones stay while they are read."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from django.conf import settings
from django.db import transaction

from lintel.audit.audited import Draft
from lintel.audit.models import Entry
from lintel.ui.problems import Problem, Stale
from lintel.warehouse import keeping, reading, shapes, writing
from lintel.warehouse.actions import snapshot
from lintel.warehouse.models import Dataset, Snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _effects(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's transaction never commits, so what follows a commit is done at once."""
    monkeypatch.setattr(Draft, "afterwards", lambda _, effect: effect())


def rows(*names: str, start: int = 1) -> pa.Table:
    return pa.table({"name": list(names), "number": list(range(start, start + len(names)))})


def publish(name: str, table: pa.Table, *, append: bool = False) -> Snapshot:
    with writing.draft(name, source="a test", append=append) as work:
        work.write(table)
        return snapshot.publish([work.seal()], by=None)[0]


def names(dataset: str) -> list[str]:
    with reading.connect(dataset) as con:
        return [row[0] for row in con.execute(f"select name from {dataset} order by number").fetchall()]


def test_what_was_never_published_reads_as_an_empty_table(colours: str) -> None:
    assert names(colours) == []


def test_a_published_state_is_what_everyone_reads(colours: str) -> None:
    published = publish(colours, rows("red", "blue"))
    assert names(colours) == ["red", "blue"]
    assert (published.rows, published.columns[1]) == (2, {"name": "number", "type": "BIGINT"})
    assert Entry.objects.latest("seq").action == "snapshot.published"


def test_appending_shares_the_files_that_did_not_change(colours: str) -> None:
    first = publish(colours, rows("red"))
    second = publish(colours, rows("blue", start=2), append=True)
    assert second.files[0] == first.files[0]
    assert names(colours) == ["red", "blue"]


def test_the_manifest_beside_the_files_names_the_state_in_use(colours: str, warehouse: Path) -> None:
    publish(colours, rows("red"))
    published = publish(colours, rows("blue"))
    manifest = json.loads((warehouse / colours / "current.json").read_text())
    assert manifest["snapshot"] == published.key
    assert [manifest["rows"], manifest["hash"]] == [1, published.hash]
    assert reading.addresses(colours) == [str(warehouse / file["path"]) for file in manifest["files"]]


def test_several_datasets_switch_together_or_not_at_all(colours: str) -> None:
    publish(colours, rows("red"))
    with writing.draft(colours) as work:
        work.write(rows("blue"))
        late = work.seal()
    publish(colours, rows("green"))
    with pytest.raises(Stale, match="newer snapshot"):
        snapshot.publish([late], by=None)
    assert names(colours) == ["green"]


def test_a_transaction_that_fails_leaves_the_old_state_in_use(colours: str) -> None:
    publish(colours, rows("red"))
    with transaction.atomic():
        publish(colours, rows("blue"))
        transaction.set_rollback(True)
    assert names(colours) == ["red"]


def test_an_error_while_writing_leaves_no_file(colours: str, warehouse: Path) -> None:
    wrong = pa.table({"name": ["blue"], "number": ["not a number"]})
    with pytest.raises(pa.ArrowInvalid):
        publish(colours, wrong)
    assert list(warehouse.rglob("*.parquet")) == []


def test_a_killed_writer_leaves_the_last_published_state_in_use(colours: str, warehouse: Path) -> None:
    publish(colours, rows("red"))
    program = (
        "import os, signal, pyarrow as pa, pathlib;"
        f"p = pathlib.Path({str(warehouse / colours / 'data' / 'half.parquet')!r});"
        "p.write_bytes(b'PAR1 half a file'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -9
    assert names(colours) == ["red"]
    assert keeping.vacuum(by=None).abandoned == 0  # it may still be somebody's
    os.utime(warehouse / colours / "data" / "half.parquet", (0, 0))
    assert keeping.vacuum(by=None).abandoned == 1


def test_old_states_stay_while_a_run_reads_them(colours: str) -> None:
    publish(colours, rows("red"))
    with reading.connect(colours, hold="a run") as con:
        publish(colours, rows("blue"))
        assert keeping.vacuum(by=None, grace=timedelta(0)).files == 0
        assert con.execute(f"select name from {colours}").fetchall() == [("red",)]
    assert keeping.vacuum(by=None, grace=timedelta(0)).files == 1
    assert names(colours) == ["blue"]
    assert keeping.vacuum(by=None, grace=timedelta(0)).snapshots == 0


def test_a_replaced_state_stays_for_a_while_without_anybody_asking(colours: str) -> None:
    publish(colours, rows("red"))
    publish(colours, rows("blue"))
    assert keeping.vacuum(by=None).snapshots == 0


def test_erasing_rewrites_only_the_files_that_hold_the_rows_and_purges_the_past(
    colours: str, warehouse: Path
) -> None:
    first = publish(colours, rows("red", "blue"))
    second = publish(colours, rows("green", start=3), append=True)
    with reading.connect() as con:
        sealed = writing.without(con, second, "name = $who", parameters={"who": "green"}, source="erasure")
    assert sealed is not None
    snapshot.publish([sealed], by=None)
    snapshot.purge([Dataset.objects.get(name=colours)], by=None)
    assert names(colours) == ["red", "blue"]
    assert sealed.files[0] == first.files[0]
    assert not any(b"green" in file.read_bytes() for file in warehouse.rglob("*.parquet"))
    assert Snapshot.objects.kept().count() == 1


def test_without_says_when_there_is_nothing_to_erase(colours: str) -> None:
    published = publish(colours, rows("red"))
    with reading.connect() as con:
        assert writing.without(con, published, "name = 'grey'", source="erasure") is None


def test_the_same_calls_work_on_a_bucket(colours: str, settings: Any) -> None:
    settings.WAREHOUSE = "memory://lintel-tests"
    publish(colours, rows("red", "blue"))
    publish(colours, rows("green", start=3), append=True)
    assert names(colours) == ["red", "blue", "green"]
    publish(colours, rows("grey"))
    assert keeping.vacuum(by=None, grace=timedelta(0)).files == 2
    assert keeping.faults() == []


def test_missing_and_changed_files_are_named(colours: str, warehouse: Path) -> None:
    published = publish(colours, rows("red"))
    file = warehouse / published.files[0]["path"]
    file.write_bytes(file.read_bytes() + b"x")
    assert "was changed" in keeping.faults()[0]
    file.unlink()
    assert "is missing" in keeping.faults()[0]


def test_a_free_dataset_takes_the_columns_of_what_is_written(warehouse: Path) -> None:
    shapes.declare(shapes.Shape("tests.free", "Whatever.", {}))
    try:
        published = publish("tests.free", pa.table({"anything": [1, 2]}))
        assert published.columns == [{"name": "anything", "type": "int64"}]
    finally:
        shapes._shapes.pop("tests.free")


def test_a_bucket_without_its_library_says_what_to_install(colours: str, settings: Any) -> None:
    settings.WAREHOUSE = "s3://a-bucket/lintel"
    with pytest.raises(Problem) as refused:
        reading.place()
    assert "lintel[s3]" in refused.value.way_out


def test_the_setting_is_a_folder_by_default() -> None:
    assert str(settings.DATA_DIR) in settings.WAREHOUSE
