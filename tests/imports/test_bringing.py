"""A file from upload to undo, through the actions."""

import json
from pathlib import Path

import pytest

from lintel.audit.ledger import history
from lintel.audit.models import Entry, Run, RunState
from lintel.imports.actions import applying, checking
from lintel.imports.actions import batch as batches
from lintel.imports.bringing import Settings, check_file, finish, take_out
from lintel.imports.models import Batch, BatchState, ImportedObject
from lintel.imports.origins import origin_of
from lintel.people.actions import team as team_actions
from lintel.people.models import Specialty, Team
from lintel.ui.problems import Denied, Problem, Stale

GOOD = "Team,Side,Since,Budget\nWeb,IT,2026-01-31,1200.50\nBrand,Marketing,,\n"
MIXED = GOOD + "Web,Marketing,,\n,IT,,\nShop,Nowhere,31.02.2026,many\n"


def body(action: str) -> dict[str, object]:
    """The newest entry of an action, as it was hashed."""
    found: dict[str, object] = json.loads(Entry.objects.filter(action=action).order_by("-seq")[0].body)
    return found


def test_good_rows_come_in_and_leave_again(cast, teams, file):
    Team.objects.create(name="Brand", side="it")
    batch = batches.bring(file("t.csv", GOOD), "teams", by=cast.nele)

    assert batch.state == BatchState.IMPORTED
    assert (batch.created_count, batch.updated_count, batch.bad_count) == (1, 1, 0)
    assert Team.objects.get(name="Brand").side == "marketing"
    web = Team.objects.get(name="Web")
    origin = origin_of(web)
    assert origin is not None
    assert (origin.batch_id, origin.number, origin.file_name) == (batch.pk, 2, "t.csv")
    assert origin_of(Team.objects.get(name="Brand")) is None
    assert [line.sentence for line in history(web)] == ["brought this in with “t.csv”, row 2"]
    facts = body("import.applied")["facts"]
    assert facts == {
        "created": 1,
        "updated": 1,
        "unchanged": 0,
        "left_out": 0,
        "importer": "teams",
        "sha256": batch.sha256,
    }

    take_out(batch, by=cast.nele)
    assert batch.state == BatchState.UNDONE
    assert not Team.objects.filter(name="Web").exists()
    assert Team.objects.get(name="Brand").side == "it"
    assert body("import.undone")["facts"] == {"taken_back": 2, "stayed": 0}

    batches.check(batch, by=cast.nele)
    batches.apply(batch, by=cast.nele)
    assert batch.state == BatchState.IMPORTING


def test_every_bad_row_has_its_number_value_and_reason(cast, teams, file):
    batch = check_file(file("t.csv", MIXED), "teams", by=cast.nele)

    assert (batch.row_count, batch.good_count, batch.bad_count) == (5, 2, 3)
    bad = {row.number: row for row in batch.bad_rows.all()}
    assert [fault["reason"] for fault in bad[4].faults] == [
        "Row 2 has the same Team “Web”. Keep one of the two."
    ]
    assert bad[5].faults == [{"field": "name", "reason": "Team is missing. Look at column “Team”."}]
    assert [fault["field"] for fault in bad[6].faults] == ["side", "since", "budget"]
    assert dict(bad[6].cells)["Side"] == "Nowhere"
    assert sum(count for _, _, count in batch.topics) == 5
    assert [item["number"] for item in batch.sample] == [2, 3]


def test_bad_rows_stay_out_only_when_that_is_accepted(cast, teams, file):
    batch = check_file(file("t.csv", MIXED), "teams", by=cast.nele)
    with pytest.raises(Problem, match="3 of 5 rows cannot come in") as refused:
        batches.apply(batch, by=cast.nele)
    assert refused.value.field == "accept_good_rows"
    assert not Team.objects.filter(name="Web").exists()


def test_the_same_file_again_changes_nothing(cast, teams, file):
    path = file("t.csv", GOOD)
    batches.bring(path, "teams", by=cast.nele)
    again = batches.bring(path, "teams", by=cast.nele)
    assert (again.created_count, again.unchanged_count) == (0, 2)
    take_out(again, by=cast.nele)
    assert Team.objects.filter(name__in=["Web", "Brand"]).count() == 2


