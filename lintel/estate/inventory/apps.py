"""The chamber's registration."""

from django.apps import AppConfig


class InventoryConfig(AppConfig):
    """Touchpoints, capabilities, systems, data, vendors: what stands, who owns it, what it costs."""

    name = "lintel.estate.inventory"
    label = "estate"

    def ready(self) -> None:
        """Files can be brought in, and questions to owners wait on their first page."""
        from lintel.estate.inventory import importers, waits
        from lintel.imports.contract import register
        from lintel.people import waiting

        for importer in importers.ALL:
            register(importer)
        waiting.register("estate: inventory", waits.find)
