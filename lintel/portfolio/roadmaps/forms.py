"""Validation at the edge; what a roadmap must hold is the actions' business."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.roadmaps.access import may_say_worth
from lintel.portfolio.roadmaps.defaults import plannable
from lintel.portfolio.roadmaps.models import MOST_WORTH, Budget, Capacity, Entry, Kind, Roadmap, Scope
from lintel.portfolio.roadmaps.money import Money

SECONDS = [(10, "10 seconds"), (30, "30 seconds"), (60, "A minute"), (300, "Five minutes")]
FRAME = [
    "title",
    "starts_on",
    "unit",
    "length",
    "currency",
    "buffer",
    "discount",
    "weight_marketing",
    "weight_it",
]


class FrameForm(forms.ModelForm[Roadmap]):
    """The frame of a roadmap."""

    step = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Roadmap
        fields = FRAME
        widgets = {"starts_on": forms.DateInput(attrs={"type": "date"})}

    def values(self) -> dict[str, Any]:
        """The fields that the action sets."""
        return {name: self.cleaned_data[name] for name in FRAME}


class NewForm(FrameForm):
    """A new roadmap: its frame, over the whole backlog or its first proposals."""

    first = forms.IntegerField(
        label="How many of the backlog", min_value=1, max_value=1_000, initial=40,
        help_text="From the top; what is in work comes along. You can take more in later.",
    )  # fmt: skip

    field_order = ["title", "starts_on", "unit", "length", "first"]


class AddForm(forms.Form):
    """Proposals to take in."""

    proposals = forms.ModelMultipleChoiceField(
        Proposal.objects.none(), label="Proposals", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, user: User, roadmap: Roadmap, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = plannable(user).exclude(pk__in=roadmap.entries.values("proposal"))
        self.fields["proposals"].queryset = rows  # type: ignore[attr-defined]  # a model field
        self.fields["proposals"].choices = [(row.pk, row.title) for row in rows[:200]]  # type: ignore[attr-defined]


def _days(value: float) -> str:
    return f"{Decimal(str(value)).normalize():f}"


class DaysForm(forms.Form):
    """Days by specialty and period, as one table."""

    step = forms.IntegerField(min_value=0, widget=forms.HiddenInput(attrs={"id": "days-step"}))

    def __init__(self, *args: Any, roadmap: Roadmap, capacities: Iterable[Capacity], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows: list[tuple[Capacity, list[forms.BoundField]]] = []
        self.initial.setdefault("step", roadmap.step)
        for capacity in capacities:
            bound = []
            for period, name in enumerate(roadmap.period_names):
                key = f"days-{capacity.specialty_id}-{period}"
                self.fields[key] = forms.DecimalField(
                    label=f"{capacity.specialty}, {name}", min_value=0, max_value=1_000_000, decimal_places=2,
                    initial=_days(capacity.days[period]),
                    widget=forms.NumberInput(attrs={"class": "input-narrow", "step": "any"}),
                )  # fmt: skip
                bound.append(self[key])
            self.rows.append((capacity, bound))

    def days(self) -> dict[int, list[float]]:
        """Numbers by specialty."""
        return {
            capacity.specialty_id: [float(self.cleaned_data[field.name]) for field in fields]
            for capacity, fields in self.rows
        }


class BudgetForm(forms.ModelForm[Budget]):
    """A budget: one amount, or one for each period, separated by blanks or line ends."""

    amounts = forms.CharField(
        label="Amount", help_text="One number; for each period by itself, as many as there are periods."
    )

    class Meta:
        model = Budget
        fields = ["name", "scope"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["amounts"] = "  ".join(_days(value) for value in self.instance.amounts)

    def money(self) -> Money:
        """As the action takes it."""
        amounts = self.cleaned_data["amounts"].replace(";", " ").split()
        return Money(self.cleaned_data["name"], Scope(self.cleaned_data["scope"]), amounts)


WHOLE = {"duration": (1, 24), "worth_marketing": (0, MOST_WORTH), "worth_it": (0, MOST_WORTH)}
PERIODS = ("earliest", "latest", "fixed")


class EntriesForm(forms.Form):
    """What each proposal is worth and needs, as one table. The other side's worth is shown, not asked for."""

    step = forms.IntegerField(min_value=0, widget=forms.HiddenInput(attrs={"id": "entries-step"}))

    def __init__(
        self, *args: Any, roadmap: Roadmap, entries: Iterable[Entry], user: User, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("step", roadmap.step)
        self.rows: list[tuple[Entry, dict[str, forms.BoundField]]] = []
        names = [("", "any"), *enumerate(roadmap.period_names)]
        budgets = [("", "the first"), *roadmap.budgets.values_list("pk", "name")]
        hidden = {f"worth_{side}" for side in ("marketing", "it") if not may_say_worth(user, side)}
        for entry in entries:
            fields = self._fields(entry, names, budgets)
            bound = {}
            for name, field in fields.items():
                if name not in hidden:
                    self.fields[f"{name}-{entry.proposal_id}"] = field
                    bound[name] = self[f"{name}-{entry.proposal_id}"]
            self.rows.append((entry, bound))

    def _fields(self, entry: Entry, names: list[Any], budgets: list[Any]) -> dict[str, forms.Field]:
        title = entry.proposal.title
        fields: dict[str, forms.Field] = {
            name: forms.IntegerField(
                label=f"{Entry._meta.get_field(name).verbose_name}: {title}", min_value=low, max_value=high,  # type: ignore[union-attr]  # plain fields have a name
                required=name == "duration", initial=getattr(entry, name),
                widget=forms.NumberInput(attrs={"class": "input-narrow"}),
            )
            for name, (low, high) in WHOLE.items()
        }  # fmt: skip
        for name in PERIODS:
            choices = [("", "not yet"), *names[1:]] if name == "fixed" else names
            fields[name] = forms.TypedChoiceField(
                label=f"{Entry._meta.get_field(name).verbose_name}: {title}", choices=choices, coerce=int,  # type: ignore[union-attr]
                required=False, empty_value=None, initial=getattr(entry, name),
            )  # fmt: skip
        fields["mandatory"] = forms.BooleanField(
            label=f"Has to be in: {title}", required=False, initial=entry.mandatory
        )
        if len(budgets) > 2:
            fields["budget_id"] = forms.TypedChoiceField(
                label=f"Paid from: {title}", choices=budgets, coerce=int, required=False, empty_value=None,
                initial=entry.budget_id,
            )  # fmt: skip
        return fields

    def changes(self) -> dict[int, dict[str, Any]]:
        """Fields by proposal, as the action takes them."""
        return {
            entry.proposal_id: {name: self.cleaned_data[field.name] for name, field in bound.items()}
            for entry, bound in self.rows
        }


class SearchForm(forms.Form):
    """What to look for, and how long."""

    kind = forms.ChoiceField(label="Look for", choices=Kind.choices)
    seconds = forms.TypedChoiceField(label="For", choices=SECONDS, coerce=int, initial=30)
    base = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    keep = forms.IntegerField(
        label="Keep at least (per cent of the best worth)",
        min_value=50,
        max_value=100,
        initial=97,
        required=False,
    )


class WhatIfForm(forms.Form):
    """One supposed change of the inputs."""

    what = forms.ChoiceField(label="Suppose")
    percent = forms.IntegerField(
        label="Change",
        min_value=-100,
        max_value=500,
        initial=20,
        help_text="Per cent: 20 for a fifth more, −25 for a quarter less.",
    )
    seconds = forms.TypedChoiceField(label="Look for", choices=SECONDS, coerce=int, initial=10)
    base = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, roadmap: Roadmap, **options: Any) -> None:
        super().__init__(*args, **options)
        roles = [
            (f"roles.{row.specialty_id}.capacity", f"days of {row.specialty}")
            for row in roadmap.capacities.select_related("specialty")
        ]
        budgets = [(f"budgets.{row.pk}.amounts", f"the budget {row.name}") for row in roadmap.budgets.all()]
        self.fields["what"].choices = [*roles, *budgets]  # type: ignore[attr-defined]  # a choice field

    def told(self) -> tuple[dict[str, str], str]:
        """The change as the engine names it, and in words."""
        path, percent = self.cleaned_data["what"], self.cleaned_data["percent"]
        name = dict(self.fields["what"].choices)[path]  # type: ignore[attr-defined]  # a choice field
        return {path: f"{percent:+d}%"}, f"{abs(percent)} % {'more' if percent >= 0 else 'less'} of {name}"


class SignForm(forms.Form):
    """An office's key on exactly the plan with this hash."""

    content_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)


class NameForm(forms.ModelForm[Any]):
    """Another name for a plan."""

    class Meta:
        from lintel.portfolio.roadmaps.models import Plan

        model = Plan
        fields = ["name"]
