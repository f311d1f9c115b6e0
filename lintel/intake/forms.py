"""Validation at the edge. What an answer or a request must hold is the action's business; see `actions`."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.urls import reverse

from lintel.intake.models import Alternative, AlternativeKind, AnswerKind, Reason, Request
from lintel.intake.questions import LONGEST, Question
from lintel.intake.wording import LARGEST_COST, MOST_ALTERNATIVES, Content, Way, Words
from lintel.language.writing import watch
from lintel.ui.checking import near
from lintel.ui.problems import Problem

LONG = forms.Textarea
ANSWER_CHOICES = [
    (AnswerKind.YES, "Yes. It is agreed, and becomes work."),
    (AnswerKind.YES_IF, "Yes, if certain conditions are met."),
    (AnswerKind.LATER, "Later. We come back to it on a day that I name."),
    (AnswerKind.ANOTHER_WAY, "Another way. Not as it was asked; here is what we can do instead."),
]


class VersionForm(forms.Form):
    """Carries the version that was read, so that nobody overwrites what they have not seen."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def refuse(self, problem: Problem, version: int) -> None:
        """Show a refusal at its field or above the form; with the version as it is now, texts kept."""
        field = problem.field if problem.field in self.fields else None
        if field is None and f"q_{problem.field}" in self.fields:
            field = f"q_{problem.field}"
        self.add_error(field, problem.sentence)
        if isinstance(self.data, QueryDict):
            self.data = {**self.data.dict(), "version": str(version)}


class RequestForm(VersionForm):
    """A request with its type's own questions; `draft=True` lets everything but the title wait."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="What do you need?", max_length=200)
    description = forms.CharField(
        label="What is it for, and how will you know that it is done?", max_length=10_000, widget=LONG
    )
    goal_served = forms.CharField(
        label="Which goal does it serve?",
        max_length=300,
        required=False,
        help_text="Choose one of the goals, and the request is linked to it; or say it in your own words.",
        widget=forms.TextInput(attrs={"list": "goal-titles"}),
    )
    needed_from = forms.DateField(label="Needed from", required=False, validators=[near])
    needed_until = forms.DateField(label="Needed until", required=False, validators=[near])

    def __init__(
        self,
        *args: Any,
        questions: list[Question],
        draft: bool = False,
        suggests: bool = False,
        goals: Sequence[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.questions = questions
        self.goals = goals
        if suggests:
            self.fields["title"].widget.attrs |= {
                "hx-get": reverse("intake:similar"),
                "hx-trigger": "input changed delay:300ms",
                "hx-target": "#similar",
            }
        for question in questions:
            self.fields[f"q_{question.key}"] = question_field(question)
        watch(self, "description", *(f"q_{each.key}" for each in questions if each.kind == "long"))
        if draft:
            for name, field in self.fields.items():
                field.required = name == "title"

    def content(self) -> Content:
        """What the asker wrote."""
        said = self.cleaned_data
        return Content(
            title=said["title"],
            description=said["description"],
            goal_served=said["goal_served"],
            needed_from=said["needed_from"],
            needed_until=said["needed_until"],
            details={question.key: _plain(said.get(f"q_{question.key}")) for question in self.questions},
        )

    def question_fields(self) -> list[Any]:
        """The bound fields of the type's own questions."""
        return [self[f"q_{question.key}"] for question in self.questions]


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def question_field(question: Question) -> forms.Field:
    """The form field of one question."""
    common: dict[str, Any] = {
        "label": question.label,
        "required": question.required,
        "help_text": question.help,
    }
    match question.kind:
        case "long":
            return forms.CharField(widget=LONG, max_length=LONGEST["long"], **common)
        case "number":
            return forms.DecimalField(max_digits=15, decimal_places=6, **common)
        case "date":
            return forms.DateField(validators=[near], **common)
        case "choice":
            choices = [("", "Choose one"), *((choice, choice) for choice in question.choices)]
            return forms.ChoiceField(choices=choices, **common)
        case "yes_no":
            return forms.ChoiceField(
                choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect, **common
            )
        case "link":
            return forms.URLField(max_length=LONGEST["link"], assume_scheme="https", **common)
        case _:
            return forms.CharField(max_length=LONGEST["text"], **common)


def first_values(request: Request) -> dict[str, Any]:
    """What a form that rewords a request begins with."""
    values: dict[str, Any] = {
        name: getattr(request, name)
        for name in ("title", "description", "goal_served", "needed_from", "needed_until", "version")
    }
    for key, value in request.details.items():
        values[f"q_{key}"] = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
    return values


