"""The example company’s doors: teams, agencies and accounts let in over years; a round is half answered."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from lintel.config.story import who
from lintel.estate.access.actions import campaign, change, data_weight, grant, party, question
from lintel.estate.access.actions.campaign import Choice
from lintel.estate.access.models import Attestation, Campaign, Grant, Party
from lintel.estate.inventory.models import Element
from lintel.people.actions import comment

MONTH = dt.timedelta(days=30)
WEIGHTS = (
    ("d-payment", 5, "Card tokens and mandates: a leak costs customers money."),
    ("d-contact", 4, "Names and addresses of 1.1 million people."),
    ("d-service", 4, "What people tell the service desk, complaints and illness included."),
    ("d-staff", 4, "Colleagues and their accounts: who has these opens the rest."),
    ("d-consent", 3, "Proof of what was allowed; wrong entries are worse than read ones."),
    ("d-orders", 3, "What people bought."),
    ("d-behaviour", 3, "Visits and clicks, mostly without a name."),
    ("d-product", 1, "Stands in the shop window."),
)
# kind | name | people | note, then what it may do: system, right, months ago (or -), months ahead (or -),
# months since it was attested (or -), who agreed (or -), what for.
DOORS = """
vendor | Northlight | 9 | The agency for search and social adverts, since the winter of 2023.
tags administer 31 - - - Set up the tags of the first campaigns.
analytics write 31 - 13 henrik.sorensen Goals and audiences.
ads administer 31 - 13 jonas.weidmann Buys the words.
ads-social administer 31 - - - Buys the posts.
cdp integrate 22 - - - Sends audiences to the networks.
hub read 20 - - nele.vogt Looks up which journeys run.
vendor | Kontur & Kind | 14 | Builds shop and app with Shop Engineering.
shop administer 40 - 14 alessandro.conti Releases every second Tuesday.
app administer 40 - - viktor.nagy Builds and publishes the app.
checkout integrate 18 3 5 camilla.ostergaard Took the checkout out of the shop.
cms write 30 - 14 ingrid.solheim Templates of landing pages.
vendor | Veldwerk Data | 5 | Three days a week in the warehouse, until the platform stands.
dwh administer 9 4 2 lena.ito Models for the customer platform.
pipes integrate 9 4 2 rahul.deshpande Loads of the night.
mdm write 4 4 - lena.ito Labels pairs for the matching.
vendor | Callwell | 22 | Takes the telephone in the evening and at weekends.
desk write 50 - 16 grace.mensah Writes cases.
phone use 50 - 16 grace.mensah Answers calls.
crm read 38 - - - Looked up clubs and schools while the old desk had no customers in it.
chat use 13 - - grace.mensah Answers in the evening.
team | Marketing Operations | 4 |
hub administer 33 - 6 nele.vogt Journeys for new customers.
news write 60 - 6 nele.vogt Stands in when CRM & Loyalty is away.
cdp write 28 - 6 nele.vogt Audiences.
consent read 12 - 6 leila.farahani Answers letters from customers.
team | CRM & Loyalty | 5 |
crm write 60 - 6 priya.raman Clubs, schools, companies.
news administer 60 - 6 priya.raman Twice a week.
points administer 70 - 6 joost.dewit Levels and evenings.
vouchers write 30 - 6 joost.dewit Codes of the season.
crm-club administer - - - - 
team | Performance Marketing | 6 |
ads write 60 - 6 henrik.sorensen Bids.
ads-social write 60 - - thandi.mokoena Posts that are paid for.
analytics read 60 - 6 henrik.sorensen Reports of the week.
feeds write 30 - 6 pieter.vandam Goods for adverts.
social administer 19 - - thandi.mokoena Plans posts.
team | Content Studio | 5 |
cms write 52 - 6 ingrid.solheim Stories and pages.
pictures administer 44 - 6 ingrid.solheim Pictures and their rights.
layout administer 11 - - - 
team | Shop Experience | 3 |
shop write 60 - 6 miriam.adler Prices, goods, pages.
pim write 60 - 6 tobias.renner Goods.
shop-test administer 17 - - yuki.tanabe Two versions of a page.
team | Customer Insight | 4 |
dwh read 27 - 6 lena.ito Figures and segments.
board write 25 - 6 henrik.sorensen Dashboards.
team | Data Platform | 7 |
dwh administer 27 - 6 lena.ito Runs it.
pipes administer 27 - 6 lena.ito Runs them.
mdm administer 4 - 4 rahul.deshpande Builds the matching.
cdp integrate 28 - 6 lena.ito Brings events home.
team | Integration | 3 |
queue administer 48 - 6 marek.dvorak Events between systems.
erp integrate 60 - 6 signe.madsen Orders, stock, books.
confirm administer 48 - 6 marek.dvorak Order messages.
team | Security | 3 |
consent administer 12 - 3 leila.farahani Keeps the proof.
banner administer 36 - 3 leila.farahani Asks before anything is measured.
team | Workplace & Access | 3 |
auth administer 38 - 3 kofi.asante Accounts of all colleagues.
people administer 84 - 3 kofi.asante Joiners and leavers.
desk administer 50 - 3 grace.mensah Runs the desk.
team | Shop Engineering | 7 |
shop administer 60 - 6 alessandro.conti Builds it.
checkout administer 18 - 6 camilla.ostergaard Builds it.
db-shop write 48 - - andrei.popescu Repairs by hand, at night.
role | Shop manager | 42 | One in each shop.
till use 100 - 8 dominik.fuchs Sells.
points use 75 - 8 joost.dewit Looks up cards.
group | Winter helpers | 38 | From November to January, at the desk and the tills.
desk use 1 2 - grace.mensah Answers about parcels.
till use 1 2 - dominik.fuchs Sells.
service | Night export | - | A script on a server that nobody names as theirs.
crm read - - - - 
dwh write - - - - 
service | Tag sync | - | Sends conversions to the networks.
tags integrate 7 - 3 deniz.aydin Conversions.
"""
WORDS = {  # what owners said: party, system, answer, to which right, in how many days, why
    ("Northlight", "tags"): ("keep", "", 0, "They set up every campaign; Deniz looks over each release."),
    ("Northlight", "analytics"): (
        "narrow",
        "read",
        0,
        "Goals are ours to set since spring; they only report.",
    ),
    ("Northlight", "ads-social"): ("remove", "", 21, "We book the posts ourselves since August."),
    ("Kontur & Kind", "shop"): ("keep", "", 0, "Half of every release is theirs; the contract runs to 2028."),
    ("Kontur & Kind", "checkout"): (
        "keep",
        "",
        0,
        "Until the last payment method has moved, in three months.",
    ),
    ("Kontur & Kind", "cms"): ("keep", "", 0, "They keep the templates."),
    ("Veldwerk Data", "pipes"): ("keep", "", 0, "The loads for the platform are theirs until it stands."),
    ("Callwell", "crm"): (
        "remove",
        "",
        14,
        "The desk shows customers since 2023; nobody signed in this year.",
    ),
}


def prepare() -> Iterator[str]:
    """Let everybody in, weigh the data, and ask about those from outside; nothing without an estate."""
    if not Element.objects.filter(key="tags").exists():
        return
    for key, weight, why in WEIGHTS:
        data_weight.say(Element.objects.get(key=key), weight, why, by=who("ivo.brandt"))
    _doors()
    _names()
    made = _round()
    _talk()
    yield (
        f"Who gets in: {Grant.objects.count()} grants of {Party.objects.count()} parties; "
        f"{Attestation.objects.filter(campaign=made, answer='').count()} questions wait for an owner"
    )


def _doors() -> None:
    systems = {one.key: one for one in Element.objects.filter(kind="system")}
    current: Party | None = None
    for text in DOORS.strip().splitlines():
        if "|" in text:
            kind, name, people, note = (part.strip() for part in text.split("|"))
            count = int(people) if people.isdecimal() else None
            values = {"kind": kind, "name": name, "note": note}
            current = party.create(values, people=count, by=who("kofi.asante"))
        elif current is not None:
            _door(current, systems, text)


def _door(to: Party, systems: dict[str, Element], text: str) -> None:
    key, right, since, ahead, attested, agreed, *reason = text.split(" ", 6)
    today = timezone.localdate()
    made = grant.give(
        {
            "party": to, "system": systems[key], "right": right, "reason": "".join(reason).strip(),
            "since": today - int(since) * MONTH if since != "-" else None,
            "until": today + int(ahead) * MONTH if ahead != "-" else None,
            "approved_by": who(agreed) if agreed != "-" else None,
        },
        by=who("kofi.asante"),
    )  # fmt: skip
    if attested != "-":  # rounds of the years before, which were kept in a sheet
        Grant.objects.filter(pk=made.pk).update(attested_on=today - int(attested) * MONTH)


def _names() -> None:
    agency = Party.objects.get(name="Northlight")
    names = ("Hedda Moe", "Paul Winkler", "Ines Carvalho")
    party.count(agency, agency.people, names=names, by=who("kofi.asante"))


def _round() -> Campaign:
    """About half of what was asked is answered; one removal is a request already."""
    today = timezone.localdate()
    made = campaign.open_campaign(
        "Who from outside still needs to get in?", today + dt.timedelta(days=9), Choice(outside_only=True),
        introduction="Before the season: every right of an agency or vendor. If you are not sure, narrow it.",
        day=today, by=who("ivo.brandt"),
    )  # fmt: skip
    for one in made.questions.with_parts():
        words = WORDS.get((one.grant.party.name, one.grant.system.key))
        if words is None:
            continue
        said, narrow_to, days, why = words
        question.answer(
            one, said, version=one.grant.version, day=today, by=one.person, narrow_to=narrow_to, evidence=why,
            remove_by=today + dt.timedelta(days=days) if days else None,
        )  # fmt: skip
    left = made.questions.get(grant__party__name="Callwell", grant__system__key="crm")
    change.ask_for(left, by=left.person)
    Campaign.objects.filter(pk=made.pk).update(created_at=timezone.now() - dt.timedelta(days=6))
    return made


def _talk() -> None:
    export = Grant.objects.get(party__name="Night export", system__key="crm")
    comment.write(
        export,
        text="It runs at two every night from an address in our own rooms. @Andrei Popescu, is it yours?",
        by=who("kofi.asante"),
    )
