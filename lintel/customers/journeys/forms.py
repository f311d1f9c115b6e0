"""What may be asked of flows and timelines, read from the address."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from lintel.customers.journeys.flow import ENDS, LEVELS, Question
from lintel.customers.journeys.timeline import CHANNELS, KINDS, Narrowing

PERIODS = {"30": "Last 30 days", "90": "Last 90 days", "365": "Last 365 days", "730": "Last two years"}
LATE = "The last day lies before the first one. Choose a later day."
USUAL = {
    "level": "channel",
    "end": "order",
    "direction": "before",
    "steps": "3",
    "days": "90",
    "repeats": "once",
}
DIRECTIONS = {"before": "Steps before the end", "after": "Steps after the beginning"}


class FlowForm(forms.Form):
    """A question about flows."""

    level = forms.ChoiceField(label="Steps are", choices=LEVELS.items())
    end = forms.ChoiceField(label="The end is", choices=ENDS.items())
    direction = forms.ChoiceField(label="Show", choices=DIRECTIONS.items())
    steps = forms.TypedChoiceField(label="How many", choices=[(n, n) for n in range(2, 7)], coerce=int)
    days = forms.TypedChoiceField(label="Period", choices=PERIODS.items(), coerce=int)
    since = forms.DateField(
        label="or from this day", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label="until that day", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    repeats = forms.ChoiceField(label="Repeats", choices=[("once", "Count once"), ("each", "Count each")])
    group = forms.ChoiceField(label="Customers", required=False)
    field_order = ("level", "end", "direction", "steps", "repeats", "group", "days", "since", "until")

    def __init__(self, data: Any, groups: Sequence[tuple[str, str]]) -> None:
        free = {"group": "", "since": "", "until": ""}
        given = {name: data.get(name) or usual for name, usual in {**USUAL, **free}.items()}
        super().__init__(given)
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # said above
        field.choices = [("", "Everybody"), *groups]
        if not groups:
            del self.fields["group"]

    def clean(self) -> dict[str, Any]:
        """The days in order."""
        said: dict[str, Any] = self.cleaned_data
        if said.get("since") and said.get("until") and said["since"] > said["until"]:
            self.add_error("until", LATE)
        return said

    def question(self, now: dt.datetime | None = None) -> Question:
        """The question; the usual one where something unknown was asked. Days are UTC, both included; they go
        before the period."""
        said = self.cleaned_data if self.is_valid() else FlowForm({}, []).asked()
        last = said.get("until")
        until = _start(last + dt.timedelta(days=1) if last else None) or now or timezone.now()
        return Question(
            since=_start(said.get("since")) or until - dt.timedelta(days=said["days"]),
            until=until,
            level=said["level"],
            end=said["end"],
            before=said["direction"] == "before",
            steps=said["steps"],
            group=said.get("group", ""),
            once=said["repeats"] == "once",
        )

    def asked(self) -> dict[str, Any]:
        """The cleaned values."""
        self.full_clean()
        return self.cleaned_data


class TimelineForm(forms.Form):
    """How a timeline is narrowed; by source only for who is told the source (`sources`: slug and name)."""

    source = forms.ChoiceField(label="Source", required=False)
    kind = forms.ChoiceField(label="What", required=False, choices=[("", "Everything"), *KINDS.items()])
    channel = forms.ChoiceField(label="Channel", required=False, choices=[("", "All"), *CHANNELS.items()])
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="Until", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    field_order = ("kind", "channel", "source", "since", "until")

    def __init__(self, data: Any, sources: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(data)
        self.fields["source"].choices = [("", "All"), *sources]  # type: ignore[attr-defined]  # a choice field
        if not sources:
            del self.fields["source"]

    def clean(self) -> dict[str, Any]:
        """The days in order."""
        said: dict[str, Any] = self.cleaned_data
        if said.get("since") and said.get("until") and said["since"] > said["until"]:
            self.add_error("until", LATE)
        return said

    def narrowing(self) -> Narrowing:
        """What was asked for; nothing where it was not understood. Days are UTC, both included."""
        said = self.cleaned_data if self.is_valid() else {}
        until = said.get("until")
        return Narrowing(
            kind=said.get("kind", ""),
            channel=said.get("channel", ""),
            source=said.get("source", ""),
            since=_start(said.get("since")),
            until=_start(until + dt.timedelta(days=1)) if until else None,
        )


def _start(day: dt.date | None) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time(), dt.UTC) if day else None
