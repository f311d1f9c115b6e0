"""What a metric's short name stands for. The rooms that define metrics bind their vocabulary at start-up."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """A metric as people call it, where it is defined, and what a reader should know of it (“not agreed
    yet”); empty `mark` for one that both sides agreed on."""

    slug: str
    label: str
    url: str = ""
    mark: str = ""


UNKNOWN = "not in the glossary"
Lookup = Callable[[str], Named | None]
_lookups: list[Lookup] = []


def bind(lookup: Lookup) -> None:
    """Ask this vocabulary what a name stands for; called at start-up."""
    _lookups[:] = [lookup]


def named(slug: str) -> Named:
    """The metric of this name. One that the vocabulary does not know is read as the words it is made of, and
    carries a mark wherever it appears."""
    found = _lookups[0](slug) if _lookups else None
    if found:
        return found
    words = slug.replace("-", " ").replace("_", " ").replace(".", " ")
    return Named(slug, words[:1].upper() + words[1:], mark=UNKNOWN)


def label(slug: str) -> str:
    """How a metric is called on pages."""
    return named(slug).label
