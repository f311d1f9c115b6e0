"""The vocabulary of one person at present: what the catalogue has, and the values that guards let them
see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lintel.audit.models import Link, type_label
from lintel.insight import ports, remembering, running
from lintel.insight.asking.words.vocabulary import DIMENSION, METRIC, VALUE, Vocabulary, fold, made_of
from lintel.insight.definitions.catalogue import Catalogue
from lintel.insight.definitions.models import Metric
from lintel.insight.remembering import Memory
from lintel.language import links
from lintel.language.models import Term
from lintel.ui.problems import Problem
from lintel.warehouse.models import Snapshot

if TYPE_CHECKING:
    from lintel.engines.metrics import Model

MOST_VALUES = 200  # of one dimension; those with most rows
_kept: Memory[Vocabulary] = Memory(64)


def bare(known: Catalogue) -> Vocabulary:
    """The words of catalogue and glossary, the same for everybody: no value of the data is among them."""
    also = glossary_words()
    key = remembering.key(known.key, also)
    return _kept.recall(key) or _kept.keep(key, made_of(known.model, {}, also))


def vocabulary(known: Catalogue, asker: running.Asker) -> Vocabulary:
    """The words that this person may use; made anew when definitions, rights or data changed."""
    guards = ports.guards_for(asker.user, asker.purpose)
    newest = Snapshot.objects.order_by("-pk").values_list("pk", flat=True).first()
    also = glossary_words()
    key = remembering.key(known.key, also, guards, newest)
    return _kept.recall(key) or _kept.keep(key, made_of(known.model, _values(known.model, asker), also))


def glossary_words() -> dict[str, tuple[str, ...]]:
    """The glossary's words for what metrics count, by the metric's slug: names live once."""
    tied = Link.objects.filter(kind=links.MEASURED_BY, to_type=type_label(Metric))
    pairs = list(tied.values_list("from_id", "to_id"))
    if not pairs:
        return {}
    terms = {str(term.pk): term for term in Term.objects.filter(pk__in=[one for one, _ in pairs])}
    slugs = dict(Metric.objects.filter(pk__in=[one for _, one in pairs]).values_list("pk", "slug"))
    found: dict[str, tuple[str, ...]] = {}
    for start, end in pairs:
        term, slug = terms.get(start), slugs.get(int(end))
        if term is not None and slug and not term.is_retired:
            found[slug] = (*found.get(slug, ()), term.name, *term.synonyms)
    return found


def names(
    known: Catalogue, words: Vocabulary, metrics: Sequence[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """What metrics and dimensions are called in a question about these metrics, each so that it means one
    thing."""
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
    """The reader takes a phrase for what fits where it stands, and of several splits for the one that is
    safe."""
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
    queries = {
        name: Query(
            metrics=(f"rows_of_{dataset}",),
            by=(By(name),),
            order=(Order(f"rows_of_{dataset}", descending=True),),
            limit=MOST_VALUES,
        )
        for dataset, name in wanted
    }
    try:
        answers = dict(zip(queries, running.answers(counting, list(queries.values()), asker), strict=True))
    except (
        Problem
    ):  # one of them is hidden from this person, or not to be computed: it has no values to offer
        answers = {name: found for name, query in queries.items() if (found := _one(counting, query, asker))}
    return {name: _shown(answer) for name, answer in answers.items()}


def _one(model: Model, query: Any, asker: running.Asker) -> running.Answer | None:
    try:
        return running.answer(model, query, asker)
    except Problem:
        return None


def _shown(answer: running.Answer) -> list[str]:
    at = [column.role for column in answer.columns].index("dimension")
    withheld = {line for line, _ in answer.withheld}
    shown = [row[at] for line, row in enumerate(answer.rows) if line not in withheld]
    return [str(value) for value in shown if value not in (None, "")]
