"""Validation at the edge of the chamber."""

from typing import Any

from django import forms
from django.utils import timezone

from lintel.estate.inventory.models import Element, Kind
from lintel.estate.shadow.models import Amnesty, DataKind, Outcome, Tool, Way
from lintel.people.models import Role, User
from lintel.people.widgets import LongSelect

AREA = forms.Textarea(attrs={"rows": 3})


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class NameForm(forms.Form):
    """A tool that somebody uses; two minutes, and only the name is needed."""

    name = forms.CharField(label="What is it called?", max_length=160)
    address = forms.CharField(
        label="Where do you open it?", max_length=300, required=False,
        help_text="Its web address, if it has one.",
    )  # fmt: skip
    purpose = forms.CharField(
        label="What do you do with it?", widget=AREA, max_length=2000, required=False,
        help_text="A sentence is enough. It helps the next person who needs the same.",
    )  # fmt: skip
    said_a_month = forms.DecimalField(
        label="What does it cost a month?", min_value=0, max_digits=12, decimal_places=2, required=False,
        help_text="In the money of the house. Leave it empty if you do not know.",
    )  # fmt: skip
    data_kind = forms.ChoiceField(
        label="What goes into it?", choices=[("", "Not sure"), *DataKind.choices], required=False
    )


class VersionForm(forms.Form):
    """Which version was read."""

    version = _version()


class PlaceForm(forms.Form):
    """Which system of the inventory it is."""

    element = forms.ModelChoiceField(Element.objects.none(), label="It is this system", widget=LongSelect)
    version = _version()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        systems = Element.objects.filter(kind=Kind.SYSTEM).order_by("name")
        self.fields["element"].queryset = systems  # type: ignore[attr-defined]  # a model choice


class JoinForm(forms.Form):
    """Which other tool it is."""

    other = forms.ModelChoiceField(Tool.objects.none(), label="It is the same as", widget=LongSelect)
    version = _version()

    def __init__(self, *args: Any, tool: Tool, **options: Any) -> None:
        super().__init__(*args, **options)
        others = Tool.objects.exclude(pk=tool.pk).exclude(state="aside").order_by("name")
        self.fields["other"].queryset = others  # type: ignore[attr-defined]  # a model choice


class AsideForm(forms.Form):
    """Why it is no tool."""

    why = forms.CharField(label="What is it then?", max_length=300, required=False)
    version = _version()


class DataForm(forms.Form):
    """What data goes into it."""

    data_kind = forms.ChoiceField(label="It holds", choices=DataKind.choices)
    version = _version()


class OutcomeForm(forms.ModelForm[Outcome]):
    """What is to become of a tool; the fields of the other ways are left out."""

    version = _version()

    class Meta:
        model = Outcome
        fields = [
            "way", "reason", "business_owner", "technical_owner", "serves", "replaced_by", "replaced_on",
            "limits", "until", "follow_up_on", "follow_up_by",
        ]  # fmt: skip
        widgets = {
            "way": forms.RadioSelect, "reason": AREA, "limits": AREA, "serves": LongSelect,
            "business_owner": LongSelect, "technical_owner": LongSelect, "replaced_by": LongSelect,
            "follow_up_by": LongSelect,
        }  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["way"].choices = [
            (Way.ADOPT, "Adopt: it enters the inventory, with two owners"),
            (Way.REPLACE, "Replace: another system takes over by a day"),
            (Way.SANDBOX, "Sandbox: it may be tried within bounds until a day"),
        ]
        for name in ("business_owner", "technical_owner", "follow_up_by"):
            fields[name].queryset, fields[name].empty_label = User.objects.workers(), "Choose somebody"
        served = Element.objects.filter(kind__in=[Kind.CAPABILITY, Kind.TOUCHPOINT]).order_by("name")
        fields["serves"].queryset, fields["serves"].empty_label = served, "Not said"
        systems = Element.objects.filter(kind=Kind.SYSTEM).order_by("name")
        fields["replaced_by"].queryset, fields["replaced_by"].empty_label = systems, "Choose a system"

    def values(self) -> dict[str, Any]:
        """What the action sets."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def _post_clean(self) -> None:
        """The action checks the row, against what stands then; here only the fields themselves count."""


class SignForm(forms.Form):
    """The content that was read."""

    content_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)


class FollowUpForm(forms.Form):
    """How it stands, and whether somebody looks again."""

    said = forms.CharField(label="How does it stand?", widget=AREA, max_length=2000)
    next_on = forms.DateField(label="Look again on", required=False, help_text="Empty: it is done.")


class ReopenForm(forms.Form):
    """Why it is taken up again."""

    why = forms.CharField(label="Why", max_length=2000)


class AmnestyForm(forms.ModelForm[Amnesty]):
    """Days and words of an amnesty."""

    class Meta:
        model = Amnesty
        fields = ["title", "words", "starts", "ends"]
        widgets = {"words": forms.Textarea(attrs={"rows": 4})}

    def _post_clean(self) -> None:
        """The action checks the row."""


class NameClearanceForm(forms.Form):
    """Who may see names, what for, and for which days."""

    person = forms.ModelChoiceField(User.objects.none(), label="Who", widget=LongSelect)
    reason = forms.CharField(label="What for", max_length=300, help_text="Everybody here can read it.")
    starts = forms.DateField(label="First day", initial=timezone.localdate)
    ends = forms.DateField(label="Last day", help_text="A quarter at most; both days included.")

    def __init__(self, *args: Any, giver: User, **options: Any) -> None:
        super().__init__(*args, **options)
        others = User.objects.active().exclude(role=Role.NONE, is_administrator=False).exclude(pk=giver.pk)
        self.fields["person"].queryset = others.order_by("name")  # type: ignore[attr-defined]
