"""The chamber's registration."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """The golden record of a customer, where each value comes from, and who may see it."""

    name = "lintel.customers.profiles"

    def ready(self) -> None:
        """Have golden records written with every matching, and show consent on a customer's page."""
        from lintel.customers.matching import ports
        from lintel.customers.profiles import goldens, panels

        ports.follow(goldens.seal)
        panels.offer("consent", "Consent", "consent:customer")
