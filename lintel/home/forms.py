"""Forms of the first page."""

from django import forms

WORD = "remove"


class RemovalForm(forms.Form):
    """A word to type, so that nobody empties a house by accident."""

    word = forms.CharField(
        label=f"Type “{WORD}” to take it away", max_length=20, widget=forms.TextInput({"autocomplete": "off"})
    )

    def clean_word(self) -> str:
        """The word itself."""
        if self.cleaned_data["word"].strip().lower() != WORD:
            raise forms.ValidationError(f"Type the word “{WORD}”, and nothing else.")
        return WORD
