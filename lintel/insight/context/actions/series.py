"""Keeping outside series."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.insight.context.access import may_keep, may_pull
from lintel.insight.context.fetching import checked
from lintel.insight.context.models import Grain, Measures, Series
from lintel.insight.definitions.models import Metric
from lintel.people.models import User
from lintel.people.texts import line
from lintel.ui.problems import Denied, Problem, Stale


@dataclass(frozen=True)
class Wording:
    """What is said about a series."""

    name: str
    origin: str = ""
    unit: str = ""
    grain: str = Grain.MONTH
    measures: str = Measures.FLOW
    metric: str = ""
    address: str = ""
    pull_hours: int | None = None


@audited("series.made", says="made the market series {name}")
def make(entry: Draft, said: Wording, *, by: User) -> Series:
    """A series without values; they come by file, or from its address."""
    _may_keep(by)
    series = Series(owner=by, version=0)
    _keep(series, said, by)
    entry.about(series, name=series.name)
    return series


@audited("series.changed", says="changed the market series {name} (version {version})")
def change(entry: Draft, series: Series, said: Wording, *, by: User, version: int) -> Series:
    """Change what is said about it; values stay."""
    _may_keep(by)
    fresh = Series.objects.select_for_update().get(pk=series.pk)
    if fresh.version != version:
        raise Stale("Somebody changed this series since you read it.", way_out="Read it anew, then change.")
    _keep(fresh, said, by)
    entry.about(fresh, name=fresh.name, version=fresh.version)
    return fresh


@audited("series.removed", says="removed the market series {name} with {values} values")
def remove(entry: Draft, series: Series, *, by: User) -> None:
    """Take a series and its values away; its name stays in the ledger."""
    _may_keep(by)
    entry.about(series, name=series.name, values=series.observations.count())
    Series.objects.filter(pk=series.pk).delete()


def _may_keep(by: User) -> None:
    if not may_keep(by):
        raise Denied(
            "Market series are kept by members and analysts.", way_out="Ask a colleague there to bring it in."
        )


def _keep(series: Series, said: Wording, by: User) -> None:
    values = _checked(said)
    if values["address"] and values["address"] != series.address and not may_pull(by):
        raise Denied(
            "An address to fetch from is named by members of both sides.",
            way_out="Leave it empty and bring a file in, or ask a colleague there.",
        )
    if values["address"] != series.address:
        series.pull_problem, series.pull_tried_at = "", None
    for name, value in values.items():
        setattr(series, name, value)
    series.version, series.changed_at = series.version + 1, timezone.now()
    try:
        with transaction.atomic():
            series.save()
    except IntegrityError:
        raise Problem(
            f"There is a series “{said.name}” already.", way_out="Choose another name.", field="name"
        ) from None


def _checked(said: Wording) -> dict[str, Any]:
    values: dict[str, Any] = asdict(said)
    values["name"] = line(said.name, "name", "The name", required=True)
    values["origin"] = line(said.origin, "origin", "Where it is from", most=300)
    values["unit"] = line(said.unit, "unit", "The unit", most=40)
    values["address"] = said.address.strip()
    if said.grain not in Grain.values or said.measures not in Measures.values:
        field = "grain" if said.grain not in Grain.values else "measures"
        raise Problem("There is no such choice.", way_out="Choose one of the list.", field=field)
    if said.metric and not Metric.objects.in_use().filter(slug=said.metric).exists():
        raise Problem(f"There is no metric “{said.metric}”.", way_out="Look under Metrics.", field="metric")
    if values["address"]:
        if len(values["address"]) > 500:
            raise Problem(
                "The address is longer than 500 characters.", way_out="Shorten it.", field="address"
            )
        checked(values["address"])
    elif said.pull_hours:
        raise Problem("There is no address to pull from.", way_out="Name one.", field="address")
    if said.pull_hours is not None and not 1 <= said.pull_hours <= 8760:
        raise Problem("Pull at least once a year, at most every hour.", field="pull_hours")
    return values
