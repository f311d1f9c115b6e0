"""Validation at the edge of the chamber."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from lintel.estate.inventory.models import Element, Kind, RelationKind
from lintel.estate.stress import meter
from lintel.estate.stress.changing import Change, Swap
from lintel.estate.stress.models import CONTENT, SERVES, Measure, Resilience, Rule, RuleKind, Scenario
from lintel.estate.stress.rules import ONLY_OF
from lintel.estate.stress.ruling import ANY_OF
from lintel.estate.stress.wording import rule_values
from lintel.people.widgets import LongSelect

MODES = 2  # empty lines for degraded modes beyond those that are there
MOST = 2**31 - 1


class Several(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Several entries, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, rows: QuerySet[Element], label: str, **options: Any) -> None:
        super().__init__(rows, label=label, required=False, **options)


def _of(*kinds: str) -> QuerySet[Element]:
    return Element.objects.filter(kind__in=kinds).order_by("name")


def _plain(initial: MutableMapping[str, Any]) -> None:
    """Numbers as people write them, without trailing zeros."""
    for name, value in initial.items():
        if isinstance(value, Decimal):
            initial[name] = f"{value.normalize():f}"


class FactForm(forms.ModelForm[Resilience]):
    """What is said about one entry; which fields depends on its kind."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)

    class Meta:
        model = Resilience
        fields = [name for name in CONTENT if name not in ("enough", "degraded")]

    def __init__(self, *args: Any, element: Element, **options: Any) -> None:
        super().__init__(*args, **options)
        self.element = element
        for name, kinds in ONLY_OF.items():
            if name in self.fields and element.kind not in kinds:
                del self.fields[name]
        for name in ("over", "source"):
            choices = self.fields[name].choices  # type: ignore[attr-defined]
            self.fields[name].choices = [("", "Not said"), *list(choices)[1:]]  # type: ignore[attr-defined]
        self.initial["version"] = self.instance.version if self.instance.pk else 0
        _plain(self.initial)
        relied = self._relied_on()
        self.words = self._words()
        for number, word in enumerate(self.words):
            label = "Of what serves it, enough are" if word == SERVES else f"Of “{word}”, enough are"
            self.fields[f"enough_{number}"] = forms.IntegerField(
                label=label, required=False, min_value=1, max_value=1000,
                initial=self.instance.enough.get(word),
            )  # fmt: skip
        there = self.instance.degraded
        self.modes = len(there) + MODES if relied.exists() else 0
        for number in range(self.modes):
            mode = there[number] if number < len(there) else {}
            self.fields[f"keeps_{number}"] = forms.FloatField(
                label="It keeps, %", required=False, min_value=0, max_value=100, initial=mode.get("keeps")
            )
            self.fields[f"while_{number}"] = Several(
                relied, "while these work", initial=mode.get("while", [])
            )

    def _relied_on(self) -> QuerySet[Element]:
        """What it needs, what serves it, what it consists of."""
        row = self.element
        keys = set(row.relations.filter(kind=RelationKind.NEEDS).values_list("target_id", flat=True))
        inward = row.relations_from_others.filter(kind__in=(RelationKind.SERVES, RelationKind.PART_OF))
        keys |= set(inward.values_list("source_id", flat=True))
        return _of(Kind.TOUCHPOINT, Kind.CAPABILITY, Kind.SYSTEM).filter(pk__in=keys)

    def _words(self) -> list[str]:
        row = self.element
        words = sorted(set(row.relations.exclude(instead="").values_list("instead", flat=True)))
        serving = row.relations_from_others.filter(kind=RelationKind.SERVES).count()
        return [*([SERVES] if serving > 1 else []), *words]

    @property
    def lines(self) -> list[tuple[Any, Any]]:
        """The fields of each degraded mode."""
        return [(self[f"keeps_{number}"], self[f"while_{number}"]) for number in range(self.modes)]

    @property
    def counts(self) -> list[Any]:
        """The fields of how many are enough."""
        return [self[f"enough_{number}"] for number in range(len(self.words))]

    def values(self) -> dict[str, Any]:
        """What the action sets."""
        said = self.cleaned_data
        given = {name: said[name] for name in CONTENT if name in said}
        if self.words:
            enough = {word: said.get(f"enough_{number}") for number, word in enumerate(self.words)}
            given["enough"] = {word: least for word, least in enough.items() if least}
        if self.modes:
            given["degraded"] = [
                {"keeps": said[f"keeps_{number}"], "while": [one.pk for one in said[f"while_{number}"]]}
                for number in range(self.modes)
                if said.get(f"keeps_{number}") is not None
            ]
        return given

    def _post_clean(self) -> None:
        """The action checks the row, against what stands then; here only the fields themselves count."""


