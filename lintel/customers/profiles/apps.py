"""The chamber's registration."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """The golden record of a customer, where each value comes from, and who may see it."""

    name = "lintel.customers.profiles"

    def ready(self) -> None:
        """Register the run that writes golden records."""
        from lintel.customers.profiles import goldens  # noqa: F401
