"""What the views of this chamber share."""

from django.http import HttpRequest

from lintel.insight.definitions.models import Metric, SemanticModel
from lintel.people.authentication import user_of
from lintel.ui.http import get_visible


def load(request: HttpRequest, slug: str) -> Metric:
    """The metric of this name, if the reader may see it."""
    return get_visible(Metric.objects.visible_to(user_of(request)).with_owners(), slug=slug)


def labels() -> dict[str, str]:
    """What datasets and metrics are called, by their names in formulas."""
    model = SemanticModel.objects.first()
    datasets = (model.body if model else {}).get("datasets", [])
    found = {one["name"]: one.get("label") or one["name"].replace("_", " ") for one in datasets}
    return found | dict(Metric.objects.values_list("slug", "label"))
