"""Making fuel of a disagreement, and what came of it."""

from typing import Any

import django_filters
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from lintel.audit.ledger import newest
from lintel.audit.memory import remembered_of
from lintel.charter.fuel import access
from lintel.charter.fuel.actions import disparity as acting
from lintel.charter.fuel.forms import FuelForm
from lintel.charter.fuel.models import Disparity
from lintel.charter.fuel.origins import chosen, likely, origin, with_title
from lintel.charter.fuel.ports import returns_of
from lintel.charter.fuel.tables import DisparityTable
from lintel.charter.links import thing_of
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.filters import SearchFilter
from lintel.ui.http import done, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem


class DisparityFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """By words."""

    q = SearchFilter(fields=["title", "clash"], label="Search")


@require_safe
def disparities(request: HttpRequest) -> HttpResponseBase:
    """Disparities that became innovations, and what they returned."""
    user = user_of(request)

    class Told(DisparityTable):
        """With what the room of proposals tells of the rows shown, asked once."""

        @property
        def body(self) -> Any:
            rows = self.paginated_rows.data
            told = returns_of(list(rows), user)
            for row in rows:
                row.told = told.get(row.pk)
            return super().body

    return list_page(
        request,
        Disparity.objects.visible_to(user).select_related("raised_by").defer("clash"),
        table=Told,
        filterset=DisparityFilter,
        template="fuel/disparities.html",
        export_name="disparities",
        remember=remembered_of,
    )


@require_safe
def disparity_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One disparity: the two that clashed, and the proposal that keeps both."""
    user = user_of(request)
    row = get_visible(Disparity.objects.visible_to(user).select_related("raised_by"), pk=pk)
    context = {
        "row": row,
        "origins": [thing_of(kind, key, user) for kind, key in row.origin_keys],
        "work": thing_of(row.work_type, row.work_id, user) if row.work_id else None,
        "told": returns_of([row], user).get(row.pk),
        "history": newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "fuel/disparity.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """From one thing to a proposal of both sides, with what it clashes with."""
    user = user_of(request)
    if not access.may_fuel(user):
        raise Denied(
            "Only members of marketing and of IT write proposals.",
            way_out="Write a comment, or ask one of them to do it with you.",
        )
    first: Any = origin(kind, str(pk), user, "")
    form = _form(request, first, user)
    status = 422 if form.errors else 200
    if form.is_bound and not form.errors:
        said = {name: form.cleaned_data[name] for name in ("title", "clash", "partner")}
        try:
            second = origin(*form.second_key(), user, "second")
            row = acting.fuel(first, second, **said, by=user)
        except Problem as problem:
            form.refuse(problem)
            status = problem.status
        else:
            return done(
                request, row, "A draft proposal of both sides is there; it keeps both as its origins."
            )
    looked = "find" in request.POST and not form.fields["second"].choices  # type: ignore[attr-defined]  # a choice field
    return render(request, "fuel/new.html", {"form": form, "first": first, "looked": looked}, status=status)


def _form(request: HttpRequest, first: Any, user: User) -> FuelForm:
    """The form as it was sent, or with what was written so far where somebody only looked for something."""
    said = request.POST
    words = said.get("words", "").replace("\x00", "").strip()[:80]
    offered = with_title(words, first, user) if words else []
    offered = [*likely(first, user), *chosen(said.get("second", ""), user), *offered]
    choices = list({choice.key: choice for choice in offered}.values())
    if request.method == "POST" and "find" not in said:
        return FuelForm(said, user=user, choices=choices)
    begun = {"title": str(first)[:200], **said.dict(), "words": words}
    return FuelForm(None, user=user, choices=choices, initial=begun)
