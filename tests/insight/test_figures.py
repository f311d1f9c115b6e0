"""Tables of figures: any list with a day and numbers becomes a dataset that one can ask about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lintel.imports.actions import batch as batches
from lintel.imports.bringing import bring
from lintel.imports.models import Batch
from lintel.insight.figures.models import FigureTable
from lintel.insight.running import _connected
from lintel.ui.problems import Problem
from lintel.warehouse import reading
from tests.cast import Cast

COSTS = "Date,Campaign,Cost,Clicks\n2026-11-01,Spring,12.50,40\n2026-11-02,Spring,7.5,\n"


def brought(path: Path, text: str, cast: Cast, **options: str) -> Batch:
    path.write_text(text)
    return bring(path, "figures", by=cast.nele, options={"table": "Campaign costs", **options})


def rows() -> list[tuple[object, ...]]:
    name = "insight.campaign_costs"
    with _connected((name,), reading.current(name), ()) as connection:
        said = f"select day, campaign, cost::double, clicks::double from {name} order by day, campaign, cost"
        return connection.execute(said).fetchall()


@pytest.fixture
def folder(warehouse: Path, tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    return tmp_path


def test_a_list_becomes_a_dataset_with_numbers_and_texts(cast: Cast, folder: Path) -> None:
    brought(folder / "costs.csv", COSTS, cast)
    table = FigureTable.objects.get()
    assert table.columns == {"campaign": "VARCHAR", "clicks": "DECIMAL(18,4)", "cost": "DECIMAL(18,4)"}
    assert [(row[1], row[2], row[3]) for row in rows()] == [("Spring", 12.5, 40.0), ("Spring", 7.5, None)]


def test_a_second_file_adds_replaces_and_is_taken_back(
    cast: Cast, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    brought(folder / "costs.csv", COSTS, cast)
    second = brought(folder / "more.csv", "Date,Campaign,Cost,Clicks\n2026-11-03,Winter,1,1\n", cast)
    assert len(rows()) == 3
    with django_capture_on_commit_callbacks(execute=True):
        batches.undo(second, by=cast.nele)
    assert len(rows()) == 2
    brought(folder / "new.csv", "Date,Campaign,Cost,Clicks\n2026-11-04,Only,3,1\n", cast, replace="Yes")
    assert [row[1] for row in rows()] == ["Only"]


def test_other_columns_and_words_for_numbers_are_refused(cast: Cast, folder: Path) -> None:
    brought(folder / "costs.csv", COSTS, cast)
    with pytest.raises(Problem, match="do not have the same columns"):
        brought(folder / "other.csv", "Date,Channel,Cost\n2026-11-03,email,1\n", cast)


def test_a_decimal_comma_is_read_as_said(cast: Cast, folder: Path) -> None:
    text = "Date;Campaign;Cost;Clicks\n2026-11-01;Spring;1.250,75;4\n"
    brought(folder / "costs.csv", text, cast, decimal_mark="Comma")
    assert rows()[0][2] == 1250.75
