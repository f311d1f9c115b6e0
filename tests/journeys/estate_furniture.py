"""A small estate in a house of the cast, with a contract, a flow and a survey."""

from dataclasses import dataclass
from typing import Any, cast

from django.utils import timezone

from lintel.estate.inventory.actions import relation
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.inventory.makers import make_contract, make_field, make_flow, make_shop, make_survey
from tests.estate.purchases.makers import make_dossier
from tests.estate.stress.makers import make_facts, make_scenario, make_trial, propose


@dataclass(frozen=True)
class Keepers:
    """Those of the cast who keep this estate."""

    nele: User
    tomas: User
    ivo: User


def estate(ivo: User, nele: User, tomas: User) -> None:
    """The shop and what it stands on; Nele and Tomas are asked whether it is right."""
    keepers: Cast = cast(Any, Keepers(nele, tomas, ivo))
    shop = make_shop(keepers)
    make_flow(keepers, shop)
    make_contract(keepers, shop)
    make_field(keepers)
    make_survey(keepers, timezone.localdate())
    make_dossier(keepers)
    relation.join(shop["shop"], "supplied_by", shop["vendor"], by=tomas)
    make_facts(keepers, shop)
    make_trial(keepers, make_scenario(keepers, shop))
    propose(keepers, "survives", element=shop["web"], any_of="vendor")
