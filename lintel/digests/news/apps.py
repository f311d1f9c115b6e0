"""The chamber's registration."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """Announcements, how things stand, who owes the next word, and what was decided."""

    name = "lintel.digests.news"
    label = "news"

    def ready(self) -> None:
        """Words that are owed wait on the first page; every followable thing leads to how it stands."""
        from lintel.digests.news import places, waits
        from lintel.people import threads, waiting

        waiting.register("news", waits.find)
        threads.stands_at(places.standing_url)
