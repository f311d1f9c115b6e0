"""The chamber's registration."""

from django.apps import AppConfig


class SegmentsConfig(AppConfig):
    """Groups of customers by attribute, behaviour and consent; their size, overlap and export."""

    name = "lintel.customers.segments"

    def ready(self) -> None:
        """Register the run that counts segments, and let journeys ask for a segment."""
        from lintel.customers.journeys import ports
        from lintel.customers.segments import groups, work  # noqa: F401

        ports.fill(ports.Groups(choices=groups.choices, write=groups.write))
