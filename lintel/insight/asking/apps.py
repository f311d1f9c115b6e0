"""The chamber's registration."""

from django.apps import AppConfig


class AskingConfig(AppConfig):
    """Questions typed or picked; answers as chart and table; saved, shared and talked about."""

    name = "lintel.insight.asking"
