"""The chamber's registration."""

from django.apps import AppConfig


class SegmentsConfig(AppConfig):
    """Groups of customers by attribute, behaviour and consent; their size, overlap and export."""

    name = "lintel.customers.segments"

    def ready(self) -> None:
        """Register the run that counts segments."""
        from lintel.customers.segments import work  # noqa: F401
