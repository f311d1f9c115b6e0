"""The room's registration."""

from django.apps import AppConfig


class AlignmentConfig(AppConfig):
    """How well the two sides pull together, as both see it, beside what the house has seen."""

    name = "lintel.alignment"

    def ready(self) -> None:
        """Register the run that writes to people; say who is still asked, and how far apart both are."""
        from lintel.alignment import mailing, waits  # noqa: F401
        from lintel.alignment.gap import gap_on
        from lintel.embeds import ports
        from lintel.people import waiting

        waiting.register("alignment", waits.find)
        ports.measure_gap(gap_on)
