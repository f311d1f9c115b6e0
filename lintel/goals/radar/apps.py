"""The chamber's registration."""

from django.apps import AppConfig


class RadarConfig(AppConfig):
    """Where goals, work and words of the two sides do not fit together, why, and what to do next."""

    name = "lintel.goals.radar"

    def ready(self) -> None:
        """Register the detectors and the run, and say on the first page what waits."""
        from lintel.goals.radar import detectors, waits, work  # noqa: F401
        from lintel.people import waiting

        detectors.load()
        waiting.register("goals: radar", waits.find)
