"""Solver processes that stay for all tests: they load in a second."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lintel.engines.roadmap.race import Team


@pytest.fixture(scope="session")
def team() -> Iterator[Team]:
    with Team() as staying:
        yield staying
