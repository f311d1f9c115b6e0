"""The run that checks data, and its start after each publish."""

from collections.abc import Sequence

from lintel.audit.models import Run
from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.insight.quality.actions import dataset_check
from lintel.insight.quality.expecting import checkable
from lintel.insight.quality.models import Grade


@run_kind(dataset_check.KIND, resumable=True)
def check(progress: Progress) -> Outcome:
    """Looks at the present state of the datasets of its inputs."""
    run = Run.objects.select_related("created_by").get(pk=progress.run.pk)
    progress.report(0, 1, "Looking at the data")
    made = dataset_check.record(progress.inputs["datasets"], run=run, by=run.created_by)
    concerns = [one.dataset for one in made if one.grade != Grade.GOOD]
    return Outcome({"checked": len(made), "not_as_expected": concerns}, "/insight/quality/")


def after_publish(names: Sequence[str]) -> None:
    """Have what was just published checked, as far as it is one of the declared tables."""
    if wanted := [name for name in names if name in checkable()]:
        dataset_check.order(wanted, by=None)
