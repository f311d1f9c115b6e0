"""Validation at the edge."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from lintel.goals.objectives.models import Goal
from lintel.goals.radar.models import USUAL_SNOOZE, Moves
from lintel.insight.definitions.models import Metric
from lintel.people.models import User


class SnoozeForm(forms.Form):
    """Why not now, and until when."""

    reason = forms.CharField(
        label="Why not now?",
        max_length=2_000,
        widget=forms.Textarea,
        help_text="Both sides read it. Such as: we settle it in the planning round of January.",
    )
    until = forms.DateField(label="Until", help_text="At most 180 days ahead; then it is open again.")

    def __init__(self, *args: Any, **options: Any) -> None:
        first: dt.date = timezone.localdate() + USUAL_SNOOZE
        super().__init__(*args, **({"initial": {"until": first}} | options))


class TensionForm(forms.Form):
    """Two metrics, how they pull on each other, and why."""

    first = forms.ChoiceField(label="One metric")
    moves = forms.ChoiceField(label="How do they pull on each other?", choices=Moves.choices)
    second = forms.ChoiceField(label="The other metric")
    why = forms.CharField(
        label="Why?",
        max_length=2_000,
        widget=forms.Textarea,
        help_text="What makes you say so? What you have seen, or how it works.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Metric.objects.in_use().order_by("label").values_list("slug", "label")
        for name in ("first", "second"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
            field.choices = [("", "Choose one"), *rows]


class ServingForm(forms.Form):
    """The goal that a piece of work serves."""

    goal = forms.ModelChoiceField(
        queryset=Goal.objects.none(), label="Which goal does it serve?", empty_label="Choose one"
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["goal"]
        field.queryset = Goal.objects.visible_to(user).standing().order_by("title", "pk")
