"""The room's registration."""

from django.apps import AppConfig


class AlignmentConfig(AppConfig):
    """How well the two sides pull together, as both see it, beside what the house has seen."""

    name = "lintel.alignment"

    def ready(self) -> None:
        """Register the run that writes to people, and say on the first page who is still asked."""
        from lintel.alignment import mailing, waits  # noqa: F401
        from lintel.people import waiting

        waiting.register("alignment", waits.find)
