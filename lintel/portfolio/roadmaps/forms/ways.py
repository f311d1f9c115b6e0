"""Another way to do a proposal, with days by specialty as one table."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lintel.people.models import Specialty
from lintel.portfolio.roadmaps.days import Days
from lintel.portfolio.roadmaps.models import Roadmap, Way

LABELS = {"low": "At least", "likely": "Most likely", "high": "At most"}


class WayForm(forms.ModelForm[Way]):
    """Its name, how long it takes, what it costs, and the days of each specialty; none where nothing is
    written. `days` are what stands there to begin with: as proposed for a new way."""

    step = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    class Meta:
        model = Way
        fields = ["name", "duration", "cost"]

    def __init__(
        self,
        *args: Any,
        roadmap: Roadmap,
        specialties: Iterable[Specialty],
        days: Mapping[int, Any],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("step", roadmap.step)
        self.fields["cost"].label = f"One-off cost ({roadmap.currency})"
        self.rows: list[tuple[Specialty, list[forms.BoundField]]] = []
        for specialty in specialties:
            bound = []
            for name, label in LABELS.items():
                key = f"{name}-{specialty.pk}"
                kept = days.get(specialty.pk)
                self.fields[key] = forms.DecimalField(
                    label=f"{label}: {specialty}", min_value=0, max_value=99_999, decimal_places=1,
                    required=False, initial=None if kept is None else f"{getattr(kept, name).normalize():f}",
                    widget=forms.NumberInput(attrs={"class": "input-narrow", "step": "any"}),
                )  # fmt: skip
                bound.append(self[key])
            self.rows.append((specialty, bound))

    def clean(self) -> dict[str, Any]:
        """Three numbers that rise, or none."""
        cleaned = super().clean() or {}
        for specialty, fields in self.rows:
            given = [cleaned.get(field.name) for field in fields]
            if any(value is None for value in given) and any(value is not None for value in given):
                self.add_error(fields[1].name, ValidationError("Give all three numbers, or none."))
            elif None not in given and given != sorted(given):  # type: ignore[type-var]  # no None is left
                text = f"{specialty}: at least, most likely and at most have to rise, in this order."
                self.add_error(fields[1].name, ValidationError(text))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Name, duration and cost."""
        return {name: self.cleaned_data[name] for name in ("name", "duration", "cost")}

    def days(self) -> list[Days]:
        """By specialty, where there are any."""
        found = []
        for specialty, fields in self.rows:
            low, likely, high = (self.cleaned_data[field.name] or Decimal(0) for field in fields)
            if high:
                found.append(Days(specialty.pk, low, likely, high))
        return found
