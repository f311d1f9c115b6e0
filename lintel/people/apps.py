"""The people's room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, sides, teams, roles, delegates, tokens, comments."""

    name = "lintel.people"
    verbose_name = "People"
