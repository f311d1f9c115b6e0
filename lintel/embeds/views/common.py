"""What several pages of the room share."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lintel.embeds.access import may_match
from lintel.people.models import User


def tabs_of(user: User) -> list[dict[str, Any]]:
    """The pages of the room, as its tabs name them."""
    names = [
        ("At a glance", "overview"), ("Offers and needs", "postings"), ("Stays", "placements"),
        ("Skills", "skills"), ("Your skills", "mine"), ("Gaps", "gaps"),
    ]  # fmt: skip
    if may_match(user):
        names.insert(2, ("Match", "matching"))
    return [{"label": label, "url": reverse(f"embeds:{name}")} for label, name in names]
