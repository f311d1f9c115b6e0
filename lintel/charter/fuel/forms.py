"""Validation at the edge."""

from typing import Any

from django import forms

from lintel.audit.sides import Office
from lintel.charter.fuel.origins import Choice
from lintel.people.models import Role, User
from lintel.ui.problems import Problem


class FuelForm(forms.Form):
    """The second thing, who owns it with you, and what the two could become."""

    words = forms.CharField(label="Find it by a word of its title", max_length=80, required=False)
    second = forms.ChoiceField(
        label="What does it clash with?",
        widget=forms.RadioSelect,
        error_messages={"required": "Find what it clashes with by a word of its title, and choose it."},
    )
    partner = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Who owns it with you?",
        empty_label="Choose somebody of the other side",
    )
    title = forms.CharField(label="What could come of it?", max_length=200)
    clash = forms.CharField(
        label="Where do the two differ, and what is worth keeping of each?",
        max_length=10_000,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, user: User, choices: list[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        second: Any = self.fields["second"]
        second.choices = [(choice.key, f"{choice.label} ({choice.why})") for choice in choices]
        partner: Any = self.fields["partner"]
        other = Office(user.side).other if user.side in Office.values else Office.IT
        partner.queryset = User.objects.active().filter(
            side=other, role__in=[Role.MEMBER, Role.OFFICE_HOLDER]
        )

    def second_key(self) -> tuple[str, str]:
        """Type and number of the second thing."""
        kind, _, number = self.cleaned_data["second"].rpartition(":")
        return kind, number

    def refuse(self, problem: Problem) -> None:
        """Show a refusal at its field or above the form."""
        self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)
