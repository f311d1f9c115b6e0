"""What a model of another tool comes to: rows of the inventory’s files, and what has no place in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

KINDS = ("touchpoint", "capability", "system", "data", "vendor", "region", "environment")
FACTS = (
    "live_from", "phase_out_from", "retired_from", "disposition", "criticality", "address", "business_owner",
    "technical_owner",
)  # fmt: skip
"""What an entry may say besides kind, id, name and purpose; each as text, by the name of its column."""


@dataclass(frozen=True)
class ElementRow:
    """An entry; `facts` by the names in `FACTS`, `extra` what else the file says, by short names."""

    kind: str
    key: str
    name: str
    description: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """By which relations and flows name it."""
        return self.key or f"{self.kind}: {self.name}"


@dataclass(frozen=True)
class RelationRow:
    """One entry to another, by their references; `key` is its id in a file of another tool."""

    source: str
    kind: str
    target: str
    instead: str = ""
    key: str = ""


@dataclass(frozen=True)
class FlowRow:
    """A data flow between two systems; `data` are references of data classes, the rest is text."""

    key: str
    source: str
    target: str
    name: str
    data: tuple[str, ...] = ()
    state: str = ""
    means: str = ""
    records_a_day: str = ""
    description: str = ""


@dataclass(frozen=True)
class LeftOut:
    """Something that the file holds and the inventory has no place for: where it stands, and why not."""

    place: str
    what: str
    reason: str


@dataclass(frozen=True)
class ModelFile:
    """All that was read from a model file."""

    elements: tuple[ElementRow, ...] = ()
    relations: tuple[RelationRow, ...] = ()
    flows: tuple[FlowRow, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


# What “depends on” and “is part of” come to between two kinds; True where it is said from the other end.
DEPENDS: dict[tuple[str, str], tuple[str, bool]] = {
    ("system", "system"): ("needs", False), ("capability", "capability"): ("needs", False),
    ("system", "data"): ("holds", False), ("data", "system"): ("holds", True),
    ("system", "vendor"): ("supplied_by", False), ("system", "region"): ("runs_in", False),
    ("system", "environment"): ("runs_in", False), ("environment", "region"): ("runs_in", False),
    ("touchpoint", "system"): ("serves", True), ("capability", "system"): ("serves", True),
    ("touchpoint", "capability"): ("serves", True),
}  # fmt: skip
PART: dict[tuple[str, str], tuple[str, bool]] = {
    **{(kind, kind): ("part_of", False) for kind in KINDS},
    ("system", "capability"): ("serves", False), ("data", "system"): ("holds", True),
    ("touchpoint", "system"): ("serves", True), ("system", "touchpoint"): ("serves", False),
    ("capability", "touchpoint"): ("serves", False), ("system", "environment"): ("runs_in", False),
    ("system", "region"): ("runs_in", False), ("environment", "region"): ("runs_in", False),
}  # fmt: skip
