"""The verdict of the preview on a row is the verdict of the import, whatever is in the file."""

import csv
import io
import tempfile
from pathlib import Path

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lintel.imports.bringing import bring, check_file
from lintel.imports.models import Batch, ImportedObject
from lintel.people.models import Team
from lintel.ui.problems import Problem

CELL = st.one_of(
    st.sampled_from(
        ["", "Web", "web ", "Brand", "IT", "Marketing", "2026-01-31", "31/12/2026", "1.5", "=1+1", "'x"]
    ),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12),
)
ROWS = st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=12)


@given(rows=ROWS, delimiter=st.sampled_from([",", ";", "\t"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_preview_and_import_agree_on_every_row(cast, teams, rows, delimiter):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["Team", "Side", "Since", "Budget"], *rows])
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        path = Path(folder) / "t.csv"
        path.write_text(out.getvalue(), encoding="utf-8", newline="")
        try:
            preview = check_file(path, "teams", by=cast.nele)
        except Problem:
            return  # refused as a whole, with a sentence
        bad = set(preview.bad_rows.values_list("number", flat=True))
        assert preview.good_count + preview.bad_count == preview.row_count
        if preview.good_count:
            batch = bring(path, "teams", by=cast.nele)
            written = set(ImportedObject.objects.filter(batch=batch).values_list("number", flat=True))
            assert not written & bad
            assert len(written) == preview.good_count == batch.came_in
            assert Team.objects.filter(name="").count() == 0
        transaction.set_rollback(True)


def test_order_of_rows_does_not_change_how_many_are_good(cast, teams, file):
    rows = ["Web,IT", "web,Marketing", ",IT", "Shop,IT"]
    counts = set()
    for order in (rows, rows[::-1]):
        batch = check_file(file("t.csv", "Team,Side\n" + "\n".join(order)), "teams", by=cast.nele)
        counts.add((batch.good_count, batch.bad_count))
    assert counts == {(2, 2)}
    assert Batch.objects.count() == 2
