"""The room's registration."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """See docs/architecture.md for what this room is for."""

    name = "lintel.config"

    def ready(self) -> None:
        """Make the runs of the example company known, and the door by which it goes."""
        from lintel.config import demo_customers, demo_roadmaps, emptying  # noqa: F401  # register their handlers
        from lintel.home import example

        example.offer(emptying.look, emptying.remove)
