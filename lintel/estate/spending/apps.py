"""The chamber's registration."""

from django.apps import AppConfig


class SpendingConfig(AppConfig):
    """What the estate costs, what does the same twice, and what was saved."""

    name = "lintel.estate.spending"
    label = "spending"

    def ready(self) -> None:
        """Savings that lack a key, and what was decided to be saved, stand on the first page."""
        from lintel.estate.spending import waits
        from lintel.people import carrying, waiting

        waiting.register("estate: savings", waits.find)
        carrying.register(carrying.Part.MONEY, "estate: savings", waits.figures)
