"""Forms of clearances, answers and un-merges."""

import json
from typing import Any

from django import forms
from django.utils import timezone

from lintel.customers.matching.models import PairDecision
from lintel.people.models import Role, User
from lintel.people.widgets import LongSelect

LARGEST_MODEL = 2_000_000  # bytes


class ClearanceForm(forms.Form):
    """Who may see customers by name, what for, and for which days."""

    reason = forms.CharField(
        label="What for",
        max_length=300,
        help_text="Such as: answers complaints at the support desk. Everybody here can read it.",
    )
    starts = forms.DateField(label="First day", initial=lambda: timezone.now().date())
    ends = forms.DateField(
        label="Last day", help_text="A year at most. Both days included; days are counted in UTC."
    )

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = User.objects.active().exclude(role=Role.NONE, is_administrator=False).exclude(pk=giver.pk)
        self.fields["person"] = forms.ModelChoiceField(
            others.order_by("name"),
            label="Who",
            empty_label="Choose somebody",
            widget=LongSelect,
            help_text="Nobody gives a clearance to themself: for your own, ask the other office.",
        )
        self.order_fields(["person", "reason", "starts", "ends"])


class AnswerForm(forms.Form):
    """What somebody says about two records; `place` is where in the queue the question stood."""

    left = forms.CharField(max_length=300)
    right = forms.CharField(max_length=300)
    word = forms.ChoiceField(choices=PairDecision.Word.choices)
    place = forms.IntegerField(min_value=1, required=False)


class UnmergeForm(forms.Form):
    """Which record is somebody else, and why."""

    record = forms.ChoiceField(label="The record that is somebody else", widget=forms.RadioSelect)
    why = forms.CharField(
        label="Why",
        max_length=300,
        help_text="Such as: father and son with the same address. It holds in every later matching.",
    )

    def __init__(self, *args: Any, records: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record"].choices = [(record, record) for record in records]  # type: ignore[attr-defined]  # a choice field


class RunForm(forms.Form):
    """What is matched, and with which threshold."""

    how = forms.ChoiceField(
        label="What",
        choices=[("step", "What changed since the last matching"), ("afresh", "Everything from scratch")],
        widget=forms.RadioSelect,
    )
    threshold = forms.FloatField(
        label="Bits needed to be one customer",
        required=False,
        help_text="Only from scratch. Higher joins fewer records. Empty leaves the choice to the model.",
    )
    model = forms.FileField(
        label="A model of your own",
        required=False,
        help_text="Download the model, edit it, and choose it here. Everything is then matched from scratch.",
        widget=forms.ClearableFileInput(attrs={"accept": ".json"}),
    )

    def clean_model(self) -> dict[str, Any] | None:
        """The model as JSON holds it."""
        file = self.cleaned_data["model"]
        if not file:
            return None
        if file.size > LARGEST_MODEL:
            raise forms.ValidationError("No model is that large. Choose the file that was downloaded here.")
        try:
            body = json.loads(file.read().decode())
        except ValueError as error:
            raise forms.ValidationError(f"This is no JSON: {error}. Correct it there.") from error
        if not isinstance(body, dict):
            raise forms.ValidationError(
                "This is no matching model. Choose the file that was downloaded here."
            )
        return body
