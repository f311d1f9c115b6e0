"""What every step of the conversation has in common: who speaks, on which state, and the row it leaves."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from lintel.audit import signatures
from lintel.audit.audited import Draft
from lintel.audit.models import Signature
from lintel.audit.sides import Office
from lintel.audit.verification import signature_facts
from lintel.charter.expectations.access import Voice, sayable, voice_of
from lintel.charter.expectations.models import Expectation, Speaker, State, Step, StepKind, Wording
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from lintel.ui.saying import clock

PURPOSE = "expect"  # what both sides' signatures on a wording are put to
NOBODY_YET: dict[str, Any] = {
    "accepted_office": "",
    "accepted_by": None,
    "accepted_version": None,
    "accepted_at": None,
    "declared_by": None,
    "declared_at": None,
    "satisfied_by": None,
    "satisfied_at": None,
    "measured": None,
}


@dataclass(frozen=True)
class Floor:
    """The right to say one thing now: the locked row, who speaks for whom, and when."""

    expectation: Expectation
    voice: Voice
    by: User
    kind: StepKind
    moment: dt.datetime
    today: dt.date

    @property
    def other(self) -> Office:
        """The side that listens."""
        return self.voice.office.other

    def say(self, text: str = "", answer_by: dt.date | None = None, **changes: Any) -> Step:
        """Write the step and what it changes; the database refuses a speaker of both sides."""
        row = self.expectation
        for name, value in changes.items():
            setattr(row, name, value)
        row.step += 1
        row.save()
        speaker, _ = Speaker.objects.get_or_create(
            expectation=row, person=self.by, defaults={"office": self.voice.office}
        )
        return Step.objects.create(
            expectation=row,
            number=row.step,
            kind=self.kind,
            speaker=speaker,
            on_behalf_of=self.voice.on_behalf_of,
            version=row.version,
            text=text,
            answer_by=answer_by,
            at=self.moment,
        )

    def sign(self) -> Signature:
        """Put this side's word to exactly the present wording."""
        return signatures.record(
            self.expectation,
            purpose=PURPOSE,
            office=self.voice.office,
            signer=self.by,
            on_behalf_of=self.voice.on_behalf_of,
            at=self.moment,
        )


def take_floor(
    expectation: Expectation, kind: StepKind, *, by: User, step: int, now: dt.datetime | None
) -> Floor:
    """Lock the conversation and make sure that this person may say this now, having read the last word."""
    moment, today = clock(now)
    row = Expectation.objects.select_for_update().get(pk=expectation.pk)
    voice = voice_of(by, row)
    if voice is None:
        raise Denied(
            "You do not speak for your side here.",
            way_out="Ask your office holder, who may also name you here; or write a comment.",
        )
    if row.step != step:
        raise Stale(
            "Somebody has said something here meanwhile.",
            way_out="Your text is still here: read what is new above, then send it again.",
        )
    if kind not in sayable(row, voice):
        raise _out_of_turn(row, kind, voice)
    refuse_both_sides(row, by, voice)
    return Floor(row, voice, by, kind, moment, today)


def _out_of_turn(row: Expectation, kind: StepKind, voice: Voice) -> Problem:
    if row.awaits and row.awaits != voice.office:
        return Problem(
            f"This waits for the {Office(row.awaits).label}.",
            way_out="Wait for its word; its silence shows with its age and is never taken for consent.",
        )
    return Problem(
        f"“{kind.label}” cannot be said by the {voice.office.label} while this is "
        f"{row.get_state_display().lower()}.",
        way_out="Read above where the conversation stands and what can be said next.",
    )


def refuse_both_sides(row: Expectation, by: User, voice: Voice) -> None:
    """Whoever has spoken for one side of a conversation never speaks for the other, wherever they moved."""
    if Speaker.objects.filter(expectation=row, person=by).exclude(office=voice.office).exists():
        raise Denied(
            "You have spoken for the other side here.",
            way_out="Nobody speaks for both sides of one expectation: ask a colleague to answer.",
        )


def lay_on_table(floor: Floor, text: str = "", **changes: Any) -> Signature:
    """Put the row's present words on the table in this side's name; the other side's word is awaited."""
    row = floor.expectation
    customer = floor.voice.office == row.customer_office
    floor.say(
        text,
        state=State.OFFERED if customer else State.COUNTERED,
        awaits=floor.other,
        waiting_since=floor.moment,
        promised_for=None,
        worded_office=floor.voice.office,
        worded_by=floor.by,
        **NOBODY_YET,
        **changes,
    )
    Wording.objects.create(
        expectation=row,
        version=row.version,
        office=floor.voice.office,
        by=floor.by,
        at=floor.moment,
        content_hash=signatures.hash_of(row),
        **row.words(),
    )
    return floor.sign()


def about(entry: Draft, floor: Floor, signature: Signature | None = None, **facts: Any) -> Expectation:
    """Name the expectation in the ledger with its plain facts, and return it."""
    if signature is not None:
        facts["signature"] = signature_facts(signature)
    row = floor.expectation
    entry.about(row, office=floor.voice.office.label, version=row.version, step=row.step, **facts)
    return row


def reflect(expectation: Expectation, row: Expectation) -> None:
    """Let the caller's own object show what the locked row now holds."""
    for field in Expectation._meta.concrete_fields:
        setattr(expectation, field.attname, getattr(row, field.attname))


def measured_soon(entry: Draft, row: Expectation) -> None:
    """Have the metric read by itself once the word is kept, where the condition is bound to one."""
    from lintel.charter.expectations.actions import measurement  # it stands beside this, not below

    if row.metric:
        entry.afterwards(lambda: measurement.take(row, by=None))
