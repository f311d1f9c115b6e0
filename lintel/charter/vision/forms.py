"""Validation at the edge."""

from typing import Any

from django import forms
from django.http import QueryDict

from lintel.language.writing import watch
from lintel.ui.problems import Problem


class VisionForm(forms.Form):
    """A wording; `version` is the one that was read."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    text = forms.CharField(
        label="What is the platform for?",
        max_length=10_000,
        widget=forms.Textarea,
        help_text="A few sentences that both offices can sign.",
    )
    why = forms.CharField(
        label="What do you change, and why?", max_length=2_000, required=False, widget=forms.Textarea
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        watch(self, "text")

    def refuse(self, problem: Problem, version: int) -> None:
        """Show a refusal at its field or above the form; with the version as it is now, the text kept."""
        self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)
        if isinstance(self.data, QueryDict):
            self.data = {**self.data.dict(), "version": str(version)}
