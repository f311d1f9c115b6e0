"""The chamber's registration."""

from django.apps import AppConfig


class ObjectivesConfig(AppConfig):
    """Goals that two equal owners carry, their key results, and the cascade."""

    name = "lintel.goals.objectives"

    def ready(self) -> None:
        """Bring in files of goals, measure them once a day, say what waits and what a goal belongs to."""
        from lintel.estate.purchases import needs
        from lintel.estate.stress import ports
        from lintel.goals.objectives import ties, waits, work  # noqa: F401  # the work registers its kind of run
        from lintel.goals.objectives.importers import GoalsImporter, PlacesImporter, ResultsImporter
        from lintel.goals.objectives.models import Goal
        from lintel.imports.contract import register
        from lintel.people import belonging, waiting

        for importer in (GoalsImporter(), ResultsImporter(), PlacesImporter()):
            register(importer)
        waiting.register("goals", waits.find)
        needs.register("objectives.goal", "goal")
        ports.offer("goals", lambda day: Goal.objects.standing().for_list())
        belonging.register(*ties.TIES)
        belonging.note("objectives.goal", ties.health)
        belonging.find("definitions.metric", "Goals it measures", ties.measured_by)
