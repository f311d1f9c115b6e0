"""The ledger only grows, and tells when somebody made it do otherwise."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from lintel.audit import ledger, verification
from lintel.audit.actions import seal
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Entry, Signature
from lintel.audit.sides import Office
from lintel.audit.signatures import record
from lintel.people.models import Team, User
from lintel.ui.problems import Denied
from tests.cast import Cast

APPEND_ONLY = "append-only"


@audited("test.renamed", says="renamed the team to {name}")
def rename(entry: Draft, team: Team, name: str, *, by: User | None, why: str = "") -> Team:
    """An action as every room writes them."""
    team.name = name
    team.save()
    entry.about(team, name=name)
    if by:
        entry.seal(by, why=why)
    return team


@pytest.fixture
def team(cast: Cast) -> Team:
    """A team with a history of five entries."""
    team = Team.objects.create(name="Web", side="it")
    for number in range(5):
        rename(team, f"Web {number}", by=cast.ivo, why=f"because {number}")
    return team


def without_guard(sql: str, *parameters: Any) -> None:
    """Do what somebody with the database's own password could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in ("audit_entry", "audit_entryobject", "audit_signature"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        else:
            for table in ("audit_entry", "audit_entryobject", "audit_signature"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        cursor.execute(sql, parameters)


def faults(anchor: Path | None = None) -> list[tuple[int, str]]:
    return [(fault.seq, fault.kind) for fault in verification.verify(anchor).faults]


def test_one_action_is_one_entry_and_history_reads_as_sentences(team: Team, cast: Cast) -> None:
    newest = ledger.history(team)[0]
    assert newest.sentence == "renamed the team to Web 4"
    assert newest.actor == cast.ivo
    assert newest.detail == {"why": "because 4"}
    assert Entry.objects.count() == 5
    assert verification.verify().whole


def test_a_failed_action_leaves_neither_change_nor_entry(team: Team, cast: Cast) -> None:
    @audited("test.failed", says="failed")
    def fail(entry: Draft, team: Team, *, by: User) -> None:
        Team.objects.filter(pk=team.pk).update(name="half done")
        raise Denied("No.")

    with pytest.raises(Denied):
        fail(team, by=cast.ivo)
    team.refresh_from_db()
    assert team.name == "Web 4"
    assert Entry.objects.count() == 5


@pytest.mark.parametrize("table", ["audit_entry", "audit_entryobject"])
@pytest.mark.parametrize("statement", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_the_database_refuses_to_change_the_ledger(team: Team, table: str, statement: str) -> None:
    column = {"audit_entry": "action", "audit_entryobject": "position"}[table]
    with pytest.raises(DatabaseError, match=APPEND_ONLY), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column))


def test_the_database_refuses_to_change_a_signature(team: Team, cast: Cast, signed: Signature) -> None:
    with pytest.raises(DatabaseError, match=APPEND_ONLY), transaction.atomic():
        Signature.objects.filter(pk=signed.pk).update(office="marketing")
    with pytest.raises(DatabaseError, match=APPEND_ONLY), transaction.atomic():
        signed.delete()


def test_an_altered_entry_is_named(team: Team) -> None:
    without_guard("UPDATE audit_entry SET body = replace(body, 'Web 2', 'Web X') WHERE seq = 3")
    assert faults() == [(3, "altered")]


def test_an_altered_column_is_named_although_the_text_is_whole(team: Team, cast: Cast) -> None:
    without_guard("UPDATE audit_entry SET actor_id = %s WHERE seq = 2", cast.mara.pk)
    without_guard("UPDATE audit_entryobject SET object_id = '99' WHERE entry_id = 4")
    assert faults() == [(2, "altered"), (4, "altered")]


def test_a_removed_entry_is_named(team: Team) -> None:
    without_guard("DELETE FROM audit_entryobject WHERE entry_id = 3")
    without_guard("DELETE FROM audit_entry WHERE seq = 3")
    assert faults()[0] == (3, "removed")


def test_reordered_entries_are_named(team: Team) -> None:
    without_guard("UPDATE audit_entryobject SET position = 7 WHERE entry_id IN (2, 3)")
    for before, after in ((2, 900), (3, 2), (900, 3)):
        without_guard("UPDATE audit_entry SET seq = %s WHERE seq = %s", after, before)
    assert faults()[0] == (2, "reordered")


