"""The very first page: who opens the house."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lintel.people.actions import account
from lintel.people.forms import FirstRunForm
from lintel.people.models import User
from lintel.ui.http import done, form_problem
from lintel.ui.problems import Missing, Problem, Stale

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Make the first administrator and sign them in; there is no such page once anybody is there."""
    if User.objects.exists():
        raise _gone()
    form = FirstRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = account.open_house(**form.cleaned_data, by=None)
        except Stale as problem:
            raise _gone() from problem
        except Problem as problem:
            form_problem(form, problem)
        else:
            login(request, person, backend=BACKEND)
            return done(
                request, "/", f"Welcome, {person.first_name}. The house is open; you are its administrator."
            )
    return render(request, "people/welcome.html", {"form": form}, status=422 if form.errors else 200)


def _gone() -> Missing:
    return Missing("This house is open already.", way_out="Sign in, or ask an administrator for an account.")
