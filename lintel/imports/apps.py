"""The room's registration."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """See docs/architecture.md for what this room is for."""

    name = "lintel.imports"

    def ready(self) -> None:
        """Make the runs of this room known to web processes and workers."""
        from lintel.imports import work  # noqa: F401  # registers its handlers
