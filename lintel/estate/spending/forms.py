"""Validation at the edge of the chamber."""

from typing import Any

from django import forms

from lintel.estate.inventory.models import Contract, Element, Kind
from lintel.estate.spending.models import Saving
from lintel.people.access import may_work
from lintel.people.models import User
from lintel.people.widgets import LongSelect


class SavingForm(forms.ModelForm[Saving]):
    """What could be paid less."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)

    class Meta:
        model = Saving
        fields = [
            "title", "origin", "reason", "systems", "contract", "a_year", "currency", "starts_on",
            "decide_by", "carried_by", "seen_at",
        ]  # fmt: skip
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 3}), "contract": LongSelect, "carried_by": LongSelect,
        }  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        people = User.objects.active().order_by("name")
        fields["carried_by"].queryset = people.filter(pk__in=[one.pk for one in people if may_work(one)])
        fields["carried_by"].empty_label = "Choose somebody"
        fields["systems"].queryset = Element.objects.filter(kind=Kind.SYSTEM).order_by("name")
        fields["contract"].queryset = Contract.objects.select_related("vendor").order_by("title")
        fields["contract"].empty_label = "None"
        if self.instance.pk:
            self.initial["version"] = self.instance.version

    def values(self) -> dict[str, Any]:
        """What the action sets; systems go apart."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name != "systems"}

    def _post_clean(self) -> None:
        """The action checks the row, against what stands then; here only the fields themselves count."""


class SignForm(forms.Form):
    """The content that was read."""

    content_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)


class DropForm(forms.Form):
    """Why a saving is given up."""

    why = forms.CharField(label="Why", max_length=2000)
