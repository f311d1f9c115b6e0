"""Two goals become one: its key results are joined, the other one ends. Both owners’ words are asked anew."""

import datetime as dt
from collections.abc import Iterable

from lintel.audit.audited import Draft, audited
from lintel.goals.objectives import access
from lintel.goals.objectives.actions._common import about, locked, moment_of, reflect, settle
from lintel.goals.objectives.actions._outcome import say, withdraw
from lintel.goals.objectives.actions._rewording import reworded
from lintel.goals.objectives.actions._standing import above
from lintel.goals.objectives.actions._words import checked, results_of, write_results
from lintel.goals.objectives.merged import joined
from lintel.goals.objectives.models import Goal, Outcome, Parenthood, State
from lintel.people.joining import hand_on
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem


@audited("goal.merged", says="took {other:objectives.goal} into it: wording {version}")
def merge(
    entry: Draft, goal: Goal, other: Goal, *, by: User, step: int, other_step: int,
    now: dt.datetime | None = None,
) -> Goal:  # fmt: skip
    """Takes the key results, the place in the cascade and all that belongs to `other` into `goal`: work,
    saved questions, systems, concerns that it answers.

    The next wording awaits the other owner’s word, as after every edit. `other` is withdrawn: at once if both
    never carried it, else when its second owner says so too. What was measured of it stays with it.
    """
    if goal.pk == other.pk:
        raise Problem("A goal is not merged with itself.", way_out="Choose another one.", field="other")
    wanted = {goal.pk: (goal, step), other.pk: (other, other_step)}
    # The smaller number first, so that two merges at once do not wait for each other.
    rows = {pk: locked(*wanted[pk]) for pk in sorted(wanted)}
    row, gone = rows[goal.pk], rows[other.pk]
    _check(row, gone, by)
    moment, today = moment_of(now)
    content = joined(row, gone)
    values = checked(content)
    for name, value in values.items():
        setattr(row, name, value)
    write_results(row, results_of(content), moment)
    settle(reworded(row, by, moment, today), moment)
    hand_on(gone, row, by=by)
    _take_places(row, gone, by)
    _end(gone, row, by, moment)
    about(entry, row, other=gone.pk)
    entry.about(gone)
    entry.seal(by, title=row.title, why=row.why)
    reflect(goal, row)
    reflect(other, gone)
    return row


def _check(row: Goal, gone: Goal, by: User) -> None:
    if not access.may_edit(by, row) or not access.may_close(by, gone):
        raise Denied(
            "Goals are merged by somebody who owns both.",
            way_out="Write a comment on one of them, and ask its owner.",
        )
    if row.state == State.DRAFT and gone.state != State.DRAFT:
        raise Problem(
            "A draft does not take in a goal that others see already.",
            way_out="Offer the draft first, or merge the other way round.",
            field="other",
        )


def _take_places(row: Goal, gone: Goal, by: User) -> None:
    """Its place in the cascade, as far as no circle closes."""
    taken = {(one.child_id, one.parent_id) for one in [*row.parenthoods.all(), *row.childhoods.all()]}
    for child, parent, how in _places(row, gone):
        if (child, parent) not in taken and child != parent and child not in above(parent):
            Parenthood.objects.create(child_id=child, parent_id=parent, how=how, by=by)


def _places(row: Goal, gone: Goal) -> Iterable[tuple[int, int, str]]:
    for one in gone.parenthoods.all():
        yield row.pk, one.parent_id, one.how
    for one in gone.childhoods.all():
        yield one.child_id, row.pk, one.how


def _end(gone: Goal, row: Goal, by: User, moment: dt.datetime) -> None:
    note = f"Merged into “{row.title}” (goal {row.pk})."
    office = access.owns(by, gone)
    if gone.state == State.OWNED and office is not None:
        say(gone, Outcome.WITHDRAWN, note, office, moment)
    else:
        withdraw(gone, Outcome.WITHDRAWN, note, moment)
    gone.step += 1
    gone.save()
