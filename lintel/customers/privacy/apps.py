"""The chamber's registration."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The customer's own page, and erasure that is verified and certified."""

    name = "lintel.customers.privacy"

    def ready(self) -> None:
        """Keep who was erased out of every load, and bring a part to the customer’s page."""
        from lintel.customers.privacy import work  # noqa: F401  # registers the run
        from lintel.customers.privacy.gate import gate
        from lintel.customers.profiles import panels
        from lintel.customers.sources.gates import register_gate

        register_gate(gate)
        panels.offer("privacy", "Links and erasure", "privacy:customer")
