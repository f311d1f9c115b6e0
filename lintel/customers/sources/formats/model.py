"""What a format says about itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lintel.customers.sources.models import SourceKind
from lintel.imports.contract import Field

# The whole file is judged, then written by SQL over the view `rows`, whose columns are the fields and
# `row_in_file`, `rest_of_row`; every query may use $source, $load and $now.
YES = {"Yes": "yes", "No": "no"}
SOURCE = Field(
    "source", "Source", required=True,
    help="Its name, such as “HubSpot”. A new name makes a new source; a known one gets the rows added.",
)  # fmt: skip
WHOLE = Field(
    "whole", "This file is the whole source", "choice", choices=YES, default="No",
    help="Yes: records that the file no longer has leave. No: they stay.",
)  # fmt: skip
REST = Field(
    "keep_other", "Keep columns without a meaning here", "choice", choices=YES, default="No",
    help="Yes: they are kept with each record, as text. Keep only what you need.",
)  # fmt: skip
PEOPLE = Field(
    "people", "Whose ids these are",
    help="The source whose record ids the file uses, such as “webshop”. Empty: this source's own.",
)  # fmt: skip


@dataclass(frozen=True)
class Flaw:
    """A condition (SQL over `rows`) under which a row cannot come in, the field at fault, and why."""

    condition: str
    field: str
    reason: str


@dataclass(frozen=True)
class Format:
    """One kind of file; `usual` is the name of the source when nobody gives another."""

    slug: str
    title: str
    noun: str
    description: str
    kind: SourceKind
    fields: tuple[Field, ...]
    normal: str
    usual: str = ""
    marks: frozenset[str] = frozenset()
    key: tuple[str, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    options: tuple[Field, ...] = (WHOLE,)
    said: Mapping[str, str] = field(default_factory=dict)  # parameters of `normal` by option

    def parameters(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters of `normal` that options give."""
        return {name: options.get(option) or "" for name, option in self.said.items()}


def aliased(name: str, label: str, *aliases: str, **more: Any) -> Field:
    """A field with its other names."""
    return Field(name, label, aliases=aliases, **more)


def text(name: str) -> str:
    """SQL: the text of a field, or null where there is nothing."""
    return f"nullif(trim({name}), '')"


def number(name: str) -> str:
    """SQL: an id as text; whole numbers that a table kept with a decimal point lose it."""
    return f"regexp_replace({text(name)}, '^([0-9]+)[.]0+$', '\\1')"


def address(name: str) -> str:
    """SQL: an e-mail address in the one form in which identities are compared."""
    return f"lower({text(name)})"


def inside(name: str, *paths: str) -> str:
    """SQL: the first of some values inside a field that may hold a JSON object."""
    found = ", ".join(f"nullif(json_extract_string({name}, '{path}'), '')" for path in paths)
    return f"case when json_valid({name}) then coalesce({found}) end"
