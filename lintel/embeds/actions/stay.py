"""While somebody is across: the learning log, check-ins, and the end with what it changed."""

from __future__ import annotations

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.embeds import figures
from lintel.embeds.access import parts_of
from lintel.embeds.keeping import lock_placement, tell_roadmaps, touched
from lintel.embeds.models import CheckIn, Closing, LearningNote, Mood, Placement, State
from lintel.people.models import User
from lintel.people.texts import block
from lintel.ui.problems import Denied, Problem


@audited("learning-note.written", says="wrote down what they learnt")
def note(entry: Draft, placement: Placement, text: str, *, by: User) -> LearningNote:
    """A line of the learning log; only whoever is across writes it."""
    locked = lock_placement(placement, State.RUNNING, doing="written about: it has to run")
    if by.pk != locked.person_id:
        raise Denied("The learning log is written by who is across.", way_out="Give a check-in instead.")
    made = LearningNote.objects.create(
        placement=locked, by=by, text=block(text, "text", "The note", most=4000)
    )
    entry.about(locked)
    return made


@audited("check-in.given", says="said how it goes: {mood}")
def check_in(entry: Draft, placement: Placement, *, mood: str, text: str, by: User) -> CheckIn:
    """One of the three says how it goes."""
    locked = lock_placement(placement, State.RUNNING, doing="spoken about: it has to run")
    parts = parts_of(by, locked)
    if not parts:
        raise Denied("A check-in is given by one of the three.", way_out="Leave a comment.")
    if mood not in Mood.values:
        raise Problem("Say how it goes.", way_out="Choose one of the three.", field="mood")
    made = CheckIn.objects.create(
        placement=locked, by=by, part=parts[0], mood=mood, text=block(text, "text", "The text", most=2000)
    )
    entry.about(locked, mood=made.get_mood_display().lower())
    return made


@audited("placement.closed", says="closed it")
def close(entry: Draft, placement: Placement, words: str, *, by: User) -> Closing:
    """The stay is over. Figures from before it and from its last weeks are kept as they are today."""
    locked = lock_placement(placement, State.RUNNING, doing="closed: it has to run")
    if not parts_of(by, locked):
        raise Denied("A stay is closed by one of the three.", way_out="Ask them.")
    today = timezone.localdate()
    kept = figures.compare(locked, today)
    touched(locked, state=State.CLOSED, ended_on=today)
    made = Closing.objects.create(
        placement=locked, by=by, words=block(words, "words", "What stays", most=4000), figures=kept
    )
    if today < locked.ends_on:
        tell_roadmaps(locked, by=by)
    entry.about(locked)
    entry.about(locked.person)
    return made
