"""The chamber's registration."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Files and tables that hold records, events and consents, and how fresh and good they are."""

    name = "lintel.customers.sources"

    def ready(self) -> None:
        """Its formats can be brought in, and databases read by runs."""
        from lintel.customers.sources import loading  # noqa: F401  # registers its handler
        from lintel.customers.sources.importers import register

        register()
