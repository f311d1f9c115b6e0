"""The chamber's registration."""

from django.apps import AppConfig


class ContextConfig(AppConfig):
    """Outside series and events beside one's own figures."""

    name = "lintel.insight.context"

    def ready(self) -> None:
        """Make the files known to the importers, and register the run."""
        from lintel.imports.contract import register
        from lintel.insight.context import work  # noqa: F401
        from lintel.insight.context.importers import EventsImporter, SeriesImporter

        register(SeriesImporter())
        register(EventsImporter())
