"""Forms around policies: a wish for access, and whose access is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from lintel.insight.guards.forms.policy import Choices
from lintel.insight.guards.vocabulary import Facts
from lintel.people.models import User


class WishForm(forms.Form):
    """What somebody wants to be allowed, and what for."""

    field = forms.ChoiceField(label="What you want to see")
    purpose = forms.ChoiceField(label="For which purpose")
    reason = forms.CharField(
        label="What you need it for", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, facts: Mapping[str, Facts], purposes: Choices, **options: Any):
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["field"].choices = [
            ("", "Choose a dataset or a field"),
            *(
                (one.label, [
                    (f"{one.name}.", f"{one.label}: the dataset"),
                    *((f"{one.name}.{name}", f"{one.label}: {said[2]}") for name, said in one.fields.items()),
                ])
                for one in sorted(facts.values(), key=lambda one: one.label)
            ),
        ]  # fmt: skip
        fields["purpose"].choices = purposes

    @property
    def wanted(self) -> tuple[str, str]:
        """Dataset and field; the field is empty for the whole dataset."""
        dataset, _, field = self.cleaned_data["field"].rpartition(".")
        return dataset, field


class PersonForm(forms.Form):
    """Whose access, for which purpose."""

    purpose = forms.ChoiceField(label="Purpose", required=False)
    person = forms.ModelChoiceField(
        User.objects.none(), label="Person", required=False, empty_label="Yourself"
    )

    def __init__(self, *args: Any, reader: User, others: bool, purposes: Choices, **options: Any):
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["purpose"].choices = purposes
        if others:
            fields["person"].queryset = User.objects.visible_to(reader).active().exclude(pk=reader.pk)
        else:
            del fields["person"]
