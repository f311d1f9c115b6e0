"""The lowest room: base templates, components, lists, exports and charts. It has no tables of its own."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers templates, static files and the tag library."""

    name = "lintel.ui"
    label = "ui"
    verbose_name = "Interface"
