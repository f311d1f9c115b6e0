"""The chamber's registration."""

from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    """What to do and when, under both departments' capacity: solved, compared, published with two keys."""

    name = "lintel.portfolio.roadmaps"

    def ready(self) -> None:
        """The work registers its kind of run; plans that wait for a key are said on the first page."""
        from lintel.people import waiting
        from lintel.portfolio.roadmaps import waits, work  # noqa: F401

        waiting.register("roadmaps", waits.find)
