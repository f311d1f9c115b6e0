"""The vocabulary of one person at present: what the catalogue has, and the values that guards let them see."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lintel.insight import ports, running
from lintel.insight.asking.words.vocabulary import DIMENSION, METRIC, VALUE, Vocabulary, fold, made_of
from lintel.insight.definitions.catalogue import Catalogue
from lintel.ui.problems import Problem
from lintel.warehouse.models import Snapshot

if TYPE_CHECKING:
    from lintel.engines.metrics import Model

MOST_VALUES = 200  # of one dimension; those with most rows
SECONDS = 600.0
MOST = 64
_kept: OrderedDict[Any, tuple[float, Vocabulary]] = OrderedDict()
_lock = threading.Lock()


def vocabulary(known: Catalogue, asker: running.Asker) -> Vocabulary:
    """The words that this person may use; made anew when definitions, rights or data changed."""
    guards = repr(ports.guards_for(asker.user, asker.purpose))
    newest = Snapshot.objects.order_by("-pk").values_list("pk", flat=True).first()
    key = (known.key, guards, newest)
    with _lock:
        found = _kept.get(key)
        if found and time.monotonic() - found[0] < SECONDS:
            _kept.move_to_end(key)
            return found[1]
    made = made_of(known.model, _values(known.model, asker))
    with _lock:
        _kept[key] = (time.monotonic(), made)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


def forget() -> None:
    """Forget every vocabulary at once, as after an erasure."""
    with _lock:
        _kept.clear()


def names(
    known: Catalogue, words: Vocabulary, metrics: Sequence[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """What metrics and dimensions are called in a question about these metrics, each so that it means one thing."""
    safe = words.safe_for([slug for slug in metrics if slug in known.metrics])
    called = {
        slug: one.label if _clear(words, one.label, slug, METRIC, None) else slug.replace("_", " ")
        for slug, one in known.metrics.items()
    }
    split = {
        name: label
        if _clear(words, label, name, DIMENSION, safe)
        else name.replace(".", " ").replace("_", " ")
        for name, label in words.dimensions.items()
    }
    return called, split


def _clear(words: Vocabulary, label: str, key: str, kind: str, safe: frozenset[str] | None) -> bool:
    """The reader takes a phrase for what fits where it stands, and of several splits for the one that is safe."""
    meant = words.meanings(fold(label))
    same = {term.key for term in meant if term.kind == kind and (safe is None or term.key in safe)}
    return same == {key} and all(term.kind != VALUE for term in meant)


def _values(model: Model, asker: running.Asker) -> dict[str, list[str]]:
    """The commonest values of each text dimension, as a question of its own, under the person's guards."""
    from lintel.engines.metrics import By, Measure, Metric, Order, Query

    wanted = [
        (dataset.name, f"{dataset.name}.{field.name}")
        for dataset in model.datasets
        for field in dataset.fields
        if field.kind == "categorical" and field.type == "text"
    ]
    counts = tuple(
        Metric(name=f"rows_of_{name}", measure=Measure(dataset=name, expression="count(*)"))
        for name in sorted({dataset for dataset, _ in wanted})
    )
    counting = replace(model, metrics=(*model.metrics, *counts))
    found: dict[str, list[str]] = {}
    for dataset, name in wanted:
        count = f"rows_of_{dataset}"
        query = Query(
            metrics=(count,), by=(By(name),), order=(Order(count, descending=True),), limit=MOST_VALUES
        )
        try:
            answer = running.answer(counting, query, asker)
        except Problem:
            continue  # hidden from this person, or not to be computed: then it has no values to offer
        at = [column.role for column in answer.columns].index("dimension")
        shown = [
            row[at]
            for line, row in enumerate(answer.rows)
            if not any(cell[0] == line for cell in answer.withheld)
        ]
        found[name] = [str(value) for value in shown if value not in (None, "")]
    return found
