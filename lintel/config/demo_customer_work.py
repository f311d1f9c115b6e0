"""What the example company does with its customers once they are matched; every step is a real action."""

import time

from lintel.audit import runs
from lintel.audit.models import Run, RunState
from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.config import demo_together
from lintel.config.story import who
from lintel.customers.consent.actions import word
from lintel.customers.consent.models import Channel, Purpose, Word
from lintel.customers.matching.actions import matching
from lintel.customers.privacy.actions import correction, erasure, own_link
from lintel.customers.profiles.actions import override, survivorship_rule
from lintel.customers.segments.actions import segment, segment_export
from lintel.customers.segments.actions.segment import Wording
from lintel.customers.segments.models import Segment
from lintel.people.models import User
from lintel.ui.problems import Problem
from lintel.warehouse import reading

KIND = "demo.customers.work"
TITLE = "Let the example company work with its customers"
LOOK_EVERY = 2.0  # seconds, while another worker still matches
WITH_SHOP = {"kind": "source", "test": "any", "values": ["web-shop"]}
BOUGHT = {"kind": "behaviour", "event": "order", "days": 365}
SEGMENTS = (
    (
        "Norwegians who come back",
        "For the autumn letter: they know us, and they buy again.",
        [{"kind": "attribute", "name": "country", "test": "is", "values": ["NO"]}, {**BOUGHT, "times": 2}],
    ),
    (
        "Readers who never bought",
        "They read the newsletter; nothing they saw in it was worth an order yet.",
        [
            {"kind": "consent", "purpose": "newsletter", "channel": "email"},
            {"kind": "behaviour", "did": False, "event": "order"},
        ],
    ),
    (
        "At home in shop and store",
        "Known from the web shop and from the loyalty card: one person in two systems.",
        [WITH_SHOP, {"kind": "source", "test": "any", "values": ["store-loyalty"]}],
    ),
    (
        "Spent 500 euros or more in a year",
        "Orders less returns.",
        [{"kind": "spent", "amount": "500.00", "currency": "EUR", "days": 365}],
    ),
    (
        "Silent for half a year",
        "To be asked once whether they want to hear from us at all.",
        [{"kind": "seen", "name": "last_seen", "within": False, "days": 180}],
    ),
)


@run_kind(KIND, resumable=True)
def work(progress: Progress) -> Outcome:
    """Segments and a file, a rule and a correction, a customer's own words, and one who wants to be gone."""
    while len(known := _known(2)) < 2 or not (single := _single()):
        state = Run.objects.filter(kind=matching.KIND).order_by("pk").values_list("state", flat=True).last()
        if state == RunState.QUEUED:  # this worker may be the one that has to do it first
            runs.start(KIND, TITLE, {}, by=who("ada.petrova"))
            return Outcome({"waits": True}, "/customers/matching/")
        if state != RunState.RUNNING:
            raise Problem(
                "No customers are matched yet.", way_out="Match them under Customers, then try again."
            )
        progress.report(0, 3, "Waiting until customers are matched")
        time.sleep(LOOK_EVERY)
    if not Segment.objects.exists():
        progress.report(0, 3, "Making segments")
        _segments(who("nele.vogt"))
        demo_together.customers()
        progress.report(1, 3, "Correcting values")
        _values(known[0], who("nele.vogt"), who("mara.lindqvist"))
        progress.report(2, 3, "Listening to customers")
        _own_words(known[1], single, who("nele.vogt"))
    return Outcome({"segments": Segment.objects.count()}, "/customers/segments/")


def _known(count: int) -> list[str]:
    """Customers whom most systems know and of whom there is a phone number, in an order of no chance."""
    with reading.connect("customers.golden") as connection:
        rows = connection.execute(
            "select customer_id from customers.golden where phone is not null and email is not null "
            "and records <= 9 order by len(sources) desc, records desc, email limit $count",
            {"count": count},
        ).fetchall()
    return [row[0] for row in rows]


def _single() -> str:
    """Somebody whom only the support desk knows, by an address that is theirs alone."""
    with reading.connect("customers.golden", "customers.identities") as connection:
        row = connection.execute(
            "select customer_id from customers.golden g where sources = ['support-desk'] and exists "
            "(from customers.identities i where i.customer_id = g.customer_id and i.kind = 'email') "
            "order by email limit 1"
        ).fetchone()
    return str(row[0]) if row else ""


def _segments(nele: User) -> None:
    made = [
        segment.make(Wording(name, {"kind": "group", "match": "all", "parts": parts}, why), by=nele)
        for name, why, parts in SEGMENTS
    ]
    segment_export.make(made[0], purpose="newsletter", channel="email", format="csv", by=nele)


def _values(customer: str, nele: User, mara: User) -> None:
    override.write(customer, "phone", "", reason="The number is her employer’s; she asked us.", by=nele)
    survivorship_rule.set_order("company", ["most_trusted", "most_recent"], by=mara)


def _own_words(customer: str, leaving: str, nele: User) -> None:
    own_link.issue(customer, reason="Asked by phone what we hold.", days=14, by=nele)
    offers = Purpose.objects.get(slug="offers")
    word.say(customer, offers, Channel.SMS, Word.WITHDRAWN)
    correction.ask(customer, "city", "Tromsø")
    erasure.want(leaving)
