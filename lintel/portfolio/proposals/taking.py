"""Putting a resolved document into a proposal: its fields, its lists, who sees to what."""

from typing import Any

from lintel.portfolio.proposals.circles import reaches
from lintel.portfolio.proposals.documents import MODELS
from lintel.portfolio.proposals.merging import key_of, plain_value
from lintel.portfolio.proposals.models import Proposal, RelationKind, SectionOwner
from lintel.portfolio.proposals.resolving import Resolved, Trouble


def differs(proposal: Proposal, found: Resolved) -> bool:
    """Whether a document says something else than what stands there. Load the proposal in full."""
    values = {key_of(Proposal, name): plain_value(value) for name, value in found.values.items()}
    if any(plain_value(getattr(proposal, name)) != value for name, value in values.items()):
        return True
    if any(_present(proposal, name) != _given(name, rows) for name, rows in found.lists.items()):
        return True
    named = {row.section: row.person_id for row in proposal.section_owners.all()}
    return named != {section: person.pk for section, person in found.section_owners.items()}


def circles(proposal: Proposal, found: Resolved) -> list[Trouble]:
    """Needs of the document that would close a circle."""
    others = [
        row["other"].pk
        for row in found.lists.get("relations", [])
        if row["kind"] == RelationKind.NEEDS and row["other"]
    ]
    if proposal.pk in others:
        return [Trouble("relations", "A proposal has no relation to itself.")]
    if others and reaches(set(others), proposal.pk):
        return [Trouble("relations", "That would be a circle: another already needs this one.")]
    return []


def take(proposal: Proposal, found: Resolved) -> None:
    """Write a document into a proposal that is there; rows that its lists do not name go."""
    for name, value in found.values.items():
        setattr(proposal, name, value)
    for name, rows in found.lists.items():
        model = MODELS[name]
        present = {row.pk: row for row in model._default_manager.filter(proposal=proposal)}
        named = {row["number"] for row in rows if row["number"] in present}
        model._default_manager.filter(proposal=proposal).exclude(pk__in=named).delete()
        for row in rows:
            values = {key: value for key, value in row.items() if key != "number"}
            part = present[row["number"]] if row["number"] in named else model(proposal=proposal)
            for key, value in values.items():
                setattr(part, key, value)
            part.save()
    SectionOwner.objects.filter(proposal=proposal).delete()
    SectionOwner.objects.bulk_create(
        SectionOwner(proposal=proposal, section=section, person=person)
        for section, person in found.section_owners.items()
    )


def _present(proposal: Proposal, name: str) -> list[dict[str, Any]]:
    return [plain_value(row.content()) for row in getattr(proposal, name).all()]


def _given(name: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    model = MODELS[name]
    return [
        plain_value(model(**{key: value for key, value in row.items() if key != "number"}).content())
        for row in rows
    ]
