"""The outcome note: written by either side, signed by both offices, and with that the matter is closed."""

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.verification import signature_facts
from lintel.people import signing
from lintel.people.models import User
from lintel.portfolio.outcomes.keeping import lock_open
from lintel.portfolio.outcomes.models import CONCLUDE, Outcome, OutcomeNote, Verdict
from lintel.portfolio.outcomes.said import Concluded
from lintel.portfolio.outcomes.standing import figures_of
from lintel.ui.checking import checked
from lintel.ui.problems import Problem, Stale


@audited("outcome.note-written", says="wrote version {version} of the outcome note")
def write(entry: Draft, outcome: Outcome, said: Concluded, *, by: User, seen: int) -> OutcomeNote:
    """The note's words, over the figures that stand now; a key to an earlier version no longer counts.

    `seen` is the version that was read, 0 for none. Errors: `Denied`, `Problem` with its field, `Stale`.
    """
    locked = lock_open(outcome, by)
    if locked.delivered_on is None:
        raise Problem(
            "It is not delivered yet.", way_out="Conclude once something came, or stop the proposal."
        )
    if said.verdict not in Verdict.values:
        raise Problem("Say what follows.", way_out="Choose from the list.", field="verdict")
    row = OutcomeNote.objects.select_for_update().filter(outcome=locked).first()
    if (row.version if row else 0) != seen:
        raise Stale("Somebody wrote the note meanwhile.", way_out="Read theirs, and write on there.")
    if row is None:
        row = OutcomeNote(outcome=locked)
    else:
        row.version += 1
    row.promised, row.got, row.learned = said.promised.strip(), said.got.strip(), said.learned.strip()
    row.verdict, row.figures = said.verdict, figures_of(locked)
    row.written_by, row.written_at = by, timezone.now()
    checked(row).save()
    entry.about(locked.proposal, version=row.version)
    entry.about(locked)
    return row


@audited("outcome.note-signed", says="signed the outcome for the {office}{closed}")
def sign(entry: Draft, note: OutcomeNote, *, by: User, content_hash: str) -> OutcomeNote:
    """One office's key to exactly what was read; with both keys the outcome is closed.

    Errors: `Denied`, `Problem`, `Stale` — also where something was measured since the note was written.
    """
    key = signing.key_for(by)
    locked = lock_open(note.outcome, None)
    row: OutcomeNote = OutcomeNote.objects.select_for_update().get(pk=note.pk)
    if row.figures != figures_of(locked):
        raise Stale(
            "Something was measured or stated since this note was written.",
            way_out="Write the note anew over the present figures.",
        )
    put = signing.put_key(row, CONCLUDE, key, by=by, content_hash=content_hash, what="this note")
    closed = ""
    if put.keys.complete:
        locked.closed_at, locked.due_on = timezone.now(), None
        locked.save(update_fields=["closed_at", "due_on"])
        closed = f"; with both keys it is closed: {Verdict(row.verdict).label.lower()}"
    entry.about(
        locked.proposal, office=key.office.label, closed=closed, version=row.version,
        signature=signature_facts(put.signature),
    )  # fmt: skip
    entry.about(locked)
    return row
