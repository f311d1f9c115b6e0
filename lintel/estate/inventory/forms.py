"""Validation at the edge of the chamber."""

from typing import Any

from django import forms
from django.utils import timezone

from lintel.estate.inventory import extras
from lintel.estate.inventory.models import (
    CONTENT,
    KINDS,
    RELATIONS,
    Answer,
    Contract,
    Cost,
    Element,
    ExtraField,
    ExtraKind,
    Flow,
    Kind,
    RelationKind,
    Survey,
)
from lintel.estate.inventory.models.kinds import DATED, OWNED
from lintel.people.models import User
from lintel.people.widgets import LongSelect

AREA = forms.Textarea(attrs={"rows": 4})
VERSION = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class ElementForm(forms.ModelForm[Element]):
    """The facts about an entry; which ones depends on its kind."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)

    class Meta:
        model = Element
        fields = [
            "name", "description", "business_owner", "technical_owner", "criticality", "live_from",
            "phase_out_from", "retired_from", "disposition", "address",
        ]  # fmt: skip
        widgets = {"description": AREA, "business_owner": LongSelect, "technical_owner": LongSelect}

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind, self.extra_fields = kind, extras.fields_of(kind)
        for name in _unwanted(kind):
            del self.fields[name]
        for owner in ("business_owner", "technical_owner"):
            if owner in self.fields:
                self.fields[owner].queryset = User.objects.workers()  # type: ignore[attr-defined]
                self.fields[owner].empty_label = "Nobody yet"  # type: ignore[attr-defined]
        for name in ("criticality", "disposition"):
            if name in self.fields:
                choices = self.fields[name].choices  # type: ignore[attr-defined]
                self.fields[name].choices = [("", "Not said"), *choices[1:]]  # type: ignore[attr-defined]
        for field in self.extra_fields:
            self.fields[f"extra_{field.name}"] = _control(field, self.instance.extra.get(field.name))
        if self.instance.pk:
            self.initial["version"] = self.instance.version
        self.instance.kind = kind

    @property
    def facts(self) -> list[Any]:
        """The fields that every kind has or may have, in order."""
        return [self[name] for name in self.fields if not name.startswith("extra_") and name != "version"]

    @property
    def further(self) -> list[Any]:
        """The further fields of this house."""
        return [self[f"extra_{field.name}"] for field in self.extra_fields]

    def values(self) -> dict[str, Any]:
        """What the action sets."""
        given = {name: self.cleaned_data[name] for name in CONTENT if name in self.cleaned_data}
        if self.extra_fields:
            names = [field.name for field in self.extra_fields]
            given["extra"] = {name: self.cleaned_data.get(f"extra_{name}") for name in names}
        return given

    def _post_clean(self) -> None:
        """The action checks the row, against what stands then; here only the fields themselves count."""


def _unwanted(kind: str) -> list[str]:
    names = [] if kind == Kind.SYSTEM else ["disposition", "address"]
    if kind not in DATED:
        names += ["live_from", "phase_out_from", "retired_from", "criticality"]
    if kind in (Kind.VENDOR, Kind.REGION, Kind.ENVIRONMENT):
        names += ["business_owner", "technical_owner"]
    return names


def _control(field: ExtraField, value: Any) -> forms.Field:
    said: dict[str, Any] = {"label": field.label, "required": False, "initial": value}
    if field.kind == ExtraKind.CHOICE:
        return forms.ChoiceField(choices=[("", "Not said"), *((one, one) for one in field.choices)], **said)
    if field.kind == ExtraKind.BOOL:
        said["initial"] = {True: "yes", False: "no"}.get(value, "")
        return forms.ChoiceField(choices=[("", "Not said"), ("yes", "Yes"), ("no", "No")], **said)
    if field.kind == ExtraKind.NUMBER:
        return forms.FloatField(**said)
    if field.kind == ExtraKind.DATE:
        return forms.DateField(**said)
    return forms.CharField(max_length=extras.LONGEST, **said)


class RelationForm(forms.Form):
    """How an entry hangs together with another."""

    kind = forms.ChoiceField(label="It")
    target = forms.ModelChoiceField(Element.objects.none(), label="What", widget=LongSelect)
    instead = forms.CharField(
        label="One of these is enough", max_length=60, required=False,
        help_text="The same word on several needs: each can stand in for the others.",
    )  # fmt: skip

    def __init__(self, *args: Any, source: Element, **options: Any) -> None:
        super().__init__(*args, **options)
        fitting = {
            kind: [there for here, there in rule.ends if here == source.kind]
            for kind, rule in RELATIONS.items()
        }
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind, RelationKind(kind).label) for kind, kinds in fitting.items() if kinds
        ]
        kinds = {kind for found in fitting.values() for kind in found}
        rows = Element.objects.filter(kind__in=kinds).exclude(pk=source.pk).order_by("kind", "name")
        target = self.fields["target"]
        target.queryset = rows  # type: ignore[attr-defined]
        target.label_from_instance = _with_kind  # type: ignore[attr-defined]
        if source.kind not in (Kind.SYSTEM, Kind.CAPABILITY):
            del self.fields["instead"]


def _with_kind(element: Element) -> str:
    return f"{element.name} ({element.get_kind_display().lower()})"


class FlowForm(forms.ModelForm[Flow]):
    """A data flow."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)

    class Meta:
        model = Flow
        fields = ["name", "source", "target", "data", "state", "means", "records_a_day", "description"]
        widgets = {
            "description": AREA, "source": LongSelect, "target": LongSelect,
            "data": forms.CheckboxSelectMultiple,
        }  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for end in ("source", "target"):
            self.fields[end].queryset = Element.objects.of_kind(Kind.SYSTEM)  # type: ignore[attr-defined]
        self.fields["data"].queryset = Element.objects.of_kind(Kind.DATA)  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["version"] = self.instance.version

    def values(self) -> dict[str, Any]:
        """What the action sets, but the data classes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("data", "version")}

    def _post_clean(self) -> None:
        """The action checks the row, against what stands then."""


class ContractForm(forms.ModelForm[Contract]):
    """A contract."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)

    class Meta:
        model = Contract
        fields = [
            "title", "key", "vendor", "owner", "systems", "starts_on", "ends_on", "renews", "notice_days",
            "a_year", "currency", "seats",
        ]  # fmt: skip
        widgets = {
            "vendor": LongSelect,
            "owner": LongSelect,
            "systems": forms.SelectMultiple(attrs={"size": 8}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["vendor"].queryset = Element.objects.of_kind(Kind.VENDOR)  # type: ignore[attr-defined]
        self.fields["systems"].queryset = Element.objects.of_kind(Kind.SYSTEM)  # type: ignore[attr-defined]
        self.fields["owner"].queryset = User.objects.workers()  # type: ignore[attr-defined]
        self.fields["notice_days"].required = False
        if self.instance.pk:
            self.initial["version"] = self.instance.version

    def clean_notice_days(self) -> int:
        """Nothing written means none."""
        return self.cleaned_data.get("notice_days") or 0

    def values(self) -> dict[str, Any]:
        """What the action sets, but the systems."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("systems", "version")
        }

    def _post_clean(self) -> None:
        """The action checks the row, against what stands then."""


class SeatForm(forms.Form):
    """A count of seats in use."""

    used = forms.IntegerField(label="Seats in use", min_value=0, max_value=2**31 - 1)
    day = forms.DateField(label="Counted on", initial=lambda: timezone.localdate())


class CostForm(forms.ModelForm[Cost]):
    """What an entry cost in a month."""

    class Meta:
        model = Cost
        fields = ["month", "kind", "amount", "currency"]

    def clean_month(self) -> Any:
        """Any day stands for its month."""
        return self.cleaned_data["month"].replace(day=1)

    def _post_clean(self) -> None:
        """The action checks the row; a second note of a month takes the first one’s place."""


class ExtraFieldForm(forms.ModelForm[ExtraField]):
    """A further field; kind and short name stay once it is there."""

    listed = forms.CharField(
        label="Choices", widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text="One a line."
    )

    class Meta:
        model = ExtraField
        fields = ["of", "label", "name", "kind", "asked", "position"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("listed", "\n".join(self.instance.choices))
        if self.instance.pk:
            for name in ("of", "name", "kind"):
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        """What the action sets."""
        said = self.cleaned_data
        lines = [line.strip() for line in said["listed"].splitlines() if line.strip()]
        return {**{name: said[name] for name in ("label", "asked", "position")}, "choices": lines}

    def _post_clean(self) -> None:
        """The action checks the row."""


class SurveyForm(forms.ModelForm[Survey]):
    """Whom to ask about what, until when."""

    kinds = forms.MultipleChoiceField(
        label="About", choices=[(kind, KINDS[kind].plural) for kind in OWNED],
        widget=forms.CheckboxSelectMultiple, initial=[Kind.SYSTEM],
    )  # fmt: skip
    stale_only = forms.BooleanField(label="Only what nobody looked at for half a year", required=False)

    class Meta:
        model = Survey
        fields = ["title", "introduction", "due_on"]
        widgets = {"introduction": AREA}


class AnswerForm(forms.Form):
    """An owner’s word about one entry, for the version that was read."""

    answer = forms.ChoiceField(choices=Answer.choices)
    version = VERSION


class ModelForm(forms.Form):
    """A model of another tool."""

    file = forms.FileField(label="Model file", help_text="Backstage YAML to 5 MB, ArchiMate XML to 50 MB.")


class VersionForm(forms.Form):
    """Which version was read."""

    version = VERSION
