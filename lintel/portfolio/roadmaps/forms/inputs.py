"""What limits a plan, as it is written: days, money, worth and dates."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.roadmaps.access import may_say_worth
from lintel.portfolio.roadmaps.bundling import Joint
from lintel.portfolio.roadmaps.defaults import plannable
from lintel.portfolio.roadmaps.models import (
    MOST_WORTH,
    Budget,
    BundleWorth,
    Capacity,
    Entry,
    Roadmap,
    Scope,
)
from lintel.portfolio.roadmaps.money import Money

OF_A_SIDE = ("worth_marketing", "worth_it")


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
        hidden = {name for name in OF_A_SIDE if not may_say_worth(user, name.removeprefix("worth_"))}
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
        if entry.ways.all():
            fields["fixed_way_id"] = forms.TypedChoiceField(
                label=f"Under way in which way: {title}",
                choices=[("", "As proposed"), *((way.pk, way.name) for way in entry.ways.all())],
                coerce=int, required=False, empty_value=None, initial=entry.fixed_way_id,
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


class BundlesForm(forms.Form):
    """What each bundle is worth to the writer's side, as one table."""

    step = forms.IntegerField(min_value=0, widget=forms.HiddenInput(attrs={"id": "bundles-step"}))

    def __init__(
        self, *args: Any, roadmap: Roadmap, joints: Iterable[Joint], user: User, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("step", roadmap.step)
        self.rows: list[tuple[Joint, dict[str, forms.BoundField]]] = []
        own = [name for name in OF_A_SIDE if may_say_worth(user, name.removeprefix("worth_"))]
        for joint in joints:
            bound = {}
            for name in own:
                key = f"{name}-bundle-{joint.bundle.pk}"
                label = f"{BundleWorth._meta.get_field(name).verbose_name}: {joint.bundle}"  # type: ignore[union-attr]  # plain fields have a name
                self.fields[key] = forms.IntegerField(
                    label=label, min_value=0, max_value=MOST_WORTH, required=False,
                    initial=getattr(joint.worth, name),
                    widget=forms.NumberInput(attrs={"class": "input-narrow"}),
                )  # fmt: skip
                bound[name] = self[key]
            self.rows.append((joint, bound))

    def changes(self) -> dict[int, dict[str, Any]]:
        """Worth by bundle, as the action takes it."""
        return {
            joint.bundle.pk: {name: self.cleaned_data[field.name] for name, field in bound.items()}
            for joint, bound in self.rows
        }
