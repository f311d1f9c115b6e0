"""The frame of a roadmap, what is looked for, and what is said of a plan."""

from typing import Any

from django import forms

from lintel.portfolio.roadmaps.models import Kind, Plan, Roadmap

SECONDS = [(10, "10 seconds"), (30, "30 seconds"), (60, "A minute"), (300, "Five minutes")]
FRAME = [
    "title",
    "starts_on",
    "unit",
    "length",
    "currency",
    "buffer",
    "discount",
    "weight_marketing",
    "weight_it",
]


class FrameForm(forms.ModelForm[Roadmap]):
    """The frame of a roadmap."""

    step = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Roadmap
        fields = FRAME
        widgets = {"starts_on": forms.DateInput(attrs={"type": "date"})}

    def values(self) -> dict[str, Any]:
        """The fields that the action sets."""
        return {name: self.cleaned_data[name] for name in FRAME}


class NewForm(FrameForm):
    """A new roadmap: its frame, over the whole backlog or its first proposals."""

    first = forms.IntegerField(
        label="How many of the backlog", min_value=1, max_value=1_000, initial=40,
        help_text="From the top; what is in work comes along. You can take more in later.",
    )  # fmt: skip

    field_order = ["title", "starts_on", "unit", "length", "first"]


class SearchForm(forms.Form):
    """What to look for, and how long."""

    kind = forms.ChoiceField(label="Look for", choices=Kind.choices)
    seconds = forms.TypedChoiceField(label="For", choices=SECONDS, coerce=int, initial=30)
    base = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    keep = forms.IntegerField(
        label="Keep at least (per cent of the best worth)",
        min_value=50,
        max_value=100,
        initial=97,
        required=False,
    )


class WhatIfForm(forms.Form):
    """One supposed change of the inputs."""

    what = forms.ChoiceField(label="Suppose")
    percent = forms.IntegerField(
        label="Change",
        min_value=-100,
        max_value=500,
        initial=20,
        help_text="Per cent: 20 for a fifth more, −25 for a quarter less.",
    )
    seconds = forms.TypedChoiceField(label="Look for", choices=SECONDS, coerce=int, initial=10)
    base = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, roadmap: Roadmap, **options: Any) -> None:
        super().__init__(*args, **options)
        roles = [
            (f"roles.{row.specialty_id}.capacity", f"days of {row.specialty}")
            for row in roadmap.capacities.select_related("specialty")
        ]
        budgets = [(f"budgets.{row.pk}.amounts", f"the budget {row.name}") for row in roadmap.budgets.all()]
        self.fields["what"].choices = [*roles, *budgets]  # type: ignore[attr-defined]  # a choice field

    def told(self) -> tuple[dict[str, str], str]:
        """The change as the engine names it, and in words."""
        path, percent = self.cleaned_data["what"], self.cleaned_data["percent"]
        name = dict(self.fields["what"].choices)[path]  # type: ignore[attr-defined]  # a choice field
        return {path: f"{percent:+d}%"}, f"{abs(percent)} % {'more' if percent >= 0 else 'less'} of {name}"


class SignForm(forms.Form):
    """An office's key on exactly the plan with this hash."""

    content_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)


class NameForm(forms.ModelForm[Plan]):
    """Another name for a plan."""

    class Meta:
        model = Plan
        fields = ["name"]
