"""The chamber's registration."""

from django.apps import AppConfig


class VisionConfig(AppConfig):
    """One statement of what the platform is for, which both offices sign."""

    name = "lintel.charter.vision"

    def ready(self) -> None:
        """Say what waits for somebody here."""
        from lintel.charter.vision import waits
        from lintel.people import waiting

        waiting.register("charter: vision", waits.find)
