"""The room's registration."""

from django.apps import AppConfig


class ExperimentsConfig(AppConfig):
    """Hypotheses, trials and what they taught, the same page for both offices."""

    name = "lintel.experiments"

    def ready(self) -> None:
        """Make the dataset, the run, the importer and what waits for owners known."""
        from lintel.experiments import datasets, importers, waits, work  # noqa: F401  # register themselves
        from lintel.experiments.glossary import find
        from lintel.experiments.vocabulary import bind
        from lintel.people.waiting import register

        importers.register()
        bind(find)
        register("experiments", waits.find)
