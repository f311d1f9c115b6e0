"""What the importers of the inventory have in common: rules of the models without a query for each row."""

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from lintel.estate.inventory.keeping import require_owner
from lintel.imports.contract import Fault, Mapped
from lintel.people.models import User
from lintel.ui.problems import Problem

M = TypeVar("M", bound=models.Model)


def cleaned(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as these fields of the model take them. Errors: `Problem` that names the field."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        field: Any = model._meta.get_field(name)
        try:
            found[name] = field.clean(value, None)
        except ValidationError as error:
            raise Problem(
                f"“{field.verbose_name}”: {error.messages[0]}", way_out="Change this cell.", field=name
            ) from None
    return found


def people_of(rows: Sequence[Mapped], names: Iterable[str]) -> dict[str, User]:
    """Who has the e-mails in these columns; at most one query."""
    emails = {str(row.values[name]).lower() for row in rows for name in names if row.values.get(name)}
    if not emails:
        return {}
    people = User.objects.active().annotate(lower=Lower("email")).filter(lower__in=emails)
    return {person.email.lower(): person for person in people}


def owner(people: Mapping[str, User], email: object, field: str) -> User:
    """The person of this e-mail, if they work on one of the two sides. Errors: `Problem`."""
    person = people.get(str(email).lower())
    if person is None:
        raise Problem(
            f"Nobody here has the e-mail “{email}”.",
            way_out="Import or create the person first, or leave the cell empty.",
            field=field,
        )
    require_owner(person, field)
    return person


def claim(memory: dict[Any, Any], number: int, *tokens: Hashable, field: str, noun: str) -> None:
    """Remembers what a row speaks of. Errors: `Problem` where a row above it spoke of the same."""
    first = next((memory[token] for token in tokens if memory.get(token, number) != number), None)
    if first is not None:
        raise Problem(
            f"Row {first} above speaks of the same {noun}.", way_out="Keep one of the two.", field=field
        )
    memory.update(dict.fromkeys(tokens, number))


def differing(thing: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """What stands there now of the values that differ, as plain values from which it can be put back."""
    return {
        name: _plain(getattr(thing, name)) for name, value in values.items() if getattr(thing, name) != value
    }


def put_back(thing: models.Model, before: Mapping[str, Any]) -> None:
    """Sets what stood there before a file changed it."""
    for name, old in before.items():
        field: Any = thing._meta.get_field(name)
        if isinstance(field, models.ForeignKey):
            setattr(thing, field.attname, old)
        elif not isinstance(field, models.ManyToManyField):
            setattr(thing, name, field.to_python(old))


def faulted(problem: Problem) -> list[Fault]:
    """A refusal as the fault of a row."""
    return [Fault(problem.field.removeprefix("extra_") or "", problem.sentence)]


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def fill_many(name: str, wanted: Sequence[tuple[models.Model, Iterable[int]]]) -> None:
    """Gives each thing exactly these others (by their numbers) in its field of many; two statements."""
    if not wanted:
        return
    through: Any = getattr(type(wanted[0][0]), name).through
    own, other = (
        next(one.attname for one in through._meta.fields if one.related_model is model)
        for model in (type(wanted[0][0]), type(wanted[0][0])._meta.get_field(name).related_model)
    )
    through.objects.filter(**{f"{own}__in": [thing.pk for thing, _ in wanted]}).delete()
    links = [through(**{own: thing.pk, other: key}) for thing, keys in wanted for key in sorted(set(keys))]
    through.objects.bulk_create(links, batch_size=500)
