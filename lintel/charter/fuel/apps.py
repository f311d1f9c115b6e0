"""The chamber's registration."""

from django.apps import AppConfig


class FuelConfig(AppConfig):
    """What two sides see differently becomes a proposal that both own."""

    name = "lintel.charter.fuel"
