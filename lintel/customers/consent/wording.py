"""What a form, a program or a test hands to the actions."""

from collections.abc import Sequence
from dataclasses import dataclass

from lintel.customers.consent.models import Basis


@dataclass(frozen=True)
class Description:
    """A purpose as it is put to customers."""

    name: str
    plain_words: str
    channels: Sequence[str]
    basis: str = Basis.CONSENT
    silence_allows: bool = False
