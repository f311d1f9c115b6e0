"""The chamber's registration."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Which records are one customer: runs, edges, people's decisions, the review queue."""

    name = "lintel.customers.matching"

    def ready(self) -> None:
        """Make the datasets and the run of this chamber known."""
        from lintel.customers.matching import datasets, work  # noqa: F401  # both register what they hold
