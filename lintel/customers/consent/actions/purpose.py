"""What customers are asked to allow."""

from django.db import IntegrityError, transaction

from lintel.audit.audited import Draft, audited
from lintel.customers.consent.access import may_describe_purposes
from lintel.customers.consent.models import Basis, Channel, Purpose
from lintel.customers.consent.wording import Description
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale


@audited("purpose.described", says="described the purpose {name} for customers")
def describe(entry: Draft, slug: str, said: Description, *, by: User | None) -> Purpose:
    """Add a purpose under the name that sources use for it."""
    _refuse(said, by)
    purpose = Purpose(slug=slug)
    _keep(purpose, said)
    entry.about(purpose, name=purpose.name, channels=purpose.channels, basis=purpose.basis)
    return purpose


@audited("purpose.changed", says="changed the purpose {name}")
def change(entry: Draft, purpose: Purpose, said: Description, *, by: User | None, version: int) -> Purpose:
    """Change how a purpose is described or pursued; the words that were said stay."""
    _refuse(said, by)
    fresh = Purpose.objects.select_for_update().get(pk=purpose.pk)
    if fresh.version != version:
        raise Stale(f"“{fresh.name}” was changed meanwhile.", way_out="Read it again, then change it.")
    fresh.version += 1
    _keep(fresh, said)
    entry.about(fresh, name=fresh.name, channels=fresh.channels, basis=fresh.basis)
    return fresh


def _refuse(said: Description, by: User | None) -> None:
    if by is not None and not may_describe_purposes(by):
        raise Denied("Purposes are described by the two offices.", way_out="Ask an office holder.")
    unknown = [one for one in said.channels if one not in Channel.values]
    if unknown or not said.channels:
        raise Problem(
            "A purpose needs the channels it uses.",
            way_out=f"Choose from {', '.join(Channel.values)}.",
            field="channels",
        )
    if said.silence_allows and said.basis == Basis.CONSENT:
        raise Problem(
            "Silence is no consent.",
            way_out="Take the tick away, or name another legal basis.",
            field="silence_allows",
        )


def _keep(purpose: Purpose, said: Description) -> None:
    purpose.name, purpose.plain_words = said.name.strip(), said.plain_words.strip()
    purpose.channels = [one for one in Channel.values if one in said.channels]
    purpose.basis, purpose.silence_allows = said.basis, said.silence_allows
    try:
        with transaction.atomic():
            purpose.save()
    except IntegrityError:
        raise Problem(
            f"There is a purpose “{said.name}” already, or one with its name in files.",
            way_out="Choose another name.",
            field="name",
        ) from None
