"""Who may do what in which system, how much data weighs, and rounds in which owners attest that."""

from lintel.estate.access.models.campaign import Answer, Attestation, Campaign
from lintel.estate.access.models.grant import RIGHTS, Grant, Right, Source
from lintel.estate.access.models.party import Party, PartyKind
from lintel.estate.access.models.weight import USUAL_WEIGHT, DataWeight

__all__ = [
    "RIGHTS",
    "USUAL_WEIGHT",
    "Answer",
    "Attestation",
    "Campaign",
    "DataWeight",
    "Grant",
    "Party",
    "PartyKind",
    "Right",
    "Source",
]  # fmt: skip
