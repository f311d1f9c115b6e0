"""The chamber's registration."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """Calendars and Atom feeds, each under an address of one person's own. It keeps no tables."""

    name = "lintel.digests.feeds"
    label = "feeds"
