"""The room's registration."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """See docs/architecture.md for what this room is for."""

    name = "lintel.home"
