"""Validation at the edge; what a wording or a word must hold is the action's business."""

from typing import Any

from django import forms

from lintel.charter.expectations.measuring import known_metrics
from lintel.charter.expectations.models import Expectation
from lintel.charter.expectations.wording import FIELDS, Comparison, Content
from lintel.language.writing import watch
from lintel.people.models import Role, User
from lintel.ui import steps
from lintel.ui.checking import near


class StepForm(steps.StepForm):
    """Says nothing without the step that was read."""

    step = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class WordingForm(StepForm):
    """A wording with its condition of satisfaction; with `why`, the words that go with it."""

    step = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label="What do you expect?", max_length=200, help_text="One sentence that the other side can accept."
    )
    details = forms.CharField(
        label="What is it about?", max_length=10_000, required=False, widget=forms.Textarea
    )
    condition = forms.CharField(
        label="Condition of satisfaction",
        max_length=5_000,
        required=False,
        widget=forms.Textarea,
        help_text="By what will both of you know that it is fulfilled? Needed unless a metric says it.",
    )
    metric = forms.CharField(label="Metric", max_length=80, required=False)
    comparison = forms.ChoiceField(
        label="Compared", choices=[("", "Choose one"), *Comparison.choices], required=False
    )
    target = forms.DecimalField(label="Target", max_digits=20, decimal_places=6, required=False)
    due_on = forms.DateField(label="By when", required=False, validators=[near])
    text = forms.CharField(label="Why?", max_length=10_000, widget=forms.Textarea)

    def __init__(self, *args: Any, why: str = "", why_required: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        known = known_metrics()
        if known:
            choices: list[tuple[str, str]] = [("", "None: the condition says it in words")]
            choices += [
                (each.slug, f"{each.label} ({each.unit})" if each.unit else each.label) for each in known
            ]
            own = str(self.initial.get("metric") or "")
            if own and own not in dict(choices):  # from a file, or no longer in use: it may stay
                choices.append((own, f"{own}, which this house does not know"))
            self.fields["metric"] = forms.ChoiceField(label="Metric", choices=choices, required=False)
        if why:
            self.fields["text"].label = why
            self.fields["text"].required = why_required
        else:
            del self.fields["text"]
        watch(self, "details", "condition", "text")
        if not known:
            self.fields["metric"].help_text = "Its short name. It is measured as soon as the house knows it."

    def content(self) -> Content:
        """What was written."""
        return Content(**{name: self.cleaned_data[name] for name in FIELDS})


def first_words(expectation: Expectation) -> dict[str, Any]:
    """The wording as it stands, for a form to begin with."""
    target = expectation.target
    shown = f"{target.normalize():f}" if target is not None else None
    return {**expectation.words(), "target": shown, "step": expectation.step}


class SayForm(StepForm):
    """A step that needs words."""

    text = forms.CharField(label="In your words", max_length=10_000, widget=forms.Textarea)

    def __init__(self, *args: Any, label: str = "", required: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = label or "In your words"
        self.fields["text"].required = required


class PromiseForm(SayForm):
    """A day by which an answer is promised."""

    answer_by = forms.DateField(label="You answer by", validators=[near])
    field_order = ["step", "answer_by", "text"]


class AcceptForm(SayForm):
    """Accepts exactly the wording with this hash."""

    content_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)


class PerformerForm(forms.Form):
    """Who performs it: a member of the performer's side."""

    performer = forms.ModelChoiceField(
        queryset=User.objects.none(), label="Who performs it?", empty_label=None
    )

    def __init__(self, *args: Any, office: str, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["performer"]
        field.queryset = User.objects.active().filter(side=office, role__in=[Role.MEMBER, Role.OFFICE_HOLDER])
