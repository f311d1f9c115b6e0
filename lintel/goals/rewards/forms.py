"""Validation at the edge; what a rule must hold is the action's business."""

from decimal import Decimal
from typing import Any

from django import forms

from lintel.goals.objectives.models import KeyResult
from lintel.goals.rewards.models import RewardRule
from lintel.goals.rewards.terms import AMOUNTS, SCORES, Terms
from lintel.ui.steps import StepForm

HELP = {
    "threshold": "A score from 0 to 1. Below it nothing is paid.",
    "target": "Higher than the threshold.",
    "stretch": "Higher than the target, at most 1.",
}
LABELS = {
    "threshold": "Threshold", "target": "Target", "stretch": "Stretch",
    "pays_at_threshold": "Each owner gets at the threshold",
    "pays_at_target": "Each owner gets at the target",
    "pays_at_stretch": "Each owner gets at the stretch",
}  # fmt: skip


class RuleForm(StepForm):
    """The terms of a rule."""

    currency = forms.CharField(label="Currency", max_length=3, initial="EUR", help_text="Three letters: EUR.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in SCORES:
            self.fields[name] = forms.DecimalField(
                label=LABELS[name], max_digits=5, decimal_places=4, min_value=0, max_value=1,
                help_text=HELP[name],
            )  # fmt: skip
        for name in AMOUNTS:
            self.fields[name] = forms.DecimalField(
                label=LABELS[name], max_digits=14, decimal_places=2, min_value=0
            )

    def terms(self) -> Terms:
        """What was written."""
        return Terms(**{name: self.cleaned_data[name] for name in (*SCORES, *AMOUNTS, "currency")})


def first_terms(rule: RewardRule | None) -> dict[str, Any]:
    """The terms as they stand, or usual ones to begin with."""
    if rule is None:
        return {"threshold": "0.4", "target": "0.7", "stretch": "1", "currency": "EUR", "step": 0}
    numbers = {name: f"{getattr(rule, name).normalize():f}" for name in (*SCORES, *AMOUNTS)}
    return {**numbers, "currency": rule.currency, "step": rule.step}


class SignForm(forms.Form):
    """An owner's signature on exactly the rule with this hash."""

    step = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    content_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)


class WhatIfForm(forms.Form):
    """Supposed values of key results; sent by GET, for nothing is written."""

    def __init__(self, *args: Any, results: list[KeyResult], **options: Any) -> None:
        super().__init__(*args, **options)
        for row in results:
            unit = f" ({row.unit})" if row.unit else ""
            value = row.measured.value if row.measured else None
            self.fields[f"result-{row.pk}"] = forms.DecimalField(
                label=f"{row.name}{unit}",
                max_digits=20,
                decimal_places=6,
                required=False,
                initial=f"{value.normalize():f}" if value is not None else None,
                help_text=f"From {row.baseline.normalize():f} to {row.target.normalize():f}."
                + ("" if value is not None else " Its value is missing now."),
            )

    def supposed(self) -> dict[int, Decimal]:
        """The values that were filled in, by key result."""
        return {
            int(name.removeprefix("result-")): value
            for name, value in self.cleaned_data.items()
            if value is not None
        }
