"""The chamber's registration."""

from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    """What worries one side, played back by the other until it is understood, and what answers it."""

    name = "lintel.charter.concerns"
