"""Which types of request there are."""

from django.db.models import Value
from django.db.models.functions import Lower

from lintel.audit.audited import Draft, audited
from lintel.intake.access import may_manage_types
from lintel.intake.defaults import DEFAULT_TYPES
from lintel.intake.models import Addressee, RequestType
from lintel.intake.models.types import LONGEST_ANSWER_DAYS
from lintel.intake.questions import checked
from lintel.intake.wording import Definition
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from lintel.ui.saying import tidy, written

__all__ = ["Definition", "create", "edit", "install_defaults", "restore", "retire"]


@audited("request-type.created", says="made the request type {name}")
def create(entry: Draft, definition: Definition, *, by: User | None) -> RequestType:
    """Make a type; `by=None` is the system itself."""
    _may_manage(by)
    type = RequestType()
    _fill(type, definition)
    type.save()
    entry.about(type, name=type.name)
    return type


@audited("request-type.edited", says="changed the request type {name}")
def edit(
    entry: Draft, type: RequestType, definition: Definition, *, by: User | None, version: int
) -> RequestType:
    """Change a type. Requests that were asked keep their answers and their date."""
    _may_manage(by)
    fresh = _fresh(type, version)
    _fill(fresh, definition)
    fresh.version += 1
    fresh.save()
    entry.about(fresh, name=fresh.name)
    return fresh


@audited("request-type.retired", says="took the request type {name} out of use")
def retire(entry: Draft, type: RequestType, *, by: User | None, version: int) -> RequestType:
    """Take a type out of use; its requests stay."""
    return _set_active(entry, type, by, version, active=False)


@audited("request-type.restored", says="put the request type {name} back into use")
def restore(entry: Draft, type: RequestType, *, by: User | None, version: int) -> RequestType:
    """Put a retired type back into use."""
    return _set_active(entry, type, by, version, active=True)


@audited("request-type.defaults-installed", says="installed {count} request types to begin with")
def install_defaults(entry: Draft, *, by: User | None = None) -> list[RequestType]:
    """Install the types a new house begins with, where their names are free; returns the new ones."""
    _may_manage(by)
    taken = {name.lower() for name in RequestType.objects.values_list("name", flat=True)}
    made = []
    for name, addressed_to, days, description, questions in DEFAULT_TYPES:
        if name.lower() not in taken:
            type = RequestType()
            _fill(type, Definition(name, addressed_to, days, description, questions))
            type.save()
            made.append(type)
    for type in made or list(RequestType.objects.all()[:1]):
        entry.about(type, count=len(made))
    return made


def _may_manage(by: User | None) -> None:
    if by is not None and not may_manage_types(by):
        raise Denied(
            "Office holders and administrators decide which types of request there are.",
            way_out="Ask one of them.",
        )


def _fresh(type: RequestType, version: int) -> RequestType:
    fresh = RequestType.objects.select_for_update().get(pk=type.pk)
    if fresh.version != version:
        raise Stale(
            "Somebody else changed this type meanwhile.",
            way_out="Your text is still here: look, then save.",
        )
    return fresh


def _set_active(
    entry: Draft, type: RequestType, by: User | None, version: int, *, active: bool
) -> RequestType:
    _may_manage(by)
    fresh = _fresh(type, version)
    fresh.is_active = active
    fresh.version += 1
    fresh.save()
    entry.about(fresh, name=fresh.name)
    return fresh


def _fill(type: RequestType, definition: Definition) -> None:
    """Put a checked definition into the row."""
    name = written(definition.name, field="name", missing="Give the type a name.", limit=80)
    # The database lowers both names, as its constraint does: SQLite lowers ASCII only.
    rows = RequestType.objects.annotate(lower=Lower("name"))
    if rows.filter(lower=Lower(Value(name))).exclude(pk=type.pk).exists():
        raise Problem(f"There is a type called “{name}” already.", field="name")
    if definition.addressed_to not in Addressee.values:
        raise Problem("Choose the office it goes to.", field="addressed_to")
    if not 1 <= definition.answer_within_days <= LONGEST_ANSWER_DAYS:
        raise Problem(f"An answer is due after 1 to {LONGEST_ANSWER_DAYS} days.", field="answer_within_days")
    type.name = name
    type.description = tidy(definition.description, field="description", limit=300)
    type.addressed_to = definition.addressed_to
    type.answer_within_days = definition.answer_within_days
    type.questions = checked(definition.questions)