class WayForm(forms.Form):
    """One alternative."""

    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose one"), *AlternativeKind.choices])
    what = forms.CharField(label="What would be done instead?", max_length=2_000, widget=LONG)
    reuses = forms.CharField(
        label="Which system is reused?",
        max_length=200,
        required=False,
        help_text="If something we have does it.",
    )
    cost = forms.DecimalField(
        label="Cost",
        min_value=0,
        max_value=LARGEST_COST,
        decimal_places=2,
        help_text="0 if it costs nothing.",
    )
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label="Currency",
        initial="EUR",
        error_messages={"invalid": "Three letters, such as EUR."},
    )
    ready_by = forms.DateField(label="Ready by", validators=[near])


class Ways(BaseFormSet[WayForm]):
    """The alternatives of one answer."""

    def ways(self) -> list[Way]:
        """The alternatives that were filled in."""
        return [Way(**form.cleaned_data) for form in self.forms if form.has_changed()]


WayFormSet = cast(
    type[Ways],  # the factory's type does not know the class it was given
    formset_factory(
        WayForm,
        formset=Ways,
        extra=1,
        max_num=MOST_ALTERNATIVES,
        absolute_max=MOST_ALTERNATIVES,
        validate_max=True,
    ),
)


NEEDED = {
    AnswerKind.YES: (),
    AnswerKind.YES_IF: ("conditions",),
    AnswerKind.LATER: ("revisit_on", "explanation"),
    AnswerKind.ANOTHER_WAY: ("reason_type", "explanation"),
}


class AnswerForm(VersionForm):
    """The four answers; which parts are needed follows from the kind."""

    use_required_attribute = False  # a browser must not insist on parts of another answer
    kind = forms.ChoiceField(label="Your answer", choices=ANSWER_CHOICES, widget=forms.RadioSelect)
    conditions = forms.CharField(
        label="On which conditions?",
        max_length=10_000,
        widget=LONG,
        error_messages={"required": "Say on which conditions the answer is yes."},
    )
    revisit_on = forms.DateField(
        label="When do we come back to it?",
        validators=[near],
        help_text="An answer is due again on that day; at most one year ahead.",
        error_messages={"required": "Say on which day to come back to it."},
    )
    reason_type = forms.ChoiceField(
        label="Reason",
        choices=[("", "Choose one"), *Reason.choices],
        error_messages={"required": "Choose the reason."},
    )
    explanation = forms.CharField(
        label="Explanation, in plain words",
        max_length=10_000,
        widget=LONG,
        error_messages={
            "required": "Explain in plain words why it cannot be done as it was asked, or not now."
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_bound:
            needed = NEEDED.get(self.data.get("kind", ""), ())
            for name in ("conditions", "revisit_on", "reason_type", "explanation"):
                self.fields[name].required = name in needed

    def words(self, ways: list[Way]) -> Words:
        """What is said, with the alternatives that were written beside it."""
        said = self.cleaned_data
        return Words(
            kind=said["kind"],
            reason_type=said["reason_type"],
            explanation=said["explanation"],
            conditions=said["conditions"],
            revisit_on=said["revisit_on"],
            ways=ways,
        )


class AcceptForm(VersionForm):
    """Accepting needs nothing but the version; a word may go with it."""

    text = forms.CharField(label="A word on it", max_length=10_000, required=False, widget=LONG)


class CounterForm(VersionForm):
    """A counter-offer."""

    text = forms.CharField(label="What do you offer instead?", max_length=10_000, widget=LONG)


class EscalationForm(VersionForm):
    """Bringing it to both offices."""

    text = forms.CharField(label="What should the two offices decide?", max_length=10_000, widget=LONG)


class WithdrawalForm(VersionForm):
    """Taking a request back."""

    why = forms.CharField(label="Why?", max_length=2_000, required=False, widget=LONG)


class SettlementForm(VersionForm):
    """What both offices are to agree on."""

    text = forms.CharField(label="What do the two offices agree on?", max_length=10_000, widget=LONG)
    alternative = forms.ModelChoiceField(
        Alternative.objects.none(),
        label="Does it rest on an alternative?",
        required=False,
        empty_label="No, on this text alone",
    )
    makes_work = forms.BooleanField(label="It becomes work in the backlog", required=False, initial=True)

    def __init__(self, *args: Any, request: Request, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["alternative"]
        field.queryset = Alternative.objects.filter(request=request)
