"""Writing down what is expected of a dataset."""

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.insight.quality.access import may_expect
from lintel.insight.quality.expecting import checkable
from lintel.insight.quality.models import Expectation
from lintel.insight.quality.terms import Terms
from lintel.people.models import User
from lintel.ui.problems import Denied, Missing, Problem, Stale


@audited("expectation.set", says="wrote down what is expected of {dataset} (version {version})")
def expect(entry: Draft, dataset: str, terms: Terms, *, by: User, version: int) -> Expectation:
    """Replace what is expected of a dataset; `version` is the one that was read, 0 for the usual."""
    if not may_expect(by):
        raise Denied(
            "What is expected of data is written by members of both sides.", way_out="Ask a colleague there."
        )
    shape = checkable().get(dataset)
    if shape is None:
        raise Missing(f"There is no dataset “{dataset}” to check.", way_out="Look under “Data quality”.")
    named = {*terms.nulls, *(name for key in terms.keys for name in key)}
    if unknown := sorted(named - set(shape.columns)):
        raise Problem(
            f"{dataset} has no column “{unknown[0]}”.",
            way_out=f"It has: {', '.join(shape.columns)}.",
            field="nulls" if unknown[0] in terms.nulls else "keys",
        )
    if any(not 0 <= share <= 100 for share in terms.nulls.values()):
        raise Problem("A share is 0 to 100 percent.", way_out="Correct it.", field="nulls")
    row = Expectation.objects.select_for_update().filter(dataset=dataset).first()
    if (row.version if row else 0) != version:
        raise Stale("Somebody changed this since you read it.", way_out="Read it anew, then change.")
    row = row or Expectation(dataset=dataset, version=0)
    row.oldest_hours, row.fewest_rows, row.most_change = (
        terms.oldest_hours, terms.fewest_rows, terms.most_change,
    )  # fmt: skip
    row.nulls, row.keys = dict(terms.nulls), [list(key) for key in terms.keys if key]
    row.version, row.changed_by, row.changed_at = row.version + 1, by, timezone.now()
    row.save()
    entry.about(row, dataset=dataset, version=row.version)
    return row
