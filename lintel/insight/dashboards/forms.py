"""What the pages of this chamber ask for."""

from typing import Any

from django import forms
from django.utils import timezone

from lintel.insight.asking.models import Audience
from lintel.insight.asking.words import periods
from lintel.insight.asking.words.suggesting import PERIODS
from lintel.insight.dashboards.models import Dashboard, Rhythm

NEW = "new"


def period_choices(present: str = "") -> list[tuple[str, str]]:
    """Periods to choose from, with the present one among them."""
    listed = dict.fromkeys((*([present] if present else []), *PERIODS))
    return [("", "Each its own"), *((one, one[:1].upper() + one[1:]) for one in listed)]


class DashboardForm(forms.Form):
    """A dashboard's title, audience and shared period."""

    title = forms.CharField(label="Title", max_length=120)
    description = forms.CharField(
        label="What it is for", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    audience = forms.ChoiceField(
        label="Who sees it", choices=Audience.choices, initial=Audience.ALL,
        help_text="Everybody sees only the figures that they may see.",
    )  # fmt: skip
    period = forms.CharField(
        label="Period for all answers", max_length=60, required=False,
        help_text="Such as last quarter or last 12 weeks; empty leaves each answer its own.",
    )  # fmt: skip

    def clean_period(self) -> str:
        """In the words that are kept."""
        said = self.cleaned_data["period"].strip()
        if not said:
            return ""
        span = periods.parsed(said, timezone.now().date())
        if span is None:
            raise forms.ValidationError("This is no period that I know. Say for example: last quarter.")
        return span.phrase


class PinForm(forms.Form):
    """Where an answer is pinned: a dashboard, or a new one by its title."""

    dashboard = forms.ChoiceField(label="Dashboard")
    title = forms.CharField(label="Title of the new dashboard", max_length=120, required=False)
    wide = forms.BooleanField(label="Over the whole width", required=False)

    def __init__(self, *args: Any, dashboards: list[Dashboard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["dashboard"]
        field.choices = [(str(one.pk), one.title) for one in dashboards] + [(NEW, "A new dashboard")]

    def clean(self) -> dict[str, Any]:
        """A new one needs a title."""
        said = super().clean() or {}
        if said.get("dashboard") == NEW and not said.get("title", "").strip():
            self.add_error("title", "Say what the new dashboard is called.")
        return said


class SubscriptionForm(forms.Form):
    """How often it is sent."""

    rhythm = forms.ChoiceField(label="How often", choices=Rhythm.choices, initial=Rhythm.WEEKLY)
