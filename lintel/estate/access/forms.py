"""Validation at the edge of the chamber."""

from typing import Any

from django import forms

from lintel.estate.access.models import (
    Answer,
    Campaign,
    DataWeight,
    Grant,
    Party,
    PartyKind,
    Right,
)
from lintel.estate.inventory.models import Element, Kind
from lintel.people.models import User
from lintel.people.widgets import LongSelect

AREA = forms.Textarea(attrs={"rows": 4})
SHORT = forms.Textarea(attrs={"rows": 2})
LARGEST = 2**31 - 1
VERSION = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=LARGEST)
NOT_SAID = ("", "Choose …")


class PartyForm(forms.ModelForm[Party]):
    """Who is let in."""

    version = VERSION

    class Meta:
        model = Party
        fields = ["kind", "name", "vendor", "outside", "people", "note"]
        widgets = {"note": AREA, "vendor": LongSelect}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["vendor"].queryset = Element.objects.of_kind(Kind.VENDOR)  # type: ignore[attr-defined]
        self.fields["people"].widget.attrs["max"] = LARGEST
        if self.instance.pk:
            del self.fields["people"]  # counted on the party's page
            self.initial["version"] = self.instance.version

    def values(self) -> dict[str, Any]:
        """What the action sets."""
        return {name: self.cleaned_data[name] for name in ("kind", "name", "vendor", "outside", "note")}

    @property
    def seen(self) -> int:
        """The version that was read, 0 for none."""
        return self.cleaned_data["version"] or 0

    def _post_clean(self) -> None:
        """The action checks the row, against what stands then."""


class PeopleForm(forms.Form):
    """How many persons stand behind a party, and perhaps who. What is written is not shown again."""

    people = forms.IntegerField(label="How many people", required=False, min_value=0, max_value=LARGEST)
    names = forms.CharField(
        label="Their names", widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=60_000,
        help_text="One a line. They are kept under lock; left empty, those that are known stay.",
    )  # fmt: skip

    def listed(self) -> list[str] | None:
        """The names that were written, or None for none."""
        return [one.strip() for one in self.cleaned_data["names"].splitlines() if one.strip()] or None


class LookForm(forms.Form):
    """Why one wants to see names."""

    reason = forms.CharField(label="What you need the names for", max_length=300)


class GrantForm(forms.ModelForm[Grant]):
    """Who may do what, where."""

    version = VERSION

    class Meta:
        model = Grant
        fields = ["party", "system", "right", "reason", "since", "until", "approved_by"]
        widgets = {"reason": AREA, "party": LongSelect, "system": LongSelect, "approved_by": LongSelect}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["party"].queryset = Party.objects.defer("names")  # type: ignore[attr-defined]
        self.fields["system"].queryset = Element.objects.of_kind(Kind.SYSTEM)  # type: ignore[attr-defined]
        self.fields["approved_by"].queryset = User.objects.workers()  # type: ignore[attr-defined]
        self.fields["right"].choices = [NOT_SAID, *Right.choices]  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["party"], self.fields["system"]
            self.initial["version"] = self.instance.version

    def values(self) -> dict[str, Any]:
        """What the action sets."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @property
    def seen(self) -> int:
        """The version that was read, 0 for none."""
        return self.cleaned_data["version"] or 0

    def _post_clean(self) -> None:
        """The action checks the row, against what stands then."""


class EndForm(forms.Form):
    """The last day of a grant."""

    until = forms.DateField(label="Its last day")


class WishForm(forms.Form):
    """What shall change about a grant, and why."""

    wish = forms.ChoiceField(
        label="What shall change", choices=[("remove", "Remove it"), ("narrow", "Narrow it")]
    )
    narrow_to = forms.ChoiceField(
        label="Narrow it to", choices=[("", "Only when narrowed"), *Right.choices], required=False
    )
    why = forms.CharField(label="Why", widget=SHORT, max_length=2000)


class WeightForm(forms.ModelForm[DataWeight]):
    """How much a class of data weighs."""

    class Meta:
        model = DataWeight
        fields = ["weight", "why"]

    def _post_clean(self) -> None:
        """The action checks the row."""


class CampaignForm(forms.ModelForm[Campaign]):
    """Which grants are asked about, until when."""

    systems = forms.ModelMultipleChoiceField(
        Element.objects.none(), label="On these systems", required=False, help_text="None chosen means all.",
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip
    data = forms.ModelMultipleChoiceField(  # type: ignore[assignment]  # the class keeps it as a field
        Element.objects.none(), label="Reaching this data", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    parties = forms.ModelMultipleChoiceField(
        Party.objects.none(), label="Of these parties", required=False, help_text="None chosen means all.",
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip
    outside_only = forms.BooleanField(label="Only those from outside the company", required=False)
    both_owners = forms.BooleanField(
        label="Ask both owners of each system", required=False,
        help_text="Else the technical owner answers for connecting and administering, "
        "the business owner for the rest.",
    )  # fmt: skip

    class Meta:
        model = Campaign
        fields = ["title", "introduction", "due_on"]
        widgets = {"introduction": AREA}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        entries = Element.objects.all()
        self.fields["systems"].queryset = entries.of_kind(Kind.SYSTEM)  # type: ignore[attr-defined]
        self.fields["data"].queryset = entries.of_kind(Kind.DATA)  # type: ignore[attr-defined]
        self.fields["parties"].queryset = Party.objects.defer("names")  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The action checks the row."""


