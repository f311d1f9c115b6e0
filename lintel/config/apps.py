"""The room's registration."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """See docs/architecture.md for what this room is for."""

    name = "lintel.config"

    def ready(self) -> None:
        """Make the run that brings in the example company's customers known."""
        from lintel.config import demo_customers  # noqa: F401  # registers its handlers
