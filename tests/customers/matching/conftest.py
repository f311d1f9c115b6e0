"""Running what waits."""

from collections.abc import Callable
from typing import Any

import pytest

from lintel.audit.models import Run, RunState
from lintel.audit.runs import execute
from lintel.customers.matching.actions import matching
from lintel.warehouse import reading


@pytest.fixture
def run_all(warehouse: Any) -> Callable[[], list[Run]]:
    """Do all waiting runs, as the worker does."""

    def work() -> list[Run]:
        waiting = list(Run.objects.filter(state=RunState.QUEUED).order_by("pk"))
        for run in waiting:
            execute.call(run.pk)
            run.refresh_from_db()
            assert run.state == RunState.DONE, run.error
        return waiting

    return work


@pytest.fixture
def match(run_all: Callable[[], list[Run]]) -> Callable[..., Run]:
    """Ask for a matching and do it."""

    def act(**wishes: Any) -> Run:
        matching.ask(by=None, **wishes)
        return run_all()[-1]

    return act


def rows(name: str, query: str = "select * from {}") -> list[tuple[Any, ...]]:
    """What a dataset holds."""
    with reading.connect(name) as connection:
        return connection.execute(query.format(name)).fetchall()