class ScenarioForm(forms.ModelForm[Scenario]):
    """A storm."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=MOST)
    vendors = Several(_of(Kind.VENDOR), "Vendors that are out")
    places = Several(_of(Kind.REGION, Kind.ENVIRONMENT), "Regions and environments that are out")
    systems = Several(_of(Kind.SYSTEM), "Systems that are out")
    broken_into = Several(_of(Kind.SYSTEM), "Systems that are broken into")

    class Meta:
        model = Scenario
        fields = ["title", "why", "surge", "saving"]
        widgets = {"why": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "surge": "1 is as usual; 2 is twice the busiest hour of a day.",
            "saving": "Of all systems together.",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("surge", "saving"):
            self.fields[name].required = False
        if self.instance.pk:
            self.initial["version"] = self.instance.version
            _plain(self.initial)
            out = list(self.instance.out.all())
            for name, kinds in _KINDS.items():
                self.initial[name] = [one.pk for one in out if one.kind in kinds]
            self.initial["broken_into"] = [one.pk for one in self.instance.broken_into.all()]

    def values(self) -> dict[str, Any]:
        """What the action sets."""
        said = self.cleaned_data
        surge, saving = said.get("surge"), said.get("saving")
        return {
            "title": said["title"], "why": said["why"], "surge": 1 if surge is None else surge,
            "saving": saving or 0,
        }  # fmt: skip

    def parts(self) -> dict[str, list[Element]]:
        """What is out and what is broken into."""
        said = self.cleaned_data
        out = [one for name in _KINDS for one in said[name]]
        if self.instance.pk:  # what programs chose of other kinds stays
            known = [kind for kinds in _KINDS.values() for kind in kinds]
            out += self.instance.out.exclude(kind__in=known)
        return {"out": out, "broken_into": list(said["broken_into"])}


_KINDS = {"vendors": (Kind.VENDOR,), "places": (Kind.REGION, Kind.ENVIRONMENT), "systems": (Kind.SYSTEM,)}


class TrialForm(forms.Form):
    """Which estate is put to the test, and with what it is compared."""

    day = forms.DateField(label="The estate of", required=False)
    other_day = forms.DateField(label="Compare with the estate of", required=False)
    of = forms.ModelChoiceField(
        Element.objects.none(), label="System", required=False, widget=LongSelect, empty_label="None"
    )
    how = forms.ChoiceField(
        label="What is planned", required=False,
        choices=[("stand-in", "another can stand in for it"), ("replace", "another takes its place"),
                 ("remove", "it is taken away")],
    )  # fmt: skip
    by = forms.ModelChoiceField(
        Element.objects.none(), label="The other one", required=False, widget=LongSelect,
        empty_label="A new system",
    )  # fmt: skip
    name = forms.CharField(label="Name of the new system", max_length=160, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = _of(Kind.SYSTEM)
        self.fields["of"].queryset = rows  # type: ignore[attr-defined]
        self.fields["by"].queryset = rows  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """As the action takes it."""
        said = self.cleaned_data
        of, by = said["of"], said["by"]
        change = Change()
        if of is not None:
            swap = Swap(of.pk, by.pk if by else None, "" if by else said["name"].strip())
            change = {
                "replace": Change(replaced=(swap,)), "remove": Change(removed=(of.pk,)),
            }.get(said["how"], Change(substitutes=(swap,)))  # fmt: skip
        return {"day": said["day"] or timezone.localdate(), "other_day": said["other_day"], "change": change}


class RuleForm(forms.ModelForm[Rule]):
    """A rule that is proposed. Without words of its own it says what it asks."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)
    any_of = forms.ChoiceField(
        label="Any one", required=False, choices=[("", "Not said"), *((k, v) for k, v in ANY_OF.items())]
    )
    scenario = forms.ModelChoiceField(
        Scenario.objects.all(), label="In the scenario", required=False, empty_label="As it is"
    )

    class Meta:
        model = Rule
        fields = ["kind", "element", "any_of", "limit", "data", "sentence"]
        widgets = {"element": LongSelect}
        help_texts = {"limit": "Per cent of the time, revenue an hour, times the traffic, or how many."}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["sentence"].required = False
        self.fields["kind"].choices = [("", "Choose"), *RuleKind.choices]  # type: ignore[attr-defined]
        self.fields["element"].queryset = _of(Kind.TOUCHPOINT, Kind.CAPABILITY, Kind.SYSTEM)  # type: ignore[attr-defined]
        self.fields["element"].label_from_instance = _with_kind  # type: ignore[attr-defined]
        self.fields["data"].queryset = _of(Kind.DATA)  # type: ignore[attr-defined]
        for name in ("element", "data"):
            self.fields[name].empty_label = "Not said"  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the action sets."""
        said = self.cleaned_data
        return rule_values(
            said["kind"], element=said["element"], any_of=said["any_of"], limit=said["limit"],
            data=said["data"], scenario=said["scenario"], sentence=said["sentence"],
        )  # fmt: skip

    def _post_clean(self) -> None:
        """The action checks the row."""


def _with_kind(element: Element) -> str:
    return f"{element.name} ({element.get_kind_display().lower()})"


class DependentForm(forms.Form):
    """Something of a room above that stands on an entry."""

    thing = forms.ChoiceField(label="What stands on it", widget=LongSelect)

    def __init__(self, *args: Any, things: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["thing"].choices = [("", "Choose"), *things]  # type: ignore[attr-defined]


class WorthForm(forms.Form):
    """By which agreed metric an hour of a touchpoint is measured."""

    measure = forms.ChoiceField(label="What it brings", choices=Measure.choices)
    metric = forms.ChoiceField(label="Agreed metric")
    field = forms.ChoiceField(label="Only where", required=False)
    part = forms.CharField(label="is", required=False, max_length=200)

    def __init__(self, *args: Any, known: meter.Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["metric"].choices = [("", "Choose"), *known.metrics]  # type: ignore[attr-defined]
        self.fields["field"].choices = [("", "Everything"), *known.fields]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """As the action takes it."""
        said = self.cleaned_data
        return {"metric": said["metric"], "part": meter.Part(said["field"], said["part"].strip())}


class SeenForm(forms.Form):
    """The version of the edition that was read."""

    seen = forms.IntegerField(min_value=0, max_value=MOST)


class SignForm(forms.Form):
    """The hash of exactly what was read."""

    content_hash = forms.CharField(max_length=64)
