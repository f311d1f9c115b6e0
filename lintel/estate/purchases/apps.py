"""The chamber's registration."""

from django.apps import AppConfig


class PurchasesConfig(AppConfig):
    """What is bought, decided together: need, options, weights, evidence, two keys."""

    name = "lintel.estate.purchases"
    label = "purchases"

    def ready(self) -> None:
        """Keys that are awaited stand on the first page, and purchases on the pages of what they touch."""
        from lintel.estate.inventory import beside as besides
        from lintel.estate.purchases import beside, waits
        from lintel.people import waiting

        waiting.register("estate: purchases", waits.find)
        besides.register("purchases", beside.find)
