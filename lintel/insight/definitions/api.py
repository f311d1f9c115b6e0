"""Metrics for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.audit.signatures import hash_of
from lintel.insight.definitions import schemas
from lintel.insight.definitions.actions import agreement, document
from lintel.insight.definitions.actions import metric as metrics
from lintel.insight.definitions.catalogue import catalogue
from lintel.insight.definitions.formulas import Wording
from lintel.insight.definitions.models import Awaits, Metric
from lintel.people.access import may_read
from lintel.people.authentication import Door, user_of
from lintel.ui.api import PROBLEMS, CursorPage
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied

router = Router(tags=["Metrics"], auth=Door("insight"))
Slug = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,59}$")]


def _out(row: Metric) -> Metric:
    shown: Any = row
    shown.content_hash = hash_of(row)
    shown.waits_for = ["marketing", "it"] if row.awaits == Awaits.BOTH else [row.awaits] if row.awaits else []
    return row


def _one(request: HttpRequest, slug: str) -> Metric:
    return _out(get_visible(Metric.objects.visible_to(user_of(request)), slug=slug))


class _Pages(CursorPage):
    """Pages with what follows from a row."""

    def paginate_queryset(self, queryset: Any, pagination: Any, request: HttpRequest, **params: Any) -> Any:
        """As always."""
        page = super().paginate_queryset(queryset, pagination, request, **params)
        page["items"] = [_out(row) for row in page["items"]]
        return page


def _wording(data: schemas.MetricIn) -> Wording:
    return Wording(
        data.slug, data.label, data.formula, data.description, data.unit, data.better, tuple(data.synonyms)
    )


@router.get(
    "/metrics",
    response={200: list[schemas.MetricOut], **PROBLEMS},
    operation_id="list_metrics",
    summary="Metrics, newest first",
)
@paginate(_Pages)
def list_metrics(request: HttpRequest) -> Any:
    """Also those that are not agreed; `state` says how far they are."""
    return Metric.objects.visible_to(user_of(request))


@router.post(
    "/metrics",
    response={201: schemas.MetricOut, **PROBLEMS},
    operation_id="create_metric",
    summary="Draft a metric",
)
def create_metric(request: HttpRequest, data: schemas.MetricIn) -> Any:
    """For office holders, members and analysts."""
    made = metrics.create(_wording(data), by=user_of(request))
    return Status(201, _one(request, made.slug))


@router.get(
    "/metrics/definitions",
    response={200: schemas.DocumentOut, **PROBLEMS},
    operation_id="get_definitions",
    summary="All definitions as YAML",
)
def get_definitions(request: HttpRequest) -> Any:
    """Datasets, relationships, calendar and metrics in use."""
    if not may_read(user_of(request)):
        raise Denied("Definitions are for people with a role.", way_out="Ask an administrator for a role.")
    from lintel.engines.metrics import dump

    return schemas.DocumentOut(document=dump(catalogue().model))


@router.put(
    "/metrics/definitions",
    response={200: schemas.DefinitionsBroughtOut, **PROBLEMS},
    operation_id="bring_definitions",
    summary="Bring in definitions",
)
def bring_definitions(request: HttpRequest, data: schemas.DocumentIn) -> Any:
    """What it changes gets a new version and is reviewed again; metrics that it does not name stay."""
    return document.bring(data.document, by=user_of(request))


@router.get(
    "/metrics/{slug}",
    response={200: schemas.MetricOut, **PROBLEMS},
    operation_id="get_metric",
    summary="One metric",
)
def get_metric(request: HttpRequest, slug: Slug) -> Any:
    """With its definition and the hash that is signed."""
    return _one(request, slug)


@router.put(
    "/metrics/{slug}",
    response={200: schemas.MetricOut, **PROBLEMS},
    operation_id="change_metric",
    summary="Change a metric",
)
def change_metric(request: HttpRequest, slug: Slug, data: schemas.MetricPut) -> Any:
    """Makes the next version; signatures on the present one no longer count."""
    metrics.change(_one(request, slug), _wording(data), version=data.version, by=user_of(request))
    return _one(request, slug)


@router.delete(
    "/metrics/{slug}",
    response={200: schemas.MetricOut, **PROBLEMS},
    operation_id="deprecate_metric",
    summary="Take a metric out of use",
)
def deprecate_metric(request: HttpRequest, slug: Slug) -> Any:
    """It stays readable; a change brings it back as a draft."""
    metrics.deprecate(_one(request, slug), by=user_of(request))
    return _one(request, slug)


@router.post(
    "/metrics/{slug}/offer",
    response={200: schemas.MetricOut, **PROBLEMS},
    operation_id="offer_metric",
    summary="Offer a draft to both offices",
)
def offer_metric(request: HttpRequest, slug: Slug) -> Any:
    """From then on both offices may sign."""
    agreement.offer(_one(request, slug), by=user_of(request))
    return _one(request, slug)


@router.post(
    "/metrics/{slug}/signatures",
    response={201: schemas.MetricOut, **PROBLEMS},
    operation_id="sign_metric",
    summary="Sign a definition",
)
def sign_metric(request: HttpRequest, slug: Slug, data: schemas.MetricSignatureIn) -> Any:
    """For one's own office, or the one that was lent; with the second key it is agreed."""
    agreement.sign(_one(request, slug), content_hash=data.content_hash, by=user_of(request))
    return Status(201, _one(request, slug))


@router.post(
    "/metrics/{slug}/disputes",
    response={201: schemas.MetricOut, **PROBLEMS},
    operation_id="dispute_metric",
    summary="Dispute a wording",
)
def dispute_metric(request: HttpRequest, slug: Slug, data: schemas.DisputeIn) -> Any:
    """It stands on the metric until a new version answers it, or it is taken back."""
    agreement.dispute(_one(request, slug), text=data.text, by=user_of(request))
    return Status(201, _one(request, slug))
