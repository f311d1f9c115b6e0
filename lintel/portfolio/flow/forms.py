"""What one may ask of flow; sent by GET, for nothing is written."""

import datetime as dt
from typing import Any

from django import forms

from lintel.portfolio.flow.reckoning import WEEKS
from lintel.portfolio.proposals.models import Origin

LOOKS = [(str(weeks), f"{weeks} weeks") for weeks in WEEKS]
SOURCES = [(str(Origin.BOARD), "The board here"), (str(Origin.IMPORT), "What the tracker’s files say")]


class FlowForm(forms.Form):
    """How far back, whose work, and what is forecast."""

    weeks = forms.TypedChoiceField(label="Look back", choices=LOOKS, coerce=int)
    source = forms.ChoiceField(label="Work of", choices=SOURCES)
    items = forms.IntegerField(
        label="How many are to be done", min_value=1, max_value=10_000, required=False,
        help_text="Then it says by when.",
    )  # fmt: skip
    by = forms.DateField(label="By which day", required=False, help_text="Then it says how many.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial = {"weeks": 26, "source": str(Origin.BOARD), **self.initial}

    def asked(self) -> tuple[int, str, int | None, dt.date | None]:
        """Weeks, source, items, day; what is wrong is left as usual."""
        said = self.cleaned_data if self.is_bound else {}
        return (
            said.get("weeks") or 26,
            said.get("source") or str(Origin.BOARD),
            said.get("items"),
            said.get("by"),
        )
