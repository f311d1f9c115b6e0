"""What can be found, kind by kind: a room says it at start-up, the search above keeps the index.

A kind names a model whose default manager offers `visible_to(user)` and whose rows have `get_absolute_url()`.
Whatever stands in the index, only rows that the reader may see are ever shown or counted.

Not to be registered: anything about customers as persons, and texts that the ledger seals.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from lintel.audit.models import type_label


@dataclass(frozen=True)
class Kind:
    """One kind of thing that can be found, and which of its texts lead to it.

    `title` is a field's name or a function of the thing; `texts` are further fields and `also` gives the
    texts of its parts; `key` is a field with its name in other tools, such as PROJ-12; `rows` narrows what is
    findable at all. An entry of the ledger that names no thing of this kind, but
    another that stands for some, is followed `through` it: its label, and the lookup from here to there.
    """

    model: type[models.Model]
    name: str  # of one, such as “Proposal”
    plural: str
    icon: str
    title: str | Callable[[Any], str]
    texts: tuple[str, ...] = ()
    key: str = ""
    also: Callable[[Any], Iterable[str]] = lambda thing: ()
    rows: Callable[[models.QuerySet[Any]], models.QuerySet[Any]] = lambda rows: rows
    through: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The stable name of the kind, as in the ledger."""
        return type_label(self.model)

    def title_of(self, thing: models.Model) -> str:
        """What the thing is called."""
        return str(getattr(thing, self.title) if isinstance(self.title, str) else self.title(thing))

    def text_of(self, thing: models.Model) -> str:
        """Its further texts, one after the other."""
        own = (str(text) for name in self.texts if (text := getattr(thing, name)))
        return "\n".join((*own, *self.also(thing)))

    def findable(self) -> models.QuerySet[Any]:
        """The things of this kind that can be found by those who may see them."""
        return self.rows(self.model._default_manager.all())

    def key_of(self, thing: models.Model) -> str:
        """Its name in other tools, if it has one."""
        return str(getattr(thing, self.key) or "") if self.key else ""


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds findable; called once at start-up."""
    _kinds.update({kind.label: kind for kind in kinds})


def kinds() -> dict[str, Kind]:
    """All kinds by their labels, in the order of registration."""
    return _kinds
