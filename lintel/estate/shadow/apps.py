"""The chamber's registration."""

from django.apps import AppConfig


class ShadowConfig(AppConfig):
    """Tools that nobody listed: found in logs or named by who uses them, and what becomes of them."""

    name = "lintel.estate.shadow"
    label = "shadow"

    def ready(self) -> None:
        """Logs can be brought in, and what waits for a key or a second look stands on the first page."""
        from lintel.estate.shadow import importers, waits
        from lintel.people import waiting

        importers.register()
        waiting.register("estate: tools", waits.find)
