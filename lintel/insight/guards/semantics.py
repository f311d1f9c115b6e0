"""The datasets that policies are about: those of the semantic model as it stands."""

from lintel.insight.definitions.catalogue import catalogue
from lintel.insight.definitions.models import SemanticModel
from lintel.insight.guards.vocabulary import Facts, facts_of


def facts() -> dict[str, Facts]:
    """The facts of every dataset, by name; none while nobody has described the data."""
    return facts_of(catalogue().model) if SemanticModel.objects.exists() else {}