def test_a_rewritten_entry_with_a_matching_hash_still_breaks_the_chain(team: Team) -> None:
    entry = Entry.objects.get(seq=3)
    body = entry.body.replace("Web 2", "Web X")
    without_guard(
        "UPDATE audit_entry SET body = %s, hash = %s WHERE seq = 3", body, verification.digest(body)
    )
    assert faults() == [(4, "altered")]


@pytest.mark.django_db(transaction=False)
def test_a_truncated_tail_is_named_by_the_anchor(
    team: Team, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    anchor = tmp_path / "anchor.jsonl"
    anchor.write_text(
        "".join(f'{{"seq":{e.seq},"hash":"{e.hash}"}}\n' for e in Entry.objects.order_by("seq"))
    )
    without_guard("DELETE FROM audit_entryobject WHERE entry_id >= 4")
    without_guard("DELETE FROM audit_entry WHERE seq >= 4")
    last = Entry.objects.get(seq=3)
    without_guard("UPDATE audit_chainhead SET seq = 3, hash = %s", last.hash)
    assert faults() == []  # the database alone cannot know
    assert faults(anchor) == [(4, "truncated")]


def test_a_cut_tail_is_noticed_by_the_chains_head_too(team: Team) -> None:
    without_guard("DELETE FROM audit_entryobject WHERE entry_id = 5")
    without_guard("DELETE FROM audit_entry WHERE seq = 5")
    assert faults() == [(5, "truncated")]


def test_an_anchor_reveals_a_history_rewritten_from_the_start(team: Team, tmp_path: Path) -> None:
    anchor = tmp_path / "anchor.jsonl"
    anchor.write_text(json.dumps({"seq": 2, "hash": "0" * 64}) + "\n")
    assert faults(anchor) == [(2, "altered")]


def test_every_commit_reaches_the_anchor_file(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    ledger.anchor_path().unlink(missing_ok=True)
    team = Team.objects.create(name="Shop", side="it")
    with django_capture_on_commit_callbacks(execute=True):
        rename(team, "Shops", by=None)
    newest = Entry.objects.get()
    assert json.loads(ledger.anchor_path().read_text()) == {"seq": newest.seq, "hash": newest.hash}


def test_an_export_verifies_without_the_database_and_serves_as_an_anchor(team: Team, tmp_path: Path) -> None:
    lines = list(ledger.export(Entry.objects.all()))
    assert verification.verify_export(lines).whole
    lines[1] = lines[1].replace("Web 1", "Web Y")
    assert [fault.seq for fault in verification.verify_export(lines).faults] == [2]
    kept = tmp_path / "ledger.jsonl"
    kept.write_text("".join(ledger.export(Entry.objects.all())))
    without_guard("DELETE FROM audit_entryobject WHERE entry_id = 5")
    without_guard("DELETE FROM audit_entry WHERE seq = 5")
    assert faults(kept) == [(5, "truncated")]


def test_shredding_erases_words_and_keeps_the_chain(team: Team, cast: Cast) -> None:
    seal.shred(cast.ivo, by=None)
    assert all(line.detail == {"text": "(erased)"} for line in ledger.history(team))
    assert verification.verify().whole
    rename(team, "After", by=cast.ivo, why="a new key is made for new words")
    assert ledger.history(team)[0].detail == {"why": "a new key is made for new words"}


def test_only_administrators_shred(team: Team, cast: Cast) -> None:
    with pytest.raises(Denied):
        seal.shred(cast.ivo, by=cast.mara)


@pytest.fixture
def signed(team: Team, cast: Cast) -> Signature:
    """A signature that the ledger tells of."""

    @audited("test.signed", says="signed")
    def sign(entry: Draft, team: Team, *, by: User) -> Signature:
        thing: Any = team
        thing.version = 1
        thing.content = lambda: {"name": team.name}
        signature = record(
            thing, purpose="approve", office=Office.IT, signer=by, on_behalf_of=None, at=cast.ivo.created_at
        )
        entry.about(team, signature=verification.signature_facts(signature))
        return signature

    return sign(team, by=cast.ivo)


def test_a_signature_that_was_altered_or_removed_is_named(signed: Signature) -> None:
    assert faults() == []
    without_guard("UPDATE audit_signature SET office = 'marketing'")
    assert faults() == [(6, "altered")]
    without_guard("DELETE FROM audit_signature")
    assert faults() == [(6, "removed")]


def test_a_slipped_in_signature_is_named(signed: Signature) -> None:
    signed.pk, signed.office, signed.signer_id = None, "marketing", signed.signer_id + 1
    without_guard("SELECT 1")
    signed.save()
    assert faults() == [(0, "altered")]
