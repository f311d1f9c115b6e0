"""The chamber's registration."""

from django.apps import AppConfig


class ContextConfig(AppConfig):
    """Outside series and events beside one's own figures."""

    name = "lintel.insight.context"

    def ready(self) -> None:
        """Make the files known to the importers, register the run, and say which campaigns may stand on the
        estate."""
        from lintel.estate.stress import ports
        from lintel.imports.contract import register
        from lintel.insight.context import work  # noqa: F401
        from lintel.insight.context.importers import EventsImporter, SeriesImporter
        from lintel.insight.context.models import MarketEvent
        from lintel.ui.formats import days_text

        register(SeriesImporter())
        register(EventsImporter())
        ports.offer(
            "campaigns",
            lambda day: MarketEvent.objects.campaigns_from(day),
            lambda one: days_text(one.first, one.last),
        )
