"""What the example company buys together: one decided, one before the offices, one just begun."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.config.story import who
from lintel.estate.inventory.models import Element
from lintel.estate.purchases.actions import judging, option, purchase
from lintel.estate.purchases.dossier import loaded
from lintel.estate.purchases.models import COUNTED, Option, Purchase
from lintel.estate.purchases.questionnaire import asked
from lintel.estate.purchases.rules import Said
from lintel.people.actions import comment
from lintel.people.models import User

SPEED = {"worst": Decimal(100_000), "best": Decimal(1_000_000), "least": Decimal(200_000)}
Weights = tuple[tuple[str, str, dict[str, Any], int, int], ...]
CRITERIA: Weights = (  # name, measure, scale, marketing's points, IT's points
    ("Editors work alone", "levels", {"note": "Without a ticket for a new layout."}, 40, 5),
    ("Fits what we have", "levels", {"note": "Interfaces to shop, consent and warehouse."}, 10, 30),
    ("Mails an hour", "number", {"unit": "an hour", **SPEED}, 15, 10),
    ("Cost", "cost", {"worst": Decimal(600_000), "best": Decimal(0)}, 20, 20),
    ("Risk", "risk", {}, 15, 35),
)  # fmt: skip
SLOW = tuple(one for one in CRITERIA if one[0] != "Mails an hour")
# name, kind, vendor or its key, cost a year, once, (editors, fit, mails an hour), what is not met
Offer = tuple[str, str, str, int, int, tuple[Any, ...], tuple[str, ...]]
MAILERS: tuple[Offer, ...] = (
    ("Mailfinch Enterprise", "buy", "mailfinch", 96_000, 15_000, (4, 5, 480_000), ("export",)),
    ("Briefwerk", "buy", "Briefwerk GmbH", 72_000, 60_000, (5, (2, 4), 650_000),
     ("audited", "second-factor")),
    ("Sendwell Cloud", "buy", "Sendwell Inc.", 54_000, 40_000, (5, 3, 900_000),
     ("region", "agreement", "consent", "erasure")),
    ("Go on with Mailfinch as it is", "keep", "", 0, 0, (2, 4, 180_000), ()),
)  # fmt: skip
PLANNERS: tuple[Offer, ...] = (
    ("Plauder Team", "buy", "plauder", 9_600, 0, (4, 4), ("second-factor",)),
    ("Tonfolge", "buy", "Tonfolge AG", 21_000, 5_000, (5, 2), ("export", "region", "audited")),
    ("Go on without a planner", "keep", "", 0, 0, (1, 5), ()),
)


def prepare() -> Iterator[str]:
    """Three purchases; nothing where there is no estate."""
    if not Element.objects.filter(key="mailfinch").exists():
        return
    planner = _open(
        "A planner for social media", "Two people post from their own telephones. Nobody sees what went out, "
        "and the password is a shared one.", days=-40,
    )  # fmt: skip
    _compare(planner, SLOW, PLANNERS, serves="c-publish", holds="d-behaviour")
    _decide(planner, "Plauder Team", {
        "Tonfolge": "Twice the price, and what we write there does not come out again.",
        "Go on without a planner": "A shared password to five channels is no way to speak for the company.",
    }, "mara.lindqvist", "ivo.brandt")  # fmt: skip
    mailer = _open(
        "The newsletter’s next years", "Mailfinch ends in spring. 480,000 readers get two mails a week, and "
        "every new layout is a ticket. Consent has to be asked at the moment of sending.", days=33,
    )  # fmt: skip
    _compare(mailer, CRITERIA, MAILERS, serves="c-send", holds="d-contact")
    _decide(mailer, "Mailfinch Enterprise", {
        "Briefwerk": "Editors like it best. How it fits is not sure before the trial in January.",
        "Sendwell Cloud": "Keeps what we send in the United States, without an agreement.",
        "Go on with Mailfinch as it is": "The contract ends in spring, and it is too slow already.",
    }, "mara.lindqvist")  # fmt: skip
    comment.write(
        mailer,
        by=who("nele.vogt"),
        text="Editors would take Briefwerk any day. @Tomas Okafor, is January too late?",
    )
    _open(
        "Surveys without a card",
        "Typeform was bought by card. What would do, that signs in with our accounts?",
        days=70,
    )
    yield "Purchases: one decided, one before the offices, one just begun"


def _open(title: str, need: str, *, days: int) -> Purchase:
    day = timezone.localdate() + dt.timedelta(days=days)
    values = {
        "title": title, "need": need, "years": 3, "decide_by": day, "marketing_owner": who("nele.vogt"),
        "it_owner": who("tomas.okafor"),
    }  # fmt: skip
    return purchase.open_purchase(values, by=who("nele.vogt"))


def _compare(
    row: Purchase, criteria_of: Weights, offers: tuple[Offer, ...], *, serves: str, holds: str
) -> None:
    nele, tomas = who("nele.vogt"), who("tomas.okafor")
    for name, measure, scale, *_ in criteria_of:
        judging.add(row, {"name": name, "measure": measure, **scale}, by=nele)
    criteria = {one.name: one for one in row.criteria.all()}
    for office, by in (("marketing", nele), ("it", tomas)):
        points = {
            criteria[name].pk: mine if by is nele else theirs for name, _, _, mine, theirs in criteria_of
        }
        judging.weigh(row, points, office=office, by=by)
    lists = {"serves": [Element.objects.get(key=serves)], "holds": [Element.objects.get(key=holds)]}
    for offer in offers:
        made = _option(row, offer, lists, tomas)
        said = {
            one.pk: _said(value)
            for one, value in zip(
                (c for c in criteria.values() if c.measure not in COUNTED), offer[5], strict=True
            )
        }
        judging.score(made, said, by=nele)


def _option(row: Purchase, offer: Offer, lists: dict[str, Any], by: User) -> Option:
    name, kind, vendor, a_year, once, _, unmet = offer
    known = Element.objects.filter(key=vendor).first() if vendor else None
    values: dict[str, Any] = {"name": name, "kind": kind, "vendor": known}
    if kind == "keep":
        return option.add(row, values, {}, by=by)
    values |= {
        "vendor_name": "" if known else vendor, "exit_months": 3, "exit_cost": Decimal(once) / 2,
        "exit_how": "Everything comes out as CSV, once a night if we want. Templates are ours.",
    }  # fmt: skip
    made = option.add(row, values, lists, by=by)
    if once:
        option.note_cost(made, year=0, kind="project", amount=Decimal(once), high=Decimal(once) * 2, by=by)
    for year in (1, 2, 3):
        option.note_cost(made, year=year, kind="licence", amount=Decimal(a_year), by=by)
    replies = {one.slug: ("no" if one.slug in unmet else "yes", "") for one in asked(holds_data=True)}
    judging.answer_risks(made, replies, by=by)
    return made


def _said(value: Any) -> Said:
    low, high = value if isinstance(value, tuple) else (value, value)
    return Said(Decimal(low), Decimal(high), "Two editors and an engineer tried it for a week.")


def _decide(row: Purchase, name: str, reasons: dict[str, str], *signers: str) -> None:
    options = {one.name: one for one in row.options.all()}
    against = {options[each].pk: text for each, text in reasons.items()}
    purchase.choose(row, options[name], against, by=who("nele.vogt"))
    purchase.offer(row, by=who("nele.vogt"))
    for signer in signers:
        purchase.sign(row, by=who(signer), content_hash=hash_of(loaded(row)))
