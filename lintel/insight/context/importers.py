"""Series and events from files: CSV, Excel and JSON, through the same preview as every import."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.insight.context.access import may_keep
from lintel.insight.context.aligning import grain_of
from lintel.insight.context.models import EventKind, MarketEvent, Observation, Series
from lintel.insight.context.periods import period_of
from lintel.people.models import User

LARGEST = Decimal(10) ** 18
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)


class SeriesImporter:
    """Values of outside series by period."""

    slug = "market-series"
    title = "Market series"
    noun = "value"
    description = "Values of outside series by period, such as market size, prices or a competitor’s figures."
    fields = (
        Field("series", "Series", aliases=("series name", "indicator", "name", "reihe", "serie")),
        Field(
            "period", "Period", required=True, example="2026-11",
            aliases=("date", "day", "month", "time", "time_period", "datum", "monat", "quarter", "year"),
            help="A day, week (2026-W48), month (2026-11), quarter (2026-Q4) or year.",
        ),
        Field(
            "value", "Value", "decimal", required=True,
            aliases=("obs_value", "amount", "wert", "valeur", "index"),
        ),
        Field("unit", "Unit", aliases=("unit of measure", "einheit", "unit_measure")),
        Field("origin", "Where it is from", aliases=("source", "publisher", "quelle")),
    )  # fmt: skip
    options = (
        Field("series_name", "Series, where the file has no column for it", help="One is made if it is new."),
    )
    marks = frozenset({"period", "value", "series"})
    key = ("series", "period")

    def may_import(self, user: User) -> bool:
        """As on the page."""
        return may_keep(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; no query."""
        return [_series_faults(row, context.options) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New series are made, new values added, known ones replaced."""
        series = _known_series(rows, context)
        days = {row.number: period_of(str(row.values["period"])) for row in rows}
        present = {
            (one.series_id, one.day): one
            for one in Observation.objects.filter(
                series__in=series.values(), day__range=(min(days.values()), max(days.values()))
            )
        }
        made: dict[int, Observation] = {}
        changed: dict[int, tuple[Observation, str]] = {}
        effects: dict[int, Effect] = {}
        for row in rows:
            owner, value = series[_name(row, context.options).lower()], row.values["value"]
            one = present.get((owner.pk, days[row.number]))
            if one is None:
                made[row.number] = Observation(series=owner, day=days[row.number], value=value)
                present[owner.pk, days[row.number]] = made[row.number]
            elif one.value != value:
                changed[row.number] = (one, str(one.value))
                one.value = value
            else:
                effects[row.number] = Effect(row.number, one, "unchanged")
        Observation.objects.bulk_create(made.values(), batch_size=500)
        Observation.objects.bulk_update([one for one, _ in changed.values()], ["value"], batch_size=500)
        effects |= {number: Effect(number, one, "created") for number, one in made.items()}
        effects |= {
            number: Effect(number, one, "updated", {"value": before})
            for number, (one, before) in changed.items()
        }
        return [effects[row.number] for row in rows]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Takes new values away and puts the others back; the series stay."""
        gone = [one.thing.pk for one in effects if one.kind == "created"]
        Observation.objects.filter(pk__in=gone).delete()
        before = {one.thing.pk: one.before["value"] for one in effects if one.kind == "updated"}
        rows = list(Observation.objects.filter(pk__in=before))
        for row in rows:
            row.value = Decimal(before[row.pk])
        Observation.objects.bulk_update(rows, ["value"], batch_size=500)
        return []


def _name(row: Mapped, options: Mapping[str, Any]) -> str:
    return str(row.values.get("series") or options.get("series_name") or "").strip()


def _series_faults(row: Mapped, options: Mapping[str, Any]) -> list[Fault]:
    faults = []
    name = _name(row, options)
    if not name:
        faults.append(Fault("series", "No series is named. Add a column, or name one for the whole file."))
    elif len(name) > 120:
        faults.append(Fault("series", "The name is longer than 120 characters. Shorten it."))
    try:
        day = period_of(str(row.values.get("period") or ""))
        if not EARLIEST <= day <= LATEST:
            faults.append(Fault("period", f"{day} is too far away."))
    except ValueError as error:
        faults.append(Fault("period", str(error)))
    value = row.values.get("value")
    if value is not None and abs(value) >= LARGEST:
        faults.append(Fault("value", "This number is too large. Use a larger unit, such as millions."))
    return faults


def _known_series(rows: Sequence[Mapped], context: Context) -> dict[str, Series]:
    """Every series that the rows name, by name in small letters; missing ones are made."""
    first: dict[str, list[Mapped]] = {}
    for row in rows:
        first.setdefault(_name(row, context.options).lower(), []).append(row)
    known = {one.name.lower(): one for one in Series.objects.all()}
    for name, found in first.items():
        if name not in known:
            row = found[0]
            days = sorted({period_of(str(one.values["period"])) for one in found})
            known[name] = Series.objects.create(
                name=_name(row, context.options),
                unit=str(row.values.get("unit") or "")[:40],
                origin=str(row.values.get("origin") or "")[:300],
                grain=grain_of(days),
                owner=context.by,
            )
    return {name: known[name] for name in first}


KINDS = {
    **{label.lower(): value for value, label in EventKind.choices},
    "kampagne": "campaign", "promotion": "campaign", "launch": "release", "deployment": "release",
    "incident": "outage", "störung": "outage", "downtime": "outage", "public holiday": "holiday",
    "feiertag": "holiday",
}  # fmt: skip


class EventsImporter:
    """Events that may explain figures."""

    slug = "market-events"
    title = "Events on charts"
    noun = "event"
    description = "Campaigns, releases, outages and holidays with their days; charts of their time show them."
    fields = (
        Field("name", "What happened", required=True, aliases=("event", "title", "summary", "ereignis")),
        Field("kind", "Kind", "choice", required=True, choices=KINDS, aliases=("type", "category", "art")),
        Field(
            "first", "From", "date", required=True, aliases=("start", "start date", "date", "begin", "von")
        ),
        Field("last", "To", "date", aliases=("end", "end date", "until", "bis")),
        Field("region", "Where", aliases=("country", "market", "region", "land")),
        Field("note", "Note", aliases=("description", "comment", "notiz")),
    )
    options: tuple[Field, ...] = ()
    marks = frozenset({"what happened", "from", "to", "kind"})
    key = ("name", "first")

    def may_import(self, user: User) -> bool:
        """As on the page."""
        return may_keep(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; no query."""
        return [_event_faults(row) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New events; one with the same name and first day is brought up to date."""
        wanted = {(str(row.values["name"]), row.values["first"]): row for row in rows}
        known = {
            (one.name, one.first): one
            for one in MarketEvent.objects.filter(name__in={name for name, _ in wanted})
        }
        effects: dict[int, Effect] = {}
        for key, row in wanted.items():
            values = _event_values(row)
            one = known.get(key)
            if one is None:
                made = MarketEvent.objects.create(by=context.by, **values)
                effects[row.number] = Effect(row.number, made, "created")
                continue
            before = {name: getattr(one, name) for name in values}
            if before == values:
                effects[row.number] = Effect(row.number, one, "unchanged")
                continue
            for name, value in values.items():
                setattr(one, name, value)
            one.version += 1
            one.save()
            plain = {name: str(value) for name, value in before.items()}
            effects[row.number] = Effect(row.number, one, "updated", plain)
        return [effects[row.number] for row in rows]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Takes new events away and puts the others back."""
        MarketEvent.objects.filter(pk__in=[one.thing.pk for one in effects if one.kind == "created"]).delete()
        for one in effects:
            if one.kind == "updated":
                days = {name: dt.date.fromisoformat(one.before[name]) for name in ("first", "last")}
                MarketEvent.objects.filter(pk=one.thing.pk).update(**{**one.before, **days})
        return []


def _event_faults(row: Mapped) -> list[Fault]:
    first, last, faults = row.values.get("first"), row.values.get("last"), []
    if first and last and last < first:
        faults.append(Fault("last", "It ends before it begins. Correct one of the days."))
    for name, most in (("name", 120), ("region", 120), ("note", 2000)):
        if len(str(row.values.get(name) or "")) > most:
            faults.append(Fault(name, f"This is longer than {most} characters. Shorten it."))
    return faults


def _event_values(row: Mapped) -> dict[str, Any]:
    said = row.values
    return {
        "name": str(said["name"]), "kind": said["kind"], "first": said["first"],
        "last": said.get("last") or said["first"], "region": str(said.get("region") or ""),
        "note": str(said.get("note") or ""),
    }  # fmt: skip
