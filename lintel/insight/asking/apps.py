"""The chamber's registration."""

from django.apps import AppConfig


class AskingConfig(AppConfig):
    """Questions typed or picked; answers as chart and table; saved, shared and talked about."""

    name = "lintel.insight.asking"

    def ready(self) -> None:
        """Say what an hour of a touchpoint is worth, by agreed metrics."""
        from lintel.estate.stress import meter
        from lintel.insight.asking import worth

        meter.register(worth.read, worth.choices)
