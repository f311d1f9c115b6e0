"""The chamber's registration."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who gets in: parties, grants, what they reach, and rounds in which owners attest them."""

    name = "lintel.estate.access"
    label = "estate_access"

    def ready(self) -> None:
        """Access lists can be brought in, and questions to owners wait on their first page."""
        from lintel.estate.access import waits
        from lintel.estate.access.importers import GrantsImporter
        from lintel.imports.contract import register
        from lintel.people import waiting

        register(GrantsImporter())
        waiting.register("estate: access", waits.find)
