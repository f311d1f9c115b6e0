"""The chamber's registration."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Who answers alone, what people miss, and short lessons where they are stuck."""

    name = "lintel.insight.learning"
