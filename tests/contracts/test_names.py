"""What the description of the API calls a shape is one shape: a second class of a name would hide the first."""

from collections import Counter

from ninja import Schema

from lintel.config.api import api


def _kinds(kind: type[Schema]) -> list[type[Schema]]:
    return [kind, *(below for one in kind.__subclasses__() for below in _kinds(one))]


def test_every_shape_has_a_name_of_its_own() -> None:
    api.get_openapi_schema(path_prefix="/api/v1/")  # every room's shapes are loaded
    ours = {kind for kind in _kinds(Schema) if kind.__module__.startswith("lintel.")}
    counted = Counter(kind.__name__ for kind in ours)
    assert {name for name, count in counted.items() if count > 1} == set()
