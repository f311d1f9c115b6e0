"""The room's registration."""

from django.apps import AppConfig


class EmbedsConfig(AppConfig):
    """Who works on the other side for a time, who would, what is needed, and what came of it."""

    name = "lintel.embeds"

    def ready(self) -> None:
        """Make the importer, what waits, and the days that are lent known."""
        from lintel.embeds import importers, lending, waits
        from lintel.people import waiting
        from lintel.portfolio.roadmaps.lending import lend

        importers.register()
        waiting.register("embeds", waits.find)
        lend(lending.loans)
