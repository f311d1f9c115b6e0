"""The chamber's registration."""

from django.apps import AppConfig


class SearchingConfig(AppConfig):
    """Finding anything in the house by its words, with rights respected."""

    name = "lintel.home.searching"
    label = "searching"

    def ready(self) -> None:
        """Say what can be found, and follow the ledger."""
        from lintel.audit import following
        from lintel.home.searching import keeping
        from lintel.home.searching.kinds import KINDS
        from lintel.people import searching

        searching.register(*KINDS)
        following.follow(keeping.after_commit)
