"""Validation at the edge of the room."""

from typing import Any

from django import forms

from lintel.audit.sides import Side
from lintel.experiments.models import Conclusion, Experiment, Measure, Variant
from lintel.people.models import User

TEXTS = {name: forms.Textarea(attrs={"rows": 3}) for name in ("change", "expected", "reason")}


class HypothesisForm(forms.ModelForm[Experiment]):
    """What is believed."""

    class Meta:
        model = Experiment
        fields = ["title", "change", "expected", "reason", "unit"]
        widgets = TEXTS


class PlanForm(forms.ModelForm[Experiment]):
    """The whole plan but its variants and metrics."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Experiment
        fields = [
            "title", "change", "expected", "reason", "unit", "marketing_owner", "it_owner", "baseline",
            "deviation", "worth_finding", "alpha", "power", "starts_on", "ends_on",
        ]  # fmt: skip
        widgets = TEXTS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, side in (("marketing_owner", Side.MARKETING), ("it_owner", Side.IT)):
            self.fields[name].queryset = User.objects.active().filter(side=side)  # type: ignore[attr-defined]
        self.initial["version"] = self.instance.version

    def values(self) -> dict[str, Any]:
        """The fields that the action sets."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class VariantForm(forms.ModelForm[Variant]):
    """One variant; the first is the control."""

    class Meta:
        model = Variant
        fields = ["name", "share"]


class MeasureForm(forms.ModelForm[Measure]):
    """One metric; the first is the primary one."""

    class Meta:
        model = Measure
        fields = ["metric", "kind", "value", "over", "before", "over_before", "better", "margin"]


class Rows(forms.BaseFormSet):  # type: ignore[type-arg]  # generic only in the stubs
    """Rows that are all alike: a filled one counts, an emptied one is taken out, and some empty ones
    follow."""

    def initial_form_count(self) -> int:
        """None is bound to stay."""
        return 0

    def total_form_count(self) -> int:
        """What was sent, or what stands and some more."""
        if self.is_bound:
            return int(super().total_form_count())
        return min(len(self.initial or []) + self.extra, self.max_num)

    def rows(self) -> list[dict[str, Any]]:
        """The rows that were filled in."""
        return [dict(form.cleaned_data) for form in self if form.cleaned_data]


VariantSet = forms.formset_factory(VariantForm, formset=Rows, extra=2, max_num=6, validate_max=True)
MeasureSet = forms.formset_factory(MeasureForm, formset=Rows, extra=2, max_num=8, validate_max=True)


class AgreementForm(forms.Form):
    """Exactly what was read."""

    content_hash = forms.RegexField(r"^[0-9a-f]{64}\Z")


class ConclusionForm(forms.ModelForm[Conclusion]):
    """Decision and learning."""

    class Meta:
        model = Conclusion
        fields = ["outcome", "decision", "learning"]
        widgets = {
            "outcome": forms.RadioSelect,
            "decision": forms.Textarea(attrs={"rows": 4}),
            "learning": forms.Textarea(attrs={"rows": 4}),
        }


class LinkForm(forms.Form):
    """The proposal that an experiment tests."""

    proposal = forms.CharField(
        label="The proposal that it tests", max_length=200, help_text="Its number, or words of its title."
    )
