"""Validation at the edge; whether it may be, is the actions' business."""

from typing import Any

from django import forms

from lintel.insight.definitions.models import Metric, State
from lintel.people.models import User
from lintel.portfolio.outcomes.models import Cause, Extent, PromisedBenefit, Verdict
from lintel.portfolio.outcomes.said import Arranged, Concluded, Seen, Stated
from lintel.portfolio.outcomes.saying import unit_of

LARGEST = 2**31 - 1


def _words(label: str, help_text: str = "", *, most: int = 4_000) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, help_text=help_text, widget=forms.Textarea(attrs={"rows": "4"})
    )


class HashForm(forms.Form):
    """A word on exactly what has this hash."""

    content_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)


class DeliveryForm(forms.Form):
    """The day on which it went live."""

    day = forms.DateField(label="Delivered on", widget=forms.DateInput(attrs={"type": "date"}))


class ArrangementForm(forms.Form):
    """Owners of a benefit, and how it is measured."""

    version = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput)
    marketing_owner = forms.ModelChoiceField(
        User.objects.none(), label="Benefit owner in marketing", required=False, empty_label="Nobody yet"
    )
    it_owner = forms.ModelChoiceField(
        User.objects.none(), label="Benefit owner in IT", required=False, empty_label="Nobody yet"
    )
    controls = forms.ModelMultipleChoiceField(
        Metric.objects.none(), label="Compare with metrics that it did not touch", required=False,
        to_field_name="slug", widget=forms.CheckboxSelectMultiple,
        help_text="They show what would have come anyway. Both owners agree before they count.",
    )  # fmt: skip
    worth = forms.DecimalField(
        label="What one unit of the metric is worth", max_digits=14, decimal_places=4, min_value=0.0001,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, benefit: PromisedBenefit, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["marketing_owner"].queryset = User.objects.workers("marketing")
        fields["it_owner"].queryset = User.objects.workers("it")
        if benefit.metric is None:
            del fields["controls"], fields["worth"]
            return
        agreed = Metric.objects.filter(state=State.AGREED).exclude(pk=benefit.metric.pk)
        fields["controls"].queryset = agreed.order_by("label", "pk")
        currency = benefit.promise.currency
        if benefit.metric.unit == currency and benefit.metric.kind == "simple":
            del fields["worth"]
        else:
            fields["worth"].label = f"What {unit_of(benefit.metric)} is worth, {currency}"
            fields["worth"].help_text = "Only then the figure can be held against the promise in money."

    def arranged(self) -> Arranged:
        """What was chosen."""
        said = self.cleaned_data
        controls = [one.slug for one in said.get("controls") or ()]
        return Arranged(said["marketing_owner"], said["it_owner"], controls, said.get("worth"))


class ReviewForm(forms.Form):
    """One more day of looking."""

    due_on = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    person = forms.ModelChoiceField(
        User.objects.none(), label="Who looks", required=False, empty_label="Both owners"
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["person"]
        field.queryset = User.objects.workers()


class SeenForm(forms.Form):
    """What was seen on such a day, and why."""

    cause = forms.ChoiceField(label="Why did it come so?", choices=[("", "Choose"), *Cause.choices])
    words = _words("What did you see?", "A sentence or two for who reads this next year.")

    def seen(self) -> Seen:
        """What was written."""
        return Seen(self.cleaned_data["cause"], self.cleaned_data["words"])


class StatementForm(forms.Form):
    """What came of a benefit that no metric shows."""

    extent = forms.ChoiceField(label="How far did it come?", choices=[("", "Choose"), *Extent.choices])
    words = _words(
        "What shows it?", "Name what somebody else could look at. No amounts of money.", most=2_000
    )
    link = forms.URLField(label="Link to the evidence", max_length=500, required=False, assume_scheme="https")

    def stated(self) -> Stated:
        """What was written."""
        said = self.cleaned_data
        return Stated(said["extent"], said["words"], said["link"])


class NoteForm(forms.Form):
    """The outcome note."""

    seen = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)
    promised = _words("What we promised")
    got = _words("What we got")
    learned = _words("What we learned", "What would you do otherwise next time?")
    verdict = forms.ChoiceField(label="What follows", choices=[("", "Choose"), *Verdict.choices])

    def concluded(self) -> Concluded:
        """What was written."""
        said = self.cleaned_data
        return Concluded(said["promised"], said["got"], said["learned"], said["verdict"])
