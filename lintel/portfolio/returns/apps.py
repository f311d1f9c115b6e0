"""The chamber's registration."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """What proposals may bring: assumptions of both offices, and simulations by them."""

    name = "lintel.portfolio.returns"

    def ready(self) -> None:
        """Stand on the proposal's page, work out what was changed, and say what waits for an office."""
        from lintel.people import waiting
        from lintel.portfolio.proposals import changes, panels
        from lintel.portfolio.returns import waits, work
        from lintel.portfolio.returns.panel import panel

        panels.register("return", panel)
        changes.register("return", work.after_change)
        waiting.register("portfolio: assumptions", waits.find)
