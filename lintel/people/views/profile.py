"""One's own profile, sessions and API tokens."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lintel.people.access import key_of, may_read
from lintel.people.actions import account
from lintel.people.actions import person as actions
from lintel.people.actions import token as token_actions
from lintel.people.forms import ProfileForm, TokenForm
from lintel.people.models import Token
from lintel.people.tables import TokenTable
from lintel.people.views.reader import reader
from lintel.ui.http import carried_out, done, form_problem, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem


@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """What one may change about oneself."""
    user = reader(request)
    initial = {"name": user.name, "job_title": user.job_title, "time_zone": user.time_zone}
    form = ProfileForm(request.POST or None, initial=initial)
    kept = carried_out(request, form, lambda: actions.edit_profile(user, **form.cleaned_data, by=user))
    if kept is not None:
        return done(request, "people:me", "Saved.")
    context = {"form": form, "person": user, "key": key_of(user)}
    return render(request, "people/me.html", context, status=422 if form.errors else 200)


@require_POST
def sessions(request: HttpRequest) -> HttpResponse:
    """Sign out on all other devices, and stay signed in here."""
    user = reader(request)
    update_session_auth_hash(request, account.end_sessions(user, by=user))
    return done(request, "people:me", "You are signed out everywhere else.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponseBase:
    """One's tokens; a new one's secret is shown on the answer to the form, and never again."""
    user = reader(request)
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = token_actions.create(**form.cleaned_data, by=user)
        except Denied:
            raise
        except Problem as problem:
            form_problem(form, problem)
        else:
            return render(request, "people/new_token.html", {"token": token, "secret": secret}, status=201)
    rows = Token.objects.visible_to(user)
    context = {"form": form, "may_make": may_read(user)}
    return list_page(
        request, rows, table=TokenTable, template="people/tokens.html", context=context, export_name="tokens"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def token_revocation(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a token, after asking."""
    user = reader(request)
    token = get_visible(Token.objects.visible_to(user), pk=pk)
    if request.method == "POST":
        token_actions.revoke(token, by=user)
        return done(request, "people:tokens", f"“{token.name}” no longer opens anything.")
    return render(request, "people/token_revocation.html", {"token": token})
