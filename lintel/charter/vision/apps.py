"""The chamber's registration."""

from django.apps import AppConfig


class VisionConfig(AppConfig):
    """One statement of what the platform is for, which both offices sign."""

    name = "lintel.charter.vision"
