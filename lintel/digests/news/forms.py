"""Validation at the edge of the chamber."""

from typing import Any

from django import forms

from lintel.digests.news.access import audiences
from lintel.digests.news.models import MOST_SIGNS, Announcement, Health
from lintel.people.access import may_work
from lintel.people.models import User
from lintel.people.widgets import LongSelect

RHYTHMS = [(7, "Every week"), (14, "Every two weeks"), (28, "Every four weeks")]


class AnnouncementForm(forms.Form):
    """What is told to whom; an announcement that stands keeps its audience."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)
    title = forms.CharField(label="What is it about?", max_length=200)
    text = forms.CharField(
        label="What do you want to tell?", max_length=10_000, widget=forms.Textarea(attrs={"rows": 7})
    )
    audience = forms.ChoiceField(label="For whom?")
    pinned_until = forms.DateField(
        label="Stays on top until", required=False, help_text="At most 90 days; empty for not at all."
    )
    asks_word = forms.BooleanField(
        label="Ask everybody to say that they have read it",
        required=False,
        help_text="It waits on their first page until they say so.",
    )

    def __init__(self, *args: Any, user: User, standing: Announcement | None = None, **options: Any) -> None:
        if standing is not None:
            names = ("version", "title", "text", "pinned_until", "asks_word")
            options["initial"] = {name: getattr(standing, name) for name in names}
        super().__init__(*args, **options)
        audience: Any = self.fields["audience"]
        audience.choices = [(one.value, one.label) for one in audiences(user)]
        if standing is not None:
            del self.fields["audience"]

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class UpdateForm(forms.Form):
    """How a thing stands."""

    health = forms.ChoiceField(label="How does it stand?", choices=Health.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="In a sentence or two",
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": MOST_SIGNS}),
        help_text=f"At most {MOST_SIGNS} characters.",
    )


class RhythmForm(forms.Form):
    """Who says how often how it stands."""

    person = forms.ModelChoiceField(User.objects.none(), label="Who", widget=LongSelect)
    days = forms.TypedChoiceField(label="How often", choices=RHYTHMS, coerce=int, initial=7)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people = User.objects.active().order_by("name")
        person: Any = self.fields["person"]
        person.queryset = people.filter(pk__in=[one.pk for one in people if may_work(one)])
