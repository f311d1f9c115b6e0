"""Validation at the edge; what a goal must hold is the action's business."""

from typing import Any

from django import forms

from lintel.charter.expectations.measuring import known_metrics
from lintel.goals.objectives.models import Goal, KeyResult, Outcome
from lintel.goals.objectives.wording import MOST_RESULTS, Content, Kind, Owners, Result
from lintel.language.writing import watch
from lintel.people.models import User
from lintel.ui.checking import near
from lintel.ui.steps import StepForm

BLANK_ROWS = 2  # for further key results on an edit page; a new goal has one more
RESULT_FIELDS = ("name", "metric", "baseline", "target", "weight", "starts_on", "ends_on")


class GoalForm(StepForm):
    """A goal's own words and its owners; the key results follow in rows."""

    title = forms.CharField(
        label="What is to be reached?", max_length=200, help_text="One sentence that both sides can carry."
    )
    why = forms.CharField(label="Why?", max_length=10_000, required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(
        label="Whose goal is it?",
        choices=Kind.choices,
        initial=Kind.SHARED,
        help_text="Shared goals serve the company’s goals.",
    )
    starts_on = forms.DateField(label="From", validators=[near])
    ends_on = forms.DateField(label="Until", validators=[near])
    owner_marketing = forms.ModelChoiceField(
        queryset=User.objects.none(), label="Owner in marketing", required=False, empty_label="Nobody yet"
    )
    owner_it = forms.ModelChoiceField(
        queryset=User.objects.none(), label="Owner in IT", required=False, empty_label="Nobody yet"
    )

    def __init__(self, *args: Any, with_owners: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if with_owners:
            marketing: Any = self.fields["owner_marketing"]
            it: Any = self.fields["owner_it"]
            marketing.queryset, it.queryset = User.objects.workers("marketing"), User.objects.workers("it")
        else:
            del self.fields["owner_marketing"], self.fields["owner_it"]
        watch(self, "why")

    def content(self, results: tuple[Result, ...]) -> Content:
        """What was written."""
        names = ("title", "why", "kind", "starts_on", "ends_on")
        return Content(**{name: self.cleaned_data[name] for name in names}, results=results)

    def owners(self) -> Owners | None:
        """Who was chosen on each side, where it was asked."""
        if "owner_it" not in self.fields:
            return None
        return Owners(self.cleaned_data["owner_marketing"], self.cleaned_data["owner_it"])


class ResultForm(forms.Form):
    """One key result."""

    pk = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="Key result", max_length=200)
    metric = forms.CharField(label="Metric", max_length=80)
    baseline = forms.DecimalField(
        label="Baseline",
        max_digits=20,
        decimal_places=6,
        required=False,
        help_text="Empty: the metric is read for it.",
    )
    target = forms.DecimalField(label="Target", max_digits=20, decimal_places=6)
    weight = forms.DecimalField(
        label="Weight", max_digits=6, decimal_places=2, min_value=0, initial=1, required=False
    )
    starts_on = forms.DateField(label="From", required=False, validators=[near])
    ends_on = forms.DateField(label="Until", required=False, validators=[near])

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        if choices:
            own = str(self.initial.get("metric") or "")
            known = dict(choices)
            extra = [(own, f"{own}, which this house does not know")] if own and own not in known else []
            self.fields["metric"] = forms.ChoiceField(label="Metric", choices=[*choices, *extra])

    def result(self) -> Result:
        """What was written; weight 1 where none was."""
        values: dict[str, Any] = {name: self.cleaned_data.get(name) for name in RESULT_FIELDS}
        if values["weight"] is None:
            del values["weight"]
        return Result(**values, pk=self.cleaned_data.get("pk"))


class ResultRows(forms.BaseFormSet):  # type: ignore[type-arg]  # its rows are ResultForm
    """The key results of one goal: those there are, and a few blank ones."""

    def results(self) -> tuple[Result, ...]:
        """Every row that was filled in and not taken out."""
        kept = [form for form in self.forms if form.has_changed() or form.initial.get("pk")]
        return tuple(
            form.result() for form in kept if form.cleaned_data and not form.cleaned_data.get("DELETE")
        )


def metric_choices() -> list[tuple[str, str]]:
    """The metrics that both offices signed, as a menu; empty where there are none."""
    known = known_metrics()
    if not known:
        return []
    named = [(one.slug, f"{one.label} ({one.unit})" if one.unit else one.label) for one in known]
    return [("", "Choose one"), *named]


def result_rows(data: Any, goal: Goal | None = None) -> ResultRows:
    """The rows of one goal, or of a new one."""
    initial = [first_result(row) for row in goal.results.living()] if goal is not None else []
    extra = min(BLANK_ROWS if goal is not None else BLANK_ROWS + 1, MOST_RESULTS - len(initial))
    made = forms.formset_factory(
        ResultForm, formset=ResultRows, extra=extra, max_num=MOST_RESULTS, absolute_max=MOST_RESULTS,
        can_delete=True,
    )  # fmt: skip
    built: Any = made(data, initial=initial, prefix="results", form_kwargs={"choices": metric_choices()})
    rows: ResultRows = built
    for form in rows.forms:
        form.fields["DELETE"].label = "Take this key result out"
    return rows


def first_words(goal: Goal) -> dict[str, Any]:
    """The wording as it stands, for a form to begin with."""
    names = ("title", "why", "kind", "starts_on", "ends_on", "step")
    return {
        **{name: getattr(goal, name) for name in names},
        "owner_marketing": goal.owner_marketing_id,
        "owner_it": goal.owner_it_id,
    }


def first_result(row: KeyResult) -> dict[str, Any]:
    """A key result as it stands, for a row to begin with."""
    numbers = ("baseline", "target", "weight")
    return {
        "pk": row.pk, "name": row.name, "metric": row.metric, "starts_on": row.starts_on,
        "ends_on": row.ends_on, **{name: f"{getattr(row, name).normalize():f}" for name in numbers},
    }  # fmt: skip


class CarryForm(StepForm):
    """An owner's word on exactly the wording with this hash."""

    content_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)