def test_what_was_worked_on_since_stays_and_is_named(cast, teams, file):
    batch = batches.bring(file("t.csv", GOOD), "teams", by=cast.nele)
    team_actions.edit(Team.objects.get(name="Web"), by=cast.ada, name="Web and app", side="it")
    take_out(batch, by=cast.nele)
    assert Team.objects.filter(name="Web and app").exists()
    assert not Team.objects.filter(name="Brand").exists()
    assert batch.kept == [{"number": 2, "thing": "Web and app", "why": "Somebody has worked on it since."}]


def test_what_a_later_file_changed_stays(cast, teams, file):
    first = batches.bring(file("a.csv", "Team,Side\nWeb,IT\n"), "teams", by=cast.nele)
    later = batches.bring(file("b.csv", "Team,Side\nWeb,Marketing\n"), "teams", by=cast.nele)
    take_out(first, by=cast.nele)
    assert first.kept[0]["why"] == "A later import changed it."
    take_out(later, by=cast.nele)
    assert Team.objects.get(name="Web").side == "it"


def test_a_changed_verdict_stops_the_import(cast, teams, file):
    batch = check_file(file("t.csv", GOOD), "teams", by=cast.nele)
    Specialty.objects.create(name="Web", side="it")
    batches.apply(batch, by=cast.nele)
    with pytest.raises(Problem, match="judged differently now"):
        finish(batch)
    batch.refresh_from_db()
    assert batch.state == BatchState.PREVIEWED
    assert batch.bad_count == 1
    assert not Team.objects.filter(name="Brand").exists()


def test_dates_that_can_be_read_two_ways_must_be_settled(cast, teams, file):
    path = file("t.csv", "Team,Side,Since\nWeb,IT,03/04/2026\n")
    with pytest.raises(Problem, match="day first or month first") as refused:
        check_file(path, "teams", by=cast.nele)
    assert refused.value.field == "date_order"
    batch = check_file(path, "teams", by=cast.nele, settings=Settings(reading={"date_order": "mdy"}))
    assert batch.sample[0]["values"]["since"] == "2026-03-04"


def test_a_later_row_settles_the_order_of_dates(cast, teams, file):
    rows = "".join(f"T{number},IT,03/04/2026\n" for number in range(1200))
    batch = check_file(file("t.csv", f"Team,Side,Since\n{rows}Last,IT,25/04/2026\n"), "teams", by=cast.nele)
    assert batch.bad_count == 0
    assert batch.sample[0]["values"]["since"] == "2026-04-03"


def test_ambiguous_dates_do_not_matter_in_columns_that_are_not_used(cast, teams, file):
    batch = check_file(file("t.csv", "Team,Side,Seen\nWeb,IT,03/04/2026\n"), "teams", by=cast.nele)
    assert batch.good_count == 1


def test_a_mapping_is_remembered_for_the_same_headers(cast, teams, file):
    said = Settings(mapping={"name": ["What"], "side": ["Where"]}, options={"suffix": "(old)"})
    check_file(file("a.csv", "What,Where,More\nWeb,IT,x\n"), "teams", by=cast.nele, settings=said)
    batch = check_file(file("b.csv", "More,where,WHAT\ny,IT,Shop\n"), "teams", by=cast.tomas)
    assert batch.mapping["name"] == ["WHAT"]
    assert batch.options == {"suffix": "(old)"}
    assert batch.good_count == 1


def test_a_wide_file_with_a_few_familiar_names_is_not_recognised(cast, teams, file):
    others = ",".join(f"Other {number}" for number in range(9))
    with pytest.raises(Problem, match="do not say what it holds"):
        check_file(file("t.csv", f"Team,Side,{others}\nWeb,IT\n"), "", by=cast.nele)
    assert check_file(file("u.csv", "Team,Side,Other\nWeb,IT,x\n"), "", by=cast.nele).importer == "teams"


def test_many_columns_become_one_value(cast, teams, file):
    batch = check_file(file("t.csv", "Team,Side,Labels,Labels,Tags\nWeb,IT,a,,b\n"), "teams", by=cast.nele)
    assert batch.mapping["tags"] == ["Tags", "Labels"]
    assert batch.sample[0]["values"]["tags"] == "b | a"


