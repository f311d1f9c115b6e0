"""Validation at the edge of the chamber."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from lintel.audit.sides import OFFICES
from lintel.estate.inventory.models import CostKind, Element, Kind
from lintel.estate.purchases.dossier import LISTS
from lintel.estate.purchases.models import (
    COUNTED,
    LEVELS,
    Criterion,
    Measure,
    Option,
    Purchase,
    Reply,
)
from lintel.estate.purchases.questionnaire import asked
from lintel.estate.purchases.rules import CRITERION_FIELDS, FIELDS, LIST_KINDS, OPTION_FIELDS, Said
from lintel.people.access import may_work_for
from lintel.people.models import User
from lintel.people.widgets import LongSelect

MOST_VERSION = 2**31 - 1


def _of_side(side: str) -> Any:
    people = User.objects.active().filter(side=side).order_by("name")
    return people.filter(pk__in=[one.pk for one in people if may_work_for(one, side)])


def _remembers(field: forms.Field) -> None:
    """While one types, what was decided against before is shown below the field."""
    field.widget.attrs |= {
        "hx-get": reverse("purchases:similar"),
        "hx-trigger": "input changed delay:300ms",
        "hx-target": "#similar",
    }


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PurchaseForm(forms.ModelForm[Purchase]):
    """What is needed, who sees to it, by when."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=MOST_VERSION
    )

    class Meta:
        model = Purchase
        fields = list(FIELDS)
        widgets = {"need": _area(6), "marketing_owner": LongSelect, "it_owner": LongSelect}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for office, name in zip(OFFICES, ("marketing_owner", "it_owner"), strict=True):
            field: Any = self.fields[name]
            field.queryset, field.empty_label = _of_side(office), "Nobody yet"
        _remembers(self.fields["title"])
        if self.instance.pk:
            self.initial["version"] = self.instance.version

    def values(self) -> dict[str, Any]:
        """What the action sets."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    def _post_clean(self) -> None:
        """The action checks the row, against what stands then."""


class OptionForm(forms.ModelForm[Option]):
    """What one would do, what it touches, and the way out."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=MOST_VERSION
    )

    class Meta:
        model = Option
        fields = [*OPTION_FIELDS, *LISTS]
        widgets = {
            "what": _area(4), "exit_how": _area(3), "vendor": LongSelect,
            **{name: forms.SelectMultiple(attrs={"size": 6}) for name in LISTS},
        }  # fmt: skip

    def __init__(self, *args: Any, purchase: Purchase, **options: Any) -> None:
        super().__init__(*args, **options)
        _remembers(self.fields["name"])
        vendor: Any = self.fields["vendor"]
        vendor.queryset, vendor.empty_label = Element.objects.of_kind(Kind.VENDOR), "None of these"
        for name in LISTS:
            rows: Any = self.fields[name]
            rows.queryset = Element.objects.of_kind(LIST_KINDS[name]).standing(timezone.localdate())
        if self.instance.pk:
            self.initial["version"] = purchase.version

    def values(self) -> dict[str, Any]:
        """What the action sets, but the lists."""
        return {name: self.cleaned_data[name] for name in OPTION_FIELDS}

    def lists(self) -> dict[str, Any]:
        """What it serves, replaces, needs and holds, and where it runs."""
        return {name: self.cleaned_data[name] for name in LISTS}

    def _post_clean(self) -> None:
        """The action checks the row, against what stands then."""


class OptionCostForm(forms.Form):
    """A cost of one year."""

    year = forms.IntegerField(label="Year", min_value=0, max_value=10, help_text="0 is before it runs.")
    kind = forms.ChoiceField(label="For", choices=CostKind.choices)
    amount = forms.DecimalField(label="Most likely", min_value=0, max_digits=14, decimal_places=2)
    low = forms.DecimalField(label="At least", min_value=0, max_digits=14, decimal_places=2, required=False)
    high = forms.DecimalField(label="At most", min_value=0, max_digits=14, decimal_places=2, required=False)


