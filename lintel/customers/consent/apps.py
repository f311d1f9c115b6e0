"""The chamber's registration."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """What a customer allowed, per purpose and channel; the strictest word wins."""

    name = "lintel.customers.consent"
