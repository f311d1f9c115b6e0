"""The sections of a proposal, and who sees to them."""

from typing import Any

from django import forms

from lintel.audit.sides import Side
from lintel.language.writing import watch
from lintel.people.models import User
from lintel.portfolio.proposals.forms.carrying import WORKERS, Carrying
from lintel.portfolio.proposals.models import Proposal, Section


class NewForm(forms.ModelForm[Proposal]):
    """The beginning of a proposal."""

    class Meta:
        model = Proposal
        fields = ["title", "problem", "outcome"]
        help_texts = {
            "title": "What will be there afterwards, in a few words.",
            "problem": "What is not as it should be, for whom, and how one notices.",
            "outcome": "How it will be when it works.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        watch(self, "problem", "outcome")


class SectionForm(Carrying):
    """A section of the proposal."""

    title_text = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        watch(self, "problem", "outcome", "access_impact", "data_impact")


class CaseForm(SectionForm):
    """What it is about, who owns it, and when."""

    title_text = "The case"

    class Meta:
        model = Proposal
        fields = ["title", "problem", "outcome", "marketing_owner", "it_owner", "starts_on", "ends_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, side in (("marketing_owner", Side.MARKETING), ("it_owner", Side.IT)):
            field: Any = self.fields[name]
            present = getattr(self.instance, f"{name}_id")
            workers = User.objects.workers(side)
            field.queryset = workers | User.objects.filter(pk=present) if present else workers
            field.empty_label = "Nobody yet"


class AccessForm(SectionForm):
    """What it does to access and data."""

    title_text = "Access and data"

    class Meta:
        model = Proposal
        fields = ["access_impact", "data_impact"]


class MoneyForm(SectionForm):
    """What it costs."""

    title_text = "What it costs"

    class Meta:
        model = Proposal
        fields = ["one_off_cost", "run_cost", "currency"]
        help_texts = {"currency": "Three letters, such as EUR, USD or CHF."}

    def clean_currency(self) -> str:
        """In capitals, as the standard has it."""
        return str(self.cleaned_data["currency"]).upper()


class ScoresForm(SectionForm):
    """The inputs of both scores."""

    title_text = "What it is worth"

    class Meta:
        model = Proposal
        fields = [
            *("business_value", "time_criticality", "risk_opportunity", "job_size"),
            *("reach", "impact", "confidence", "effort"),
        ]


SECTIONS: dict[str, type[SectionForm]] = {
    "case": CaseForm,
    "access": AccessForm,
    "money": MoneyForm,
    "scores": ScoresForm,
}


class SectionOwnersForm(forms.Form):
    """Who sees to each section; nobody named means the owner of the side that owes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.active().filter(role__in=WORKERS).order_by("name")
        for section in Section:
            self.fields[section.value] = forms.ModelChoiceField(
                people, label=section.label, required=False, empty_label="The owner of the side that owes it"
            )
