"""The room's registration."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """Proposals of both sides, the two keys, the one order and the board."""

    name = "lintel.portfolio"

    def ready(self) -> None:
        """Agreed requests become proposals here, and two kinds of file can be brought in."""
        from lintel.intake.ports import register_work
        from lintel.portfolio.actions.proposal import create_from_request
        from lintel.portfolio.importers import register

        register_work(lambda request, alternative, by: create_from_request(request, alternative, by=by))
        register()
