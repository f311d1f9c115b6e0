"""What the pages of this chamber ask for."""

from typing import Any

from django import forms

from lintel.insight.asking.models import Audience


class SaveForm(forms.Form):
    """A question to keep; the words are the ones that stand on the page."""

    title = forms.CharField(
        label="Title", max_length=160, help_text="What the answer is about, in a few words."
    )
    audience = forms.ChoiceField(label="Who sees it", choices=Audience.choices, initial=Audience.ALL)
    q = forms.CharField(max_length=600, label="Question")
    purpose = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, fixed: bool = True, **kwargs: Any) -> None:
        """With `fixed` the question itself is not to be changed here."""
        super().__init__(*args, **kwargs)
        if fixed:
            self.fields["q"].widget = forms.HiddenInput()
