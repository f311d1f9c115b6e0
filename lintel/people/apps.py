"""The people's room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, sides, teams, roles, delegates, tokens, comments."""

    name = "lintel.people"
    verbose_name = "People"

    def ready(self) -> None:
        """Make the people file known to the importers."""
        from lintel.imports.contract import register
        from lintel.people.importers import PeopleImporter

        register(PeopleImporter())
