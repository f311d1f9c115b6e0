"""Metrics that were declared to pull on each other."""

import django_filters
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.ledger import newest
from lintel.audit.memory import remembered_of
from lintel.audit.sides import Office
from lintel.goals.radar import access
from lintel.goals.radar.actions import tension as acting
from lintel.goals.radar.forms import TensionForm
from lintel.goals.radar.models import MetricTension
from lintel.goals.radar.querysets import TensionQuerySet
from lintel.goals.radar.tables import TensionTable
from lintel.insight.definitions.models import Metric
from lintel.people.authentication import user_of
from lintel.ui.filters import SearchFilter
from lintel.ui.http import done, form_problem, get_visible, prefilled
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem


class TensionFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words, which side, and whether it still holds."""

    q = SearchFilter(fields=["first", "second", "why"], label="Search declarations")
    office = django_filters.ChoiceFilter(
        label="Declared by", choices=Office.choices, empty_label="Either side"
    )
    state = django_filters.ChoiceFilter(
        label="State", method="by_state", choices=[("force", "In force"), ("back", "Taken back")],
        empty_label="Any",
    )  # fmt: skip

    def by_state(self, rows: TensionQuerySet, name: str, value: str) -> TensionQuerySet:
        """In force or taken back."""
        return rows.filter(withdrawn_at__isnull=value == "force")


@require_safe
def tensions(request: HttpRequest) -> HttpResponseBase:
    """What both sides have declared, newest first."""
    user = user_of(request)
    return list_page(
        request,
        MetricTension.objects.visible_to(user).select_related("by"),
        table=TensionTable,
        filterset=TensionFilter,
        template="radar/tensions.html",
        context={"may_declare": access.may_declare(user)},
        export_name="declared-tensions",
        remember=remembered_of,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Declare that two metrics pull on each other."""
    user = user_of(request)
    if not access.may_declare(user):
        raise Denied(
            "Members of the two sides say what pulls on what.",
            way_out="Write a comment on one of the metrics.",
        )
    form = TensionForm(request.POST or None, initial=prefilled(request, "first", "second", "moves"))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = acting.declare(**form.cleaned_data, by=user)
            except Problem as problem:
                form_problem(form, problem)
                status = problem.status
            else:
                return done(request, row, "Declared. The radar looks at it from now on.")
    return render(request, "radar/new_tension.html", {"form": form}, status=status)


@require_safe
def tension_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One declaration, and what the other side has said of the same two."""
    user = user_of(request)
    row = get_visible(MetricTension.objects.visible_to(user).select_related("by"), pk=pk)
    others = MetricTension.objects.visible_to(user).in_force().filter(first=row.first, second=row.second)
    known = {one.slug: one for one in Metric.objects.filter(slug__in=[row.first, row.second])}
    context = {
        "row": row,
        "first": known.get(row.first, row.first),
        "second": known.get(row.second, row.second),
        "metrics": [(slug, known.get(slug)) for slug in (row.first, row.second)],
        "others": others.exclude(pk=row.pk).select_related("by"),
        "may_withdraw": access.may_withdraw(user, row),
        "history": newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "radar/tension.html", context)


@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a declaration back."""
    user = user_of(request)
    row = get_visible(MetricTension.objects.visible_to(user), pk=pk)
    acting.withdraw(row, by=user)
    return done(request, row, "Taken back. It stays readable.")
