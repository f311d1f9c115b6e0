"""The chamber's registration."""

from django.apps import AppConfig


class ExpectationsConfig(AppConfig):
    """What one side expects of the other; it counts once the other side has accepted its exact wording."""

    name = "lintel.charter.expectations"

    def ready(self) -> None:
        """Make the file of expectations known to the importers, and say what waits for somebody."""
        from lintel.charter.expectations import waits
        from lintel.charter.expectations.importers import ExpectationsImporter
        from lintel.imports.contract import register
        from lintel.people import waiting

        register(ExpectationsImporter())
        waiting.register("charter: expectations", waits.find)
