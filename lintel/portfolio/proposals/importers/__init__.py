"""The importers of this room; `register` makes them known at start-up."""

from lintel.imports import contract
from lintel.portfolio.proposals.importers.issues import JiraImporter
from lintel.portfolio.proposals.importers.plain import ProposalsImporter


def register() -> None:
    """Make both importers known."""
    contract.register(JiraImporter())
    contract.register(ProposalsImporter())
