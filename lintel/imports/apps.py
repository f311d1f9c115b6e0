"""The room's registration."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """See docs/architecture.md for what this room is for."""

    name = "lintel.imports"
