"""What people say about a source."""

from typing import Any

from django import forms

from lintel.customers.sources.formats import FORMATS
from lintel.customers.sources.models import ENV_NAME, ENV_PREFIX, Rhythm, Source
from lintel.customers.sources.settled import Settings

ACCEPT = ".csv,.tsv,.txt,.xlsx,.json,.jsonl,.parquet"
FILES = "CSV, Excel, Parquet or JSON lines, at most 50 MB; larger files by command line."


class FileForm(forms.Form):
    """The next file of a source."""

    file = forms.FileField(
        label="File", help_text=FILES, widget=forms.ClearableFileInput(attrs={"accept": ACCEPT})
    )


class SettingsForm(forms.Form):
    """How far a source is trusted, when it is expected, and where its database is."""

    trust = forms.TypedChoiceField(
        label="Trust", coerce=int, initial=5,
        help_text="Where sources disagree, the more trusted one counts.",
        choices=[(1, "1, most trusted"), *((n, str(n)) for n in range(2, 9)), (9, "9, least trusted")],
    )  # fmt: skip
    rhythm = forms.TypedChoiceField(
        label="New data is expected", coerce=int, choices=Rhythm.choices, initial=0
    )
    env = forms.RegexField(
        ENV_NAME, label="Environment variable", required=False, max_length=80,
        help_text=f"Only for a database: holds its address. Its name begins with {ENV_PREFIX}.",
        error_messages={"invalid": f"Write {ENV_PREFIX} and a name in capitals, such as {ENV_PREFIX}SHOP."},
    )  # fmt: skip
    table = forms.CharField(
        label="Table or view", required=False, max_length=200, help_text="With its schema, if it has one."
    )
    watermark_column = forms.CharField(
        label="Column by which new rows are known", required=False, max_length=120,
        help_text="Such as updated_at. Empty: the whole table is read every time.",
    )  # fmt: skip

    @property
    def settings(self) -> Settings:
        """What was said."""
        return Settings(**{name: self.cleaned_data[name] for name in SettingsForm.base_fields})

    @staticmethod
    def first(source: Source) -> dict[str, Any]:
        """What is set now."""
        return {name: getattr(source, name) for name in SettingsForm.base_fields}


class NewSourceForm(SettingsForm):
    """A new source, with its first file if it comes as files."""

    name = forms.CharField(label="Name", max_length=80, help_text="As people call it, such as “Webshop”.")
    importer = forms.ChoiceField(
        label="What it holds", choices=[("", "Choose…"), *((form.slug, form.title) for form in FORMATS)]
    )
    file = forms.FileField(
        label="Its first file", required=False, help_text=FILES,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )  # fmt: skip
