"""The chamber's registration."""

from django.apps import AppConfig


class WeeklyConfig(AppConfig):
    """Digests as pages, mails and chat messages, and links in them that do one thing once."""

    name = "lintel.digests.weekly"
    label = "weekly"

    def ready(self) -> None:
        """The worker knows how to make and send digests."""
        from lintel.digests.weekly import work  # noqa: F401  # registers the kind of run
