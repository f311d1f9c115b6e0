"""Small pages that use the interface the way rooms do, beside the house's own addresses."""

import django_filters
from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import path

from lintel.config.urls import urlpatterns as house
from lintel.people.models import User
from lintel.ui.filters import SearchFilter
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem, Stale
from lintel.ui.tables import SideColumn, Table, TitleColumn, WhenColumn


class PeopleTable(Table):
    """People, as a list."""

    name = TitleColumn("Name", url=lambda user: f"/sample/people/{user.pk}/")
    side = SideColumn("Side")
    last_login = WhenColumn("Last seen")

    empty_title = "Nobody yet."
    empty_text = "Invite somebody."

    class Meta(Table.Meta):
        order_by = "name"


class PeopleFilter(django_filters.FilterSet):
    """By name and side."""

    q = SearchFilter(fields=["name", "email"], label="Name")
    side = django_filters.ChoiceFilter(choices=[("marketing", "Marketing"), ("it", "IT")], label="Side")


class NoteForm(forms.Form):
    """One field."""

    note = forms.CharField(label="Note")


def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody, or nobody with `?nobody=1`."""
    rows = User.objects.none() if "nobody" in request.GET else User.objects.all()
    return list_page(
        request,
        rows,
        table=PeopleTable,
        filterset=PeopleFilter,
        template="ui/list.html",
        export_name="people",
    )


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, or the words for somebody who is not there."""
    return HttpResponse(get_visible(User.objects.all(), pk=pk).name)


def refusal(request: HttpRequest) -> HttpResponse:
    """Always refused."""
    raise Denied("Only the two offices sign.", way_out="Ask your <office> holder.")


def race(request: HttpRequest) -> HttpResponse:
    """Always too late."""
    raise Stale("Somebody changed it.", way_out="Read it again.")


def crash(request: HttpRequest) -> HttpResponse:
    """A mistake of ours."""
    raise RuntimeError("secret detail")


def note(request: HttpRequest) -> HttpResponse:
    """A form whose action refuses."""
    form = NoteForm(request.POST or None)
    if form.is_valid():
        try:
            if form.cleaned_data["note"] == "no":
                raise Problem("A bare no is not enough.", way_out="Name an alternative.", field="note")
            return done(request, "/sample/people/", "The note was kept.")
        except Problem as problem:
            form_problem(form, problem)
    return render(request, "ui/form.html", {"form": form}, status=422 if form.errors else 200)


urlpatterns = [
    path("sample/people/", people),
    path("sample/people/<int:pk>/", person),
    path("sample/refusal/", refusal),
    path("sample/race/", race),
    path("sample/crash/", crash),
    path("sample/note/", note),
    path("api/sample/", refusal),
    *house,
]
