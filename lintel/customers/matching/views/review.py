"""The next question that matching has for people, and their answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lintel.customers.matching import comparing
from lintel.customers.matching.access import may_decide, may_see_identified
from lintel.customers.matching.actions import decision, explanation
from lintel.customers.matching.forms import AnswerForm
from lintel.customers.matching.models import PairDecision
from lintel.customers.matching.questions import Question, open_questions
from lintel.customers.matching.views.reader import decider
from lintel.people.authentication import reader
from lintel.people.models import User
from lintel.ui.problems import Problem


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """The question whose answer is worth most; `?place=2` is the next one, for who skips. It is shown by
    name, so the look goes into the ledger; without a clearance only the number of questions is shown."""
    user = reader(request)
    waiting = open_questions()
    wanted = request.GET.get("place", "")
    place = max(int(wanted), 1) if wanted.isdecimal() and len(wanted) < 9 else 1
    identified = may_see_identified(user)
    context: dict[str, Any] = {
        "waiting": len(waiting),
        "waiting_said": f"{len(waiting):,}",
        "place": place,
        "identified": identified,
        "answered": PairDecision.objects.filter(at__date=timezone.now().date(), taken_back_at=None).count(),
        "last": _last_of(user),
    }
    if identified and place <= len(waiting):
        context |= _shown(waiting[place - 1], user)
    return render(request, "matching/review.html", context)


def _shown(question: Question, user: User) -> dict[str, Any]:
    told = explanation.pair(question.left, question.right, by=user)
    return {
        "question": question,
        "told": told,
        "compared": comparing.compared(question.left, question.right),
        "figure": comparing.figure(told),
        "may_decide": may_decide(user),
    }


def _last_of(user: User) -> PairDecision | None:
    """What this person said last today, if it still counts: one slip is one key away from being undone."""
    mine = PairDecision.objects.filter(decided_by=user, at__date=timezone.now().date())
    last = mine.order_by("-pk").first()
    return last if last and last.taken_back_at is None else None


@require_POST
def answers(request: HttpRequest) -> HttpResponse:
    """Write an answer down and go on with the next question."""
    user = decider(request)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Problem("This is no answer.", way_out="Go back to the question and answer it there.")
    said = form.cleaned_data
    decision.decide(said["left"], said["right"], word=said["word"], by=user)
    place = said["place"] or 1
    return redirect(reverse("matching:review") + (f"?place={place}" if place > 1 else ""))
