"""Specialties, the kinds of specialist that work needs: made and edited by administrators."""

from django.db import IntegrityError, transaction

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import Side
from lintel.people import texts
from lintel.people.access import may_administer
from lintel.people.models import Specialty, User
from lintel.ui.problems import Denied, Problem


@audited("specialty.created", says="made the specialty {name}")
def create(entry: Draft, *, name: str, side: str, by: User | None) -> Specialty:
    """A new kind of specialist on one side."""
    return _keep(entry, Specialty(), name, side, by)


@audited("specialty.edited", says="changed the specialty to {name}")
def edit(entry: Draft, specialty: Specialty, *, name: str, side: str, by: User | None) -> Specialty:
    """Another name or side; its people stay where they stand."""
    return _keep(entry, Specialty.objects.select_for_update().get(pk=specialty.pk), name, side, by)


def _keep(entry: Draft, specialty: Specialty, name: str, side: str, by: User | None) -> Specialty:
    if by is not None and not may_administer(by):
        raise Denied("Only administrators change specialties.", way_out="Ask one of them.")
    if side not in Side.values:
        raise Problem("There is no such side.", way_out="Choose one of the three.", field="side")
    specialty.name, specialty.side = texts.line(name, "name", "The name", required=True), side
    try:
        with transaction.atomic():
            specialty.save()
    except IntegrityError:
        raise Problem(
            f"There is a specialty called {specialty.name} already.",
            way_out="Choose another name.",
            field="name",
        ) from None
    entry.about(specialty, name=specialty.name, side=str(specialty.side))
    return specialty
