"""The list of people, one person's page, and what administrators do there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lintel.audit import ledger
from lintel.people import texts
from lintel.people.access import key_of, may_administer, may_read_history, may_see_email
from lintel.people.actions import account
from lintel.people.actions import person as actions
from lintel.people.forms import NewPersonForm, PersonForm, RoleForm
from lintel.people.models import Delegation, User
from lintel.people.tables import PeopleFilter, PeopleTable
from lintel.people.views.reader import administrator, reader
from lintel.ui.http import carried_out, done, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied

HISTORY_SHOWN = 30


@require_GET
def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody one may see; only administrators take the list away as a file."""
    user = reader(request)
    if request.GET.get("export") and not may_administer(user):
        raise Denied(
            "Only administrators export the list of people.", way_out="Read it here, or ask one of them."
        )
    rows = User.objects.visible_to(user).select_related("team")
    return list_page(
        request,
        rows,
        table=PeopleTable,
        filterset=PeopleFilter,
        template="people/people.html",
        context={"may_administer": may_administer(user)},
        export_name="people",
    )


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: where they stand, what they may sign for now, what changed."""
    user = reader(request)
    shown = _visible(user, pk)
    day = timezone.now().date()
    context = {
        "person": shown,
        "email": shown.email if may_see_email(user, shown) else texts.masked(shown.email),
        "key": key_of(shown, day),
        "delegations": Delegation.objects.visible_to(user).open().filter(delegate=shown)
        | Delegation.objects.visible_to(user).open().filter(holder=shown),
        "history": ledger.history(shown, HISTORY_SHOWN, seen_by=request.user)
        if may_read_history(user, shown)
        else None,
        "may_administer": may_administer(user),
        "is_reader": shown.pk == user.pk,
        "unused": shown.last_login is None and not shown.has_usable_password(),
    }
    return render(request, "people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add a person; the next page offers the invitation."""
    user = administrator(request)
    form = NewPersonForm(request.POST or None)
    made = carried_out(
        request, form, lambda: actions.create(**form.details(), role=form.cleaned_data["role"], by=user)
    )
    if made is not None:
        return done(request, made, f"{made.name} is here now. Invite them, so that they choose a password.")
    return _form(request, form, "people/new.html", {})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known about a person."""
    user = administrator(request)
    shown = _visible(user, pk)
    form = PersonForm(request.POST or None, initial=_known(shown))
    kept = carried_out(request, form, lambda: actions.edit(shown, **form.details(), by=user))
    if kept is not None:
        return done(request, shown, "Saved.")
    return _form(request, form, "people/edit.html", {"person": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a person may do."""
    user = administrator(request)
    shown = _visible(user, pk)
    initial = {"role": shown.role, "is_administrator": shown.is_administrator}
    form = RoleForm(request.POST or None, initial=initial)
    kept = carried_out(request, form, lambda: actions.set_role(shown, **form.cleaned_data, by=user))
    if kept is not None:
        return done(request, shown, f"{shown.name} has another role now.")
    return _form(request, form, "people/role.html", {"person": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def deactivation(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account, after saying what that ends."""
    user = administrator(request)
    shown = _visible(user, pk)
    if request.method == "POST":
        actions.deactivate(shown, by=user)
        return done(request, shown, f"The account of {shown.name} is closed.")
    return render(request, "people/deactivation.html", {"person": shown})


@require_POST
def reactivation(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    user = administrator(request)
    shown = _visible(user, pk)
    actions.reactivate(shown, by=user)
    return done(request, shown, f"The account of {shown.name} is open again.")


@never_cache
@require_POST
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail the link to choose a password, and show it if nobody has used the account yet."""
    user = administrator(request)
    shown = _visible(user, pk)
    link = account.invite(shown, by=user)
    if not link:
        return done(request, shown, f"A link to choose a password is on its way to {shown.name}.")
    return render(request, "people/invitation.html", {"person": shown, "link": link})


def _known(person: User) -> dict[str, Any]:
    return {name: getattr(person, name) for name in PersonForm.base_fields}


def _visible(user: User, pk: int) -> User:
    return get_visible(User.objects.visible_to(user).select_related("team", "specialty"), pk=pk)


def _form(request: HttpRequest, form: Any, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)
