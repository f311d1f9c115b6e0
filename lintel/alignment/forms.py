"""Forms of rounds and answers."""

from typing import Any

from django import forms

from lintel.alignment.items import IMPORTANCE, UNSURE, Criterion, Item

SCALE = [(str(value), str(value)) for value in (1, 2, 3, 4, 5)]
CANNOT_SAY = (str(UNSURE), "I cannot say")
_UNANSWERED = {"required": "Choose a number, or “I cannot say”."}


class RoundForm(forms.Form):
    """A new round."""

    name = forms.CharField(label="Name", max_length=80, help_text="Such as “Autumn 2026”.")
    closes_on = forms.DateField(
        label="Last day", widget=forms.DateInput(attrs={"type": "date"}), help_text="Two weeks are usual."
    )


class ExtensionForm(forms.Form):
    """A later last day."""

    closes_on = forms.DateField(label="New last day", widget=forms.DateInput(attrs={"type": "date"}))


class CriterionForm(forms.Form):
    """The items of one criterion and how much it matters."""

    def __init__(self, *args: Any, criterion: Criterion, **options: Any) -> None:
        super().__init__(*args, **options)
        self.criterion = criterion
        for item in criterion.items:
            self.fields[item.key] = _choice(item.text, [*SCALE, CANNOT_SAY])
        question = (
            f"How much does “{criterion.name.lower()}” matter to your work now? 1 little, 5 decides it."
        )
        self.fields[IMPORTANCE] = _choice(question, [*SCALE, CANNOT_SAY])

    @property
    def rated(self) -> list[tuple[Item, forms.BoundField]]:
        """Each item with its field."""
        return [(item, self[item.key]) for item in self.criterion.items]

    @property
    def importance(self) -> forms.BoundField:
        """The last question."""
        return self[IMPORTANCE]

    @property
    def ratings(self) -> dict[str, int]:
        """What was chosen, as numbers."""
        return {name: int(value) for name, value in self.cleaned_data.items()}


def _choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages=_UNANSWERED
    )
