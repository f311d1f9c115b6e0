"""The first page."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from lintel.home import example, ground, leading, onboarding, reporting
from lintel.home.forms import RemovalForm
from lintel.people.access import may_administer, may_work
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, form_problem
from lintel.ui.problems import Denied, Missing, Problem
from lintel.ui.reports.sending import answered, wanted


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
        "example": example.held() if may_administer(user) else None,
    }
    return render(request, "home/common_ground.html", context)


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The first page as a report, `?format=pdf|xlsx|pptx`."""
    return answered(reporting.report(user_of(request)), wanted(request))


@require_http_methods(["GET", "HEAD", "POST"])
def example_removal(request: HttpRequest) -> HttpResponse:
    """Take the example company away, after a word that nobody types by accident."""
    held = example.held()
    if held is None:
        raise Missing(
            "This house does not hold the example company.", way_out="There is nothing to take away."
        )
    if not isinstance(request.user, User) or not may_administer(request.user):
        raise Denied("Only an administrator takes it away.", way_out="Ask one.")
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            example.remove()
        except Problem as problem:
            form_problem(form, problem)
        else:
            request.session.flush()  # its row is gone, and so is whoever was signed in
            request.user = AnonymousUser()
            return done(request, "people:first-run")
    context = {"form": form, "example": held}
    return render(request, "home/example_removal.html", context, status=422 if form.errors else 200)
