"""The chamber's registration."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Which records are one customer: runs, edges, people's decisions, the review queue."""

    name = "lintel.customers.matching"

    def ready(self) -> None:
        """Make the datasets and the run of this chamber known; match after each load of a source; show what
        the ledger holds sealed about a customer to people with a clearance only."""
        from lintel.audit import sealing
        from lintel.customers.matching import datasets, work  # noqa: F401  # both register what they hold
        from lintel.customers.matching.access import may_see_identified
        from lintel.customers.matching.actions import matching
        from lintel.customers.matching.models import Customer, PairDecision
        from lintel.customers.sources import ports

        ports.after_load(lambda by: matching.ask(by=by))
        for subject in (Customer, PairDecision):
            sealing.guard(subject, may_see_identified)
