"""Validation at the edge; what assumptions must hold is the action's business."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.http import QueryDict

from lintel.people.models import Specialty
from lintel.portfolio.returns.gathering import Supposed
from lintel.portfolio.returns.models import Assumptions
from lintel.portfolio.returns.terms import SHAPES, Terms
from lintel.ui.problems import Problem


def _percent(label: str, help_text: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=5, decimal_places=2, min_value=-50, max_value=100, help_text=help_text
    )


def _correlation(label: str, help_text: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=3, decimal_places=2, min_value=0, max_value=1, help_text=help_text
    )


def _months(label: str) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=4, decimal_places=1, min_value=0, max_value=60)


class AssumptionsForm(forms.Form):
    """Everything that is assumed; one field for each specialty's day rate."""

    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    currency = forms.CharField(label="Currency of the figures", max_length=3, help_text="Three letters: EUR.")
    discount_rate = _percent(
        "Discount rate, per cent a year", "What money costs the company; your finance people know it."
    )
    inflation = _percent("Inflation, per cent a year", "Costs and benefits are written in today’s prices.")
    horizon = forms.IntegerField(
        label="Horizon, years", min_value=1, max_value=20, help_text="What comes later does not count."
    )
    shape = forms.ChoiceField(label="How ranges are drawn", choices=SHAPES)
    benefit_correlation = _correlation(
        "Benefits of one proposal move together", "From 0, not at all, to 1, entirely. Usual is 0.3."
    )
    portfolio_correlation = _correlation(
        "Benefits of all proposals move together",
        "For they share customers and economy; not above the other.",
    )
    delay_low = _months("Delivery is late by at least, months")
    delay_likely = _months("Most likely, months")
    delay_high = _months("At most, months")
    rates = forms.CharField(
        label="Other currencies", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": "2"}),
        help_text="One a line: USD 0.92, if a dollar is worth 0.92 of the currency above.",
    )  # fmt: skip
    day_rate = forms.DecimalField(
        label="A person-day costs", max_digits=10, decimal_places=2, min_value=0,
        help_text="Of every specialty that has no rate of its own below.",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.specialties = list(Specialty.objects.order_by("side", "name"))
        for one in self.specialties:
            self.fields[f"day-{one.pk}"] = forms.DecimalField(
                label=one.name, max_digits=10, decimal_places=2, min_value=0, required=False
            )

    @property
    def day_fields(self) -> list[forms.BoundField]:
        """The day rates of specialties."""
        return [self[f"day-{one.pk}"] for one in self.specialties]

    def clean_rates(self) -> dict[str, Decimal]:
        """Currency and rate from each line."""
        found = {}
        for line in self.cleaned_data["rates"].splitlines():
            if not line.strip():
                continue
            code, _, rate = line.strip().partition(" ")
            try:
                found[code] = Decimal(rate.strip())
            except InvalidOperation:
                raise forms.ValidationError(
                    f"“{line.strip()[:40]}” is no rate. Write it like USD 0.92."
                ) from None
        return found

    def terms(self) -> Terms:
        """What was written."""
        said = self.cleaned_data
        names = set(Terms.__dataclass_fields__) - {"day_rates"}
        days = {one.pk: said[f"day-{one.pk}"] for one in self.specialties}
        days = {key: rate for key, rate in days.items() if rate is not None}
        return Terms(**{name: said[name] for name in names}, day_rates=days)

    def refuse(self, problem: Problem, seen: int) -> None:
        """Show a refusal at its field or above the form; with the newest version, texts kept."""
        self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)
        if isinstance(self.data, QueryDict):
            data = self.data.copy()
            data["seen"] = str(seen)
            self.data = data


def first_terms(row: Assumptions | None) -> dict[str, Any]:
    """The newest version's terms, or usual ones to begin with."""
    terms: Any = row or Terms()
    values = {name: getattr(terms, name) for name in Terms.__dataclass_fields__}
    shown = {
        name: f"{value.normalize():f}" if isinstance(value, Decimal) else value
        for name, value in values.items()
    }
    shown["rates"] = "\n".join(f"{code} {rate}" for code, rate in values["rates"].items())
    shown |= {f"day-{key}": rate for key, rate in values["day_rates"].items()}
    return shown | {"seen": row.version if row else 0}


class SignForm(forms.Form):
    """An office's signature on exactly the version with this hash."""

    content_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)


class WhatIfForm(forms.Form):
    """Supposed values; sent by GET, for nothing is written."""

    delay = forms.DecimalField(
        label="Delivery is late by, months", max_digits=4, decimal_places=1, min_value=0, max_value=60,
        required=False,
    )  # fmt: skip
    discount_rate = forms.DecimalField(
        label="Discount rate, per cent a year", max_digits=5, decimal_places=2, min_value=-50, max_value=100,
        required=False,
    )  # fmt: skip
    without = forms.MultipleChoiceField(
        label="Leave out", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, benefits: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        without: Any = self.fields["without"]
        without.choices = [(name, name) for name in benefits]

    def supposed(self) -> Supposed:
        """What was filled in."""
        said = self.cleaned_data
        return Supposed(said["delay"], said["discount_rate"], frozenset(said["without"]))
