"""The goals that a proposal serves."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from lintel.goals.objectives.access import may_link
from lintel.goals.objectives.actions import work
from lintel.goals.objectives.models import Goal
from lintel.people.access import may_work
from lintel.portfolio.proposals.views.common import load, reader
from lintel.ui.http import done
from lintel.ui.problems import Denied, Problem


class GoalForm(forms.Form):
    """A goal by its number."""

    goal = forms.IntegerField(
        label="The goal’s number",
        min_value=1,
        max_value=2**63 - 1,
        help_text="It stands at the top of its page.",
    )


@require_POST
def goals(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which goal this proposal serves, or that it does not any more."""
    user = reader(request)
    row = load(request, pk)
    if not may_work(user):
        raise Denied("Only members of the two sides say what work serves.", way_out="Write a comment.")
    form = GoalForm(request.POST)
    number = form.cleaned_data["goal"] if form.is_valid() else None
    goal = Goal.objects.visible_to(user).filter(pk=number).first() if number else None
    if goal is None or not may_link(user, goal):
        raise Problem("There is no such open goal here.", way_out="Go back; its number stands on its page.")
    if "remove" in request.POST:
        work.unlink(goal, row, by=user)
        return done(request, row, f"It does not serve “{goal.title}” any more.")
    work.link(goal, row, by=user)
    return done(request, row, f"It serves “{goal.title}” now.")