def test_a_required_column_and_unknown_names_are_refused(cast, teams, file):
    path = file("t.csv", "Team,Other\nWeb,IT\n")
    with pytest.raises(Problem, match="“Side” has no column"):
        check_file(path, "teams", by=cast.nele)
    with pytest.raises(Problem, match="no column “Nope”"):
        check_file(path, "teams", by=cast.nele, settings=Settings(mapping={"side": ["Nope"]}))
    with pytest.raises(Problem, match="no field called “wrong”"):
        check_file(path, "teams", by=cast.nele, settings=Settings(mapping={"wrong": ["Team"]}))
    with pytest.raises(Problem, match="no option called “wrong”"):
        check_file(
            path,
            "teams",
            by=cast.nele,
            settings=Settings(mapping={"side": ["Other"]}, options={"wrong": "1"}),
        )
    with pytest.raises(Problem, match="cannot be read by “colour”"):
        check_file(path, "teams", by=cast.nele, settings=Settings(reading={"colour": "red"}))


def test_only_who_may_import_brings_and_only_who_brought_imports(cast, teams, file):
    path = file("t.csv", GOOD)
    for stranger in (cast.sam, cast.finn, cast.ana):
        with pytest.raises(Denied):
            check_file(path, "teams", by=stranger)
    batch = check_file(path, "teams", by=cast.nele)
    with pytest.raises(Denied, match="person who brought"):
        batches.apply(batch, by=cast.ada)
    assert list(Batch.objects.visible_to(cast.tomas)) == []
    assert list(Batch.objects.visible_to(cast.ada)) == [batch]
    batches.discard(batch, by=cast.ada)
    assert batch.state == BatchState.DISCARDED


def test_nothing_of_a_refused_file_is_kept(cast, teams, file, settings):
    with pytest.raises(Problem, match="PDF document"):
        check_file(file("t.csv", b"%PDF-1.7"), "teams", by=cast.nele)
    with pytest.raises(Problem, match="no importer called"):
        check_file(file("t.csv", GOOD), "nothing", by=cast.nele)
    assert not any((Path(settings.MEDIA_ROOT) / "imports").iterdir())
    assert not Batch.objects.exists()


def test_discarding_deletes_the_file_but_not_what_came_in(
    cast, teams, file, django_capture_on_commit_callbacks
):
    batch = batches.bring(file("t.csv", MIXED), "teams", by=cast.nele)
    path = batch.path
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        batches.discard(batch, by=cast.nele)
    assert not path.exists()
    assert (batch.state, batch.sample, batch.bad_rows.count()) == (BatchState.IMPORTED, [], 0)
    take_out(batch, by=cast.nele)
    assert not Team.objects.filter(name="Web").exists()


def test_a_step_is_taken_once(cast, teams, file):
    batch = check_file(file("t.csv", GOOD), "teams", by=cast.nele)
    same = Batch.objects.get(pk=batch.pk)
    batches.apply(batch, by=cast.nele)
    with pytest.raises(Stale):
        batches.apply(same, by=cast.nele)
    with pytest.raises(Stale):
        batches.discard(same, by=cast.nele)
    assert Run.objects.count() == 1


def test_a_large_file_is_checked_in_a_run(cast, teams, file):
    rows = "".join(f"Team {number},IT\n" for number in range(2500))
    path = file("t.csv", f"Team,Side\n{rows}\n,IT\n")
    batch = batches.bring(path, "teams", by=cast.nele)
    assert (batch.created_count, batch.bad_count) == (2500, 1)
    assert set(Run.objects.values_list("kind", "state")) == {
        (checking.CHECK_KIND, RunState.DONE),
        (applying.APPLY_KIND, RunState.DONE),
    }
    take_out(batch, by=cast.nele)
    assert not ImportedObject.objects.exists()
    assert Team.objects.filter(name__startswith="Team ").count() == 0


def test_the_ledger_never_holds_a_file_name_in_the_clear(cast, teams, file):
    batches.bring(file("dismissal of Jane Doe.csv", GOOD), "teams", by=cast.nele)
    assert not any("Jane" in body for body in Entry.objects.values_list("body", flat=True))
