"""What the tests of imports may ask for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lintel.imports import contract
from tests.imports.sample import TeamImporter


@pytest.fixture
def teams(tmp_path: Path, settings: pytest.FixtureRequest) -> Iterator[TeamImporter]:
    """The teams importer, known while the test runs; files are kept in the test's own folder."""
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]  # the settings fixture of pytest-django
    registry = contract._importers  # the dictionary itself: a test may put another in its place
    before = dict(registry)
    registry.clear()
    importer = TeamImporter()
    contract.register(importer)
    yield importer
    registry.clear()
    registry.update(before)


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file: `file("teams.csv", "Team,Side\\nWeb,IT\\n")`; bytes are written as they are."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def connection_queries() -> Callable[[Callable[[], object]], int]:
    """How many queries something costs: `connection_queries(lambda: client.get("/"))`."""

    def count(act: Callable[[], object]) -> int:
        act()  # what is done once per process is not counted
        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)

    return count
