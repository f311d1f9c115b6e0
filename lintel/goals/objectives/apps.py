"""The chamber's registration."""

from django.apps import AppConfig


class ObjectivesConfig(AppConfig):
    """Goals that two equal owners carry, their key results, and the cascade."""

    name = "lintel.goals.objectives"
