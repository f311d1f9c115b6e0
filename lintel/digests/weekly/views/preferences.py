"""When and how one wants the digest."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lintel.digests.weekly.access import may_subscribe
from lintel.digests.weekly.actions import preference as actions
from lintel.digests.weekly.forms import PreferenceForm
from lintel.digests.weekly.models import Preference
from lintel.people.authentication import user_of
from lintel.ui.http import done, form_problem
from lintel.ui.problems import Denied, Problem


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """How often, when, and what."""
    user = user_of(request)
    row = Preference.objects.filter(person=user).first()
    if request.method == "POST" and not may_subscribe(user):
        raise Denied("Without a role a digest could say nothing.", way_out="Ask an administrator for one.")
    form = PreferenceForm(request.POST or None, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            said = dict(form.cleaned_data)
            actions.keep(said, version=said.pop("version"), by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, "digests:preferences", "Saved.")
    context = {"form": form if may_subscribe(user) else None, "row": row}
    return render(request, "weekly/preferences.html", context, status=422 if form.errors else 200)


def _initial(row: Preference | None) -> dict[str, Any]:
    shown, version = row or Preference(), row.version if row else 0
    return {**{name: getattr(shown, name) for name in actions.FIELDS}, "version": version}
