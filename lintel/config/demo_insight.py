"""The example company's figures: three tables, what they mean, what both sides agreed on, and two
dashboards."""

from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.config.story import who
from lintel.imports.bringing import bring
from lintel.insight import ports
from lintel.insight.asking.actions import question
from lintel.insight.asking.actions.question import Kept
from lintel.insight.asking.asked import TIME, Asked, Condition, Split
from lintel.insight.asking.models import Question
from lintel.insight.asking.words.phrasing import phrase
from lintel.insight.asking.words.vocabulary import made_of
from lintel.insight.dashboards.actions import dashboard, subscription, tile
from lintel.insight.dashboards.actions.dashboard import Described
from lintel.insight.definitions.actions import agreement, document
from lintel.insight.definitions.actions import metric as metrics
from lintel.insight.definitions.catalogue import catalogue
from lintel.insight.definitions.models import Metric

TABLES = [
    ("campaign-costs.csv", "Campaign costs"),
    ("support-tickets.csv", "Support tickets"),
    ("it-run-costs.csv", "IT run costs"),
]
DRAFTS = {"revenue_28_days", "impressions", "seats"}
ONE_KEY = {  # in review: who has signed so far
    "conversion_in_7_days": "mara.lindqvist",
    "run_cost_per_order": "ivo.brandt",
    "solved_at_once": "",
    "revenue_per_buyer": "mara.lindqvist",
}
DISPUTES = {
    "spend_share": (
        "tomas.okafor",
        "Revenue here is of all channels, also of the shops that no campaign reaches. It should be the "
        "revenue of "
        "visits that a campaign brought, or the share looks smaller than it is.",
    ),
    "customers": (
        "nele.vogt",
        "A record of the support desk is no customer to us. A new customer is somebody who ordered for "
        "the first time.",
    ),
}
OWNERS = {
    "revenue": ("nele.vogt", "tomas.okafor"),
    "orders": ("nele.vogt", "tomas.okafor"),
    "campaign_spend": ("nele.vogt", "lena.ito"),
    "run_cost": ("nele.vogt", "tomas.okafor"),
}
MONTH, WEEK = Split(TIME, "month"), Split(TIME, "week")
COUNTRY, CHANNEL, CAMPAIGN = (
    Split("countries.country"),
    Split("channels.channel"),
    Split("campaigns.campaign"),
)
KEPT = {  # title -> question
    "Revenue against last year": Asked(("revenue",), (MONTH,), period="last 12 months", versus="year"),
    "Where revenue comes from": Asked(("revenue",), (COUNTRY,), period="last quarter", versus="year"),
    "Shops and online": Asked(
        ("revenue",), (MONTH, Split("order_lines.sold_in")), period="last 12 months", chart="bar"
    ),
    "What we pay for, by channel": Asked(
        ("campaign_spend",), (MONTH, CHANNEL), period="last 12 months", chart="area"
    ),
    "Cost of a click": Asked(("cost_per_click",), (CAMPAIGN,), period="last quarter"),
    "Visits that end with an order": Asked(("conversion_rate",), (WEEK,), period="last 26 weeks"),
    "Campaigns that bring visits": Asked(("visits",), (CAMPAIGN,), period="last quarter", top=5),
    "The quarter at a glance": Asked(
        ("revenue", "orders", "average_order_value", "return_rate"), period="last quarter", versus="year"
    ),
    "What runs, and what it costs": Asked(
        ("run_cost",), (Split("run_costs.system"),), period="last quarter", versus="before"
    ),
    "Run cost by who pays": Asked(
        ("run_cost",), (MONTH, Split("run_costs.paid_by")), period="last 12 months", chart="area"
    ),
    "Seats that somebody uses": Asked(("seat_use",), (Split("run_costs.system"),), period="last month"),
    "Tickets by topic": Asked(("tickets",), (WEEK, Split("tickets.topic")), period="last 26 weeks"),
    "How long customers wait": Asked(
        ("answer_hours",), (Split("tickets.reached_by"),), period="last quarter", versus="before"
    ),
    "Tickets in Germany": Asked(
        ("tickets",),
        (Split("tickets.topic"),),
        (Condition("countries.country", "in", ("Germany",)),),
        "last quarter",
        "year",
    ),
}
BOARDS = [
    (
        Described("Marketing this quarter", "What we sold, to whom, and what it cost to be seen."),
        "mara.lindqvist",
        [
            "The quarter at a glance",
            "Revenue against last year",
            "Where revenue comes from",
            "What we pay for, by channel",
            "Cost of a click",
            "Visits that end with an order",
            "Campaigns that bring visits",
        ],
    ),
    (
        Described("Platform and support", "What the platform costs, who uses it, and what people tell us."),
        "ivo.brandt",
        [
            "What runs, and what it costs",
            "Run cost by who pays",
            "Seats that somebody uses",
            "Tickets by topic",
            "How long customers wait",
            "Tickets in Germany",
            "Shops and online",
        ],
    ),
]
WIDE = {"The quarter at a glance", "Revenue against last year", "Tickets by topic"}


def prepare(folder: Path) -> Iterator[str]:
    """Everything, by the same actions that people use; nothing without the files."""
    if not (folder / TABLES[0][0]).exists():
        return
    for file, name in TABLES:
        batch = bring(folder / file, "figures", by=who("ada.petrova"), options={"table": name})
        yield f"{file}: {batch.summary}"
    text = (folder / "definitions.yaml").read_text(encoding="utf-8")
    brought = document.bring(text, by=who("tomas.okafor"))
    _agree()
    _keep()
    agreed = sum(one.agreed for one in Metric.objects.all())
    yield f"definitions.yaml: {len(brought.created)} metrics, {agreed} of them agreed by both offices"


def _agree() -> None:
    for slug, (marketing, it) in OWNERS.items():
        metrics.own(Metric.objects.get(slug=slug), marketing=who(marketing), it=who(it), by=who("nele.vogt"))
    for metric in Metric.objects.exclude(slug__in=DRAFTS):
        agreement.offer(metric, by=who("nele.vogt"))
        signers = [ONE_KEY[metric.slug]] if metric.slug in ONE_KEY else ["mara.lindqvist", "ivo.brandt"]
        if metric.slug in DISPUTES:
            signers = []
        for signer in filter(None, signers):
            agreement.sign(metric, content_hash=hash_of(metric), by=who(signer))
    for slug, (person, text) in DISPUTES.items():
        agreement.dispute(Metric.objects.get(slug=slug), text=text, by=who(person))


def _keep() -> None:
    known = catalogue()
    words = made_of(known.model, {})
    labels = {slug: one.label for slug, one in known.metrics.items()}
    for title, asked in KEPT.items():
        kept = Kept(title, asked, phrase(asked, labels, words.dimensions), ports.ANALYSIS)
        question.save(kept, by=who("nele.vogt"))
    for described, owner, titles in BOARDS:
        board = dashboard.make(described, by=who(owner))
        for title in titles:
            tile.pin(board, Question.objects.get(title=title), wide=title in WIDE, by=who(owner))
        subscription.subscribe(board, rhythm="weekly", now=timezone.now(), by=who(owner))
