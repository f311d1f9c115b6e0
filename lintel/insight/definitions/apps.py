"""The chamber's registration."""

from django.apps import AppConfig


class DefinitionsConfig(AppConfig):
    """Metrics as agreements: drafted, reviewed, signed by both offices, versioned."""

    name = "lintel.insight.definitions"