class CriterionForm(forms.ModelForm[Criterion]):
    """By what options are compared, and on which scale."""

    class Meta:
        model = Criterion
        fields = list(CRITERION_FIELDS)
        help_texts = {
            "measure": "Cost and risk are found from what the dossier knows.",
            "unit": "Only for numbers, such as hours or records a second.",
            "worst": "Only for numbers and cost.",
            "best": "Only for numbers and cost.",
            "least": "An option that misses it is out, whatever else it has.",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("worst", "best"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """Scales that everybody knows need no ends; others do."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("worst", "best"):
            if said.get(name) is None:
                if said.get("measure") in (Measure.NUMBER, Measure.COST):
                    self.add_error(name, "Write a number: the scale needs two ends.")
                said[name] = Decimal(1 if name == "worst" else 5)
        return said

    def values(self) -> dict[str, Any]:
        """What the action sets."""
        return {name: self.cleaned_data[name] for name in CRITERION_FIELDS}

    def _post_clean(self) -> None:
        """The action checks the row."""


class WeightsForm(forms.Form):
    """A side's points for every criterion."""

    def __init__(self, *args: Any, criteria: list[Criterion], office: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in criteria:
            given = next((row.points for row in one.weights.all() if row.office == office), None)
            self.fields[f"points_{one.pk}"] = forms.IntegerField(
                label=one.name, help_text=one.note, min_value=0, max_value=100, initial=given
            )
        self.keys = [one.pk for one in criteria]

    def points(self) -> dict[int, int]:
        """By the criteria's keys."""
        return {pk: self.cleaned_data[f"points_{pk}"] for pk in self.keys}


class ScoresForm(forms.Form):
    """How an option fares on every criterion that is scored by hand; what is left empty is not scored."""

    def __init__(self, *args: Any, option: Option, criteria: list[Criterion], **options: Any) -> None:
        super().__init__(*args, **options)
        self.criteria = [one for one in criteria if one.measure not in COUNTED]
        known = {row.criterion_id: row for row in option.scores.all()}
        for one in self.criteria:
            row = known.get(one.pk)
            self.fields[f"low_{one.pk}"] = _score_field(one, "Score", row.low if row else None)
            high = row.high if row and row.high != row.low else None
            self.fields[f"high_{one.pk}"] = _score_field(one, "Up to, where it is not sure", high)
            self.fields[f"evidence_{one.pk}"] = forms.CharField(
                label="What says so", max_length=500, required=False, initial=row.evidence if row else ""
            )
            self.fields[f"link_{one.pk}"] = forms.CharField(
                label="Where it can be read", max_length=300, required=False, initial=row.link if row else ""
            )

    @property
    def groups(self) -> list[tuple[Criterion, list[Any]]]:
        """Each criterion with its four fields."""
        names = ("low", "high", "evidence", "link")
        return [(one, [self[f"{name}_{one.pk}"] for name in names]) for one in self.criteria]

    def said(self) -> dict[int, Said | None]:
        """By the criteria's keys; None where nothing is written."""
        return {one.pk: self._said(one.pk) for one in self.criteria}

    def _said(self, pk: int) -> Said | None:
        low = self.cleaned_data.get(f"low_{pk}")
        if low in (None, ""):
            return None
        high = self.cleaned_data.get(f"high_{pk}") or low
        evidence, link = (self.cleaned_data.get(f"{name}_{pk}", "") for name in ("evidence", "link"))
        return Said(Decimal(low), Decimal(high), evidence, link)


def _score_field(one: Criterion, label: str, given: Decimal | None) -> forms.Field:
    if one.measure == Measure.LEVELS:
        choices = [("", "Not said"), *((str(value), word) for value, word in LEVELS.items())]
        initial = str(int(given)) if given is not None else ""
        return forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)
    return forms.DecimalField(
        label=f"{label} ({one.unit})" if one.unit else label, required=False, max_digits=18, decimal_places=4,
        initial=given.normalize() if given is not None else None,
    )  # fmt: skip


class RiskForm(forms.Form):
    """The questionnaire about an option."""

    def __init__(self, *args: Any, option: Option, **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions = asked(bool(option.holds.all()))
        known = {row.question: row for row in option.risk_answers.all()}
        for one in self.questions:
            row = known.get(one.slug)
            self.fields[f"reply_{one.slug}"] = forms.ChoiceField(
                label=one.text, help_text=one.why, required=False,
                choices=[("", "Not answered"), *Reply.choices], initial=row.reply if row else "",
            )  # fmt: skip
            self.fields[f"note_{one.slug}"] = forms.CharField(
                label="What one should know", max_length=300, required=False, initial=row.note if row else ""
            )

    @property
    def topics(self) -> list[tuple[str, list[tuple[Any, Any]]]]:
        """Questions by topic, each with its two fields."""
        found: dict[str, list[tuple[Any, Any]]] = {}
        for one in self.questions:
            pair = (self[f"reply_{one.slug}"], self[f"note_{one.slug}"])
            found.setdefault(one.topic, []).append(pair)
        return list(found.items())

    def replies(self) -> dict[str, tuple[str, str]]:
        """Replies and notes, by the questions' short names."""
        said = self.cleaned_data
        return {one.slug: (said[f"reply_{one.slug}"], said[f"note_{one.slug}"]) for one in self.questions}


class ChoiceForm(forms.Form):
    """Which option is proposed, and what speaks against each of the others."""

    chosen = forms.ModelChoiceField(
        Option.objects.none(), label="We propose", required=False, empty_label="Nothing for now"
    )

    def __init__(self, *args: Any, purchase: Purchase, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["chosen"]
        field.queryset = purchase.options.all()
        self.initial.setdefault("chosen", purchase.chosen_id)
        self.options = list(purchase.options.all())
        for one in self.options:
            self.fields[f"why_{one.pk}"] = forms.CharField(
                label=f"What speaks against “{one.name}”", max_length=2000, required=False, widget=_area(2),
                initial=one.why_not, help_text="May stay empty for the one that is proposed.",
            )  # fmt: skip

    def reasons(self) -> dict[int, str]:
        """By the options' keys."""
        return {one.pk: self.cleaned_data[f"why_{one.pk}"] for one in self.options}


class DropForm(forms.Form):
    """Why nothing is bought."""

    why = forms.CharField(label="Why is it dropped?", max_length=2000, widget=_area(2))


class EntryForm(forms.Form):
    """From when on it is meant to be in use."""

    live_from = forms.DateField(label="In use from")
