"""The chamber's registration."""

from django.apps import AppConfig


class BlueprintConfig(AppConfig):
    """The estate as it stands and as it shall be: drawn, compared, signed with two keys."""

    name = "lintel.estate.blueprint"

    def ready(self) -> None:
        """Versions wait for a key and suggestions for an answer on the first page."""
        from lintel.estate.blueprint import waits
        from lintel.people import waiting

        waiting.register("estate: blueprint", waits.find)
