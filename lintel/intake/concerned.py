"""Requests and the estate: which requests an entry has, and where customers meet what a request is about.

A request is about a system where somebody said that it stands on it, where it was made of an access to it,
where work that came from it stands on it, or where a purchase for it touches it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from lintel.audit.models import Link
from lintel.estate.access.desk import ASKED_AS
from lintel.estate.access.models import Grant
from lintel.estate.inventory.beside import Beside, Thing
from lintel.estate.inventory.models import Element, Kind, Relation, RelationKind
from lintel.estate.purchases.beside import about
from lintel.estate.purchases.needs import FOR, for_thing
from lintel.estate.stress.facts import known_facts
from lintel.estate.stress.ports import ELEMENT, STANDS_ON
from lintel.intake.models import Request
from lintel.intake.ports import ORIGIN
from lintel.people.models import User

REQUEST, GRANT = "intake.request", "estate_access.grant"
STEPS = 6  # so far up from a system to a touchpoint


def find(element: Element, user: User) -> Iterator[Beside]:
    """The requests of an entry, the newest first, as far as this person may see them."""
    grants = [str(pk) for pk in Grant.objects.filter(system=element).values_list("pk", flat=True)]
    bought = [str(one.pk) for one in about(element, user)]
    standing = Link.objects.to_thing(element, STANDS_ON).values_list("from_type", "from_id")
    made_of = Q(kind=ASKED_AS, from_type=GRANT, from_id__in=grants)
    made_of |= Q(kind=FOR, from_type="purchases.purchase", from_id__in=bought)
    said = {int(pk) for label, pk in standing if label == REQUEST}
    for label, pk in standing:
        made_of |= Q(kind=ORIGIN, from_type=label, from_id=pk)
    numbers = Link.objects.filter(made_of, to_type=REQUEST).values_list("to_id", flat=True)
    wanted = said | {int(one) for one in numbers}
    rows = Request.objects.visible_to(user).filter(pk__in=wanted).order_by("-pk")
    things = (
        Thing(row.title, row.get_absolute_url(), row.get_state_display().lower(), said=row.pk in said)
        for row in rows
    )
    yield Beside("Requests", tuple(things))


@dataclass(frozen=True)
class Met:
    """A touchpoint at which customers meet what a request is about, and how many do so in an hour."""

    touchpoint: Element
    customers: float | None


def entries_of(request: Request, user: User) -> list[Element]:
    """The entries of the estate that a request is about."""
    grants = (
        Link.objects.to_thing(request, ASKED_AS).filter(from_type=GRANT).values_list("from_id", flat=True)
    )
    numbers = set(Grant.objects.filter(pk__in=[int(one) for one in grants]).values_list("system", flat=True))
    work = Link.objects.to_thing(request, ORIGIN).values_list("from_type", "from_id")
    for label, pk in [(REQUEST, str(request.pk)), *work]:
        ends = Link.objects.filter(kind=STANDS_ON, from_type=label, from_id=pk, to_type=ELEMENT)
        numbers |= {int(one) for one in ends.values_list("to_id", flat=True)}
    for purchase in for_thing(request, user):
        for option in purchase.options.prefetch_related("replaces", "serves", "needs"):
            numbers |= {
                one.pk for name in ("replaces", "serves", "needs") for one in getattr(option, name).all()
            }
    return list(Element.objects.visible_to(user).filter(pk__in=numbers).order_by("kind", "name"))


def by_work(entries: Iterable[Element], request: Request) -> list[Element]:
    """Those of the entries that nobody named on the request itself, where its page names them already."""
    said = set(Link.objects.from_thing(request, STANDS_ON).values_list("to_id", flat=True))
    return [one for one in entries if str(one.pk) not in said]


def met_at(entries: Iterable[Element], user: User) -> list[Met]:
    """Where customers meet these entries: touchpoints that they serve or that rely on them, by whatever
    stands between."""
    seen = edge = {one.pk for one in entries}
    for _ in range(STEPS):
        if not edge:
            break
        upward = Relation.objects.filter(
            source__in=edge, kind__in=(RelationKind.SERVES, RelationKind.PART_OF)
        ).values_list("target", flat=True)
        needing = Relation.objects.filter(target__in=edge, kind=RelationKind.NEEDS)
        edge = {*upward, *needing.values_list("source", flat=True)} - seen
        seen = seen | edge
    rows = Element.objects.visible_to(user).filter(pk__in=seen, kind=Kind.TOUCHPOINT).order_by("name")
    touchpoints = list(rows)
    facts = known_facts() if touchpoints else {}
    return [Met(one, facts[one.pk].customers if one.pk in facts else None) for one in touchpoints]
