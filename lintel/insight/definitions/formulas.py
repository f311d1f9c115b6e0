"""A metric as people write it: its words, and a formula in the engine's own structure."""

from dataclasses import dataclass
from typing import Any

from lintel.insight.definitions.models import Better

USUAL = (
    ("kind", "simple"),
    ("format", "number"),
    ("compare", "change"),
    ("pick", "last"),
)  # left out, as stored


@dataclass(frozen=True)
class Wording:
    """What a metric is called and how it is computed; `formula` is the engine's structure without the
    words."""

    slug: str
    label: str
    formula: dict[str, Any]
    description: str = ""
    unit: str = ""
    better: str = Better.NEITHER
    synonyms: tuple[str, ...] = ()

    def definition(self) -> dict[str, Any]:
        """The metric as the engine takes it; empty entries are left out, as they are when it is stored."""
        told: dict[str, Any] = {
            "name": self.slug, "label": self.label, "description": self.description, "unit": self.unit,
            "better": self.better, "synonyms": list(self.synonyms),
        }  # fmt: skip
        said = {
            name: value for name, value in {**told, **self.formula}.items() if value not in ("", [], None)
        }
        return {name: value for name, value in said.items() if (name, value) not in USUAL}
