"""The page of figures."""

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lintel.audit.sides import OFFICES
from lintel.intake.figure_charts import NAMES, charts
from lintel.intake.figures import Figures, Period, as_rows, last_twelve
from lintel.intake.figures import figures as count
from lintel.intake.models import AnswerKind
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui import exports
from lintel.ui.problems import Denied

MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


class PeriodForm(forms.Form):
    """From month to month."""

    first = forms.RegexField(
        MONTH,
        label="From month",
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-01"}),
        error_messages={"invalid": "Write the month like 2026-01."},
    )
    last = forms.RegexField(
        MONTH,
        label="To month",
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-12"}),
        error_messages={"invalid": "Write the month like 2026-12."},
    )

    def clean(self) -> dict[str, Any]:
        """The months in order; ISO texts sort as dates do."""
        said: dict[str, Any] = self.cleaned_data
        if {"first", "last"} <= set(said) and not "1990" <= said["first"] <= said["last"] < "2200":
            raise forms.ValidationError("The last month lies before the first one, or they are too far away.")
        return said


def _period(form: PeriodForm, usual: Period) -> Period:
    """The chosen months; the last twelve where no good ones are chosen."""
    if not form.is_valid():
        return usual
    first, last = (dt.date.fromisoformat(f"{form.cleaned_data[name]}-01") for name in ("first", "last"))
    return Period(first, last)


@require_safe
def figures(request: HttpRequest) -> HttpResponseBase:
    """Give and take, per side and over time; the same as a file."""
    if not may_read(user_of(request)):
        raise Denied("Figures are for people with a role.", way_out="Ask an administrator for a role.")
    today = timezone.localdate()
    usual = last_twelve(today)
    months = {"first": f"{usual.first:%Y-%m}", "last": f"{usual.last:%Y-%m}"}
    form = PeriodForm({name: request.GET.get(name) or month for name, month in months.items()})
    found = count(_period(form, usual), today)
    wanted = request.GET.get("export", "")
    if wanted in {"csv", "xlsx"}:
        header, rows = as_rows(found)
        respond = exports.csv_response if wanted == "csv" else exports.xlsx_response
        return respond("give and take", header, rows)
    context = {"form": form, "found": found, "charts": charts(found), **_tables(found)}
    return render(request, "intake/figures.html", context)


def _tables(found: Figures) -> dict[str, Any]:
    """One row per figure, one column per office and one for both."""
    tallies = [*(found.by_office[office] for office in OFFICES), found.both]
    rows = [
        ("Requests asked", [tally.asked for tally in tallies]),
        ("Answers given", [tally.answered for tally in tallies]),
        ("Answered in time", [_percent(tally.in_time_percent) for tally in tallies]),
        ("No answer, past the date today", [tally.silent for tally in tallies]),
        *((f"Answer: {kind.label}", [tally.kinds[kind] for tally in tallies]) for kind in AnswerKind),
        ("Alternatives accepted", [tally.alternatives_accepted for tally in tallies]),
        ("Counter-offers", [tally.counter_offers for tally in tallies]),
        ("Brought to both offices", [tally.escalations for tally in tallies]),
        ("Agreed", [tally.agreed for tally in tallies]),
        ("Median days to agreement", [_number(tally.median_days) for tally in tallies]),
    ]
    return {
        "columns": [f"Asked of {NAMES[office]}" for office in OFFICES] + ["Both"],
        "rows": rows,
        "both": tallies[-1],
        "in_time": _percent(tallies[-1].in_time_percent),
    }


def _percent(value: int | None) -> str:
    return "–" if value is None else f"{value} %"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"
