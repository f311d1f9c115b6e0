"""The chamber's registration."""

from django.apps import AppConfig


class FlowConfig(AppConfig):
    """How work flows over the board, and when it will be done. It keeps no rows of its own."""

    name = "lintel.portfolio.flow"
    label = "flow"

    def ready(self) -> None:
        """Stand on the proposal's page, and say how old the cards on the board are."""
        from lintel.portfolio.flow import ages
        from lintel.portfolio.flow.panel import panel
        from lintel.portfolio.proposals import ageing, panels

        panels.register("flow", panel)
        ageing.register(ages.find)
