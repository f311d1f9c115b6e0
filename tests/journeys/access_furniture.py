"""Who gets into the small estate of a house of the cast, and a round that is half answered."""

from typing import Any, cast

from django.utils import timezone

from lintel.estate.access.actions import question
from lintel.estate.access.actions.campaign import Choice
from lintel.estate.inventory.models import Element
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.access.makers import make_campaign, make_grant, make_party
from tests.journeys.estate_furniture import Keepers


def doors(ivo: User, nele: User, tomas: User) -> None:
    """Two agencies and an account in the shop; Nele is asked about one, Tomas wants the account narrowed."""
    keepers: Cast = cast(Any, Keepers(nele, tomas, ivo))
    shop, today = Element.objects.get(name="Shopkeeper"), timezone.localdate()
    agency = make_party(keepers, people=9, note="The agency for search adverts.")
    make_grant(keepers, agency, shop, "read", reason="Reports of the week.")
    make_grant(keepers, make_party(keepers, "Southbound"), shop, "write")
    account = make_party(keepers, "Night export", "service", outside=True)
    export = make_grant(keepers, account, shop, "administer")
    row = make_campaign(keepers, today, Choice(parties=[agency, account]), title="Who from outside stays?")
    question.answer(
        row.questions.get(grant=export), "narrow", narrow_to="read", version=1, day=today, by=tomas,
        evidence="It only reads orders, once a night.",
    )  # fmt: skip
