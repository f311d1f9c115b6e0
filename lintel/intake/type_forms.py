"""Forms with which request types are made and changed."""

from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory

from lintel.intake.forms import VersionForm
from lintel.intake.models import Addressee
from lintel.intake.models.types import LONGEST_ANSWER_DAYS
from lintel.intake.questions import MOST_QUESTIONS, Question, key_for
from lintel.intake.wording import Definition

KIND_CHOICES = [
    ("text", "One line of text"),
    ("long", "Longer text"),
    ("number", "Number"),
    ("date", "Date"),
    ("choice", "One of several choices"),
    ("yes_no", "Yes or no"),
    ("link", "Web address"),
]


class TypeForm(VersionForm):
    """What a type says, without its questions."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="Name", max_length=80)
    description = forms.CharField(label="What it is for", max_length=300, required=False)
    addressed_to = forms.ChoiceField(label="Goes to", choices=Addressee.choices)
    answer_within_days = forms.IntegerField(
        label="Days to answer",
        min_value=1,
        max_value=LONGEST_ANSWER_DAYS,
        initial=10,
        help_text="Every request gets its answer-by date from this, the moment it is asked.",
    )

    def definition(self, questions: list[Question]) -> Definition:
        """The type as it was written."""
        said = self.cleaned_data
        return Definition(
            name=said["name"],
            addressed_to=said["addressed_to"],
            answer_within_days=said["answer_within_days"],
            description=said["description"],
            questions=questions,
        )


class QuestionForm(forms.Form):
    """One question of a type."""

    key = forms.RegexField(r"^[a-z][a-z0-9_]{0,39}$", required=False, widget=forms.HiddenInput)
    label = forms.CharField(label="Question", max_length=120)
    # Given as initial too, so that a question left empty counts as unchanged and is not asked for.
    kind = forms.ChoiceField(label="Answered with", choices=KIND_CHOICES, initial="text")
    help = forms.CharField(label="Hint", max_length=300, required=False)
    choices = forms.CharField(
        label="Choices", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="One per line."
    )
    required = forms.BooleanField(label="Must be answered", required=False)

    def question(self, taken: set[str]) -> Question:
        """The question; a new one gets a short name that stays when the wording changes."""
        said = self.cleaned_data
        lines = said["choices"].splitlines() if said["kind"] == "choice" else []
        return Question(
            key=said["key"] or key_for(said["label"], taken),
            label=said["label"],
            kind=said["kind"],
            required=said["required"],
            help=said["help"],
            choices=tuple(line.strip() for line in lines if line.strip()),
        )


class Questions(BaseFormSet[QuestionForm]):
    """The questions of one type."""

    ordering_widget = forms.NumberInput

    def add_fields(self, form: QuestionForm, index: int | None) -> None:
        """Names the framework's own fields in our words."""
        super().add_fields(form, index)
        form.fields["ORDER"].label = "Position"
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Remove this question"

    def questions(self) -> list[Question]:
        """Questions in their order, without those that were struck out."""
        kept: list[Question] = []
        for form in self.ordered_forms:
            if form.has_changed() or form.initial:
                kept.append(form.question({question.key for question in kept}))
        return kept


QuestionFormSet = cast(
    type[Questions],  # the factory's type does not know the class it was given
    formset_factory(
        QuestionForm,
        formset=Questions,
        extra=1,
        can_delete=True,
        can_order=True,
        max_num=MOST_QUESTIONS,
        absolute_max=MOST_QUESTIONS + 2,
    ),
)


def first_questions(stored: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the question forms begin with."""
    return [{**item, "choices": "\n".join(item.get("choices", ()))} for item in stored]
