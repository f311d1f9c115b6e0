"""The importers of this room; `register` makes them known at start-up."""

from lintel.imports import contract
from lintel.portfolio.proposals.documents import LISTS
from lintel.portfolio.proposals.importers.full import DocumentsImporter
from lintel.portfolio.proposals.importers.issues import JiraImporter
from lintel.portfolio.proposals.importers.parts import PartsImporter
from lintel.portfolio.proposals.importers.plain import ProposalsImporter


def register() -> None:
    """Make the importers known."""
    contract.register(JiraImporter())
    contract.register(ProposalsImporter())
    contract.register(DocumentsImporter())
    for name in LISTS:
        contract.register(PartsImporter(name))
