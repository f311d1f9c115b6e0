"""The chamber's registration."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Which records are one customer: runs, edges, people's decisions, the review queue."""

    name = "lintel.customers.matching"
