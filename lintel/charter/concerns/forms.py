"""Validation at the edge."""

from typing import Any

from django import forms
from django.http import QueryDict

from lintel.charter.concerns.models import Kind
from lintel.language.writing import watch
from lintel.ui.problems import Problem


class SteppedForm(forms.Form):
    """Carries the last thing that was read."""

    step = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput)

    def refuse(self, problem: Problem, step: int) -> None:
        """Show a refusal at its field or above the form; with the step as it is now, texts kept."""
        self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)
        if isinstance(self.data, QueryDict):
            self.data = {**self.data.dict(), "step": str(step)}


class ConcernForm(SteppedForm):
    """A concern in its owner's words."""

    kind = forms.ChoiceField(label="What is it about?", choices=[("", "Choose one"), *Kind.choices])
    title = forms.CharField(label="What worries you?", max_length=200)
    text = forms.CharField(
        label="What could happen, and whom would it hit?", max_length=10_000, widget=forms.Textarea
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        watch(self, "text")


class WordsForm(SteppedForm):
    """Words to say on it."""

    text = forms.CharField(label="In your own words", max_length=10_000, widget=forms.Textarea)

    def __init__(self, *args: Any, label: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        if label:
            self.fields["text"].label = label
        watch(self, "text")
