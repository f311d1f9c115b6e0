"""The room's registration."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Where one side asks and the other answers with more than yes or no."""

    name = "lintel.intake"

    def ready(self) -> None:
        """Make the requests file known to the importers, take wishes for access and risky accesses as
        requests, let a purchase be for one, and say what one can belong to."""
        from lintel.estate.access import desk as reach
        from lintel.estate.inventory import beside
        from lintel.estate.purchases import needs
        from lintel.imports.contract import register
        from lintel.insight.guards import desk
        from lintel.intake import concerned, ties
        from lintel.intake.access_desk import open_request
        from lintel.intake.importers import RequestsImporter
        from lintel.intake.reach_desk import open_request as of_reach
        from lintel.people import belonging

        register(RequestsImporter())
        desk.register(open_request)
        needs.register("intake.request", "request")
        reach.register(of_reach)
        beside.register("requests", concerned.find)
        belonging.register(*ties.TIES)
        belonging.note(ties.REQUEST, ties.states)
        belonging.note("estate.element", ties.kinds)
