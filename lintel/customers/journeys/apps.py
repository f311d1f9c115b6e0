"""The chamber's registration."""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """One customer's timeline, and the flow between touchpoints of many."""

    name = "lintel.customers.journeys"
