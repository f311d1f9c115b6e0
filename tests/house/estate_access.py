"""Who gets into the small estate, what is sent to its addresses, and many of everything."""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.utils import timezone

from lintel.estate.access.actions import party, question
from lintel.estate.access.actions.campaign import Choice
from lintel.estate.access.models import Attestation, Campaign, Grant, Party
from lintel.estate.inventory.models import Element
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.access.makers import make_campaign, make_grant, make_party

Body = dict[str, Any]
LISTS = {
    "reach:reach": "",
    "reach:reaches": "",
    "reach:grants": "",
    "reach:parties": "",
    "reach:campaigns": "",
    "reach:campaign": "access campaign",
    "reach:mine": "",
}
API_LISTS = {
    "list_access_parties": "",
    "list_access_grants": "",
    "list_reaches": "",
    "list_data_weights": "",
    "list_attestation_campaigns": "",
    "list_attestations": "access campaign",
}


def things(cast: Cast, estate: dict[str, Any]) -> dict[str, Model]:
    """Two agencies in the shop: Nele is asked about one, and wants the other removed."""
    shop: Element = estate["element"]
    agency, other = make_party(cast, people=4), make_party(cast, "Southbound")
    party.count(agency, 4, names=["Pim Example"], by=cast.tomas)
    open_one, removed = (make_grant(cast, who, shop, "read") for who in (agency, other))
    mistake = make_grant(cast, make_party(cast, "Entered by mistake", "team"), shop, "use")
    today = timezone.localdate()
    campaign = make_campaign(cast, today, Choice(parties=[agency, other]))
    finding = Attestation.objects.get(grant=removed)
    question.answer(
        finding, "remove", version=1, day=today, evidence="Nobody works with them any more.", by=cast.nele
    )
    return {
        "access party": Party.objects.get(pk=agency.pk),
        "access grant": open_one,
        "access by mistake": mistake,
        "access campaign": campaign,
        "attestation of Nele": Attestation.objects.get(grant=open_one),
        "attested finding": finding,
        "thread of a grant": open_one,
    }


def _grant(s: Any) -> Body:
    return {"party": s["access party"].pk, "system": s["estate pay"].pk, "right": "use"}


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the pages."""
    today = timezone.localdate().isoformat()
    return {
        "reach:weight": {"weight": 4, "why": "Names and addresses."},
        "reach:new-grant": _grant(s),
        "reach:edit-grant": {"right": "write", "reason": "Lists.", "version": 1},
        "reach:grant-end": {"until": today},
        "reach:grant-request": {"wish": "remove", "why": "Nobody uses it."},
        "reach:new-party": {"kind": "team", "name": "Shop floor", "people": 12},
        "reach:edit-party": {"kind": "vendor", "name": "Northlight & Sons", "version": 2},
        "reach:people": {"people": 5},
        "reach:names": {"reason": "One of them left."},
        "reach:new-campaign": {"title": "Once more", "due_on": today},
        "reach:answer": {"answer": "keep", "version": 1, "evidence": "The shop needs them."},
        "reach:delegation": {"person": s.cast.tomas.pk},
    }


def json(s: Any) -> dict[str, Body]:
    """What is sent to the API."""
    today = timezone.localdate().isoformat()
    sent = _grant(s)
    return {
        "create_access_party": {"kind": "team", "name": "Shop floor", "people": 12},
        "change_access_party": {"note": "From Utrecht.", "version": 2},
        "give_access": {"party_id": sent["party"], "system_id": sent["system"], "right": "use"},
        "change_access_grant": {"reason": "Lists.", "version": 1},
        "end_access_grant": {"until": today},
        "ask_access_change": {"wish": "narrow", "narrow_to": "use", "why": "They only look."},
        "weigh_data": {"weight": 4, "why": "Names and addresses."},
        "open_attestation_campaign": {"title": "Once more", "due_on": today},
        "answer_attestation": {"answer": "keep", "version": 1, "evidence": "The shop needs them."},
        "pass_attestation_on": {"person_id": s.cast.tomas.pk},
    }


def fill(reader: User, things: dict[str, Any], numbers: range) -> None:
    """Many parties, each let into the shop, and the reader asked about each."""
    shop, campaign = things["element"], things["access campaign"]
    parties = Party.objects.bulk_create(
        [Party(kind="team", name=f"Access team {n}") for n in numbers], batch_size=500
    )
    grants = Grant.objects.bulk_create(
        [Grant(party=one, system=shop, right="read") for one in parties], batch_size=500
    )
    Attestation.objects.bulk_create(
        [Attestation(campaign=campaign, grant=one, right="read", person=reader) for one in grants],
        batch_size=500,
    )
    day = dt.date(2027, 1, 1)
    Campaign.objects.bulk_create(
        [Campaign(title=f"Campaign {n}", scope="Every grant in force", due_on=day) for n in numbers],
        batch_size=500,
    )
