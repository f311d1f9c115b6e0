"""Files of the inventory: entries, relations, flows, contracts, costs, and seats in use."""

from lintel.estate.inventory.importers.contracts import ContractsImporter
from lintel.estate.inventory.importers.costs import CostsImporter
from lintel.estate.inventory.importers.elements import ElementsImporter
from lintel.estate.inventory.importers.flows import FlowsImporter
from lintel.estate.inventory.importers.relations import RelationsImporter
from lintel.estate.inventory.importers.seats import SeatsImporter

ALL = (
    ElementsImporter(), RelationsImporter(), FlowsImporter(), ContractsImporter(), CostsImporter(),
    SeatsImporter(),
)  # fmt: skip
"""In the order in which they are brought in: what others name comes first."""

__all__ = [
    "ALL", "ContractsImporter", "CostsImporter", "ElementsImporter", "FlowsImporter", "RelationsImporter",
    "SeatsImporter",
]  # fmt: skip
