"""The chamber's registration."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who gets in: parties, grants, what they reach, and rounds in which owners attest them."""

    name = "lintel.estate.access"
    label = "estate_access"

    def ready(self) -> None:
        """Access lists can be brought in, questions to owners wait on their first page, and who gets in
        stands on the page of each entry."""
        from lintel.estate.access import beside, waits
        from lintel.estate.access.importers import GrantsImporter
        from lintel.estate.inventory import beside as besides
        from lintel.imports.contract import register
        from lintel.people import waiting

        register(GrantsImporter())
        besides.register("who gets in", beside.find)
        waiting.register("estate: access", waits.find)
