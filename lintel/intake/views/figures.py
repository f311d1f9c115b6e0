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
from lintel.intake.models import AnswerKind, Reason
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui import exports
from lintel.ui.problems import Denied


class PeriodForm(forms.Form):
    """From month to month."""

    first = forms.RegexField(
        r"^\d{4}-(0[1-9]|1[0-2])$",
        label="From month",
        required=False,
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-01"}),
        error_messages={"invalid": "Write the month like 2026-01."},
    )
    last = forms.RegexField(
        r"^\d{4}-(0[1-9]|1[0-2])$",
        label="To month",
        required=False,
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-12"}),
        error_messages={"invalid": "Write the month like 2026-12."},
    )

    def period(self, today: dt.date) -> Period:
        """The chosen months; the last twelve where none or no good ones are chosen."""
        usual = last_twelve(today)
        if not self.is_valid():
            return usual
        first = _month(self.cleaned_data["first"]) or usual.first
        last = _month(self.cleaned_data["last"]) or max(usual.last, first)
        if last < first:
            self.add_error("last", "This month lies before the first one.")
            return usual
        return Period(first, last)


def _month(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(f"{text}-01") if text else None
    except ValueError:
        return None


@require_safe
def figures(request: HttpRequest) -> HttpResponseBase:
    """Give and take, per side and over time; the same as a file."""
    if not may_read(user_of(request)):
        raise Denied("Figures are for people with a role.", way_out="Ask an administrator for a role.")
    today = timezone.localdate()
    form = PeriodForm(request.GET if {"first", "last"} & set(request.GET) else {})
    found = count(form.period(today), today)
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
    reasons = [(reason.label, [tally.reasons[reason] for tally in tallies]) for reason in Reason]
    return {
        "columns": [f"Asked of {NAMES[office]}" for office in OFFICES] + ["Both"],
        "rows": rows,
        "reasons": reasons,
        "both": tallies[-1],
    }


def _percent(value: int | None) -> str:
    return "–" if value is None else f"{value} %"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"
