"""Validation at the edge."""

from typing import Any

from django import forms
from django.apps import apps

from lintel.charter.concerns.models import Kind
from lintel.language.writing import watch
from lintel.ui.steps import StepForm

# What may answer a concern, by the names of types in whichever rooms there are.
ANSWERING = {
    "expectations.expectation": "Expectation",
    "intake.request": "Request",
    "portfolio.proposal": "Proposal",
    "language.term": "Term of the glossary",
    "objectives.goal": "Goal",
}


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


class AnswerLinkForm(forms.Form):
    """What answers it: a kind of thing and its number, as it stands in its address."""

    type = forms.ChoiceField(label="What answers it?")
    number = forms.IntegerField(
        label="Its number", min_value=1, max_value=2**63 - 1, help_text="The number in its address."
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [(label, name) for label, name in ANSWERING.items() if _exists(label)]


def _exists(label: str) -> bool:
    try:
        apps.get_model(label)
    except LookupError:
        return False
    return True
