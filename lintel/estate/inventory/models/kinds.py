"""The kinds of element, the stages of a life, and what is meant to become of a system."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.validators import RegexValidator
from django.db import models

CURRENCY = RegexValidator(r"^[A-Z]{3}\Z", "Use the three letters of the currency, such as EUR.")


class Kind(models.TextChoices):
    """What an element is, from what customers touch down to what it all stands on."""

    TOUCHPOINT = "touchpoint", "Touchpoint"
    CAPABILITY = "capability", "Capability"
    SYSTEM = "system", "System"
    DATA = "data", "Data class"
    VENDOR = "vendor", "Vendor"
    REGION = "region", "Region"
    ENVIRONMENT = "environment", "Environment"


@dataclass(frozen=True)
class About:
    """How a kind is spoken of: in the plural, and in a sentence that says what it is."""

    plural: str
    meaning: str


KINDS: dict[str, About] = {
    Kind.TOUCHPOINT: About(
        "Touchpoints", "Where customers meet you: the shop, the newsletter, the service desk."
    ),
    Kind.CAPABILITY: About("Capabilities", "What the company can do: take an order, recognise a customer."),
    Kind.SYSTEM: About("Systems", "Software that does it, bought or built."),
    Kind.DATA: About("Data classes", "Kinds of data that are handled alike: personal, payment, consent."),
    Kind.VENDOR: About("Vendors", "Whom you pay for it, and on whom you depend."),
    Kind.REGION: About("Regions", "Where it runs: a data centre, a cloud’s region."),
    Kind.ENVIRONMENT: About("Environments", "Production, test, and whatever else runs beside them."),
}
OWNED = (Kind.TOUCHPOINT, Kind.CAPABILITY, Kind.SYSTEM, Kind.DATA)  # these have two owners
DATED = (Kind.TOUCHPOINT, Kind.CAPABILITY, Kind.SYSTEM)  # these come, go and are planned


class Stage(models.TextChoices):
    """Where in its life an element is on a day; it follows from its dates."""

    PLANNED = "planned", "Planned"
    LIVE = "live", "In use"
    PHASING_OUT = "phasing_out", "Being phased out"
    RETIRED = "retired", "Retired"


class Disposition(models.TextChoices):
    """What is meant to become of a system (Gartner's TIME)."""

    TOLERATE = "tolerate", "Tolerate"
    INVEST = "invest", "Invest"
    MIGRATE = "migrate", "Migrate"
    ELIMINATE = "eliminate", "Eliminate"


# The fields that an edit may change and that owners confirm; relations have rows of their own.
CONTENT = (
    "name", "description", "business_owner", "technical_owner", "live_from", "phase_out_from", "retired_from",
    "disposition", "criticality", "address", "extra",
)  # fmt: skip
