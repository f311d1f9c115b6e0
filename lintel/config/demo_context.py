"""The example company's guard rails, market and events."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lintel.audit.signatures import hash_of
from lintel.config.story import who
from lintel.imports.bringing import bring
from lintel.insight.asking.actions import question_asked
from lintel.insight.asking.actions.question_asked import Told
from lintel.insight.asking.models import Outcome, Surface
from lintel.insight.context.actions import series
from lintel.insight.context.models import Measures, Series
from lintel.insight.guards.actions import access_wish, policy
from lintel.insight.guards.wording import read
from lintel.insight.ports import ANALYSIS
from lintel.people.models import Role, User

FILES = [("market-series.csv", "market-series"), ("events.csv", "market-events")]
# Name in the file -> what is said about it besides.
SAID: dict[str, dict[str, Any]] = {
    "Outdoor retail": {"metric": "revenue", "measures": Measures.FLOW},
    "Consumer prices, clothing": {"measures": Measures.LEVEL},
    "Searches for hiking boots": {"metric": "visits", "measures": Measures.LEVEL},
}
SIGNED: list[dict[str, Any]] = [
    {
        "name": "Figures for everybody who works here", "effect": "grant", "datasets": ["*"],
        "why": "Whoever decides something should be able to look first. Figures name nobody.",
    },
    {
        "name": "Behaviour in groups of ten", "effect": "restriction", "datasets": ["order_lines", "visits"],
        "audience": {"roles": ["viewer", "analyst"]}, "smallest_group": 10,
        "why": "Who has no part in the work sees coarser figures.",
    },
    {
        "name": "Newsletter questions by consent", "effect": "restriction", "datasets": ["*"],
        "purposes": ["newsletter"], "consents": [{"purpose": "newsletter", "channel": "email"}],
        "why": "A figure for the newsletter counts those who may get it, and nobody else.",
    },
]  # fmt: skip
WAITING: dict[str, Any] = {
    "name": "Vendors stay with both offices", "effect": "restriction", "datasets": ["run_costs"],
    "audience": {"roles": ["viewer"]},
    "columns": [{"dataset": "run_costs", "field": "vendor", "action": "hide"}],
    "why": "Prices are negotiated in spring.",
}  # fmt: skip


# What colleagues asked in the first days: words, whether there was an answer, and what they said of it.
ASKED: list[tuple[str, Outcome, str, str]] = [
    ("revenue by month", Outcome.ANSWERED, "alone", ""),
    ("orders by channel last quarter", Outcome.ANSWERED, "alone", ""),
    ("return rate by depot", Outcome.REFUSED, "", ""),
    ("visits by campaign last 12 weeks", Outcome.ANSWERED, "helped", ""),
    ("tickets by topic", Outcome.ANSWERED, "alone", ""),
    ("returns per depot last month", Outcome.REFUSED, "", ""),
    ("run cost by system", Outcome.ANSWERED, "alone", ""),
    ("revenue by country vs year before", Outcome.ANSWERED, "missed", "margin by country"),
    ("margin per country", Outcome.REFUSED, "", ""),
    ("cost per click by campaign", Outcome.ANSWERED, "alone", ""),
    ("stock by shop", Outcome.REFUSED, "", ""),
]
ASKERS, EACH = 24, 4


def _wonder() -> int:
    """Colleagues of several teams ask; returns how many questions there were."""
    people = User.objects.active().filter(role__in=[Role.MEMBER, Role.ANALYST], team__isnull=False)
    count = 0
    for number, person in enumerate(people.select_related("team").order_by("team", "pk")[:ASKERS]):
        for turn in range(EACH):
            words, outcome, judged, missing = ASKED[(number * 3 + turn * 2) % len(ASKED)]
            made = question_asked.note(Told(words, ANALYSIS, Surface.PAGE, outcome), by=person)
            if judged:
                question_asked.judge(made, word=judged, missing=missing, by=person)
            count += 1
    return count


def prepare(folder: Path) -> Iterator[str]:
    """Files through the importers, policies through both keys; nothing without the files."""
    if not (folder / FILES[0][0]).exists():
        return
    for file, importer in FILES:
        batch = bring(folder / file, importer, by=who("nele.vogt"))
        yield f"{file}: {batch.summary}"
    for row in Series.objects.filter(name__in=SAID):
        words = series.Wording(row.name, row.origin, row.unit, row.grain, **{"metric": "", **SAID[row.name]})
        series.change(row, words, by=who("nele.vogt"), version=row.version)
    for said in SIGNED:
        made = policy.draft(read(said), by=who("tomas.okafor"))
        for signer in ("mara.lindqvist", "ivo.brandt"):
            policy.sign(made, by=who(signer), content_hash=hash_of(made))
    waits = policy.draft(read(WAITING), by=who("tomas.okafor"))
    policy.sign(waits, by=who("ivo.brandt"), content_hash=hash_of(waits))
    access_wish.ask(
        "customers", field="sources", purpose="analysis",
        reason="We want to see whether people we know from two systems come back more often.",
        by=who("nele.vogt"),
    )  # fmt: skip
    yield f"Questions: {_wonder()} that colleagues asked in the first days"
    yield f"Guard rails: {len(SIGNED)} policies that both offices signed, and one that waits for marketing"
