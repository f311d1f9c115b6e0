"""The run that counts all segments."""

from lintel.audit.models import Run
from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.customers.segments.actions import segment_size


@run_kind(segment_size.KIND, resumable=True)
def count_all(progress: Progress) -> Outcome:
    """Counts every segment as of now and keeps the sizes."""
    run = Run.objects.select_related("created_by").get(pk=progress.run.pk)
    progress.report(0, 1, "Counting")
    return Outcome({"segments": segment_size.record(run, by=run.created_by)}, "/customers/segments/")
