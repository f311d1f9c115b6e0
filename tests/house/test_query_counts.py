"""A list costs as many queries at 10,000 rows as at 10 of each state, on its page and in the API."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lintel.config.api import api
from lintel.customers.matching.actions import clearance
from lintel.people.models import User
from tests.cast import Cast
from tests.house import (
    blueprint,
    charter,
    digests,
    embeds,
    estate,
    estate_access,
    flow,
    goals,
    outcomes,
    purchases,
    radar,
    returns,
    roadmaps,
    sessions,
    shadow,
    spending,
    stress,
    together,
)
from tests.house.filling import fill
from tests.house.rights import OPERATIONS, PAGES
from tests.house.samples import Samples, make_samples
from tests.house.walking import address, operations

FEW, MANY = 40, 10_000  # forty, so that there are ten of each state
# Every page that shows a list, by the sample it is about. Pages with a table or a pager have to stand here.
LISTS = {
    "home:common-ground": "",
    "searching:search": "",
    "people:people": "",
    "people:tokens": "",
    "people:teams": "",
    "people:specialties": "",
    "people:delegations": "",
    "people:mentions": "",
    "audit:entries": "",
    "audit:runs": "",
    "warehouse:datasets": "",
    "warehouse:dataset": "dataset",
    "imports:list": "",
    "imports:check": "file of Nele",
    "sources:sources": "",
    "sources:source": "source",
    "profiles:customers": "",
    "matching:clearances": "",
    "matching:decisions": "",
    "segments:segments": "",
    "definitions:metrics": "",
    "asking:asked": "",
    "asking:questions": "",
    "dashboards:dashboards": "",
    "guards:mine": "",
    "guards:policies": "",
    "quality:datasets": "",
    "quality:dataset": "checked dataset",
    "context:series": "",
    "context:series-page": "market series",
    "context:events": "",
    "learning:overview": "",
    "learning:lessons": "",
    "language:terms": "",
    "language:misunderstood": "",
    "language:primers": "",
    "experiments:experiments": "",
    "experiments:learnings": "",
    "intake:requests": "",
    "intake:figures": "",
    "portfolio:proposals": "",
    "portfolio:backlog": "",
    "portfolio:board": "",
    **together.LISTS,
    **embeds.LISTS,
    **charter.LISTS,
    **goals.LISTS,
    **roadmaps.LISTS,
    **radar.LISTS,
    **sessions.LISTS,
    **flow.LISTS,
    **returns.LISTS,
    **estate.LISTS,
    **purchases.LISTS,
    **stress.LISTS,
    **blueprint.LISTS,
    **shadow.LISTS,
    **spending.LISTS,
    **estate_access.LISTS,
    **outcomes.LISTS,
    **digests.LISTS,
}
# Operations that answer with a list. The rest of a proposal's parts stand for all: they share one view.
API_LISTS = {
    "list_what_hangs_on_an_element": "element",
    "get_common_ground": "",
    "list_people": "",
    "list_teams": "",
    "list_delegations": "",
    "list_comments": "thread of a request",
    "list_belongings": "thread of a request",
    "list_tokens": "",
    "list_entries": "",
    "list_runs": "",
    "list_datasets": "",
    "list_importers": "",
    "list_imports": "",
    "list_bad_rows": "file of Nele",
    "list_requests": "",
    "request_figures": "",
    "list_answers": "refused request",
    "list_request_types": "",
    "list_terms": "",
    "list_misunderstood_terms": "",
    "list_primers": "",
    "list_attachments": "primer",
    "list_proposals": "",
    "list_signatures": "draft",
    "get_backlog": "",
    "get_board": "",
    "list_requirements": "draft",
    "list_efforts": "draft",
    "list_involvements": "draft",
    "list_benefits": "draft",
    "list_sources": "",
    "list_loads": "source",
    "list_questions": "",
    "list_pair_decisions": "",
    "list_clearances": "",
    "list_purposes": "",
    "list_erasures": "",
    "get_consent": "customer",
    "list_customers": "",
    "list_survivorship_rules": "",
    "list_segments": "",
    "list_metrics": "",
    "list_saved_questions": "",
    "list_questions_asked": "",
    "list_dashboards": "",
    "get_dashboard_answers": "dashboard",
    "list_access_policies": "",
    "list_access_wishes": "",
    "list_data_quality": "",
    "list_data_checks": "checked dataset",
    "list_market_series": "",
    "list_events": "",
    "list_lessons": "",
    "find_lessons": "",
    "list_experiments": "",
    "list_analyses": "analysed experiment",
    "list_segment_exports": "segment",
    "list_relations": "draft",
    **together.API_LISTS,
    **embeds.API_LISTS,
    **charter.API_LISTS,
    **goals.API_LISTS,
    **roadmaps.API_LISTS,
    **radar.API_LISTS,
    **sessions.API_LISTS,
    **flow.API_LISTS,
    **returns.API_LISTS,
    **estate.API_LISTS,
    **purchases.API_LISTS,
    **stress.API_LISTS,
    **blueprint.API_LISTS,
    **shadow.API_LISTS,
    **spending.API_LISTS,
    **estate_access.API_LISTS,
    **outcomes.API_LISTS,
    **digests.API_LISTS,
    "list_assessment_items": "",
    "list_rounds": "",
}


FROM_EVERY_ROOM = {"home:common-ground", "get_common_ground", "list_decisions"}
FOR_ONE = {"see_tool_people"}  # shown by name to who has leave for it, which Mara has not


@pytest.fixture
def samples(cast: Cast, tmp_path: Path, settings: Any) -> Samples:
    """One of each thing; files are kept in the test's own folder."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.WAREHOUSE = str(tmp_path / "warehouse")
    return make_samples(cast, tmp_path)


