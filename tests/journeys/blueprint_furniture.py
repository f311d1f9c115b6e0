"""A blueprint over the small estate: three plateaus, a version to sign, a suggestion to answer."""

from typing import Any, cast

from lintel.estate.inventory.models import Element
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.blueprint.makers import make_amendment, make_blueprint, offered
from tests.journeys.estate_furniture import Keepers


def blueprint(ivo: User, nele: User, tomas: User) -> None:
    """The bank’s own service comes and replaces Cardgate; Nele suggests to do without Payline."""
    keepers: Cast = cast(Any, Keepers(nele, tomas, ivo))
    card, pay = (Element.objects.get(name=name) for name in ("Cardgate", "Payline"))
    planned = make_blueprint(keepers, {"card": card})
    offered(keepers)
    make_amendment(keepers, planned.last, "retire", element=pay.pk)
