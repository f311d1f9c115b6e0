"""The API: every room's router under /api/v1/, OpenAPI 3.1, refusals as problem+json."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError

from lintel import __version__
from lintel.alignment.api import router as alignment_router
from lintel.audit.api import make_router as audit_router
from lintel.charter.api import routers as charter_routers
from lintel.config.description import PROBLEM_JSON, DescribedAPI
from lintel.customers.api import routers as customers_routers
from lintel.digests.api import routers as digests_routers
from lintel.embeds.api import router as embeds_router
from lintel.embeds.api_stays import router as stays_router
from lintel.estate.api import routers as estate_routers
from lintel.experiments.api import router as experiments_router
from lintel.goals.api import routers as goals_routers
from lintel.home.api import router as home_router
from lintel.home.searching.api import router as search_router
from lintel.imports.api import make_router as imports_router
from lintel.insight.api import routers as insight_routers
from lintel.intake.api import router as intake_router
from lintel.language.api import router as language_router
from lintel.people.api import router as people_router
from lintel.people.authentication import Door
from lintel.portfolio.api import routers as portfolio_routers
from lintel.ui.problems import Problem
from lintel.warehouse.api import router as warehouse_router

NOTHING_MORE: Mapping[str, Any] = MappingProxyType({})

api = DescribedAPI(
    title="Lintel",
    version=__version__,
    description="The same actions as the pages, with the same rights. Sign in with a browser session or send "
    "`Authorization: Bearer <personal token>`; refusals are problem+json (RFC 9457) and name the way out.",
    urls_namespace="api",
)
api.add_router("", home_router)
api.add_router("", search_router)
api.add_router("", people_router)
api.add_router("", audit_router(Door("audit")))
api.add_router("", imports_router(Door("imports")))
api.add_router("", warehouse_router)
api.add_router("", language_router)
for customers_router in customers_routers:
    api.add_router("", customers_router)
for insight_router in insight_routers:
    api.add_router("", insight_router)
for charter_router in charter_routers:
    api.add_router("", charter_router)
api.add_router("", intake_router)
for goals_router in goals_routers:
    api.add_router("", goals_router)
for estate_router in estate_routers:
    api.add_router("", estate_router)
for portfolio_router in portfolio_routers:
    api.add_router("", portfolio_router)
api.add_router("", alignment_router)
api.add_router("", experiments_router)
api.add_router("", embeds_router)
api.add_router("", stays_router)
for digests_router in digests_routers:
    api.add_router("", digests_router)


def _problem(
    title: str,
    status: int,
    detail: str = "",
    errors: list[dict[str, str]] | None = None,
    members: Mapping[str, Any] = NOTHING_MORE,
) -> HttpResponse:
    body = {
        **members,
        "type": "about:blank",
        "title": title,
        "status": int(status),
        "detail": detail,
        "errors": errors or [],
    }
    response = JsonResponse(body, status=status)
    response["Content-Type"] = PROBLEM_JSON
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Problem)
def _refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    errors = [{"field": problem.field, "reason": problem.sentence}] if problem.field else []
    return _problem(problem.title, problem.status, problem.way_out, errors, problem.members)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [
        {"field": ".".join(str(part) for part in item["loc"][1:]), "reason": str(item["msg"])}
        for item in error.errors
    ]
    return _problem(
        "The request does not have the form that is described for it.",
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "See the list of errors, and the description under /api/v1/docs.",
        errors,
    )


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: Any) -> HttpResponse:
    return _problem(
        "Nobody is signed in.",
        HTTPStatus.UNAUTHORIZED,
        "Send a personal token, which you can make under your profile; it may also have expired.",
    )


@api.exception_handler(Http404)
def _absent(request: HttpRequest, error: Any) -> HttpResponse:
    return _problem(
        "There is no such thing here.", HTTPStatus.NOT_FOUND, "It may be gone, or not yours to see."
    )


@api.exception_handler(HttpError)
def _malformed(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _problem(str(error), error.status_code, "Check the body of the request.")
