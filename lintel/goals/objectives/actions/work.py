"""Which work serves a goal: typed links from requests and proposals."""

from django.db import models

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Link, type_label
from lintel.charter.links import link as tie
from lintel.goals.objectives import access
from lintel.goals.objectives.links import WORK
from lintel.goals.objectives.models import Goal
from lintel.intake.ties import SERVES
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem


@audited("goal.work-linked", says="says which work serves it")
def link(entry: Draft, goal: Goal, thing: models.Model, *, by: User) -> Link:
    """Say that a request or a proposal serves the goal; said twice it is said once."""
    _check(goal, thing, by)
    row = tie(thing, SERVES, goal)
    entry.about(goal)
    entry.about(thing)
    return row


@audited("goal.work-unlinked", says="says which work does not serve it any more")
def unlink(entry: Draft, goal: Goal, thing: models.Model, *, by: User) -> None:
    """Take such a link away."""
    _check(goal, thing, by)
    label = type_label(thing)
    gone, _ = Link.objects.to_thing(goal, SERVES).filter(from_type=label, from_id=str(thing.pk)).delete()
    if not gone:
        raise Problem("This work does not serve the goal.", way_out="Load the page again.")
    entry.about(goal)
    entry.about(thing)


def _check(goal: Goal, thing: models.Model, by: User) -> None:
    if not access.may_link(by, goal):
        raise Denied(
            "Only members of the two sides say what serves an open goal.", way_out="Write a comment."
        )
    if type_label(thing) not in WORK:
        raise Problem(
            "Only requests and proposals serve a goal.", way_out="Choose one of them.", field="type"
        )
