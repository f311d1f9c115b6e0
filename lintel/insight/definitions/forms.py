"""What the pages of this chamber ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from lintel.audit.sides import Side
from lintel.insight.definitions.formulas import Wording
from lintel.insight.definitions.models import Better, Metric
from lintel.people.models import Role, User

TOLD = ("name", "label", "description", "unit", "better", "synonyms")
EXAMPLE = """kind: simple
measure:
  dataset: orders
  expression: sum(amount)
"""


def yaml_text(values: Any) -> str:
    """Plain values as YAML, in the order that they have."""
    import yaml

    return str(yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=100))


def formula_of(definition: Mapping[str, Any]) -> dict[str, Any]:
    """A definition without the words."""
    return {"kind": "simple"} | {name: value for name, value in definition.items() if name not in TOLD}


class MetricForm(forms.Form):
    """A metric: its words, and its formula as YAML in the engine's structure."""

    label = forms.CharField(
        label="Name", max_length=120, help_text="As people say it, such as “Net revenue”."
    )
    slug = forms.SlugField(
        label="Name in formulas",
        max_length=60,
        help_text="Small letters, digits and underscores: net_revenue.",
    )
    description = forms.CharField(
        label="What it says",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For somebody who sees the figure for the first time: what counts, and what does not.",
    )
    formula = forms.CharField(
        label="How it is computed",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "code"}),
        help_text="The kind, and a measure, two of them, or other metrics; the how-to shows each kind.",
    )
    unit = forms.CharField(label="Unit", max_length=40, required=False, help_text="Such as EUR, orders or %.")
    better = forms.ChoiceField(label="Which way is better", choices=Better.choices, required=False)
    synonyms = forms.CharField(
        label="Also called",
        max_length=400,
        required=False,
        help_text="Other words by which people may ask for it, commas between them.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_formula(self) -> dict[str, Any]:
        """The YAML as plain values."""
        import yaml

        try:
            values = yaml.safe_load(self.cleaned_data["formula"])
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            where = f" in line {mark.line + 1}" if mark else ""
            raise forms.ValidationError(f"This is no YAML{where}. Check indents and colons.") from error
        if not isinstance(values, dict):
            raise forms.ValidationError("Write entries such as “kind: simple”, one on each line.")
        told = sorted(set(values) & set(TOLD))
        if told:
            raise forms.ValidationError(f"“{told[0]}” has a field of its own above; take it out here.")
        return values

    def wording(self) -> Wording:
        """What the action takes."""
        said = self.cleaned_data
        synonyms = tuple(word.strip() for word in said["synonyms"].split(",") if word.strip())
        return Wording(
            said["slug"],
            said["label"],
            said["formula"],
            said["description"],
            said["unit"],
            said["better"],
            synonyms,
        )


def first_values(metric: Metric | None) -> dict[str, Any]:
    """What the form shows before anybody wrote into it."""
    if metric is None:
        return {"formula": EXAMPLE}
    said = metric.definition
    return {
        "label": metric.label, "slug": metric.slug, "description": metric.description, "unit": metric.unit,
        "better": metric.better, "synonyms": ", ".join(said.get("synonyms", [])), "version": metric.version,
        "formula": yaml_text(formula_of(said)),
    }  # fmt: skip


class DisputeForm(forms.Form):
    """Why one does not agree."""

    text = forms.CharField(
        label="What is wrong with this wording",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Say what the figure should mean instead, so that the other side can answer.",
    )


class OwnersForm(forms.Form):
    """Who answers for a metric on either side."""

    marketing_owner = forms.ModelChoiceField(User.objects.none(), label="Owner in marketing", required=False)
    it_owner = forms.ModelChoiceField(User.objects.none(), label="Owner in IT", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, side in (("marketing_owner", Side.MARKETING), ("it_owner", Side.IT)):
            field: Any = self.fields[name]
            field.queryset = User.objects.active().filter(side=side).exclude(role=Role.NONE)


class DocumentForm(forms.Form):
    """A file of definitions, or its text."""

    file = forms.FileField(label="YAML file", required=False)
    text = forms.CharField(
        label="Or its text",
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "code"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two, as text."""
        said = super().clean() or {}
        document = said.get("text", "")
        if file := said.get("file"):
            try:
                document = file.read(2_000_000).decode()
            except UnicodeDecodeError:
                raise forms.ValidationError("The file is not text in UTF-8.") from None
        if not document.strip():
            raise forms.ValidationError("Choose a file, or paste its text.")
        return said | {"document": document}
