"""The chamber's registration."""

from django.apps import AppConfig


class BlueprintConfig(AppConfig):
    """The estate as it stands and as it shall be: drawn, compared, signed with two keys."""

    name = "lintel.estate.blueprint"

    def ready(self) -> None:
        """Versions wait for a key and suggestions for an answer on the first page, and what is planned stands
        on the page of each entry."""
        from lintel.estate.blueprint import beside, waits
        from lintel.estate.inventory import beside as besides
        from lintel.people import waiting

        waiting.register("estate: blueprint", waits.find)
        besides.register("planned changes", beside.find)
