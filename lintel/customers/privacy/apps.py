"""The chamber's registration."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The customer's own page, and erasure that is verified everywhere."""

    name = "lintel.customers.privacy"
