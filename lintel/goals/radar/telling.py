"""A finding's evidence and its history as its page tells them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from lintel.audit.ledger import newest
from lintel.goals.radar.models import Finding
from lintel.goals.radar.things import things
from lintel.people.models import User

KINDS = {
    "objectives.goal": "Goal",
    "definitions.metric": "Metric",
    "expectations.expectation": "Expectation",
    "concerns.concern": "Concern",
    "language.term": "Word",
    "rewards.rewardrule": "Reward",
    "radar.metrictension": "Declaration",
    "portfolio.proposal": "Proposal",
    "intake.request": "Request",
}


@dataclass(frozen=True)
class Told:
    """One piece of evidence: its kind, the thing itself unless it is gone, and what is said of it."""

    kind: str
    thing: models.Model | None
    says: str


def evidence(row: Finding, reader: User) -> list[Told]:
    """What it rests on, with the things as they are named now; one query for each kind of thing."""
    pieces: list[dict[str, Any]] = row.evidence
    found = things(reader, {(one["type"], one["id"]) for one in pieces if one["type"]})
    return [
        Told(KINDS.get(one["type"], ""), found.get((one["type"], one["id"])), one["says"]) for one in pieces
    ]


@dataclass(frozen=True)
class Line:
    """Something that happened, by a look or by somebody."""

    at: datetime
    actor: Any
    sentence: str
    detail: dict[str, str]
    url: str = ""


def history(row: Finding, reader: User) -> list[Line]:
    """What looks changed and what people did, newest first."""
    looks = row.changes.select_related("scan")[:50]
    lines = [Line(one.at, None, one.get_what_display().lower(), {}) for one in looks]
    said = newest(row, everything=True, seen_by=reader).lines
    lines += [Line(one.at, one.actor, one.sentence, one.detail) for one in said]
    return sorted(lines, key=lambda one: one.at, reverse=True)
