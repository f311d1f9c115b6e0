"""The chamber's registration."""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """One customer's timeline, and the flow between touchpoints of many."""

    name = "lintel.customers.journeys"

    def ready(self) -> None:
        """Visits are written with every matching; the timeline is a part of each customer's page."""
        from lintel.customers.journeys.visits import follow
        from lintel.customers.matching import ports
        from lintel.customers.profiles import panels

        ports.follow(follow)
        panels.offer("timeline", "Timeline", "journeys:timeline")
