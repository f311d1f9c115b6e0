"""The chamber's registration."""

from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    """What worries one side, played back by the other until it is understood, and what answers it."""

    name = "lintel.charter.concerns"

    def ready(self) -> None:
        """Say what waits for somebody here, and what can answer a concern."""
        from lintel.charter.concerns import ties, waits
        from lintel.people import belonging, waiting

        waiting.register("charter: concerns", waits.find)
        belonging.register(*ties.TIES)
