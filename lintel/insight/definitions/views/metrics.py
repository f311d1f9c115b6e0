"""The list of metrics, one of them, and writing them."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.ledger import newest
from lintel.audit.sides import OFFICES
from lintel.audit.signatures import keys_of
from lintel.insight.definitions import access, wording
from lintel.insight.definitions.actions import metric as metrics
from lintel.insight.definitions.filters import MetricFilter
from lintel.insight.definitions.forms import MetricForm, OwnersForm, first_values, formula_of, yaml_text
from lintel.insight.definitions.models import AGREE, Metric, State
from lintel.insight.definitions.tables import MetricTable
from lintel.insight.definitions.views.common import labels, load
from lintel.language import links
from lintel.people.access import key_of
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, form_problem, prefilled
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem


@require_safe
def metric_list(request: HttpRequest) -> HttpResponseBase:
    """All metrics and how far both sides agree on them."""
    user = user_of(request)
    return list_page(
        request,
        Metric.objects.visible_to(user),
        table=MetricTable,
        filterset=MetricFilter,
        template="definitions/metrics.html",
        context={"may_define": access.may_define(user)},
        export_name="metrics",
    )


@require_safe
def metric_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What a figure means, who agreed on it, what it is made of."""
    found = load(request, slug)
    everything = request.GET.get("history") == "all"
    context = page_of(found, user_of(request)) | {
        "history": newest(found, everything=everything, seen_by=request.user)
    }
    return render(request, "definitions/metric.html", context)


def page_of(metric: Metric, user: User) -> dict[str, Any]:
    """What the page of a metric shows."""
    key, keys = key_of(user), keys_of(metric, AGREE)
    named = labels()
    parts = [one for one in named if one in metric.foundation.get("metrics", {})]
    mine = key is not None and key.office not in keys.given
    return {
        "metric": metric,
        "sentence": wording.sentence(metric.definition, named),
        "formula": yaml_text(formula_of(metric.definition)),
        "posts": [(office, keys.given.get(office)) for office in OFFICES],
        "datasets": [(named.get(name, name), ground) for name, ground in metric.foundation.get("datasets",
        {}).items()],
        "parts": Metric.objects.filter(slug__in=parts),
        "users": [
            one for one in Metric.objects.in_use().exclude(pk=metric.pk)
            if metric.slug in one.foundation.get("metrics", {})
        ],
        "disputes": [
            (one, access.may_settle(user, one)) for one in metric.disputes.select_related("by")[:20]
        ],
        "versions": metric.versions.select_related("by")[:20],
        "may_define": access.may_define(user),
        "may_dispute": access.may_dispute(user, metric),
        "may_sign": mine and metric.state == State.REVIEW,
        "synonyms": metric.definition.get("synonyms", []),
        "terms": links.terms_of(metric, user),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Draft a metric."""
    _writers_only(request)
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a metric; what was signed stays readable as an earlier version."""
    found = load(request, slug)
    _writers_only(request)
    return _write(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
def owners(request: HttpRequest, slug: str) -> HttpResponse:
    """Name who answers for it on either side."""
    found = load(request, slug)
    _writers_only(request)
    first = {"marketing_owner": found.marketing_owner, "it_owner": found.it_owner}
    form = OwnersForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        metrics.own(found, marketing=said["marketing_owner"], it=said["it_owner"], by=user_of(request))
        return done(request, found, "The owners are named.")
    return render(request, "definitions/owners.html", {"form": form, "metric": found})


@require_POST
def deprecation(request: HttpRequest, slug: str) -> HttpResponse:
    """Take it out of use."""
    found = load(request, slug)
    metrics.deprecate(found, by=user_of(request))
    return done(request, found, f"“{found}” is out of use.")


def _writers_only(request: HttpRequest) -> None:
    if not access.may_define(user_of(request)):
        raise Denied(
            metrics.WRITERS, way_out="Leave a comment on the metric, or ask an administrator for a role."
        )


def _write(request: HttpRequest, found: Metric | None) -> HttpResponse:
    first = first_values(found) | ({} if found else prefilled(request, "slug", "label"))
    form = MetricForm(request.POST or None, initial=first)
    status = 200
    if request.method == "POST" and form.is_valid():
        said, user = form.wording(), user_of(request)
        try:
            saved = (
                metrics.change(found, said, version=form.cleaned_data["version"] or 0, by=user)
                if found
                else metrics.create(said, by=user)
            )
        except Denied:
            raise
        except Problem as problem:
            problem.field = {"definition": "formula"}.get(problem.field, problem.field)
            form_problem(form, problem)
            status = problem.status
        else:
            text = (
                f"Version {saved.version} is saved."
                if found
                else "The draft is saved; offer it when it is ready."
            )
            return done(request, saved, text)
    return render(
        request, "definitions/edit.html", {"form": form, "metric": found, "labels": labels()}, status=status
    )
