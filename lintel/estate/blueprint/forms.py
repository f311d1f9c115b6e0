"""Validation at the edge of the chamber."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from lintel.estate.blueprint.drawing.view import DIRECTIONS, GROUPINGS, LINES, MOST_STEPS
from lintel.estate.blueprint.models import Amendment, ChangeKind, Plateau
from lintel.estate.inventory.models import RELATIONS, Kind, Means, RelationKind
from lintel.estate.inventory.models.element import CRITICALITY
from lintel.estate.inventory.standing import Standing
from lintel.people.access import may_work
from lintel.people.models import User
from lintel.people.widgets import LongSelect

AREA = forms.Textarea(attrs={"rows": 4})
LARGEST = 2**31 - 1


class VersionForm(forms.Form):
    """Which version was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST)


class SignForm(forms.Form):
    """The hash of what was read."""

    content_hash = forms.CharField(max_length=64, min_length=64)


class OfferForm(forms.Form):
    """What is new in a version."""

    note = forms.CharField(label="What is new in it", max_length=500, required=False)


class RefusalForm(VersionForm):
    """Why not, and what would do instead."""

    reason = forms.CharField(label="Why not", max_length=4000, widget=AREA)
    alternative = forms.CharField(
        label="What would do instead",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AmendmentForm(forms.ModelForm[Amendment]):
    """A suggestion and its reason."""

    class Meta:
        model = Amendment
        fields = ["title", "reason"]
        widgets = {"reason": AREA}


class PlateauForm(forms.ModelForm[Plateau]):
    """A plateau's name, day and note."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=LARGEST)

    class Meta:
        model = Plateau
        fields = ["name", "day", "note"]
        widgets = {"note": AREA}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["version"] = self.instance.version

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("name", "day", "note")}


class LookForm(forms.Form):
    """How one wants to look at the picture; sent by GET."""

    day = forms.DateField(
        label="On", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    group = forms.ChoiceField(label="Together by", required=False, choices=[("", "As it fits")])
    around = forms.ChoiceField(label="Around", required=False, widget=LongSelect)
    steps = forms.ChoiceField(
        label="Steps", required=False, choices=[(str(n), str(n)) for n in range(1, MOST_STEPS + 1)]
    )
    way = forms.ChoiceField(label="Which way", required=False, choices=list(DIRECTIONS.items()))
    q = forms.CharField(
        label="Find", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    lines = forms.MultipleChoiceField(
        label="Lines", required=False, choices=list(LINES.items()), widget=forms.CheckboxSelectMultiple
    )
    planned = forms.BooleanField(label="Also what is planned for later", required=False)

    def __init__(self, *args: Any, standing: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["group"].choices = [("", "As it fits"), *GROUPINGS.items()]  # type: ignore[attr-defined]
        self.fields["around"].choices = [("", "Everything"), *_parts(standing)]  # type: ignore[attr-defined]


def _parts(standing: Standing, *kinds: str) -> list[tuple[str, str]]:
    """Everything of these kinds that stands then, by name, with its kind where it is not clear."""
    rows = [one for one in standing.parts.values() if not kinds or one.kind in kinds]
    rows.sort(key=lambda one: (one.name.casefold(), one.number))
    said = len(kinds) != 1
    return [
        (str(one.number), f"{one.name} ({Kind(one.kind).label.lower()})" if said else one.name)
        for one in rows
    ]


def _flows(standing: Standing) -> list[tuple[str, str]]:
    rows = [
        (
            str(one.number),
            f"{standing.parts[one.source].name} → {standing.parts[one.target].name}: {one.name}",
        )
        for one in standing.streams
    ]
    return sorted(rows, key=lambda row: row[1].casefold())


def _people() -> list[tuple[str, str]]:
    rows = User.objects.active().order_by("name")
    return [("", "Nobody yet"), *((str(one.pk), one.name) for one in rows if may_work(one))]


def _select(label: str, choices: Sequence[tuple[str, str]], **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "Choose"), *choices], widget=LongSelect, **options)


class ChangeForm(forms.Form):
    """One change; which fields it has depends on its kind, what can be chosen on what stands then."""

    def __init__(
        self,
        *args: Any,
        kind: str,
        standing: Standing,
        planned: Sequence[tuple[str, str]] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        dropping = kind == ChangeKind.DROP
        self.fields |= (
            {"change": _select("What", planned)} if dropping else _FIELDS[ChangeKind(kind)](standing)
        )
        self.fields["note"] = forms.CharField(label="Why", max_length=500, required=False)

    @property
    def shown(self) -> list[Any]:
        """The fields in order."""
        return [self[name] for name in self.fields]

    def facts(self) -> dict[str, Any]:
        """What the action takes, without the note."""
        return {name: value for name, value in self.cleaned_data.items() if name != "note"}


def _cost(label: str = "Cost a year") -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, min_value=0, max_digits=14, decimal_places=2)


def _criticality() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="How bad it is when it stands still", required=False, coerce=int, empty_value=None,
        choices=[("", "Not said"), *((str(n), label) for n, label in CRITICALITY)],
    )  # fmt: skip


def _of_new(standing: Standing) -> dict[str, forms.Field]:
    return {
        "kind": forms.ChoiceField(label="Kind", choices=Kind.choices, initial=Kind.SYSTEM),
        "name": forms.CharField(label="Name", max_length=160),
        "description": forms.CharField(
            label="What it is for", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
        ),
        "business_owner": forms.ChoiceField(
            label="Business owner", required=False, choices=_people(), widget=LongSelect
        ),
        "technical_owner": forms.ChoiceField(
            label="Technical owner", required=False, choices=_people(), widget=LongSelect
        ),
        "criticality": _criticality(),
        "cost": _cost("About how much it costs a year"),
    }


def _of_joint(standing: Standing) -> dict[str, forms.Field]:
    return {
        "source": _select("What", _parts(standing)),
        "relation": forms.ChoiceField(
            label="It", choices=[(kind, RelationKind(kind).label) for kind in RELATIONS]
        ),
        "target": _select("Which", _parts(standing)),
    }


def _of_join(standing: Standing) -> dict[str, forms.Field]:
    instead = forms.CharField(
        label="One of these is enough", max_length=60, required=False,
        help_text="Only for needs. The same word on several: each can stand in for the others.",
    )  # fmt: skip
    return _of_joint(standing) | {"instead": instead}


def _of_flow(standing: Standing) -> dict[str, forms.Field]:
    return {
        "source": _select("From", _parts(standing, Kind.SYSTEM)),
        "target": _select("To", _parts(standing, Kind.SYSTEM)),
        "name": forms.CharField(label="What goes through it", max_length=160),
        "means": forms.ChoiceField(label="How", choices=Means.choices),
        "data": forms.MultipleChoiceField(
            label="Data classes", required=False, choices=_parts(standing, Kind.DATA),
            widget=forms.CheckboxSelectMultiple,
        ),
        "records_a_day": forms.IntegerField(
            label="Records a day", required=False, min_value=0, max_value=2**62
        ),
    }  # fmt: skip


def _of_adjustment(standing: Standing) -> dict[str, forms.Field]:
    return {
        "element": _select("What", _parts(standing)),
        "phase_out_from": forms.DateField(label="Phased out from", required=False),
        "retired_from": forms.DateField(label="Gone from", required=False),
        "criticality": _criticality(),
        "cost": _cost(),
    }


_FIELDS: dict[ChangeKind, Any] = {
    ChangeKind.ADD: _of_new,
    ChangeKind.RETIRE: lambda standing: {"element": _select("What", _parts(standing))},
    ChangeKind.REPLACE: lambda standing: {
        "element": _select("What goes", _parts(standing)),
        "by": _select("What comes instead", _parts(standing)),
    },
    ChangeKind.JOIN: _of_join,
    ChangeKind.PART: _of_joint,
    ChangeKind.FLOW: _of_flow,
    ChangeKind.END_FLOW: lambda standing: {"flow": _select("Data flow", _flows(standing))},
    ChangeKind.ADJUST: _of_adjustment,
}  # fmt: skip
MEANINGS = {
    ChangeKind.ADD: "A system, capability, touchpoint, data class, vendor or place that is not there yet.",
    ChangeKind.RETIRE: "With its relations and data flows. What needs it is named as a warning.",
    ChangeKind.REPLACE: "The new one takes over what the old one serves and holds, who needs it, and its "
    "data flows. Its vendor, where it runs and what it needs are its own.",
    ChangeKind.JOIN: "Say what one is to another: it serves, needs, holds, is part of it.",
    ChangeKind.PART: "A relation that ends.",
    ChangeKind.FLOW: "A new data flow between two systems.",
    ChangeKind.END_FLOW: "A data flow that ends.",
    ChangeKind.DROP: "A change that is planned for this plateau and was not carried out.",
    ChangeKind.ADJUST: "When something fades or goes, what it is to cost, how bad it is without it.",
}
