"""What is expected of a dataset, as a form."""

from typing import Any

from django import forms

from lintel.insight.quality.expecting import Expected
from lintel.insight.quality.terms import Terms


class ExpectationForm(forms.Form):
    """Freshness, volume, empty values and doubles."""

    oldest_hours = forms.IntegerField(
        label="Not older than, hours",
        required=False,
        min_value=1,
        max_value=87_600,
        help_text="Empty: any age.",
    )
    fewest_rows = forms.IntegerField(
        label="At least so many rows", required=False, min_value=0, max_value=10**12
    )
    most_change = forms.IntegerField(
        label="Rows change by at most, percent", required=False, min_value=0, max_value=30_000
    )
    nulls = forms.CharField(
        label="May be empty at most",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One line for each column, such as “email: 20” for 20 percent.",
    )
    keys = forms.CharField(
        label="No two rows share",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One line for each key, its columns with commas between, such as “source, event_id”.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)

    def clean_nulls(self) -> dict[str, int]:
        """Column and percent from each line."""
        found = {}
        for line in filter(None, (line.strip() for line in self.cleaned_data["nulls"].splitlines())):
            column, _, share = line.partition(":")
            share = share.strip().removesuffix("%").strip()
            if not share.isdecimal() or len(share) > 3:
                raise forms.ValidationError(f"“{line}” is no column with a percentage. Write “email: 20”.")
            found[column.strip()] = int(share)
        return found

    def clean_keys(self) -> list[list[str]]:
        """The columns of each line."""
        lines = (line.split(",") for line in self.cleaned_data["keys"].splitlines())
        found = [[name.strip() for name in line if name.strip()] for line in lines]
        return [key for key in found if key]

    def terms(self) -> Terms:
        """What the action takes."""
        return Terms(**{name: self.cleaned_data[name] for name in Terms.__dataclass_fields__})


def first_values(expected: Expected, version: int) -> dict[str, Any]:
    """What the form shows of what holds at present."""
    return {
        "oldest_hours": expected.oldest_hours,
        "fewest_rows": expected.fewest_rows,
        "most_change": expected.most_change,
        "nulls": "\n".join(f"{name}: {share}" for name, share in expected.nulls.items()),
        "keys": "\n".join(", ".join(key) for key in expected.keys),
        "version": version,
    }
