"""Finding what documents name in this house; what is not here becomes a trouble with its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lintel.insight.definitions.models import Metric
from lintel.people.models import Specialty, User
from lintel.portfolio.proposals.documents import LISTS, OWNERS, SCALARS, ProposalDocument
from lintel.portfolio.proposals.models import Proposal, Section


@dataclass(frozen=True)
class Trouble:
    """What a document names and this house does not have, or not so."""

    field: str
    reason: str


@dataclass(frozen=True)
class Known:
    """What documents name, looked up once for all of them."""

    people: Mapping[str, User]
    specialties: Mapping[str, Specialty]
    metrics: Mapping[str, Metric]
    proposals: Mapping[int, Proposal]

    @classmethod
    def of(cls, found: Iterable[ProposalDocument]) -> "Known":
        """Everything that these documents name; four queries."""
        all_of = list(found)
        emails = {getattr(one, name) for one in all_of for name in OWNERS}
        emails |= {row.person for one in all_of for row in one.involvements}
        emails |= {email for one in all_of for email in one.section_owners.values()}
        numbers = {row.other for one in all_of for row in one.relations}
        slugs = {row.definition for one in all_of for row in one.benefits}
        lower = {email.lower() for email in emails if email}
        people = User.objects.filter(email__in=[*emails, *lower]) if lower else User.objects.none()
        return cls(
            {one.email.lower(): one for one in people},
            {one.name.lower(): one for one in Specialty.objects.all()},
            {one.slug: one for one in Metric.objects.filter(slug__in=slugs - {""})},
            Proposal.objects.in_bulk(list(numbers)),
        )


@dataclass
class Resolved:
    """A document with rows instead of names: the proposal's fields, its lists, who sees to which section."""

    values: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    section_owners: dict[str, User] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)


def resolve(given: ProposalDocument, known: Known) -> Resolved:
    """Find what a document names; what is not here becomes a trouble with its place."""
    found = Resolved({name: getattr(given, name) for name in SCALARS})
    for name, side in OWNERS.items():
        owner = _person(getattr(given, name), name, known, found)
        found.values[name] = owner
        if owner is not None and owner.side != side:
            found.troubles.append(Trouble(name, f"{owner.name} does not work in {side.label}."))
    for name in LISTS:
        rows = [_resolved_row(name, at, row, known, found) for at, row in enumerate(getattr(given, name), 1)]
        found.lists[name] = rows
        _refuse_doubles(name, rows, found)
    for section, email in given.section_owners.items():
        person = _person(email, "section_owners", known, found)
        if section not in Section.values:
            found.troubles.append(Trouble("section_owners", f"There is no section “{section}”."))
        elif person is not None:
            found.section_owners[section] = person
    return found


def _resolved_row(name: str, at: int, row: Any, known: Known, found: Resolved) -> dict[str, Any]:
    values: dict[str, Any] = row.model_dump(exclude={"other_title"})
    place = f"{name}, row {at}"
    if "specialty" in values:
        values["specialty"] = _specialty(values["specialty"], name, place, known, found)
    if "person" in values:
        values["person"] = _person(values["person"], name, known, found, place)
    if "definition" in values:
        slug = values["definition"]
        values["definition"] = known.metrics.get(slug)
        if slug and values["definition"] is None:
            found.troubles.append(Trouble(name, f"{place}: there is no metric “{slug}” here."))
    if "other" in values:
        other = known.proposals.get(values["other"])
        if other is None or row.other_title not in ("", other.title):
            titled = f" “{row.other_title}”" if row.other_title else ""
            found.troubles.append(Trouble(name, f"{place}: there is no proposal {row.other}{titled} here."))
        values["other"] = other
    return values


def _specialty(text: str, name: str, place: str, known: Known, found: Resolved) -> Specialty | None:
    specialty = known.specialties.get(text.lower()) if text else None
    if text and specialty is None:
        found.troubles.append(Trouble(name, f"{place}: there are no specialists “{text}” here. Add them."))
    return specialty


def _person(email: str, name: str, known: Known, found: Resolved, place: str = "") -> User | None:
    person = known.people.get(email.lower()) if email else None
    if email and person is None:
        at = f"{place}: " if place else ""
        found.troubles.append(Trouble(name, f"{at}nobody here has the e-mail “{email}”."))
    return person


UNIQUE = {
    "efforts": ("specialty",),
    "involvements": ("letter", "specialty", "person"),
    "relations": ("kind", "other"),
}


def _refuse_doubles(name: str, rows: list[dict[str, Any]], found: Resolved) -> None:
    names = UNIQUE.get(name)
    if names is None:
        return
    seen = [tuple(getattr(row[key], "pk", row[key]) for key in names) for row in rows]
    if len(set(seen)) < len(seen):
        found.troubles.append(Trouble(name, f"{name.capitalize()}: two rows say the same."))
