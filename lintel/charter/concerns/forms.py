"""Validation at the edge."""

from typing import Any

from django import forms

from lintel.charter.concerns.models import Kind
from lintel.language.writing import watch
from lintel.ui.steps import StepForm


class ConcernForm(StepForm):
    """A concern in its owner's words."""

    kind = forms.ChoiceField(label="What is it about?", choices=[("", "Choose one"), *Kind.choices])
    title = forms.CharField(label="What worries you?", max_length=200)
    text = forms.CharField(
        label="What could happen, and whom would it hit?", max_length=10_000, widget=forms.Textarea
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        watch(self, "text")


class WordsForm(StepForm):
    """Words to say on it."""

    text = forms.CharField(label="In your own words", max_length=10_000, widget=forms.Textarea)

    def __init__(self, *args: Any, label: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        if label:
            self.fields["text"].label = label
        watch(self, "text")
