"""Where a goal stands in the cascade: which goals it serves. Many parents, no circle."""

from lintel.audit.audited import Draft, audited
from lintel.goals.objectives import access
from lintel.goals.objectives.actions._standing import above
from lintel.goals.objectives.models import Goal, Parenthood
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem
from lintel.ui.saying import tidy

MOST_PARENTS = 20


@audited("goal.placed", says="says that it serves another goal")
def place(entry: Draft, goal: Goal, parent: Goal, *, by: User, how: str = "") -> Parenthood:
    """Say that a goal serves another. Raises `Problem` for a circle, over however many steps."""
    _gate()
    _check(goal, by)
    if parent.is_over:
        raise Problem("That goal is closed.", way_out="Choose one that stands.", field="parent")
    if goal.pk == parent.pk:
        raise Problem("A goal does not serve itself.", way_out="Choose another one.", field="parent")
    if goal.parenthoods.filter(parent=parent).exists():
        raise Problem("It serves that goal already.", field="parent")
    if goal.parenthoods.count() >= MOST_PARENTS:
        raise Problem(f"A goal serves at most {MOST_PARENTS} others.", field="parent")
    if goal.pk in above(parent.pk):
        raise Problem(
            "That goal serves this one already, if over others: it would go round in a circle.",
            way_out="Take one of the links away first.",
            field="parent",
        )
    row = Parenthood.objects.create(child=goal, parent=parent, how=tidy(how, field="how", limit=300), by=by)
    entry.about(goal)
    entry.about(parent)
    return row


@audited("goal.displaced", says="says that it does not serve another goal any more")
def displace(entry: Draft, goal: Goal, parent: Goal, *, by: User) -> None:
    """Take one place in the cascade away."""
    _check(goal, by)
    if not goal.parenthoods.filter(parent=parent).delete()[0]:
        raise Problem("It does not serve that goal.", way_out="Load the page again.")
    entry.about(goal)
    entry.about(parent)


def _check(goal: Goal, by: User) -> None:
    if not access.may_place(by, goal):
        raise Denied(
            "What a goal serves is said by its owners or the holders of the two offices.",
            way_out="Write a comment, or ask one of the owners.",
        )


def _gate() -> None:
    """One placement at a time: two at once, each without a circle, could close one together."""
    Goal.objects.select_for_update(of=("self",)).order_by("pk").first()
