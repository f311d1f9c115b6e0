"""The chamber's registration."""

from django.apps import AppConfig


class DefinitionsConfig(AppConfig):
    """Metrics as agreements: drafted, reviewed, signed by both offices, versioned."""

    name = "lintel.insight.definitions"

    def ready(self) -> None:
        """Say on the first page which metrics wait for a signature, and let the glossary link to metrics."""
        from lintel.insight.definitions import waits
        from lintel.insight.definitions.models import Metric
        from lintel.language import links
        from lintel.people import waiting

        waiting.register("metrics", waits.find)
        links.offer_metrics(lambda user: Metric.objects.visible_to(user).in_use())
