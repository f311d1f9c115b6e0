"""What every write to definitions shares: validation by the engine, versions, and what an edit reopens."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft
from lintel.audit.signatures import hash_of
from lintel.insight import running
from lintel.insight.definitions.catalogue import assembled
from lintel.insight.definitions.foundations import foundation
from lintel.insight.definitions.models import Awaits, Metric, MetricVersion, SemanticModel, State
from lintel.people.models import User
from lintel.ui.problems import Problem, Stale


def standing_model() -> SemanticModel:
    """The model, locked. Errors: `Problem` while nobody has described the data."""
    found = SemanticModel.objects.select_for_update().first()
    if found is None:
        raise Problem(
            "Nobody has described the data yet.", way_out="Bring in a file of definitions that has datasets."
        )
    return found


def locked(metric: Metric, version: int | None) -> Metric:
    """The row as it is now; `Stale` when it is another version than the one that was read."""
    found = Metric.objects.select_for_update().get(pk=metric.pk)
    if version is not None and found.version != version:
        raise Stale(
            f"Somebody changed this metric since you opened it: it is now version {found.version}.",
            way_out="Read what is there now, then try again.",
        )
    return found


def checked(body: dict[str, Any], changed: Iterable[str], *, described: bool = False) -> None:
    """Let the engine compile these metrics and the warehouse plan them; with `described`, every dataset too.

    Errors: `Problem` that names what does not fit.
    """
    said = dict(Metric.objects.in_use().values_list("slug", "definition"))
    model = assembled(body, said)
    datasets = [one.name for one in model.datasets] if described else []
    running.plan(model, sorted(set(changed) & set(said)), datasets)


def remember(metric: Metric, by: User | None) -> None:
    """Keep the present version."""
    MetricVersion.objects.create(
        metric=metric,
        number=metric.version,
        definition=metric.definition,
        content_hash=hash_of(metric),
        by=by,
    )


def refounded(
    entry: Draft, body: dict[str, Any], by: User | None, *, fresh: Collection[str] = ()
) -> set[str]:
    """Compute anew what metrics stand on, as often as something follows from it; what differs is reopened.

    `fresh` are those whose new version the caller has begun itself. Returns the slugs of the others that got
    one; each is named in the entry.
    """
    touched: set[str] = set()
    rows = {row.slug: row for row in Metric.objects.select_for_update().in_use()}
    moved = True
    while moved:
        moved = False
        versions = {slug: row.version for slug, row in rows.items()}
        for slug, row in rows.items():
            now = foundation(row.definition, body, versions)
            if now != row.foundation:
                row.foundation = now
                if slug not in touched and slug not in fresh:
                    row.version += 1
                    touched.add(slug)
                moved = True
    for slug in sorted(touched):
        row = rows[slug]
        reopen(row)
        row.save()
        remember(row, by)
        entry.about(row)
    for slug, row in rows.items():
        if slug not in touched:
            Metric.objects.filter(pk=row.pk).exclude(foundation=row.foundation).update(
                foundation=row.foundation
            )
    return touched


def reopen(metric: Metric) -> None:
    """An edit: what was offered or agreed waits for both offices again; disputes are answered by it."""
    if metric.state != State.DRAFT:
        metric.state, metric.awaits = State.REVIEW, Awaits.BOTH
    metric.agreed_at = None
    metric.changed_at = timezone.now()
    metric.disputes.filter(settled_at=None).update(settled_at=timezone.now())
