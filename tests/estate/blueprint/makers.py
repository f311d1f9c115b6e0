"""A small blueprint of the shop, made by the same actions that people use."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.html import strip_tags

from lintel.audit.signatures import hash_of
from lintel.estate.blueprint.actions import amendment, change, plateau, version
from lintel.estate.blueprint.models import Amendment, Change, Plateau, Version
from lintel.estate.inventory.models import Element
from lintel.people.models import User
from tests.cast import Cast

DAY = dt.timedelta(days=1)


def text_of(answer: Any) -> str:
    """What a page says, without its markup."""
    return " ".join(strip_tags(answer.content.decode()).split())


def make_plateau(cast: Cast, name: str = "As it shall be", days: int = 180, **values: Any) -> Plateau:
    """A plateau so many days from today."""
    return plateau.create(name=name, day=timezone.localdate() + days * DAY, by=cast.tomas, **values)


def plan(cast: Cast, row: Plateau, kind: str, /, **facts: Any) -> Change:
    """A change of the draft, as Tomas plans it."""
    return change.plan(row, kind, facts, by=cast.tomas)


def make_amendment(cast: Cast, row: Plateau, kind: str, /, **facts: Any) -> Amendment:
    """Nele suggests one change."""
    made = amendment.suggest(title="One payment service less", reason="We pay twice.", by=cast.nele)
    amendment.extend(made, row, kind, facts, by=cast.nele)
    return Amendment.objects.get(pk=made.pk)


def offered(cast: Cast) -> Version:
    """The draft, frozen by Tomas."""
    return version.offer(by=cast.tomas)


def sign(row: Version, *people: User) -> Version:
    """Signed by these people, one after the other."""
    for person in people:
        fresh = Version.objects.get(pk=row.pk)
        version.sign(fresh, by=person, content_hash=hash_of(fresh))
    return Version.objects.get(pk=row.pk)


@dataclass(frozen=True)
class Planned:
    """Three plateaus over the shop, and what is planned for them."""

    now: Plateau
    step: Plateau
    last: Plateau
    bank: Change
    swap: Change


def make_blueprint(cast: Cast, shop: dict[str, Element]) -> Planned:
    """Today; a step on which a bank’s own service comes; and the last one on which it replaces Cardgate."""
    now = make_plateau(cast, "As it stands", 0)
    step = make_plateau(cast, "The bank is joined", 90)
    last = make_plateau(cast, "As it shall be", 180)
    bank = plan(
        cast, step, "add", kind="system", name="Bank’s own", cost="5000", business_owner=cast.nele.pk,
        technical_owner=cast.tomas.pk,
    )  # fmt: skip
    swap = plan(cast, last, "replace", element=shop["card"].pk, by=-bank.pk)
    return Planned(now, step, last, bank, swap)
