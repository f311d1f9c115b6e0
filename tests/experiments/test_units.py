"""Files of units: bad rows, undo, later files, and what is kept of a unit."""

import csv
from pathlib import Path

import numpy as np
import pytest

from lintel.experiments.datasets import UNITS
from lintel.experiments.gathering import gather
from lintel.experiments.models import Experiment, Load
from lintel.imports.bringing import take_out
from lintel.imports.models import BadRow
from lintel.ui.problems import Problem
from lintel.warehouse import reading
from tests.cast import Cast
from tests.experiments.makers import bring_units, fresh, make_draft, make_running, write_units

pytestmark = pytest.mark.usefixtures("warehouse")


def stored() -> list[tuple[object, ...]]:
    with reading.connect(UNITS.name) as connection:
        return connection.execute("select * from experiments.units").fetchall()


def planned(made: Experiment) -> Experiment:
    return Experiment.objects.with_plan().get(pk=made.pk)


def test_bad_rows_are_listed_with_their_reason(cast: Cast, tmp_path: Path) -> None:
    made = make_running(cast, tmp_path, units=100)
    wrong = {
        0: {"visitor": "new-0", "group": "two pages"},
        1: {"visitor": "new-1", "revenue": "much"},
        2: {"visitor": "new-2", "first seen": ""},
        3: {"visitor": "visitor-4@example.org"},
    }
    path = write_units(tmp_path / "more.csv", 40, 0.0, changed=wrong)
    batch = bring_units(made, path, cast)
    found = {row.number: row.faults for row in BadRow.objects.of(batch)}
    said = str(found)
    assert len(found) == 4
    assert "“two pages” is no variant of this experiment. Its variants are: three pages, one page." in said
    assert "Column “revenue” holds no number here." in said
    assert batch.created_count == 36


def test_nobody_can_be_recognised_in_the_warehouse(cast: Cast, tmp_path: Path) -> None:
    make_running(cast, tmp_path, units=100)
    assert "visitor-" not in str(stored())
    assert all(len(str(row[1])) == 64 for row in stored())


def test_undo_takes_exactly_a_files_units_back(cast: Cast, tmp_path: Path) -> None:
    made = make_running(cast, tmp_path, units=100)
    before = gather(planned(made))
    batch = bring_units(made, write_units(tmp_path / "more.csv", 240, 0.0), cast)
    assert gather(planned(made)).units == 240
    take_out(batch, by=cast.tomas)
    after = gather(planned(made))
    assert after.units == before.units
    for one, other in zip(after.arms, before.arms, strict=True):
        assert (one.name, one.assigned, one.moments.count) == (
            other.name,
            other.assigned,
            other.moments.count,
        )
        assert one.moments.means == pytest.approx(other.moments.means)  # the warehouse adds up in any order
        assert one.moments.covariances == pytest.approx(other.moments.covariances)
    assert Load.objects.filter(undone_at=None).count() == 1


def test_a_later_file_counts_and_a_unit_in_two_variants_is_nobodys(cast: Cast, tmp_path: Path) -> None:
    made = make_running(cast, tmp_path, units=100)
    crossed = {0: {"group": "one page"}}
    bring_units(made, write_units(tmp_path / "again.csv", 100, 0.0, changed=crossed), cast)
    found = gather(planned(made))
    assert (found.units, found.crossed) == (99, 1)


def test_a_draft_takes_no_units_and_few_are_not_shown(cast: Cast, tmp_path: Path) -> None:
    draft = make_draft(cast)
    with pytest.raises(Problem, match="cannot be given units"):
        bring_units(draft, write_units(tmp_path / "units.csv", 40, 0.0), cast)
    assert stored() == []
    made = make_running(cast, tmp_path, units=12)
    with pytest.raises(Problem, match="Fewer than 10 units"):
        gather(planned(fresh(made)))


def test_sums_in_the_warehouse_are_those_of_the_values(cast: Cast, tmp_path: Path) -> None:
    made = make_running(cast, tmp_path, units=400)
    found = gather(planned(made))
    with (tmp_path / "units.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["group"] == "one page"]
    revenue, earlier = (
        np.array([float(row[name]) for row in rows]) for name in ("revenue", "revenue_before")
    )
    arm = found.arms[1]
    assert arm.moments.mean("revenue") == pytest.approx(revenue.mean(), rel=1e-9)
    assert arm.moments.covariance("revenue", "revenue_before") == pytest.approx(
        float(np.cov(revenue, earlier)[0, 1]), rel=1e-9
    )
    assert len(found.by_day) == 14
