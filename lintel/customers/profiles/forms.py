"""What the pages of this chamber ask."""

from typing import Any

from django import forms

from lintel.customers.consent.models import Channel, Purpose
from lintel.customers.profiles.lists import Narrowing
from lintel.customers.profiles.reading import LABELS
from lintel.customers.profiles.survivorship import FIELDS, WORDS, Rules
from lintel.customers.sources.naming import names

RECORDS = [("", "Any"), ("one", "One record"), ("several", "Two or more"), ("many", "Five or more")]
SEEN = [("", "Any time"), ("30", "Last 30 days"), ("90", "Last 90 days"), ("365", "Last year")]


def uses() -> list[tuple[str, str]]:
    """Each purpose with each of its channels, as one choice."""
    return [
        (f"{purpose.slug}:{channel}", f"{purpose.name}, by {Channel(channel).label.lower()}")
        for purpose in Purpose.objects.all()
        for channel in purpose.channels
    ]


class Filter(forms.Form):
    """How the list of customers is narrowed."""

    source = forms.ChoiceField(label="Source", required=False)
    country = forms.ChoiceField(label="Country", required=False)
    records = forms.ChoiceField(label="Records", required=False, choices=RECORDS)
    seen = forms.ChoiceField(label="Last seen", required=False, choices=SEEN)
    may_use = forms.ChoiceField(label="May be contacted", required=False)

    def __init__(self, *args: Any, sources: list[str], countries: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        any_, known = [("", "Any")], names()
        self.fields["source"].choices = any_ + [(one, known.get(one, one)) for one in sources]  # type: ignore[attr-defined]
        self.fields["country"].choices = any_ + [(one, one) for one in countries]  # type: ignore[attr-defined]
        self.fields["may_use"].choices = any_ + uses()  # type: ignore[attr-defined]

    def narrowing(self) -> Narrowing:
        """What was chosen; a choice that does not exist narrows nothing."""
        self.is_valid()
        said = self.cleaned_data
        purpose, _, channel = said.get("may_use", "").partition(":")
        days = said.get("seen", "")
        return Narrowing(
            said.get("source", ""), said.get("country", ""), said.get("records", ""),
            int(days) if days else None, purpose, channel,
        )  # fmt: skip


class SearchForm(forms.Form):
    """Looking for one person; sent in the body, so that no address stands in a log or a history."""

    attribute = forms.ChoiceField(
        label="Look for",
        choices=[("email", "E-mail address"), ("phone", "Phone number"), ("name", "Name"), ("id", "Id")],
    )
    text = forms.CharField(label="What to look for", max_length=200)


class OverrideForm(forms.Form):
    """A better value, and how one knows."""

    attribute = forms.ChoiceField(label="What is wrong", choices=list(LABELS.items()))
    value = forms.CharField(
        label="What is right", max_length=300, required=False, help_text="Leave it empty if nothing is known."
    )
    reason = forms.CharField(label="How you know", max_length=300)


class RulesForm(forms.Form):
    """For each field the strategies in their order; places that are left empty are skipped."""

    def __init__(self, *args: Any, rules: Rules, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in FIELDS.items():
            choices = [(str(one), WORDS[one]) for one in field.strategies]
            for place in range(len(choices)):
                chosen = rules[name][place] if place < len(rules[name]) else ""
                self.fields[f"{name}-{place}"] = forms.ChoiceField(
                    label=f"{field.label}, {'first' if place == 0 else f'then ({place + 1})'}",
                    choices=choices if place == 0 else [("", "–"), *choices],
                    required=place == 0,
                    initial=str(chosen),
                )

    def lines(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Field label and its choices in order."""
        return [
            (field.label, [self[f"{name}-{place}"] for place in range(len(field.strategies))])
            for name, field in FIELDS.items()
        ]

    def rules(self) -> dict[str, list[str]]:
        """What was chosen, by field; a strategy named twice counts once."""
        said = self.cleaned_data
        return {
            name: list(
                dict.fromkeys(
                    said[f"{name}-{place}"]
                    for place in range(len(field.strategies))
                    if said[f"{name}-{place}"]
                )
            )
            for name, field in FIELDS.items()
        }
