"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lintel.home import ground, leading, onboarding
from lintel.people.access import may_work
from lintel.people.models import User
from lintel.ui.problems import Denied


@require_GET
def common_ground(request: HttpRequest) -> HttpResponse:
    """What waits for the reader, what each side and both carry."""
    user = request.user
    if not isinstance(user, User):
        raise Denied("Nobody is signed in.")
    steps, found = onboarding.steps(user), ground.gather(user)
    context = {
        "ground": found,
        "lead": leading.lead(user, found),
        "steps": steps,
        "steps_done": sum(step.done for step in steps),
        "may_work": may_work(user),
    }
    return render(request, "home/common_ground.html", context)
