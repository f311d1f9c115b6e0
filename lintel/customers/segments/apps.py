"""The chamber's registration."""

from django.apps import AppConfig


class SegmentsConfig(AppConfig):
    """Groups of customers by attribute, behaviour and consent; their size, overlap and export."""

    name = "lintel.customers.segments"

    def ready(self) -> None:
        """Register the run that counts segments, let journeys ask for one, and say how large each is."""
        from lintel.customers.journeys import ports
        from lintel.customers.segments import groups, work  # noqa: F401
        from lintel.people import belonging

        ports.fill(ports.Groups(choices=groups.choices, write=groups.write))
        belonging.note("segments.segment", groups.sizes)
