"""Matching in one page: how many records are how many customers, how that was found, what happened."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lintel.audit.models import Run, RunState
from lintel.customers.matching.access import may_match
from lintel.customers.matching.actions import matching
from lintel.customers.matching.forms import RunForm
from lintel.customers.matching.happenings import happenings
from lintel.customers.matching.models import Matching, PairDecision
from lintel.people.authentication import reader
from lintel.ui.charts import Figure
from lintel.ui.http import done, form_problem
from lintel.ui.problems import Denied, Missing, Problem

KINDS = {
    "create": "Created",
    "absorb": "Took records in",
    "merge": "Merged",
    "split": "Split",
    "retire": "Retired",
}
LAST = 10


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The state in use, the model in words, the last runs, and what happened to customers."""
    user = reader(request)
    return _page(request, RunForm(initial=_usual()) if may_match(user) else None)


@require_safe
def model(request: HttpRequest) -> HttpResponse:
    """The model in use as a file, to be read, edited and given back. It names nobody."""
    last = Matching.objects.visible_to(reader(request)).order_by("-pk").first()
    if last is None:
        raise Missing("Nothing was matched yet.", way_out="Match first.")
    answer = JsonResponse(last.model, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="matching-model-{last.version}.json"'
    return answer


@require_POST
def runs(request: HttpRequest) -> HttpResponse:
    """Ask for a matching: of what changed, or from scratch."""
    user = reader(request)
    if not may_match(user):
        raise Denied("Matching is started by members of the two sides.", way_out="Ask one of them.")
    form = RunForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    model = form.cleaned_data["model"]
    afresh = form.cleaned_data["how"] == "afresh" or model is not None
    # An edited model brings its own threshold; the field still shows that of the model in use.
    threshold = form.cleaned_data["threshold"] if afresh and model is None else None
    try:
        run = matching.ask(by=user, afresh=afresh, threshold=threshold, model=model)
    except Problem as problem:
        form_problem(form, problem)
        return _page(request, form, status=problem.status)
    return done(request, "matching:overview", f"{run.title}: the worker begins soon.")


def _usual() -> dict[str, Any]:
    last = Matching.objects.order_by("-pk").values_list("threshold", flat=True).first()
    return {"how": "step"} if last is None else {"how": "step", "threshold": round(last, 1)}


def _page(request: HttpRequest, form: RunForm | None, *, status: int = 200) -> HttpResponse:
    user = reader(request)
    done_before = list(Matching.objects.visible_to(user)[:LAST])
    kind = request.GET.get("kind", "")
    counts, shown = happenings(kind if kind in KINDS else "")
    context = {
        "last": done_before[0] if done_before else None,
        "matchings": done_before,
        "run": Run.objects.filter(kind=matching.KIND).order_by("-pk").first(),
        "decided": PairDecision.objects.in_force().count(),
        "figure": _sizes(done_before[0]) if done_before else None,
        "tabs": _tabs(counts, kind),
        "happenings": [{"it": one, "words": KINDS.get(one.kind, one.kind)} for one in shown],
        "form": form,
        "live": {RunState.QUEUED, RunState.RUNNING},
    }
    return render(request, "matching/overview.html", context, status=status)


def _tabs(counts: dict[str, int], kind: str) -> list[dict[str, Any]]:
    here = reverse("matching:overview")
    every = {"label": "All", "url": here, "count": sum(counts.values()), "current": kind not in KINDS}
    return [every] + [
        {"label": label, "url": f"{here}?kind={name}#happenings-title", "count": counts[name],
         "current": kind == name}
        for name, label in KINDS.items() if name in counts
    ]  # fmt: skip


def _sizes(last: Matching) -> Figure:
    rows = [(int(size), count) for size, count in last.sizes.items()]
    spec = {
        "data": {"values": [{"records": size, "customers": count} for size, count in rows]},
        "height": 180,
        "mark": {"type": "bar", "tooltip": True},
        "encoding": {
            "x": {"field": "records", "type": "ordinal", "title": "records of a customer",
                  "axis": {"labelAngle": 0}},
            "y": {"field": "customers", "type": "quantitative", "title": "customers",
                  "scale": {"type": "symlog"}},
        },
    }  # fmt: skip
    note = "The scale is logarithmic. Many large customers mean that strangers share a value."
    return Figure("How many records a customer has", spec, ("Records of a customer", "Customers"), rows, note)