class MergerForm(StepForm):
    """Which goal is taken into this one, and how both stood when that was read."""

    other = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    other_step = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class OwnerForm(StepForm):
    """Who carries it on one side."""

    person = forms.ModelChoiceField(queryset=User.objects.none(), label="Who carries it?", empty_label=None)

    def __init__(self, *args: Any, office: str, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["person"]
        field.queryset = User.objects.workers(office)


class StepBackForm(StepForm):
    """Why an owner carries it no longer."""

    text = forms.CharField(label="Why can you not carry it?", max_length=10_000, widget=forms.Textarea)


class OutcomeForm(StepForm):
    """How it ended."""

    outcome = forms.ChoiceField(label="How did it end?", choices=[("", "Choose one"), *Outcome.choices])
    note = forms.CharField(label="What was learned?", max_length=5_000, required=False, widget=forms.Textarea)


class CheckInForm(forms.Form):
    """How sure an owner is."""

    confidence = forms.IntegerField(
        label="Confidence, 1 to 10",
        min_value=1,
        max_value=10,
        help_text="10: it will be reached. 1: it will not.",
    )
    note = forms.CharField(
        label="What makes you say so?", max_length=5_000, required=False, widget=forms.Textarea
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        watch(self, "note")


class ParentForm(forms.Form):
    """Which goal it serves."""

    parent = forms.ModelChoiceField(
        queryset=Goal.objects.none(),
        label="Goal",
        empty_label="Choose one",
        error_messages={"required": "Choose a goal."},
    )
    how = forms.CharField(label="How it serves", max_length=300, required=False)

    def __init__(self, *args: Any, goal: Goal, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["parent"]
        others = Goal.objects.visible_to(user).exclude(pk=goal.pk)
        field.queryset = others.only("title").order_by("title", "pk")
