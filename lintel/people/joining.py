"""Saying that two things belong together, by the rule of the room that knows better, or by the common one."""

from django.db.models import Model

from lintel.people.actions import tie as actions
from lintel.people.belonging import Strand, carry_over
from lintel.people.models import User


def join(thing: Model, strand: Strand, other: Model, *, by: User) -> None:
    """Say it, seen from a thing."""
    start, end = strand.ends(thing, other)
    if strand.tie.say:
        strand.tie.say(start, end, by)
    else:
        actions.say(strand.tie, start, end, by=by)


def part(thing: Model, strand: Strand, other: Model, *, by: User) -> None:
    """Take it back, seen from a thing."""
    start, end = strand.ends(thing, other)
    if strand.tie.take_back:
        strand.tie.take_back(start, end, by)
    else:
        actions.take_back(strand.tie, start, end, by=by)


def hand_on(old: Model, new: Model, *, by: User) -> None:
    """Two things of one kind became one: all that belonged to one belongs to the other too, and the ledger
    says so at both ends. Called by the action of their room."""
    ends = carry_over(old, new)
    if ends:
        actions.carry(old, new, ends, by=by)
