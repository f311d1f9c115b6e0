"""Models as YAML in the shape of Apache Ossie's core (0.2.0.dev0); what it lacks stands under `lintel`.

`dump` writes for people: our own keys under `lintel:`. With `strict=True` they become `custom_extensions` of
vendor LINTEL, so that the document holds against Ossie's published schema. `load` reads both, and foreign
ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from lintel.engines.metrics import reading, writing
from lintel.engines.metrics.model import Model
from lintel.engines.metrics.problems import MetricsError

VERSION = "0.2.0.dev0"
LIMIT = 4_000_000  # characters


def load(source: str | Path) -> Model:
    """Reads a model from YAML or JSON, given as text or as the path of a file."""
    text = source.read_text("utf-8") if isinstance(source, Path) else source
    if isinstance(source, str) and "\n" not in source and source.strip().endswith((".yaml", ".yml", ".json")):
        text = Path(source).read_text("utf-8")
    if len(text) > LIMIT:
        raise MetricsError("model", f"It has {len(text):,} characters.", f"A model has at most {LIMIT:,}.")
    try:
        document = yaml.load(text, Loader=_Loader)  # noqa: S506 # a subclass of the safe loader
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "model"
        raise MetricsError(
            where, f"This is no YAML: {getattr(error, 'problem', None)}.", "Mend this line."
        ) from None
    if not isinstance(document, Mapping):
        raise MetricsError("model", "There is no model in it.", "Begin with `semantic_model:`.")
    models = document.get("semantic_model")
    if not isinstance(models, list) or len(models) != 1:
        raise MetricsError("semantic_model", "There is not exactly one model.", "Write one, as a list item.")
    return reading.model(models[0])


def dump(model: Model, *, strict: bool = False) -> str:
    """Writes a model as YAML; `strict` for other tools (extensions as Ossie wants them)."""
    body: dict[str, Any] = {"version": VERSION, "semantic_model": [writing.model(model, strict=strict)]}
    if strict:
        body |= {"dialects": ["ANSI_SQL"], "vendors": [writing.VENDOR]}
    return yaml.safe_dump(body, sort_keys=False, allow_unicode=True, width=110)


class _Loader(yaml.SafeLoader):
    """Safe, without aliases: they let a short text grow without bound."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuses `*name`."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)
