"""What every write to the inventory has in common: one lock, one version, rules as refusals."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from lintel.estate.inventory.access import may_keep
from lintel.people.access import may_work
from lintel.people.models import User
from lintel.ui.checking import checked as checked
from lintel.ui.problems import Denied, Problem, Stale

M = TypeVar("M", bound=models.Model)


def require_keeper(by: User | None) -> None:
    """Refuses who does not keep the inventory."""
    if by is not None and not may_keep(by):
        raise Denied(
            "Members and office holders of marketing and IT keep the inventory.",
            way_out="Leave a comment on the entry, or ask one of its owners.",
        )


def locked(thing: M, version: int | None = None) -> M:
    """The row as it is now, locked until the transaction ends, if that is the version that was read."""
    try:
        fresh = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    except type(thing).DoesNotExist:  # type: ignore[attr-defined]  # every model has it
        raise Stale("This entry is no longer there.", way_out="Open the list and look for it.") from None
    if version is not None and fresh.version != version:  # type: ignore[attr-defined]  # where one is given
        raise Stale(
            "Somebody changed this entry while you were writing.",
            way_out="Your words are still here: open the entry beside them, then save again.",
        )
    return fresh


def filled(instance: M, values: Mapping[str, Any], allowed: tuple[str, ...]) -> list[str]:
    """Sets these fields and says which differ now. Errors: `Problem` for a field that is not there."""
    unknown = sorted(set(values) - set(allowed))
    if unknown:
        raise Problem(f"There is no field “{unknown[0]}”.", way_out="Leave it out.", field=unknown[0])
    changed = [name for name in allowed if name in values and getattr(instance, name, None) != values[name]]
    for name in changed:
        setattr(instance, name, values[name])
    return changed


def words_of(model: type[models.Model], names: tuple[str, ...]) -> dict[str, str]:
    """What fields are called in a sentence."""
    return {name: str(getattr(model._meta.get_field(name), "verbose_name", name)).lower() for name in names}


def stamped(instance: Any, by: User | None) -> None:
    """Says who changed it and when; a stored row becomes the next version."""
    if instance.pk:
        instance.version += 1
    instance.changed_at, instance.changed_by = timezone.now(), by


def require_owner(person: User | None, field: str) -> None:
    """Refuses an owner who does not work on one of the two sides."""
    if person is not None and not may_work(person):
        raise Problem(
            f"{person.name} does not work for marketing or IT.",
            way_out="Choose a member of one of the two sides.",
            field=field,
        )
