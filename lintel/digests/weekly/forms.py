"""Validation at the edge of the chamber."""

from typing import Any

from django import forms

from lintel.audit.sides import Office
from lintel.digests.weekly.models import SECTIONS, SHARED, Channel, Frequency, Weekday, WhenEmpty
from lintel.people.models import User

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


def _hour(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=HOURS, coerce=int)


class PreferenceForm(forms.Form):
    """When and how one wants the digest."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    frequency = forms.ChoiceField(label="How often", choices=Frequency.choices, widget=forms.RadioSelect)
    weekday = forms.TypedChoiceField(
        label="On", choices=Weekday.choices, coerce=int, help_text="For once a week."
    )
    hour = _hour("At")
    quiet_from = _hour("Quiet from")
    quiet_until = _hour("Quiet until")
    sections = forms.MultipleChoiceField(
        label="What stands in it", choices=list(SECTIONS.items()), widget=forms.CheckboxSelectMultiple
    )
    when_empty = forms.ChoiceField(
        label="When nothing stands in it", choices=WhenEmpty.choices, widget=forms.RadioSelect
    )


class ChannelForm(forms.Form):
    """Where a digest is posted. An address is asked for once; later only to take its place."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)
    name = forms.CharField(label="Name", max_length=80, help_text="Such as “Marketing on Slack”.")
    scope = forms.ChoiceField(label="Whose digest")
    url = forms.CharField(
        label="Address of the chat",
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Such as slack://…; it is encrypted, and nobody sees it again.",
    )
    weekday = forms.TypedChoiceField(label="On", choices=Weekday.choices, coerce=int)
    hour = forms.TypedChoiceField(label="At", choices=HOURS, coerce=int, initial=9)

    def __init__(self, *args: Any, user: User, standing: Channel | None = None, **options: Any) -> None:
        if standing is not None:
            names = ("version", "name", "weekday", "hour")
            options["initial"] = {name: getattr(standing, name) for name in names}
        super().__init__(*args, **options)
        scope: Any = self.fields["scope"]
        mine = [
            one for one in SHARED if one not in Office.values or user.is_administrator or one == user.side
        ]
        scope.choices = [(one.value, one.label) for one in mine]
        if standing is not None:
            del self.fields["scope"]
            self.fields["url"].required = False
            self.fields["url"].label = "Another address"
            self.fields["url"].help_text = "Empty to keep the present one, which nobody sees again."

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ClickForm(forms.Form):
    """The day that some acts ask for."""

    day = forms.DateField(label="Until when", required=False)
