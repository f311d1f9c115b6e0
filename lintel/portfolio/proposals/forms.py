"""What the pages ask for. Forms check shape and the model's rules; actions check rights and the moment."""

from typing import Any

from django import forms

from lintel.audit.sides import Side
from lintel.language.writing import watch
from lintel.people.models import Role, User
from lintel.portfolio.proposals.bundling import named
from lintel.portfolio.proposals.merging import unified
from lintel.portfolio.proposals.models import (
    Benefit,
    BoardColumn,
    Bundle,
    Effort,
    Involvement,
    Proposal,
    Purpose,
    Relation,
    Requirement,
    Section,
    Window,
)
from lintel.ui.problems import Problem

WORKERS = (Role.MEMBER, Role.OFFICE_HOLDER)


def workers(side: str) -> Any:
    """People of one side who may own work."""
    return User.objects.active().filter(side=side, role__in=WORKERS)


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


class Carrying(forms.ModelForm[Any]):
    """A form that knows at which version of the proposal it was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, version: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = version

    def values(self) -> dict[str, Any]:
        """What the action is given, with the line ends of this house."""
        values = {name: self.cleaned_data[name] for name in self.fields if name != "seen"}
        return {name: unified(value) if isinstance(value, str) else value for name, value in values.items()}


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
            field.queryset = workers(side) | User.objects.filter(pk=present) if present else workers(side)
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


class BenefitForm(Carrying):
    """What it brings in one period."""

    class Meta:
        model = Benefit
        fields = [
            *("what", "period", "period_starts_on", "low", "likely", "high", "cashable"),
            *("definition", "metric"),
        ]


class WindowForm(Carrying):
    """Days to reckon with."""

    class Meta:
        model = Window
        fields = ["kind", "name", "starts_on", "ends_on", "event"]


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


def named_in_form(text: str, user: User) -> Proposal:
    """The one proposal that a text means; what is wrong with it as a form says it."""
    try:
        return named(text, user)
    except Problem as problem:
        raise forms.ValidationError(problem.sentence) from None


class StartForm(forms.Form):
    """The title with which a proposal begins from a template."""

    title = forms.CharField(max_length=200, help_text="What will be there afterwards, in a few words.")


class TemplateNameForm(forms.Form):
    """What a template is called and what it is for."""

    name = forms.CharField(max_length=120)
    purpose = forms.CharField(label="When to use it", max_length=300, required=False)


class TemplateForm(TemplateNameForm):
    """A template from scratch; the rest is written into proposals that begin from it."""

    problem = forms.CharField(
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What a problem of this kind usually is, with … where each proposal says its own.",
    )
    outcome = forms.CharField(
        label="Outcome wanted", max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    access_impact = forms.CharField(
        label="Access: who gets to reach what",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    data_impact = forms.CharField(
        label="Data: what is kept, moved or shared",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    requirements = forms.CharField(
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One a line.",
    )

    def document(self) -> dict[str, Any]:
        """What the template says, as files hold it."""
        texts = ("problem", "outcome", "access_impact", "data_impact")
        lines = [line.strip() for line in self.cleaned_data["requirements"].splitlines() if line.strip()]
        return {
            **{name: unified(self.cleaned_data[name]) for name in texts},
            "requirements": [{"text": line[:4_000]} for line in lines],
        }


class SignatureForm(forms.Form):
    """What is signed, and for what."""

    purpose = forms.ChoiceField(choices=Purpose.choices)
    content_hash = forms.RegexField(r"^[0-9a-f]{64}$")


class WithdrawalForm(forms.Form):
    """Whose key is taken back, by what it was for."""

    purpose = forms.ChoiceField(choices=Purpose.choices)


class ColumnForm(forms.ModelForm[BoardColumn]):
    """A column of the board."""

    class Meta:
        model = BoardColumn
        fields = ["name", "wip_limit", "finishes"]


class ColumnChangeForm(forms.ModelForm[BoardColumn]):
    """A column that exists, with its place."""

    class Meta:
        model = BoardColumn
        fields = ["name", "position", "wip_limit", "finishes"]


class BoardMoveForm(forms.Form):
    """Where a proposal goes on the board; no column means ready to begin."""

    column = forms.ModelChoiceField(
        BoardColumn.objects.all(), label="To", required=False, empty_label="Ready to begin"
    )
    reason = forms.CharField(
        label="Why it goes above the limit",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The reason stands in the proposal’s history.",
    )


PART_FORMS: dict[type[Any], type[Carrying]] = {
    Requirement: RequirementForm,
    Effort: EffortForm,
    Involvement: InvolvementForm,
    Benefit: BenefitForm,
    Relation: RelationForm,
    Window: WindowForm,
}