class AnswerForm(forms.Form):
    """An owner’s word about one grant, for the version that was read."""

    answer = forms.ChoiceField(choices=Answer.choices)
    narrow_to = forms.ChoiceField(label="Narrow it to", required=False)
    remove_by = forms.DateField(label="Remove it by", required=False)
    evidence = forms.CharField(
        label="Evidence", widget=SHORT, required=False, max_length=2000,
        help_text="A sentence, or the address of what shows it. Needed to narrow or remove it, "
        "and to keep what is of high risk.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST)

    def __init__(self, *args: Any, right: str = Right.ADMINISTER, **options: Any) -> None:
        super().__init__(*args, **options)
        narrower = [(value, label) for value, label in Right.choices if value != right]
        narrower = narrower[: Right.values.index(right)]
        self.fields["narrow_to"].choices = [("", "Only when narrowed"), *narrower]  # type: ignore[attr-defined]


class PassOnForm(forms.Form):
    """To whom a question is passed on."""

    person = forms.ModelChoiceField(
        User.objects.none(), label="Who knows better", widget=LongSelect, empty_label="Choose …"
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = User.objects.workers()  # type: ignore[attr-defined]


class NarrowMatrixForm(forms.Form):
    """Which parties the matrix shows."""

    kind = forms.ChoiceField(label="Kind", choices=[("", "Every kind"), *PartyKind.choices], required=False)
    outside = forms.ChoiceField(
        label="From", choices=[("", "Inside and outside"), ("yes", "Outside only")], required=False
    )


class NarrowReachForm(forms.Form):
    """Which ways the list shows."""

    q = forms.CharField(
        label="Party", required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Party or system"}),
    )  # fmt: skip
    party = forms.ModelChoiceField(
        Party.objects.none(), label="Who", required=False, empty_label="Everybody", widget=LongSelect
    )
    data = forms.ModelChoiceField(  # type: ignore[assignment]  # the class keeps it as a field
        Element.objects.none(), label="What", required=False, empty_label="All data"
    )
    kind = forms.ChoiceField(label="Kind", choices=[("", "Every kind"), *PartyKind.choices], required=False)
    outside = forms.ChoiceField(
        label="From", choices=[("", "Inside and outside"), ("yes", "Outside only")], required=False
    )
    level = forms.ChoiceField(
        label="Risk", required=False,
        choices=[("", "Any"), ("high", "High"), ("middle", "Middle"), ("low", "Low")],
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["party"].queryset = Party.objects.visible_to(user)  # type: ignore[attr-defined]
        entries = Element.objects.visible_to(user)
        self.fields["data"].queryset = entries.of_kind(Kind.DATA)  # type: ignore[attr-defined]