@pytest.fixture
def client(cast: Cast, as_: Callable[[User], Client]) -> Client:
    """Mara, who also administers and has a clearance: she sees everything."""
    User.objects.filter(pk=cast.mara.pk).update(is_administrator=True)
    today = timezone.now().date()
    clearance.give(cast.mara, reason="Counts queries", starts=today, ends=today, by=cast.ivo)
    return as_(cast.mara)


def urls(samples: Samples) -> dict[str, str]:
    """Every list by its name."""
    found = {name: address(name, samples.args(on)) for name, on in LISTS.items()}
    paths = operations()
    for name, on in API_LISTS.items():
        args = iter(samples.args(on))
        found[name] = re.sub(r"{\w+}", lambda _, args=args: str(next(args)), paths[name][1])
    return found


def counted(client: Client, addresses: dict[str, str]) -> dict[str, int]:
    """How many queries each address costs; what is asked once per process is not counted."""
    counts = {}
    for name, url in addresses.items():
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200, url
        counts[name] = len(queries)
    return counts


def test_a_list_costs_the_same_at_any_size(cast: Cast, samples: Samples, client: Client) -> None:
    addresses = urls(samples)
    fill(cast.mara, samples.things, 0, FEW)
    few = counted(client, addresses)
    fill(cast.mara, samples.things, FEW, MANY)
    many = counted(client, addresses)
    assert many == few
    gathering = {name: count for name, count in many.items() if name in FROM_EVERY_ROOM}
    assert max(gathering.values()) < 2 * len(list(apps.get_app_configs()))
    assert max(count for name, count in many.items() if name not in FROM_EVERY_ROOM) < 30


def test_every_page_with_a_list_is_counted(samples: Samples, client: Client) -> None:
    found = set()
    for page in PAGES:
        if page.read and page.name not in {"account_logout", "audit:export"}:
            context = client.get(address(page.name, samples.args(page.on))).context
            if context is not None and ("table" in context or "page" in context):
                found.add(page.name)
    assert found - set(LISTS) - {"ui:style"} == set()  # the style page shows a list of samples


def test_every_operation_with_a_list_is_counted() -> None:
    schemas = api.get_openapi_schema(path_prefix="/api/v1/")
    known = {operation.name for operation in OPERATIONS}
    lists = {name for name, (method, path) in operations().items() if _is_list(schemas, method, path)}
    assert lists - set(API_LISTS) - FOR_ONE == set()
    assert set(API_LISTS) <= known


def _is_list(described: Any, method: str, path: str) -> bool:
    answer = described["paths"][path][method.lower()]["responses"].get(200, {})
    shape = answer.get("content", {}).get("application/json", {}).get("schema", {})
    if "$ref" in shape:
        shape = described["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]]
    return method == "GET" and (shape.get("type") == "array" or "items" in shape.get("properties", {}))
