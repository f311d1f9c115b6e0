"""The metrics that both sides defined, as the vocabulary of experiments."""

from lintel.experiments.vocabulary import Named
from lintel.insight.definitions.models import Metric, State


def find(slug: str) -> Named | None:
    """The metric in use of this name."""
    row = Metric.objects.in_use().filter(slug=slug).first()
    if row is None:
        return None
    mark = "" if row.state == State.AGREED else "not agreed yet"
    return Named(slug, row.label, row.get_absolute_url(), mark)
