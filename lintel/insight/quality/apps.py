"""The chamber's registration."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Whether data is fresh, complete and without doubles, beside every answer that is built on it."""

    name = "lintel.insight.quality"

    def ready(self) -> None:
        """Register the run, and look at what is published as soon as it is."""
        from lintel.insight.quality import work
        from lintel.warehouse import ports

        ports.after_publish(work.after_publish)
