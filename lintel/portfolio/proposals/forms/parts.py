"""The rows of a proposal's lists, and bundles."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lintel.insight.context.models import MarketEvent
from lintel.insight.definitions.models import Metric
from lintel.language.writing import watch
from lintel.people.models import Role, User
from lintel.portfolio.proposals import fiscal
from lintel.portfolio.proposals.forms.carrying import Carrying, named_in_form
from lintel.portfolio.proposals.models import (
    Benefit,
    Bundle,
    Effort,
    Involvement,
    Proposal,
    Relation,
    Requirement,
    Window,
)


class RequirementForm(Carrying):
    """A requirement with its acceptance criteria."""

    class Meta:
        model = Requirement
        fields = ["text", "criteria_kind", "criteria"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        watch(self, "text", "criteria")


class EffortForm(Carrying):
    """Person-days of one specialty."""

    class Meta:
        model = Effort
        fields = ["specialty", "low", "likely", "high"]


class InvolvementForm(Carrying):
    """Who takes which part."""

    class Meta:
        model = Involvement
        fields = ["letter", "specialty", "person"]
        help_texts = {"person": "Name a kind of specialist or a person, not both."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.queryset = User.objects.active().exclude(role=Role.NONE)


class MetricChoice(forms.ModelChoiceField[Metric]):
    """Metrics by name; one that both offices did not agree on says so."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name, and the mark."""
        return str(obj.label) if obj.agreed else f"{obj.label} (not agreed by both)"


class BenefitForm(Carrying):
    """What it brings in one period; a period of the company's calendar knows its first day."""

    class Meta:
        model = Benefit
        fields = [
            *("what", "period", "period_starts_on", "low", "likely", "high", "cashable"),
            *("definition", "metric"),
        ]
        field_classes = {"definition": MetricChoice}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods = {one.name: one.starts_on for one in fiscal.periods(timezone.localdate())}
        period: Any = self.fields["period"]
        if self.periods:
            period.widget.attrs["list"] = "fiscal-periods"
            period.beside = self._names
            self.fields["period_starts_on"].required = False
            self.fields["period_starts_on"].help_text = "Found by itself for the periods that are suggested."
        definition: Any = self.fields["definition"]
        present = Metric.objects.filter(pk=self.instance.definition_id)
        definition.queryset = (Metric.objects.in_use() | present).order_by("label")

    def _names(self, bound: Any) -> SafeString:
        options = format_html_join("", '<option value="{}">', ((name,) for name in self.periods))
        return format_html('<datalist id="fiscal-periods">{}</datalist>', options)

    def clean(self) -> dict[str, Any]:
        """The first day of a period that the calendar knows."""
        values = super().clean() or self.cleaned_data
        known = self.periods.get(str(values.get("period", "")).strip())
        if "period_starts_on" in values and values["period_starts_on"] is None:
            if known is None:
                self.add_error("period_starts_on", "Say on which day this period starts.")
            values["period_starts_on"] = known
        return values


class WindowForm(Carrying):
    """Days to reckon with; an event of the market context brings its name and days along."""

    class Meta:
        model = Window
        fields = ["kind", "event", "name", "starts_on", "ends_on"]
        help_texts = {"event": "Its name and days are taken where you leave them empty."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event: Any = self.fields["event"]
        coming = MarketEvent.objects.filter(last__gte=timezone.localdate())
        event.queryset = (coming | MarketEvent.objects.filter(pk=self.instance.event_id)).order_by("first")
        event.empty_label = "None of them"
        for name in ("name", "starts_on", "ends_on"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """What is left empty comes from the event."""
        values = super().clean() or self.cleaned_data
        event = values.get("event")
        theirs = {"name": "name", "starts_on": "first", "ends_on": "last"}
        for name, source in theirs.items():
            if name in values and not values[name]:
                values[name] = getattr(event, source) if event else values[name]
                if not values[name]:
                    self.add_error(name, "Fill this in, or choose an event that has it.")
        return values


class RelationForm(Carrying):
    """How it stands to another proposal, which is named by number or by words of its title."""

    other = forms.CharField(
        label="The other proposal", max_length=200, help_text="Its number, or words of its title."
    )

    class Meta:
        model = Relation
        fields = ["kind"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if self.instance.pk:
            self.initial["other"] = str(self.instance.other_id)

    def clean_other(self) -> Proposal:
        """The one proposal that is meant."""
        return named_in_form(str(self.cleaned_data["other"]), self.user)


class BundleForm(Carrying):
    """What proposals are worth beyond their own benefits if all of them are done."""

    members = forms.CharField(
        label="Proposals",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line: its number, or words of its title. Two at least.",
    )

    class Meta:
        model = Bundle
        fields = ["name", "why", "low", "likely", "high", "currency"]
        help_texts = {
            "why": "What comes only when all of them are there.",
            "low": "What it brings beyond the benefits of each.",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.order_fields(["name", "members"])
        if self.instance.pk:
            self.initial["members"] = "\n".join(str(key) for key in self.instance.members)

    def clean_currency(self) -> str:
        """In capitals, as the standard has it."""
        return str(self.cleaned_data["currency"]).upper()

    def clean_members(self) -> list[Proposal]:
        """The proposals that are meant, each once."""
        lines = [line for line in str(self.cleaned_data["members"]).splitlines() if line.strip()]
        return list(dict.fromkeys(named_in_form(line, self.user) for line in lines))


PART_FORMS: dict[type[Any], type[Carrying]] = {
    Requirement: RequirementForm,
    Effort: EffortForm,
    Involvement: InvolvementForm,
    Benefit: BenefitForm,
    Relation: RelationForm,
    Window: WindowForm,
}
