"""What every action on a goal has in common: the locked row, whose word is given, and what is awaited."""

import datetime as dt

from lintel.audit import signatures
from lintel.audit.audited import Draft
from lintel.audit.models import Signature
from lintel.audit.sides import OFFICES, Office
from lintel.audit.verification import signature_facts
from lintel.goals.objectives.models import OWN, Awaits, Goal, State
from lintel.people.models import User
from lintel.ui.problems import Problem, Stale
from lintel.ui.saying import clock

NO_OUTCOME = {"outcome": "", "outcome_note": "", "outcome_office": ""}


def locked(goal: Goal, step: int | None) -> Goal:
    """The row as it stands, locked; raises `Stale` when somebody was here since it was read."""
    row = Goal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    if step is not None and row.step != step:
        raise Stale(
            "Somebody has changed this goal meanwhile.",
            way_out="Your text is still here: read what is new, then send it again.",
        )
    if row.is_over:
        raise Problem("This goal is closed.", way_out="Write a new one; it may serve the same goals.")
    return row


def words_of(goal: Goal) -> dict[Office, Signature]:
    """The owners' words on the present wording; a word counts while its giver is the owner."""
    given = signatures.keys_of(goal, OWN).given
    return {office: one for office, one in given.items() if one.signer_id == goal.owner_id_of(office)}


def give_word(row: Goal, by: User, office: Office, moment: dt.datetime) -> Signature:
    """Put an owner's word to exactly the present wording."""
    return signatures.record(row, purpose=OWN, office=office, signer=by, on_behalf_of=None, at=moment)


def settle(row: Goal, moment: dt.datetime) -> None:
    """Find whose word is missing now; with both words both own it. Saves the row and counts the step."""
    missing = [office for office in OFFICES if office not in words_of(row)]
    before = row.awaits
    if row.state in {State.OFFERED, State.OWNED}:
        row.awaits = {0: "", 1: missing[0].value if missing else "", 2: Awaits.BOTH}[len(missing)]
        if missing:
            row.state, row.owned_at = State.OFFERED, None
        elif row.state == State.OFFERED:
            row.state, row.owned_at = State.OWNED, moment
    if row.awaits != before:
        row.waiting_since = moment if row.awaits else None
    row.step += 1
    row.save()


def forget_outcome(row: Goal) -> None:
    """What was said about its end falls away when its wording changes."""
    for name, value in NO_OUTCOME.items():
        setattr(row, name, value)


def about(entry: Draft, row: Goal, signature: Signature | None = None, **facts: object) -> Goal:
    """Name the goal in the ledger with its plain facts, and return it."""
    if signature is not None:
        facts["signature"] = signature_facts(signature)
    entry.about(row, version=row.version, step=row.step, **facts)
    return row


def reflect(goal: Goal, row: Goal) -> None:
    """Let the caller's own object show what the locked row now holds."""
    for field in Goal._meta.concrete_fields:
        setattr(goal, field.attname, getattr(row, field.attname))
    goal._state.fields_cache.clear()


def moment_of(now: dt.datetime | None) -> tuple[dt.datetime, dt.date]:
    """The moment of the action, and its day on the acting person's clock."""
    return clock(now)
