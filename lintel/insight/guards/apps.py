"""The chamber's registration."""

from django.apps import AppConfig


class GuardsConfig(AppConfig):
    """Access policies that both offices sign, compiled into every question."""

    name = "lintel.insight.guards"

    def ready(self) -> None:
        """Stand between people and data: say who may see what, for which purposes, by which relations."""
        from lintel.customers.consent import relation
        from lintel.insight import ports
        from lintel.insight.guards import deciding, waits
        from lintel.people import waiting

        ports.register_guards(deciding.guards_for)
        ports.register_purposes(deciding.purposes)
        waiting.register("guards", waits.find)
        ports.register_relation(ports.Relation("consent", relation.DATASETS, relation.prepare))
