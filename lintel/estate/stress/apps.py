"""The chamber's registration."""

from django.apps import AppConfig


class StressConfig(AppConfig):
    """What a storm does to the estate: facts, scenarios, stress tests, the building code."""

    name = "lintel.estate.stress"
    label = "stress"

    def ready(self) -> None:
        """Files of facts come in, the work registers its runs, what waits stands on the first page, and the
        building code and how much the estate bears beside each planned change of the blueprint."""
        from lintel.estate.blueprint import ports
        from lintel.estate.inventory import beside as besides
        from lintel.estate.stress import beside, importers, panels, waits, work, worthing  # noqa: F401
        from lintel.imports.contract import register
        from lintel.people import carrying, waiting

        register(importers.ResilienceImporter())
        waiting.register("estate: stress tests", waits.find)
        besides.register("what stands on it", beside.find)
        ports.register("building code", panels.building_code)
        ports.register("resilience", panels.resilience)
        carrying.register(carrying.Part.RISK, "estate: stress tests", waits.figures)
