"""The model: everything that was chosen or learnt, in one file that people can read, edit and compare."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from math import log2
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lintel.engines.matching.comparisons import Comparison, Level
from lintel.engines.matching.fields import Field
from lintel.engines.matching.rules import Rule

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = 1
TOLD = "told by you"  # the reason of a threshold that nothing but a person changes
MAILBOXES = (
    "info", "office", "sales", "contact", "support", "admin", "mail", "hello", "service", "accounts", "team",
    "reception", "kontakt", "noreply", "no-reply", "unknown", "test", "none",
)  # fmt: skip
BEGINNING = re.compile(r'substr\("(.+)", 1, (\d+)\)')


@dataclass(frozen=True)
class Block:
    """One blocking rule: records are compared when all its expressions agree; `pairs` was counted."""

    expressions: tuple[str, ...]
    pairs: int

    @property
    def words(self) -> str:
        """What has to agree: whole fields, or the first characters of some."""
        parts = []
        for expression in self.expressions:
            part = BEGINNING.fullmatch(expression)
            parts.append(f"first {part[2]} of {part[1]}" if part else expression.strip('"'))
        return " and ".join(parts)


@dataclass(frozen=True)
class Model:
    """How records are read, compared and joined.

    `probability` is the chance that two random records are one customer; `threshold` the match weight
    (bits) from which a pair is joined; `terms` and `shared` are value frequencies and values of nobody;
    `mailboxes` are the parts before the @ by which an address is an office's and no evidence.
    """

    fields: tuple[Field, ...]
    blocks: tuple[Block, ...]
    comparisons: tuple[Comparison, ...]
    rules: tuple[Rule, ...]
    probability: float
    threshold: float
    threshold_reason: str
    records: int
    terms: pa.Table
    shared: pa.Table
    guards: tuple[str, ...] = ("conflict", "resplit")
    mailboxes: tuple[str, ...] = MAILBOXES

    @property
    def prior(self) -> float:
        """Match weight (bits) before anything was compared."""
        return log2(self.probability / (1 - self.probability))

    @cached_property
    def version(self) -> str:
        """Twelve characters that change whenever anything in the model changes."""
        body = json.dumps(self._body(), sort_keys=True).encode()
        digest = hashlib.sha256(body)
        for table in (self.terms, self.shared):
            for row in sorted(tuple(record.values()) for record in table.to_pylist()):
                digest.update(repr(row).encode())
        return digest.hexdigest()[:12]

    def _body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"format": FORMAT}
        for name in ("records", "probability", "threshold", "threshold_reason", "guards", "mailboxes"):
            body[name] = getattr(self, name)
        for name in ("fields", "blocks", "comparisons", "rules"):
            body[name] = [asdict(item) for item in getattr(self, name)]
        return body

    def save(self, path: Path) -> None:
        """Writes `path` (JSON to read and edit) and, beside it, `<name>.terms.parquet` and
        `.shared.parquet`."""
        import pyarrow.parquet as pq

        path.write_text(
            json.dumps({"version": self.version, **self._body()}, indent=2) + "\n", encoding="utf-8"
        )
        pq.write_table(self.terms, path.with_suffix(".terms.parquet"))
        pq.write_table(self.shared, path.with_suffix(".shared.parquet"))


def load(path: Path) -> Model:
    """Reads a saved, perhaps edited model; its version then tells that it was edited."""
    import pyarrow.parquet as pq

    body = json.loads(path.read_text(encoding="utf-8"))
    if body.get("format") != FORMAT:
        raise ValueError(
            f"{path.name} is no model of format {FORMAT}. Train again, or use the version that wrote it."
        )
    try:
        return Model(
            fields=tuple(Field(**item) for item in body["fields"]),
            blocks=tuple(Block(tuple(item["expressions"]), item["pairs"]) for item in body["blocks"]),
            comparisons=tuple(_comparison(item) for item in body["comparisons"]),
            rules=tuple(Rule(**{**item, "fields": tuple(item["fields"])}) for item in body["rules"]),
            terms=pq.read_table(path.with_suffix(".terms.parquet")),
            shared=pq.read_table(path.with_suffix(".shared.parquet")),
            guards=tuple(body["guards"]),
            mailboxes=tuple(body.get("mailboxes", MAILBOXES)),  # models saved before it was told have none
            **{name: body[name] for name in ("probability", "threshold", "threshold_reason", "records")},
        )
    except (KeyError, TypeError) as error:
        raise ValueError(
            f"{path.name} lacks or misspells something: {error}. Compare it with a saved model."
        ) from error


def _comparison(item: dict[str, Any]) -> Comparison:
    return Comparison(**{**item, "levels": tuple(Level(**level) for level in item["levels"])})


def with_threshold(model: Model, threshold: float, reason: str) -> Model:
    """The same model with another threshold, and why."""
    return replace(model, threshold=threshold, threshold_reason=reason)


def rules_said(model: Model) -> Sequence[str]:
    """Each rule with its limit, and how many values went beyond it."""
    names = model.shared["field"].to_pylist()
    return [
        f"{rule.words}; not where more than {rule.limit} records do ({names.count(rule.name):,} such)"
        for rule in model.rules
    ]


def shared_values(model: Model) -> int:
    """How many values stopped being evidence because they belong to no single person."""
    names = {rule.name for rule in model.rules}
    return sum(field not in names for field in model.shared["field"].to_pylist())


def describe(model: Model) -> Sequence[str]:
    """Everything the model chose, a line each, to be printed."""
    lines = [f"Model {model.version}, learnt from {model.records:,} records"]
    lines += [f"  column {f.column.strip()!r}: {f.role.replace('_', ' ')} ({f.reason})" for f in model.fields]
    lines += [f"  compares records with equal {block.words}: {block.pairs:,} pairs" for block in model.blocks]
    lines += [f"  joins at once: {said}" for said in rules_said(model)]
    lines.append(f"  {shared_values(model):,} values that too many people share are no evidence")
    lines.append(f"  nor are addresses of an office: {', '.join(model.mailboxes)}")
    lines.append(f"  threshold {model.threshold:.1f} bits: {model.threshold_reason}")
    return lines
