"""Validation at the edge."""

from typing import Any

from django import forms

from lintel.audit.sides import Office
from lintel.charter.fuel.origins import Choice, kinds
from lintel.people.models import Role, User
from lintel.ui.problems import Problem

BY_NUMBER = "other"


class FuelForm(forms.Form):
    """The second thing, who owns it with you, and what the two could become."""

    second = forms.ChoiceField(label="What does it clash with?", widget=forms.RadioSelect)
    kind = forms.ChoiceField(label="Kind", required=False)
    number = forms.IntegerField(
        label="Its number", min_value=1, max_value=2**63 - 1, required=False,
        help_text="The number in its address.",
    )  # fmt: skip
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

    def __init__(self, *args: Any, user: User, likely: list[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        second: Any = self.fields["second"]
        second.choices = [
            *((choice.key, f"{choice.label} ({choice.why})") for choice in likely),
            (BY_NUMBER, "Something else, by its number"),
        ]
        if not likely:
            second.initial = BY_NUMBER
        kind: Any = self.fields["kind"]
        kind.choices = [("", "Choose one"), *kinds()]
        partner: Any = self.fields["partner"]
        other = Office(user.side).other if user.side in Office.values else Office.IT
        partner.queryset = User.objects.active().filter(
            side=other, role__in=[Role.MEMBER, Role.OFFICE_HOLDER]
        )

    def clean(self) -> dict[str, Any]:
        """Something else needs its kind and number."""
        said = super().clean() or {}
        if said.get("second") == BY_NUMBER and not (said.get("kind") and said.get("number")):
            self.add_error("number", "Say which: its kind and the number in its address.")
        return said

    def second_key(self) -> tuple[str, str]:
        """Type and number of the second thing."""
        said = self.cleaned_data
        if said["second"] == BY_NUMBER:
            return said["kind"], str(said["number"])
        kind, _, number = said["second"].rpartition(":")
        return kind, number

    def refuse(self, problem: Problem) -> None:
        """Show a refusal at its field or above the form."""
        self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)
