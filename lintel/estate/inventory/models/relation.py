"""How elements hang together: who serves what, on what it runs, what it holds and what it needs."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q

from lintel.estate.inventory.models.element import Element
from lintel.estate.inventory.models.kinds import Kind


class RelationKind(models.TextChoices):
    """What one element is to another."""

    SERVES = "serves", "serves"
    NEEDS = "needs", "needs"
    HOLDS = "holds", "holds"
    SUPPLIED_BY = "supplied_by", "is supplied by"
    RUNS_IN = "runs_in", "runs in"
    PART_OF = "part_of", "is part of"


@dataclass(frozen=True)
class Rule:
    """Which kinds a relation may join, and how it reads from its other end."""

    ends: tuple[tuple[str, str], ...]
    back: str


RELATIONS: dict[str, Rule] = {
    RelationKind.SERVES: Rule(
        ((Kind.SYSTEM, Kind.CAPABILITY), (Kind.CAPABILITY, Kind.TOUCHPOINT), (Kind.SYSTEM, Kind.TOUCHPOINT)),
        "is served by",
    ),
    RelationKind.NEEDS: Rule(
        ((Kind.SYSTEM, Kind.SYSTEM), (Kind.CAPABILITY, Kind.CAPABILITY)), "is needed by"
    ),
    RelationKind.HOLDS: Rule(((Kind.SYSTEM, Kind.DATA),), "is held by"),
    RelationKind.SUPPLIED_BY: Rule(((Kind.SYSTEM, Kind.VENDOR),), "supplies"),
    RelationKind.RUNS_IN: Rule(
        ((Kind.SYSTEM, Kind.REGION), (Kind.SYSTEM, Kind.ENVIRONMENT), (Kind.ENVIRONMENT, Kind.REGION)),
        "carries",
    ),
    RelationKind.PART_OF: Rule(tuple((kind, kind) for kind in Kind.values), "consists of"),
}


class Relation(models.Model):
    """One element to another. Of several needs with the same `instead` one is enough: they stand in for each
    other; needs without it are needed each. `key` is its id in the file of another tool, so that it keeps it
    when it goes back there."""

    source = models.ForeignKey(Element, models.CASCADE, related_name="relations")
    target = models.ForeignKey(Element, models.CASCADE, related_name="relations_from_others")
    kind = models.CharField(max_length=12, choices=RelationKind.choices)
    key = models.CharField("Id", max_length=200, blank=True)
    instead = models.CharField(
        "One of these is enough", max_length=60, blank=True,
        help_text="The same word on several needs: each can stand in for the others.",
    )  # fmt: skip

    class Meta:
        ordering = ["kind", "target__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=RelationKind.values), name="estate_relation_kind_known"
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="estate_relation_between_two"),
            models.CheckConstraint(
                condition=Q(instead="") | Q(kind=RelationKind.NEEDS), name="only_needs_have_substitutes"
            ),
            models.UniqueConstraint(fields=["source", "target", "kind"], name="estate_relation_once"),
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key=""), name="estate_relation_key_once",
                violation_error_message="Another relation has this id already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"
