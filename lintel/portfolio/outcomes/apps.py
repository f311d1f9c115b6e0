"""The chamber's registration."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """What was promised beside what came: measured from metrics, not typed in."""

    name = "lintel.portfolio.outcomes"

    def ready(self) -> None:
        """Keep each promise as it is signed, stand on the proposal's page, bring costs in, say what waits."""
        from lintel.imports.contract import register
        from lintel.people import waiting
        from lintel.portfolio.outcomes import waits, work  # noqa: F401  # the run registers itself
        from lintel.portfolio.outcomes.estimating import brought
        from lintel.portfolio.outcomes.freezing import freeze
        from lintel.portfolio.outcomes.importers import ActualsImporter
        from lintel.portfolio.outcomes.panel import panel
        from lintel.portfolio.proposals import decided, panels, promises

        decided.register("promise", freeze)
        promises.register_measured(brought)
        panels.register("outcome", panel)
        register(ActualsImporter())
        waiting.register("portfolio: outcomes", waits.find)
