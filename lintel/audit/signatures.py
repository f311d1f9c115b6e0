"""Two keys: what is signed, by whom, and whether it still counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import models

from lintel.audit.canonical import content_hash
from lintel.audit.models import Signature, type_label
from lintel.audit.sides import OFFICES, Office


class Signable(Protocol):
    """What can be signed: a row with a version that every edit raises, and a content that is hashed."""

    pk: Any
    version: int

    def content(self) -> dict[str, Any]:
        """Everything that a signature covers, in plain values."""


def hash_of(thing: Signable) -> str:
    """The hash a signature is put to: the content together with its version."""
    return content_hash({"version": thing.version, "content": thing.content()})


@dataclass(frozen=True)
class Keys:
    """Who has signed the present version of a thing for one purpose."""

    given: dict[Office, Signature]

    @property
    def complete(self) -> bool:
        """Both offices have signed."""
        return all(office in self.given for office in OFFICES)

    @property
    def missing(self) -> list[Office]:
        """Offices whose signature is awaited."""
        return [office for office in OFFICES if office not in self.given]

    @property
    def awaits(self) -> str:
        """Whose signature is awaited, as rows keep it: one office, “both”, or nobody (empty)."""
        missing = self.missing
        return "both" if len(missing) > 1 else "".join(missing)

    @property
    def pair(self) -> tuple[Signature, Signature]:
        """Both signatures once complete, marketing's first."""
        marketing, it = OFFICES
        return self.given[marketing], self.given[it]


def keys_of(thing: models.Model, purpose: str) -> Keys:
    """The signatures that count now: same version, same content hash."""
    return keys_of_many([thing], purpose)[str(thing.pk)]


def keys_of_many(things: Iterable[models.Model], purpose: str) -> dict[str, Keys]:
    """`keys_of` for many things of one type with one query, by primary key as text."""
    rows = {str(thing.pk): thing for thing in things}
    given: dict[str, dict[Office, Signature]] = {key: {} for key in rows}
    if rows:
        label = type_label(next(iter(rows.values())))
        for signature in Signature.objects.filter(
            object_type=label, object_id__in=rows, purpose=purpose
        ).select_related("signer", "on_behalf_of"):
            thing: Any = rows[signature.object_id]
            if signature.version == thing.version and signature.content_hash == hash_of(thing):
                given[signature.object_id][Office(signature.office)] = signature
    return {key: Keys(found) for key, found in given.items()}


def record(
    thing: models.Model,
    *,
    purpose: str,
    office: Office,
    signer: Any,
    on_behalf_of: Any,
    at: datetime,
) -> Signature:
    """Write the row; the database refuses a second one of the same office or the same person."""
    signable: Any = thing
    return Signature.objects.create(
        object_type=type_label(thing),
        object_id=str(thing.pk),
        purpose=purpose,
        version=signable.version,
        content_hash=hash_of(signable),
        office=office,
        signer=signer,
        on_behalf_of=on_behalf_of,
        at=at,
    )
