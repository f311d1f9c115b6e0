"""Forms that answer to what was read: they carry its step, and a refusal keeps all that was written."""

from django import forms
from django.http import QueryDict

from lintel.ui.http import form_problem
from lintel.ui.problems import Problem


class StepForm(forms.Form):
    """Carries the last thing that was read, so that nobody changes or answers what they have not seen."""

    step = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput)

    def refuse(self, problem: Problem, step: int) -> None:
        """Show a refusal at its field or above the form; with the step as it is now, texts kept."""
        form_problem(self, problem)
        if isinstance(self.data, QueryDict):
            data = self.data.copy()
            data["step"] = str(step)
            self.data = data
