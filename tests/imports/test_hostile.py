"""Files that are broken or hostile: a clear sentence or a clean import, never a crash or half an import."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from lintel.audit import runs
from lintel.audit.models import Run, RunState
from lintel.imports.actions import batch as batches
from lintel.imports.bringing import bring, check_file, finish
from lintel.imports.models import Batch, BatchState, ImportedObject
from lintel.people.models import Team
from lintel.ui.problems import Problem
from tests.imports.sample import TeamImporter


def workbook(rows: list[list[object]]) -> bytes:
    """An XLSX file."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def reasons(batch: Batch) -> dict[int, str]:
    """What is wrong with each bad row."""
    return {row.number: " ".join(fault["reason"] for fault in row.faults) for row in batch.bad_rows.all()}


def test_utf16_with_bom(cast, teams, file):
    batch = bring(file("t.csv", "Team\tSide\nBüro\tIT\n".encode("utf-16")), "teams", by=cast.nele)
    assert batch.created_count == 1
    assert Team.objects.filter(name="Büro").exists()


def test_nul_ragged_and_undecodable_rows_are_bad_rows(cast, teams, file):
    content = b'Team,Side\nWeb,IT\nN\x00ul,IT\nA,IT,too,many\nShort\n"Open,IT\nB\xff,IT\nLast,IT\n'
    content += "".join(f"Büro {number},IT\n" for number in range(6)).encode()
    batch = check_file(file("t.csv", content), "teams", by=cast.nele)
    found = reasons(batch)
    assert "NUL character" in found[3]
    assert "4 values where the header has 2 columns" in found[4]
    assert "Side is missing" in found[5]
    assert "never closed" in found[6]
    assert "cannot be read" in found[7]
    assert batch.good_count == 8


def test_formulas_come_in_as_what_they_say(cast, teams, file):
    content = workbook([["Team", "Side", "Budget"], ["'=cmd|calc", "IT", -12.5], ["=1+1", "IT", 3]])
    batch = check_file(file("t.xlsx", content), "teams", by=cast.nele)
    assert batch.sample[0]["values"]["name"] == "=cmd|calc"
    assert batch.sample[0]["values"]["budget"] == "-12.5"
    assert 3 in reasons(batch)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(cast, teams, file):
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/workbook.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(b"0" * 2**20)
    with pytest.raises(Problem):
        check_file(file("bomb.xlsx", out.getvalue()), "teams", by=cast.nele)
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n", b"<html><table>", b"\x00\x01\x02" * 99, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_is_no_table_is_refused(cast, teams, file, content):
    with pytest.raises(Problem) as refused:
        check_file(file("t.csv", content), "teams", by=cast.nele)
    assert refused.value.way_out


def test_a_number_too_large_for_a_database_is_a_bad_row(cast, teams, file):
    batch = check_file(file("t.csv", "Team,Side,Budget\nWeb,IT,9999999999999999999\n"), "teams", by=cast.nele)
    assert "larger than any number" in reasons(batch)[2]


@pytest.mark.parametrize("sign", [r"\u0000", r"\ud800"])
def test_column_names_that_no_database_keeps_are_refused(cast, teams, file, sign):
    with pytest.raises(Problem, match="sign in its name"):
        check_file(file("t.jsonl", f'{{"Team{sign}": "Web", "Side": "IT"}}\n'), "teams", by=cast.nele)


def test_a_file_that_vanished_says_so(cast, teams, file):
    batch = check_file(file("t.csv", "Team,Side\nWeb,IT\n"), "teams", by=cast.nele)
    Path(batch.path).unlink()
    with pytest.raises(Problem, match="was deleted"):
        batches.check(batch, by=cast.nele)


class Failing(TeamImporter):
    """Dies in the middle of the second chunk, as often as it is told to."""

    times = 1
    error: type[BaseException] = RuntimeError

    def write(self, rows, context):
        """Writes the first 500 rows."""
        effects = super().write(rows, context)
        if rows[0].number > 400 and type(self).times:
            type(self).times -= 1
            raise self.error("the machine is on fire")
        return effects


MANY = "Team,Side\n" + "".join(f"Team {number},IT\n" for number in range(900))


def failing(monkeypatch, error: type[BaseException]) -> None:
    """The teams importer fails once with this error."""
    monkeypatch.setattr(Failing, "times", 1)
    monkeypatch.setattr(Failing, "error", error)
    monkeypatch.setattr("lintel.imports.contract._importers", {"teams": Failing()})


def test_a_fault_in_the_middle_leaves_nothing(cast, teams, file, monkeypatch):
    failing(monkeypatch, RuntimeError)
    before = Team.objects.count()
    batch = check_file(file("t.csv", MANY), "teams", by=cast.nele)
    batches.apply(batch, by=cast.nele)
    with pytest.raises(Problem, match="fault in Lintel"):
        finish(batch)
    batch.refresh_from_db()
    assert (batch.state, Team.objects.count(), ImportedObject.objects.count()) == (
        BatchState.FAILED,
        before,
        0,
    )
    assert "Nothing was changed" in batch.error
    batches.check(batch, by=cast.nele)
    batches.apply(batch, by=cast.nele)
    assert finish(batch).created_count == 900


def test_a_killed_import_is_taken_up_again_by_the_next_worker(cast, teams, file, monkeypatch):
    class Killed(BaseException):
        """As `kill -9`: nothing of ours runs afterwards."""

    failing(monkeypatch, Killed)
    monkeypatch.setattr("lintel.audit.runs.timezone.now", runs.timezone.now)
    batch = check_file(file("t.csv", MANY), "teams", by=cast.nele)
    batches.apply(batch, by=cast.nele)
    with pytest.raises(Killed):
        runs.execute.call(batch.run_id)
    batch.refresh_from_db()
    assert (batch.state, ImportedObject.objects.count()) == (BatchState.IMPORTING, 0)
    assert batch.under_way

    Run.objects.filter(pk=batch.run_id).update(heartbeat_at=None)
    assert runs.reap() == 1
    batch = Batch.objects.get(pk=batch.pk)
    if batch.state == BatchState.IMPORTING:
        runs.execute.call(batch.run_id)
        batch.refresh_from_db()
    assert batch.created_count == 900
    assert Run.objects.get(pk=batch.run_id).state == RunState.DONE
    runs.execute.call(batch.run_id)
    assert Team.objects.filter(name__startswith="Team ").count() == 900


def test_an_import_that_was_given_up_can_be_started_again(cast, teams, file):
    batch = check_file(file("t.csv", "Team,Side\nWeb,IT\n"), "teams", by=cast.nele)
    batches.apply(batch, by=cast.nele)
    Run.objects.filter(pk=batch.run_id).update(state=RunState.FAILED)
    batch = Batch.objects.get(pk=batch.pk)
    assert batch.stranded
    batches.apply(batch, by=cast.nele)
    assert finish(batch).created_count == 1


def test_a_run_that_is_stopped_changes_nothing(cast, teams, file):
    batch = check_file(file("t.csv", MANY), "teams", by=cast.nele)
    batches.apply(batch, by=cast.nele)
    Run.objects.filter(pk=batch.run_id).update(cancel_requested=True)
    with pytest.raises(Problem, match="Stopped on request"):
        finish(batch)
    batch.refresh_from_db()
    assert batch.state == BatchState.PREVIEWED
    assert not ImportedObject.objects.exists()
