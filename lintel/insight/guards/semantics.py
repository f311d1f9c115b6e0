"""The datasets that policies are about: those of the semantic model as it stands."""

from collections.abc import Sequence

from lintel.insight.definitions.catalogue import catalogue
from lintel.insight.definitions.models import SemanticModel
from lintel.insight.guards.vocabulary import Facts, facts_of


def facts() -> dict[str, Facts]:
    """The facts of every dataset, by name; none while nobody has described the data."""
    return facts_of(catalogue().model) if SemanticModel.objects.exists() else {}


def dataset_of(metrics: Sequence[str]) -> str:
    """The dataset that the first of these metrics counts in; empty where it is made of others."""
    if not SemanticModel.objects.exists():
        return ""
    found = {one.name: one for one in catalogue().model.metrics}
    first = next((found[name] for name in metrics if name in found and found[name].measure), None)
    return first.measure.dataset if first and first.measure else ""
