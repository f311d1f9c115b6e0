"""The API keeps to its own description: no server error, no deviation, whatever is sent to it."""

import datetime as dt
from typing import Any

import pytest
import schemathesis
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from ninja import Schema
from schemathesis.checks import not_a_server_error
from schemathesis.config import CacheConfig, SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from lintel.config.api import api
from lintel.config.wsgi import application
from lintel.people.authentication import SCOPES, token_hash
from lintel.people.models import Token, User
from tests.cast import Cast

SECRET = "lintel_contract"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

schema = schemathesis.openapi.from_dict(
    api.get_openapi_schema(path_prefix="/api/v1/"),
    config=SchemathesisConfig(cache=CacheConfig(enabled=False)),  # nothing is written beside the tests
)
schema.app = application


@pytest.fixture
def bearer(cast: Cast) -> dict[str, str]:
    """Somebody who may do much: an office holder who also administers, with every scope."""
    User.objects.filter(pk=cast.mara.pk).update(is_administrator=True)
    Token.objects.create(
        person=cast.mara,
        name="contract",
        prefix=SECRET,
        hash=token_hash(SECRET),
        scopes=sorted(SCOPES),
        expires_at=timezone.now() + dt.timedelta(days=1),
    )
    return {"Authorization": f"Bearer {SECRET}"}


@schema.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_keeps_to_its_description(case: Any, bearer: dict[str, str]) -> None:
    response = case.call(headers=bearer)
    case.validate_response(response, checks=CHECKS)


def test_the_description_is_openapi_3_1() -> None:
    assert api.get_openapi_schema()["openapi"].startswith("3.1")


def test_no_two_rooms_describe_different_things_under_one_name() -> None:
    found: dict[str, set[type]] = {}
    waiting = list(Schema.__subclasses__())
    while waiting:
        schema_class = waiting.pop()
        waiting += schema_class.__subclasses__()
        if schema_class.__module__.startswith("lintel."):
            found.setdefault(schema_class.__name__, set()).add(schema_class)
    nested = {"Input", "Output"}  # the page's own, which ninja names after their operation
    assert {name: kinds for name, kinds in found.items() if len(kinds) > 1 and name not in nested} == {}
