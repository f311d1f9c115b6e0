"""The chamber's registration."""

from django.apps import AppConfig


class ExpectationsConfig(AppConfig):
    """What one side expects of the other; it counts once the other side has accepted its exact wording."""

    name = "lintel.charter.expectations"

    def ready(self) -> None:
        """Bring in files of expectations, read agreed metrics, and say what waits for somebody."""
        from lintel.charter.expectations import figures, waits
        from lintel.charter.expectations.importers import ExpectationsImporter
        from lintel.charter.expectations.measuring import register_metrics
        from lintel.imports.contract import register
        from lintel.people import waiting

        register(ExpectationsImporter())
        register_metrics(figures.read, figures.known)
        waiting.register("charter: expectations", waits.find)
