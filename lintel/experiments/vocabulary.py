"""What a metric's short name stands for. The room of metrics binds its own vocabulary at start-up."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """A metric as people call it, and where it is defined (empty while there is no such page)."""

    slug: str
    label: str
    url: str = ""


Lookup = Callable[[str], Named | None]
_lookups: list[Lookup] = []


def bind(lookup: Lookup) -> None:
    """Let only names that this vocabulary knows be used; called at start-up."""
    _lookups[:] = [lookup]


def named(slug: str) -> Named | None:
    """The metric of this name, or None when the vocabulary does not know it. Without one, every name is read
    as the words it is made of."""
    if _lookups:
        return _lookups[0](slug)
    words = slug.replace("-", " ").replace("_", " ").replace(".", " ")
    return Named(slug, words[:1].upper() + words[1:])


def label(slug: str) -> str:
    """How a metric is called on pages, known or not."""
    found = named(slug)
    return found.label if found else slug
