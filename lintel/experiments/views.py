"""Pages of experiments."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.audit.memory import remembered_of
from lintel.experiments import figures, reporting, standing
from lintel.experiments.access import may_edit, may_plan
from lintel.experiments.actions import analysis as analyses
from lintel.experiments.actions import conclusion as conclusions
from lintel.experiments.actions import experiment as experiments_actions
from lintel.experiments.actions.experiment import Plan
from lintel.experiments.forms import (
    AgreementForm,
    ConclusionForm,
    HypothesisForm,
    LinkForm,
    MeasureSet,
    PlanForm,
    VariantSet,
)
from lintel.experiments.models import Analysis, Conclusion, Experiment
from lintel.experiments.planning import gaps, power_of
from lintel.experiments.tables import ExperimentFilter, ExperimentTable, LearningFilter, LearningTable
from lintel.people.authentication import user_of
from lintel.people.targets import meant
from lintel.ui import charts
from lintel.ui.exports import csv_response
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Missing, Problem
from lintel.ui.reports.sending import answered, wanted

NOT_YOURS = Denied(
    "Only members and office holders of marketing and IT write experiments.",
    way_out="Leave a comment, or ask one of them to write it with you.",
)


def _load(request: HttpRequest, pk: int) -> Experiment:
    return get_visible(Experiment.objects.with_plan().visible_to(user_of(request)), pk=pk)


@require_safe
def experiments(request: HttpRequest) -> HttpResponseBase:
    """All experiments, newest change first."""
    user = user_of(request)
    return list_page(
        request,
        Experiment.objects.visible_to(user).with_owners(),
        table=ExperimentTable,
        filterset=ExperimentFilter,
        template="experiments/experiments.html",
        context={"may_plan": may_plan(user)},
        export_name="experiments",
        remember=remembered_of,
    )


@require_safe
def learnings(request: HttpRequest) -> HttpResponseBase:
    """What decided experiments taught."""
    return list_page(
        request,
        Experiment.objects.visible_to(user_of(request)).decided(),
        table=LearningTable,
        filterset=LearningFilter,
        template="experiments/learnings.html",
        export_name="learnings",
        remember=remembered_of,
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin with the hypothesis."""
    user = user_of(request)
    if not may_plan(user):
        raise NOT_YOURS
    form = HypothesisForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = experiments_actions.create(Plan(dict(form.cleaned_data)), by=user)
        return done(request, made, "The draft is there. Write the plan next.")
    return render(request, "experiments/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def experiment(request: HttpRequest, pk: int) -> HttpResponse:
    """Hypothesis, plan, figures, conclusion: the same page for both offices."""
    return _page(request, _load(request, pk), LinkForm())


def _page(request: HttpRequest, row: Experiment, link_form: LinkForm) -> HttpResponse:
    user = user_of(request)
    analysis = row.analyses.select_related("run").first()
    power = power_of(row)
    conclusion = Conclusion.objects.filter(experiment=row).select_related("written_by").first()
    context: dict[str, Any] = {
        "experiment": row,
        "lines": standing.measure_lines(row),
        "shares": standing.shares(row),
        "power": power,
        "gaps": gaps(row) if row.is_open else [],
        "agreement": standing.agreement(row, row, user),
        "analysis": analysis,
        "charts": figures.charts_of(row, analysis, power),
        "chances": figures.chance_rows(analysis) if analysis else [],
        "handed_out": figures.ratio_rows(analysis) if analysis else [],
        "loads": row.loads.select_related("batch", "by")[:20],
        "conclusion": conclusion,
        "concluded": standing.agreement(row, conclusion, user) if conclusion else None,
        "tested": standing.tested(row, user),
        "link_form": link_form,
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    status = 422 if link_form.errors else 200
    return render(request, "experiments/experiment.html", context | standing.rights(row, user), status=status)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the whole plan; saving it voids agreements to the one before."""
    user, row = user_of(request), _load(request, pk)
    if not may_edit(user, row):
        raise (
            NOT_YOURS
            if row.is_open
            else Problem("The plan stands since the experiment started.", way_out="Write a new experiment.")
        )
    form = PlanForm(request.POST or None, instance=row)
    sets = _sets(request, row)
    if request.method == "POST" and all([form.is_valid(), *(one.is_valid() for one in sets)]):
        given = Plan(form.values(), *(one.rows() for one in sets))
        standing_row = Experiment.objects.get(pk=pk)  # the form has written into the other
        try:
            experiments_actions.change(standing_row, given, version=form.cleaned_data["version"], by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, f"{row.get_absolute_url()}#plan", "The plan is saved.")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "variants": sets[0], "measures": sets[1], "experiment": _load(request, pk)}
    return render(request, "experiments/plan.html", context, status=status)


BEGIN = [{"name": "control", "share": 1}, {"name": "new", "share": 1}]


def _sets(request: HttpRequest, row: Experiment) -> tuple[Any, Any]:
    """Variants and metrics as rows: what was sent, or what stands."""
    if request.method == "POST":
        return VariantSet(request.POST, prefix="variants"), MeasureSet(request.POST, prefix="measures")
    names = MeasureSet.form.Meta.fields
    variants = [{"name": one.name, "share": one.share} for one in row.variants.all()] or BEGIN
    measures = [{name: getattr(one, name) for name in names} for one in row.measures.all()]
    return VariantSet(prefix="variants", initial=variants), MeasureSet(prefix="measures", initial=measures)


@require_http_methods(["GET", "POST"])
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet that an owner agrees to: exactly what it shows."""
    user, row = user_of(request), _load(request, pk)
    if request.method == "POST":
        form = AgreementForm(request.POST)
        if not form.is_valid():
            raise Problem("It is not clear which plan you read.", way_out="Open the sheet again.")
        experiments_actions.agree(row, by=user, content_hash=form.cleaned_data["content_hash"])
        return done(request, f"{row.get_absolute_url()}#plan", "Your side’s agreement is there.")
    context = {
        "experiment": row,
        "lines": standing.measure_lines(row),
        "shares": standing.shares(row),
        "power": power_of(row),
        "gaps": gaps(row),
        "agreement": standing.agreement(row, row, user),
    }
    return render(request, "experiments/agreement.html", context)


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to hand out variants."""
    row = experiments_actions.start(_load(request, pk), by=user_of(request))
    return done(request, row, "It runs. Bring in a file of units as often as you like.")


@require_POST
def analysis(request: HttpRequest, pk: int) -> HttpResponse:
    """Work the figures out: a look, or the end."""
    final = request.POST.get("final") == "yes"
    run = analyses.order(_load(request, pk), final=final, by=user_of(request))
    return done(request, run, "The figures are being worked out.")


@require_safe
def results(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The last figures as CSV."""
    row = _load(request, pk)
    found: Analysis | None = row.analyses.first()
    if found is None:
        raise Missing("There are no figures yet.", way_out="Open the experiment and take a look first.")
    return csv_response(f"experiment-{row.pk}", figures.HEADER, figures.result_rows(found))


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The experiment as a report, `?format=pdf|xlsx|pptx`."""
    return answered(reporting.report(_load(request, pk)), wanted(request))


@require_safe
def chart(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One of the charts as a picture, `?format=png|svg`."""
    row = _load(request, pk)
    figure = figures.charts_of(row, row.analyses.first(), power_of(row)).get(slug)
    if figure is None:
        raise Missing("There is no such chart.", way_out="Open the experiment to see which there are.")
    form = "svg" if request.GET.get("format") == "svg" else "png"
    content: str | bytes = charts.svg(figure) if form == "svg" else charts.png(figure)
    response = HttpResponse(content, content_type="image/svg+xml" if form == "svg" else "image/png")
    response["Content-Disposition"] = f'attachment; filename="experiment-{row.pk}-{slug}.{form}"'
    return response


@require_http_methods(["GET", "POST"])
def conclusion(request: HttpRequest, pk: int) -> HttpResponse:
    """Write decision and learning."""
    user, row = user_of(request), _load(request, pk)
    if not may_plan(user):
        raise NOT_YOURS
    before = Conclusion.objects.filter(experiment=row).first()
    form = ConclusionForm(request.POST or None, instance=before)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        conclusions.write(
            row, outcome=said["outcome"], decision=said["decision"], learning=said["learning"], by=user
        )
        return done(request, f"{row.get_absolute_url()}#conclusion", "Both owners can agree to it now.")
    context = {"form": form, "experiment": row, "analysis": row.analyses.filter(final=True).first()}
    return render(request, "experiments/conclusion.html", context, status=422 if form.errors else 200)


@require_POST
def conclusion_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """An owner agrees to the conclusion as it was read."""
    row, form = _load(request, pk), AgreementForm(request.POST)
    if not form.is_valid():
        raise Problem("It is not clear which words you read.", way_out="Open the experiment again.")
    conclusions.agree(row, by=user_of(request), content_hash=form.cleaned_data["content_hash"])
    return done(request, f"{row.get_absolute_url()}#conclusion", "Your side’s agreement is there.")


@require_POST
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which proposal it tests."""
    user, row, form = user_of(request), _load(request, pk), LinkForm(request.POST)
    if not may_plan(user):
        raise NOT_YOURS
    if form.is_valid():
        try:
            proposal = meant(user, "portfolio.proposal", form.cleaned_data["proposal"])
        except Problem as problem:
            form.add_error("proposal", problem.sentence)
        else:
            experiments_actions.link(row, "portfolio.proposal", str(proposal.pk), by=user)
            return done(request, row, "The proposal is linked.")
    return _page(request, row, form)
