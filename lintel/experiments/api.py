"""Experiments for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.audit.signatures import hash_of, keys_of
from lintel.experiments import reporting, schemas
from lintel.experiments.actions import analysis as analyses
from lintel.experiments.actions import conclusion as conclusions
from lintel.experiments.actions import experiment as experiments
from lintel.experiments.actions.experiment import Plan
from lintel.experiments.models import CONCLUSION, PLAN, Conclusion, Experiment
from lintel.experiments.planning import gaps, power_of
from lintel.experiments.written import taken
from lintel.people.authentication import Door, user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.reports.sending import FILES, Form, answered

router = Router(tags=["Experiments"], auth=Door("experiments"))
PathId = Annotated[Id, Path(...)]


def _load(request: HttpRequest, pk: int) -> Experiment:
    return get_visible(Experiment.objects.with_plan().visible_to(user_of(request)), pk=pk)


def _one(request: HttpRequest, pk: int) -> Any:
    row: Any = _load(request, pk)
    size = power_of(row).size
    row.content_hash = hash_of(row)
    row.agreed = [str(office) for office in keys_of(row, PLAN).given]
    row.units_needed = size.total if size else None
    row.gaps = gaps(row) if row.is_open else []
    return row


def _conclusion(row: Experiment) -> Any:
    found: Any = get_visible(Conclusion.objects.filter(experiment=row))
    found.content_hash = hash_of(found)
    found.agreed = [str(office) for office in keys_of(found, CONCLUSION).given]
    return found


@router.get(
    "/experiments",
    response={200: list[schemas.ExperimentOut], **PROBLEMS},
    operation_id="list_experiments",
    summary="Experiments, newest first",
)
@paginate(CursorPage)
def list_experiments(request: HttpRequest, state: str = "", q: str = "") -> Any:
    """Perhaps only of one state, or with a word in hypothesis or learning."""
    from lintel.experiments.tables import ExperimentFilter

    rows = Experiment.objects.visible_to(user_of(request))
    rows = rows.filter(state=state) if state else rows
    return ExperimentFilter({"q": q}, queryset=rows).qs if q else rows


@router.post(
    "/experiments",
    response={201: schemas.OneExperimentOut, **PROBLEMS},
    operation_id="create_experiment",
    summary="Begin an experiment",
)
def create_experiment(request: HttpRequest, data: schemas.HypothesisIn) -> Any:
    """With its hypothesis; the plan follows."""
    made = experiments.create(Plan(data.dict()), by=user_of(request))
    return Status(201, _one(request, made.pk))


@router.get(
    "/experiments/{experiment_id}",
    response={200: schemas.OneExperimentOut, **PROBLEMS},
    operation_id="get_experiment",
    summary="One experiment",
)
def get_experiment(request: HttpRequest, experiment_id: PathId) -> Any:
    """With its plan, and how many units it needs."""
    return _one(request, experiment_id)


@router.get(
    "/experiments/{experiment_id}/report",
    response=PROBLEMS,
    openapi_extra=FILES,
    operation_id="get_experiment_report",
    summary="An experiment as a report",
)
def experiment_report(request: HttpRequest, experiment_id: PathId, format: Form = "pdf") -> Any:
    """PDF, workbook or slides, with the charts of the page."""
    return answered(reporting.report(_load(request, experiment_id)), format)


@router.put(
    "/experiments/{experiment_id}/plan",
    response={200: schemas.OneExperimentOut, **PROBLEMS},
    operation_id="plan_experiment",
    summary="Write the plan",
)
def plan_experiment(request: HttpRequest, experiment_id: PathId, data: schemas.PlanIn) -> Any:
    """The whole of it; agreements to the plan before fall away."""
    given, row = taken(data), _load(request, experiment_id)
    experiments.change(row, given.plan, version=given.version, by=user_of(request))
    return _one(request, experiment_id)


@router.post(
    "/experiments/{experiment_id}/agreement",
    response={200: schemas.OneExperimentOut, **PROBLEMS},
    operation_id="agree_to_plan",
    summary="Agree to the plan",
)
def agree_to_plan(request: HttpRequest, experiment_id: PathId, data: schemas.AgreementIn) -> Any:
    """As the owner of one side; with both it is registered and ready."""
    experiments.agree(_load(request, experiment_id), by=user_of(request), content_hash=data.content_hash)
    return _one(request, experiment_id)


@router.post(
    "/experiments/{experiment_id}/start",
    response={200: schemas.OneExperimentOut, **PROBLEMS},
    operation_id="start_experiment",
    summary="Start it",
)
def start_experiment(request: HttpRequest, experiment_id: PathId) -> Any:
    """From now on the plan stands still."""
    experiments.start(_load(request, experiment_id), by=user_of(request))
    return _one(request, experiment_id)


@router.get(
    "/experiments/{experiment_id}/analyses",
    response={200: list[schemas.AnalysisOut], **PROBLEMS},
    operation_id="list_analyses",
    summary="What the figures said",
)
@paginate(CursorPage)
def list_analyses(request: HttpRequest, experiment_id: PathId) -> Any:
    """Newest first."""
    return _load(request, experiment_id).analyses.all()


@router.post(
    "/experiments/{experiment_id}/analyses",
    response={201: schemas.AnalysisRunOut, **PROBLEMS},
    operation_id="analyse_experiment",
    summary="Work the figures out",
)
def analyse_experiment(request: HttpRequest, experiment_id: PathId, data: schemas.AnalysisIn) -> Any:
    """A look, or with `final` the end; a run that you can follow."""
    row = _load(request, experiment_id)
    return Status(201, analyses.order(row, final=data.final, by=user_of(request)))


@router.get(
    "/experiments/{experiment_id}/conclusion",
    response={200: schemas.ConclusionOut, **PROBLEMS},
    operation_id="get_conclusion",
    summary="Decision and learning",
)
def get_conclusion(request: HttpRequest, experiment_id: PathId) -> Any:
    """As it stands, and who agreed."""
    return _conclusion(_load(request, experiment_id))


@router.put(
    "/experiments/{experiment_id}/conclusion",
    response={200: schemas.ConclusionOut, **PROBLEMS},
    operation_id="write_conclusion",
    summary="Write decision and learning",
)
def write_conclusion(request: HttpRequest, experiment_id: PathId, data: schemas.ConclusionIn) -> Any:
    """After the end; an agreement to earlier words falls away."""
    row = _load(request, experiment_id)
    conclusions.write(row, **data.dict(), by=user_of(request))
    return _conclusion(row)


@router.post(
    "/experiments/{experiment_id}/conclusion/agreement",
    response={200: schemas.ConclusionOut, **PROBLEMS},
    operation_id="agree_to_conclusion",
    summary="Agree to the conclusion",
)
def agree_to_conclusion(request: HttpRequest, experiment_id: PathId, data: schemas.AgreementIn) -> Any:
    """As the owner of one side; with both the experiment is decided."""
    row = _load(request, experiment_id)
    conclusions.agree(row, by=user_of(request), content_hash=data.content_hash)
    return _conclusion(row)


@router.post(
    "/experiments/{experiment_id}/links",
    response={201: schemas.ProposalLink, **PROBLEMS},
    operation_id="link_experiment",
    summary="Say which proposal it tests",
)
def link_experiment(request: HttpRequest, experiment_id: PathId, data: schemas.ProposalLink) -> Any:
    """A proposal that you may see."""
    row = _load(request, experiment_id)
    experiments.link(row, "portfolio.proposal", str(data.proposal_id), by=user_of(request))
    return Status(201, data)
