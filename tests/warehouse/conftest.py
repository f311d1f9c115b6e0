"""A dataset to write and read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lintel.warehouse import shapes


@pytest.fixture
def colours(warehouse: Path) -> Iterator[str]:
    """A declared dataset with nothing in it."""
    name = "tests.colours"
    shapes.declare(shapes.Shape(name, "Colours.", {"name": "VARCHAR", "number": "BIGINT"}, ("number",)))
    yield name
    shapes._shapes.pop(name)
