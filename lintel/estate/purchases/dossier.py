"""A dossier with everything in it: loaded in a fixed number of queries, as what is signed, and as a file."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from lintel.estate.purchases.models import Criterion, Option, Purchase

LISTS = ("serves", "replaces", "needs", "holds", "runs_in")
LATER = ("runs_in",)  # came later: where it is empty the content does not name it, so that older hashes hold


def with_everything(rows: Any) -> Any:
    """Purchases with options, costs, criteria, weights, scores and risks: a query for each kind of row."""
    options = Option.objects.select_related("vendor").prefetch_related(
        *LISTS, "costs", "scores", "risk_answers"
    )
    criteria = Criterion.objects.prefetch_related("weights")
    return rows.select_related(
        "marketing_owner", "it_owner", "marketing_signature__signer", "it_signature__signer", "entered"
    ).prefetch_related(Prefetch("options", options), Prefetch("criteria", criteria))


def loaded(purchase: Purchase) -> Purchase:
    """The same purchase as it is now, with everything in it."""
    found: Purchase = with_everything(Purchase.objects.all()).get(pk=purchase.pk)
    return found


def content(purchase: Purchase) -> dict[str, Any]:
    """Everything that a signature covers, in plain values. Whose names stand in the lists does not matter,
    only which rows they are: an element that is renamed is still the same element."""
    whole = purchase if _is_loaded(purchase) else loaded(purchase)
    names = ("title", "need", "marketing_owner_id", "it_owner_id", "currency", "years", "decide_by")
    return {name: getattr(purchase, name) for name in names} | {
        "chosen": purchase.chosen_id,
        "options": [_option(one) for one in whole.options.all()],
        "criteria": [_criterion(one) for one in whole.criteria.all()],
    }


def _is_loaded(purchase: Purchase) -> bool:
    return {"options", "criteria"} <= set(getattr(purchase, "_prefetched_objects_cache", {}))


def _option(one: Option) -> dict[str, Any]:
    names = (
        "pk", "name", "kind", "what", "vendor_id", "vendor_name", "exit_how", "exit_months", "exit_cost",
        "why_not",
    )  # fmt: skip
    found = {name: getattr(one, name) for name in names}
    lists = {name: sorted(row.pk for row in getattr(one, name).all()) for name in LISTS}
    found |= {name: rows for name, rows in lists.items() if rows or name not in LATER}
    found["costs"] = [[row.year, row.kind, row.amount, row.low, row.high] for row in one.costs.all()]
    found["scores"] = sorted(
        [row.criterion_id, row.low, row.high, row.evidence, row.link] for row in one.scores.all()
    )
    found["risks"] = sorted([row.question, row.reply, row.note] for row in one.risk_answers.all())
    return found


def _criterion(one: Criterion) -> dict[str, Any]:
    names = ("pk", "name", "note", "measure", "unit", "worst", "best", "least")
    weights = {row.office: row.points for row in one.weights.all()}
    return {name: getattr(one, name) for name in names} | {"weights": weights}


def as_file(purchase: Purchase) -> dict[str, Any]:
    """The dossier for other programs: names instead of numbers, and who scored what."""
    found = loaded(purchase)
    return {
        "title": found.title, "need": found.need, "state": found.state, "currency": found.currency,
        "years": found.years, "decide_by": found.decide_by, "version": found.version,
        "owners": [one.name if one else None for one in found.owners],
        "chosen": found.chosen.name if found.chosen else None, "decided_at": found.decided_at,
        "criteria": [_criterion(one) for one in found.criteria.all()],
        "options": [_named(one) for one in found.options.all()],
    }  # fmt: skip


def _named(one: Option) -> dict[str, Any]:
    found = _option(one) | {"vendor": one.by_whom}
    found |= {name: [row.name for row in getattr(one, name).all()] for name in LISTS}
    return found
