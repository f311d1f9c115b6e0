"""The chamber's registration."""

from django.apps import AppConfig


class BookConfig(AppConfig):
    """The strategy book: vision, goals, blueprint, roadmap, risks, money and people in one document."""

    name = "lintel.digests.book"
    label = "book"

    def ready(self) -> None:
        """Editions that lack a key stand on the first page."""
        from lintel.digests.book import waits
        from lintel.people import waiting

        waiting.register("digests: strategy book", waits.find)
