"""Digests: what people want, what was made, and where it was sent."""

from lintel.digests.weekly.models.digest import SHARED, Digest, Scope
from lintel.digests.weekly.models.preferences import (
    SECTIONS,
    Frequency,
    Preference,
    Weekday,
    WhenEmpty,
    all_sections,
)
from lintel.digests.weekly.models.sending import MOST_ATTEMPTS, Channel, Delivery, DeliveryState, UsedLink

__all__ = [
    "MOST_ATTEMPTS",
    "SECTIONS",
    "SHARED",
    "Channel",
    "Delivery",
    "DeliveryState",
    "Digest",
    "Frequency",
    "Preference",
    "Scope",
    "UsedLink",
    "Weekday",
    "WhenEmpty",
    "all_sections",
]
