"""Purchases that would replace, need or serve an entry, or that brought it, for its page."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from lintel.estate.inventory.beside import Beside, Thing
from lintel.estate.inventory.models import Element
from lintel.estate.purchases.models import Option, Purchase
from lintel.people.models import User

WORDS = {
    "replaces": "would replace it", "needs": "would need it", "serves": "would serve it",
    "holds": "would hold it", "runs_in": "would run there", "vendor": "would come from it",
}  # fmt: skip


def about(element: Element, user: User) -> list[Purchase]:
    """The purchases that an entry has to do with."""
    touching = Q()
    for name in WORDS:
        touching |= Q(**{name: element})
    numbers = Option.objects.filter(touching).order_by().values("purchase")
    rows = Purchase.objects.visible_to(user).filter(Q(pk__in=numbers) | Q(entered=element))
    return list(rows.order_by("-pk"))


def find(element: Element, user: User) -> Iterator[Beside]:
    """Each purchase with where it stands, and what its options would do to the entry."""
    rows = about(element, user)
    said: dict[int, set[str]] = {}
    for name, words in WORDS.items() if rows else ():
        for number in Option.objects.filter(**{name: element}).order_by().values_list("purchase", flat=True):
            said.setdefault(number, set()).add(words)
    things = [
        Thing(
            row.title, row.get_absolute_url(),
            "; ".join(["brought it"] if row.entered_id == element.pk else sorted(said.get(row.pk, ())))
            + f" ({row.get_state_display().lower()})",
        )
        for row in rows
    ]  # fmt: skip
    yield Beside("Purchases", tuple(things))
