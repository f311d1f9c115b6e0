"""The room's registration."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """See docs/architecture.md for what this room is for."""

    name = "lintel.config"

    def ready(self) -> None:
        """Make the runs of the example company known."""
        from lintel.config import demo_customers, demo_roadmaps  # noqa: F401  # register their handlers
