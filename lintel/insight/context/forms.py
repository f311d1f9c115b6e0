"""Forms of this chamber."""

from typing import Any

from django import forms

from lintel.insight.context.comparing import VIEWS
from lintel.insight.context.models import EventKind, Grain, Measures, Series
from lintel.insight.context.periods import ORDER
from lintel.insight.definitions.models import Metric


def metric_choices() -> list[tuple[str, str]]:
    """Metrics that can be asked for."""
    return [("", "Nothing"), *Metric.objects.in_use().values_list("slug", "label")]


class SeriesForm(forms.Form):
    """What is said about a series."""

    name = forms.CharField(label="Name", max_length=120)
    origin = forms.CharField(
        label="Where it is from", max_length=300, required=False, help_text="Publisher, study, licence."
    )
    unit = forms.CharField(
        label="Unit", max_length=40, required=False, help_text="Such as EUR, orders, index."
    )
    grain = forms.ChoiceField(label="Values are", choices=Grain.choices, initial=Grain.MONTH)
    measures = forms.ChoiceField(
        label="What a value is", choices=Measures.choices, widget=forms.RadioSelect, initial=Measures.FLOW
    )
    metric = forms.ChoiceField(label="Compare with our", required=False)
    address = forms.CharField(
        label="Pull from", max_length=500, required=False,
        help_text="An https address of a CSV, Excel or JSON file. Empty: files are brought in by hand.",
    )  # fmt: skip
    pull_hours = forms.IntegerField(label="Every, hours", required=False, min_value=1, max_value=8760)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["metric"].choices = metric_choices()  # type: ignore[attr-defined]


class EventForm(forms.Form):
    """What happened and when."""

    name = forms.CharField(label="What happened", max_length=120)
    kind = forms.ChoiceField(label="Kind", choices=EventKind.choices)
    first = forms.DateField(label="From")
    last = forms.DateField(label="To", required=False, help_text="Empty: one day.")
    region = forms.CharField(label="Where", max_length=120, required=False)
    note = forms.CharField(
        label="Note", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)


class ViewForm(forms.Form):
    """How a series is looked at."""

    metric = forms.ChoiceField(label="Beside our", required=False)
    view = forms.ChoiceField(label="Show", required=False, choices=list(VIEWS.items()))
    grain = forms.ChoiceField(label="By", required=False)
    adjusted = forms.BooleanField(label="Without the season", required=False)

    def __init__(self, *args: Any, series: Series, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["metric"].choices = metric_choices()
        longer = ORDER[ORDER.index(Grain(series.grain)) :]
        fields["grain"].choices = [(grain.value, grain.value.capitalize()) for grain in longer]
