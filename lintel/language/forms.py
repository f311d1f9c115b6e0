"""Validation at the edge; who may say what is the actions’ business."""

from typing import Any

from django import forms
from django.http import QueryDict

from lintel.audit.sides import OFFICES, Office
from lintel.language.access import may_mean
from lintel.language.import_fields import distinct_from
from lintel.language.models import LONGEST_MEANING, LONGEST_NAME, Primer, Subject, Term
from lintel.language.wording import Wording, joined, listed
from lintel.people.models import Role, User
from lintel.ui.problems import Problem

LONG = forms.Textarea
MEANINGS = {Office.MARKETING: "marketing_meaning", Office.IT: "it_meaning"}


class VersionForm(forms.Form):
    """Carries the version that was read, so that nobody overwrites what they have not seen."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput)

    def refuse(self, problem: Problem, version: int) -> None:
        """Show a refusal at its field or above the form; with the version as it is now, texts kept."""
        self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)
        if isinstance(self.data, QueryDict):
            data = self.data.copy()
            data["version"] = str(version)
            self.data = data


class TermForm(VersionForm):
    """A term’s words. The other side’s meaning is shown and cannot be written."""

    name = forms.CharField(label="Term", max_length=LONGEST_NAME)
    synonyms = forms.CharField(
        label="Synonyms",
        max_length=2_000,
        required=False,
        help_text="Other spellings, with commas between them.",
    )
    marketing_meaning = forms.CharField(
        label="What marketing means", max_length=LONGEST_MEANING, required=False, widget=LONG
    )
    it_meaning = forms.CharField(
        label="What IT means", max_length=LONGEST_MEANING, required=False, widget=LONG
    )
    alike = forms.BooleanField(
        label="Both mean the same, in other words",
        required=False,
        help_text="Then the word is not pointed out as a clash.",
    )

    def __init__(self, *args: Any, user: User, term: Term | None = None, **options: Any) -> None:
        first: dict[str, Any] = {"version": 0}
        if term:
            first = {name: getattr(term, name) for name in ("version", "name", "alike", *MEANINGS.values())}
            first["synonyms"] = joined(term.synonyms)
        super().__init__(*args, **{"initial": first, **options})
        for office, name in MEANINGS.items():
            if not may_mean(user, office):
                side = "Marketing" if office == Office.MARKETING else "IT"
                self.fields[name].disabled = True
                self.fields[name].help_text = f"{side} says what {side} means."

    def wording(self) -> Wording:
        """What was written."""
        said = self.cleaned_data
        return Wording(
            said["name"],
            said["marketing_meaning"],
            said["it_meaning"],
            listed(said["synonyms"]),
            alike=said["alike"],
        )


class ProposalForm(VersionForm):
    """The meaning that both are to sign."""

    agreed_meaning = forms.CharField(
        label="What both mean",
        max_length=LONGEST_MEANING,
        widget=LONG,
        help_text="Words that either side can say to the other, and both understand alike.",
    )


class SurroundingsForm(forms.Form):
    """Owners, the note, and what a term is not to be confused with."""

    marketing_owner = forms.ModelChoiceField(User.objects.none(), label="Owner in marketing", required=False)
    it_owner = forms.ModelChoiceField(User.objects.none(), label="Owner in IT", required=False)
    note = forms.CharField(
        label="Where and how it is used", max_length=LONGEST_MEANING, required=False, widget=LONG
    )
    distinct_from = forms.CharField(
        label="Not to be confused with",
        max_length=4_000,
        required=False,
        help_text="Other terms of the glossary, with commas between them.",
    )

    def __init__(self, *args: Any, term: Term, **options: Any) -> None:
        first = {
            "marketing_owner": term.marketing_owner_id,
            "it_owner": term.it_owner_id,
            "note": term.note,
            "distinct_from": joined(other.name for other in distinct_from(term)),
        }
        super().__init__(*args, **{"initial": first, **options})
        for office in OFFICES:
            field: Any = self.fields[f"{office}_owner"]
            field.queryset = User.objects.active().filter(
                side=office, role__in=[Role.MEMBER, Role.OFFICE_HOLDER]
            )
            field.empty_label = "Nobody yet"

    def owners(self) -> dict[Office, User | None]:
        """Who was chosen on each side."""
        return {office: self.cleaned_data[f"{office}_owner"] for office in OFFICES}


class PrimerForm(VersionForm):
    """A primer."""

    title = forms.CharField(label="Title", max_length=160)
    subject = forms.ChoiceField(label="What it is about", choices=Subject.choices)
    text = forms.CharField(
        label="In plain words",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="As you would tell a new colleague of the other side. Markdown makes lists and links.",
    )

    def __init__(self, *args: Any, primer: Primer | None = None, **options: Any) -> None:
        first = (
            {name: getattr(primer, name) for name in ("version", "title", "subject", "text")}
            if primer
            else {}
        )
        super().__init__(*args, **{"initial": first or {"version": 0}, **options})


class AttachmentForm(forms.Form):
    """Where a primer hangs."""

    thing = forms.CharField(
        label="Address of the page it explains",
        max_length=300,
        help_text="Copy it from the term, request or proposal, such as /terms/5/.",
    )


class MetricForm(forms.Form):
    """Which metric counts the term."""

    metric = forms.ChoiceField(label="Counted by the metric")

    def __init__(self, *args: Any, metrics: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["metric"]
        field.choices = [(f"{row._meta.label_lower}:{row.pk}", str(row)) for row in metrics]


class SkosForm(forms.Form):
    """A vocabulary in Turtle."""

    file = forms.FileField(label="Turtle file", help_text="SKOS in Turtle (.ttl), at most 2 MB.")
