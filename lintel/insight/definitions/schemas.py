"""What the API says about metrics."""

import datetime as dt
from typing import Any

from ninja import Field, Schema

from lintel.ui.api import Line, Text


class MetricIn(Schema):
    """A metric: its words, and `formula` in the engine's structure (kind, measure, numerator, …)."""

    slug: str = Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")
    label: Line
    formula: dict[str, Any]
    description: Text = ""
    unit: str = Field("", max_length=40)
    better: str = Field("", pattern=r"^(up|down|)$")
    synonyms: list[Line] = Field(default_factory=list, max_length=20)


class MetricPut(MetricIn):
    """A change; `version` is the one that was read."""

    version: int = Field(ge=1, le=2**31 - 1)


class MetricOut(Schema):
    """A metric. `content_hash` is what a signature is put to; `waits_for` names the offices whose key is
    missing."""

    slug: str
    label: str
    description: str
    kind: str
    unit: str
    better: str
    state: str
    version: int
    definition: dict[str, Any]
    waits_for: list[str]
    content_hash: str
    marketing_owner_id: int | None
    it_owner_id: int | None
    changed_at: dt.datetime
    agreed_at: dt.datetime | None


class MetricSignatureIn(Schema):
    """The hash of exactly what was read."""

    content_hash: str = Field(pattern=r"^[0-9a-f]{64}$")


class DisputeIn(Schema):
    """What is wrong with the wording."""

    text: Text


class DocumentIn(Schema):
    """Definitions as YAML."""

    document: str = Field(max_length=1_000_000)


class DocumentOut(Schema):
    """The present definitions as YAML."""

    document: str


class DefinitionsBroughtOut(Schema):
    """What a document came to, by the names of metrics."""

    created: list[str]
    changed: list[str]
    unchanged: list[str]
    model_version: int
