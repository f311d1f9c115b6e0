"""The room's registration."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """See docs/architecture.md for what this room is for."""

    name = "lintel.imports"

    def ready(self) -> None:
        """Make the runs of this room known, and let histories tell what imports did."""
        from lintel.audit.ledger import tell_also
        from lintel.imports import work  # noqa: F401  # registers its handlers
        from lintel.imports.origins import lines_of

        tell_also(lines_of)
