"""One of each thing of the customers' room, and what is sent to its addresses."""

from typing import Any

from django.db.models import Model
from django.utils import timezone

from lintel.customers.consent.actions import purpose
from lintel.customers.consent.wording import Description
from lintel.customers.matching.actions import clearance
from lintel.customers.matching.anchors import note
from lintel.customers.profiles.actions import override
from tests.cast import Cast
from tests.customers.makers import MARIT, make_people

Body = dict[str, Any]


def things(cast: Cast) -> dict[str, Model]:
    """The samples; the people of the makers stand in the warehouse, and Nele may see them by name."""
    today = timezone.now().date()
    make_people()
    clearance.give(cast.nele, reason="Support desk", starts=today, ends=today, by=cast.ivo)
    written = override.write(MARIT, "city", "Voss", reason="She called us.", by=cast.nele)
    news = purpose.describe("news", Description("News", "What is new.", ["email"]), by=cast.mara)
    return {"customer": note(MARIT), "purpose": news, "override": written}


FORMS: dict[str, Body] = {
    "profiles:search": {"attribute": "name", "text": "Marit"},
    "profiles:export": {"format": "csv"},
    "profiles:overrides": {"attribute": "phone", "value": "", "reason": "A wrong number."},
    "profiles:rules": {"preview": "yes"},
    "consent:new-purpose": {"name": "Orders", "slug": "orders", "plain_words": "About orders.",
                            "channels": ["email"], "basis": "contract"},
    "consent:purpose": {"name": "News", "plain_words": "Less of it.", "channels": ["email"],
                        "basis": "consent", "version": 1},
    "consent:customer": {"purpose": "news", "channel": "email", "word": "withdrawn", "origin": "by phone"},
}  # fmt: skip
JSON: dict[str, Body] = {
    "record_consent_word": {"purpose": "news", "word": "withdrawn", "origin": "by phone"},
}
