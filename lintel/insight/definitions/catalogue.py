"""What can be asked about at present: the semantic model with every metric in use, as the engine takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lintel.audit.canonical import content_hash
from lintel.insight.definitions.models import Metric, SemanticModel, State
from lintel.insight.definitions.shaping import built
from lintel.ui.problems import Problem

if TYPE_CHECKING:
    import datetime as dt

    from lintel.engines.metrics import Model


@dataclass(frozen=True)
class Known:
    """A metric as pages speak of it beside a figure."""

    slug: str
    label: str
    description: str
    kind: str
    unit: str
    better: str
    version: int
    state: str

    @property
    def agreed(self) -> bool:
        """Both offices signed exactly this."""
        return self.state == State.AGREED

    @property
    def label_of_state(self) -> str:
        """The state in words."""
        return State(self.state).label


@dataclass(frozen=True)
class Catalogue:
    """The model, what is known of its metrics by slug, and a key that changes with any of them."""

    model: Model
    metrics: Mapping[str, Known]
    key: str
    model_version: int

    def versions(self, slugs: tuple[str, ...]) -> dict[str, int]:
        """With which versions these metrics are computed."""
        return {slug: self.metrics[slug].version for slug in slugs if slug in self.metrics}


_FACTS = ("slug", "label", "description", "kind", "unit", "better", "version", "state")


def catalogue() -> Catalogue:
    """The present one; two queries, and a third after something changed. Errors: `Problem` while there is
    none."""
    standing = SemanticModel.objects.values_list("pk", "version", "changed_at").first()
    if standing is None:
        raise Problem(
            "Nothing can be asked yet: nobody has described the data.",
            way_out="Bring in a file of definitions under “Metrics”.",
        )
    facts = tuple(Metric.objects.in_use().order_by("label", "pk").values_list(*_FACTS))
    return _built(standing, facts)


@lru_cache(maxsize=8)
def _built(standing: tuple[int, int, dt.datetime], facts: tuple[tuple[Any, ...], ...]) -> Catalogue:
    body = SemanticModel.objects.values_list("body", flat=True).get(pk=standing[0])
    said = dict(Metric.objects.in_use().values_list("slug", "definition"))
    known = {row[0]: Known(*row) for row in facts}
    model = assembled(body, {slug: said[slug] for slug in known})
    return Catalogue(model, known, content_hash([body, said]), standing[1])


def assembled(body: Mapping[str, Any], definitions: Mapping[str, Any]) -> Model:
    """The engine's model of stored values. Errors: `Problem`."""
    from lintel.engines.metrics import MetricsError, Model

    try:
        return built(Model, {**body, "metrics": list(definitions.values())})
    except MetricsError as error:
        raise refused(error) from error
    except ValueError as error:
        raise Problem("This definition cannot be read.", way_out=str(error), field="definition") from error


def refused(error: Any, field: str = "definition") -> Problem:
    """The engine's refusal as the house speaks."""
    where = f" ({error.place})" if error.place else ""
    return Problem(f"{error.sentence}{where}", way_out=error.way_out, field=field)
