"""What was decided, by whom and why: read from the ledger, within what the reader may see.

Each decision is the entry that its own action wrote; nothing is copied. The reasons are the words that the
people sealed with it, and are gone from here as soon as they are erased there.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from lintel.audit import ledger
from lintel.audit.models import Entry
from lintel.digests.news.places import kind_of, readable_types, visible_keys, visible_things
from lintel.people.access import may_read
from lintel.people.models import User

KINDS: dict[str, tuple[str, tuple[str, ...]]] = {  # slug -> what it is, and the actions that decide
    "signature": (
        "An office signed",
        (
            "proposal.signed", "settlement.signed", "vision.signed", "agreement.signed", "metric.signed",
            "policy.signed", "roadmap.signed", "assumptions.signed", "reward.signed", "blueprint.signed",
            "code.signed", "purchase.signed", "saving.signed", "outcome.signed",
        ),
    ),
    "agreement": (
        "One side agreed",
        (
            "answer.accepted", "expectation.accepted", "expectation.satisfied", "goal.accepted",
            "goal.taken-on", "experiment.agreed", "benefit.agreed", "session.settled", "concern.understood",
            "amendment.accepted", "placement.accepted",
        ),
    ),
    "answer": ("A request was answered", ("request.answered",)),
    "refusal": (
        "One side said no, or not so",
        (
            "expectation.declined", "expectation.countered", "expectation.revoked", "answer.countered",
            "answer.escalated", "policy.suspended", "amendment.declined", "purchase.dropped",
            "saving.dropped", "placement.declined",
        ),
    ),
    "end": (
        "Something came to its end",
        ("goal.closed", "conclusion.agreed", "outcome.note-signed", "concern.laid-to-rest",
         "placement.closed"),
    ),
}  # fmt: skip
KIND_OF = {action: slug for slug, (_, actions) in KINDS.items() for action in actions}
TONES = {"signature": "both", "agreement": "good", "answer": "neutral", "refusal": "warning", "end": "quiet"}
TYPES = (  # what decisions are about
    "portfolio.proposal", "intake.request", "vision.vision", "language.term", "definitions.metric",
    "guards.policy", "roadmaps.roadmap", "roadmaps.plan", "returns.assumptions", "rewards.rewardrule",
    "expectations.expectation", "objectives.goal", "experiments.experiment", "concerns.concern",
    "backlog_sessions.backlogsession", "blueprint.version", "blueprint.amendment", "stress.buildingcode",
    "purchases.purchase", "spending.saving", "shadow.tool", "embeds.placement",
)  # fmt: skip


@dataclass(frozen=True)
class Decision:
    """One decision as people read it."""

    seq: int
    at: datetime
    actor: Any
    action: str
    kind: str
    sentence: str
    why: str
    object_type: str
    object_id: str
    title: str
    url: str

    @property
    def kind_label(self) -> str:
        """What sort of decision it is."""
        return KINDS[self.kind][0]

    @property
    def about(self) -> str:
        """What sort of thing it is about, such as “goal”."""
        return kind_of(self.object_type)

    @property
    def tone(self) -> str:
        """How its mark is coloured."""
        return TONES[self.kind]


def visible(user: User) -> QuerySet[Entry]:
    """The entries that decided something about what this person may see."""
    if not may_read(user):
        return Entry.objects.none()
    about = Q(things__position=0) & visible_things(user, TYPES, "things__")
    return Entry.objects.filter(about, action__in=KIND_OF).select_related("actor")


def shown(entries: Iterable[Entry], reader: User) -> list[Decision]:
    """These entries with what they are about and their reasons, for who may see both; in the same order.

    A fixed number of queries and one for each type of thing.
    """
    rows = list(entries)
    places = {row.pk: _first_object(row) for row in rows}
    wanted: dict[str, set[str]] = {}
    for label, key in places.values():
        wanted.setdefault(label, set()).add(key)
    seen, titles = visible_keys(reader, wanted), named(wanted)
    read = ledger.lines(Entry.objects.filter(pk__in=[row.pk for row in rows]), reader) if rows else []
    lines = {line.seq: line for line in ledger.named(read, reader)}
    return [
        _decision(lines[row.pk], places[row.pk], titles[places[row.pk]])
        for row in rows
        if places[row.pk] in seen and places[row.pk] in titles
    ]


def named(wanted: dict[str, set[str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Title and page of things by type and key, one query for each type; `visible_keys` says for whom."""
    found = {}
    for label, ids in wanted.items():
        model = readable_types().get(label)
        if model is not None and ids:
            for thing in related(model._base_manager.filter(pk__in=ids)):
                found[(label, str(thing.pk))] = (str(thing), thing.get_absolute_url())
    return found


def related(rows: Any) -> Any:
    """With what a row needs to say its name and address without another query."""
    names = {field.name for field in rows.model._meta.fields if field.is_relation}
    return rows.select_related(*(names & _NAMING)) if names & _NAMING else rows


_NAMING = {"proposal", "roadmap", "goal", "announcement"}


def _first_object(row: Entry) -> tuple[str, str]:
    label, key = json.loads(row.body)["objects"][0]
    return label, key


def _decision(line: ledger.Line, place: tuple[str, str], named_as: tuple[str, str]) -> Decision:
    why = " · ".join(text for text in line.detail.values() if text)
    return Decision(
        line.seq, line.at, line.actor, line.action, KIND_OF[line.action], line.sentence, why,
        *place, *named_as,
    )  # fmt: skip
