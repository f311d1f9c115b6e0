"""The chamber's registration."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Campaign costs, support tickets, run costs: any table with a day, dimensions and numbers."""

    name = "lintel.insight.figures"

    def ready(self) -> None:
        """Make the table of figures known to the importers."""
        from lintel.imports.contract import register
        from lintel.insight.figures.importers import FiguresImporter

        register(FiguresImporter())
