"""Forms of this chamber; one for each kind of condition, which gives the condition as JSON values."""

from typing import Any

from django import forms

from lintel.customers.profiles.forms import uses
from lintel.customers.segments.definition import TEXTS
from lintel.customers.segments.models import Format
from lintel.customers.segments.wording import NAMES
from lintel.customers.sources.models import Source

EVENTS = [
    ("", "did anything"), ("visit", "visited"), ("view", "looked at something"), ("cart", "filled the cart"),
    ("order", "ordered"), ("return", "returned something"), ("email", "reacted to an e-mail"),
    ("support", "asked support"), ("identify", "said who they are"), ("other", "did something else"),
]  # fmt: skip
CHANNELS = ["email", "search", "social", "display", "store", "direct", "referral", "other"]
MOST_NAMED = 12  # sources in a help text


class ConditionForm(forms.Form):
    """A condition of one kind. `title` is what the menu calls it."""

    kind = ""
    title = ""

    def part(self) -> dict[str, Any]:
        """The condition; what was left empty is left out."""
        return {"kind": self.kind} | {
            name: value for name, value in self.cleaned_data.items() if value not in ("", None, [])
        }


class AttributeForm(ConditionForm):
    """A text of the golden record."""

    kind, title = "attribute", "What they are: country, city, language, company"
    name = forms.ChoiceField(label="Attribute", choices=[(name, NAMES[name].capitalize()) for name in TEXTS])
    test = forms.ChoiceField(
        label="Test",
        choices=[("is", "is one of"), ("is_not", "is none of"), ("begins", "begins with"),
                 ("contains", "contains"), ("known", "is known"), ("unknown", "is not known")],
    )  # fmt: skip
    values = forms.CharField(
        label="Values", required=False, max_length=2000, help_text="Commas between them."
    )

    def clean_values(self) -> list[str]:
        """One value between each two commas."""
        return [word.strip() for word in self.cleaned_data["values"].split(",") if word.strip()]


class NumberForm(ConditionForm):
    """Number of records, or year of birth."""

    kind, title = "number", "Year of birth or number of records"
    name = forms.ChoiceField(
        label="Number", choices=[("birth_year", "Year of birth"), ("records", "Number of records")]
    )
    low = forms.IntegerField(label="At least", required=False, min_value=0, max_value=9999)
    high = forms.IntegerField(label="At most", required=False, min_value=0, max_value=9999)


class SourceForm(ConditionForm):
    """Where they are known."""

    kind, title = "source", "Where they are known: sources"
    test = forms.ChoiceField(label="Known from", choices=[("any", "one of these"), ("none", "none of these")])
    values = forms.CharField(label="Sources", max_length=2000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = ", ".join(Source.objects.order_by("slug").values_list("slug", flat=True)[:MOST_NAMED])
        self.fields["values"].help_text = (
            f"Commas between them: {known}." if known else "Commas between them."
        )

    def clean_values(self) -> list[str]:
        """One source between each two commas."""
        return [word.strip() for word in self.cleaned_data["values"].split(",") if word.strip()]


class _PeriodForm(ConditionForm):
    """Fields of a period."""

    days = forms.IntegerField(label="In the last … days", required=False, min_value=1, max_value=3650)
    first = forms.DateField(label="or from", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label="until", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def part(self) -> dict[str, Any]:
        """Days as text, as JSON has them."""
        said = super().part()
        return said | {name: said[name].isoformat() for name in ("first", "last") if name in said}


class SeenForm(_PeriodForm):
    """First or last seen."""

    kind, title = "seen", "First or last seen"
    name = forms.ChoiceField(label="When", choices=[("last_seen", "Last seen"), ("first_seen", "First seen")])
    within = forms.TypedChoiceField(
        label="Within", choices=[("yes", "within"), ("no", "not within")], coerce=lambda said: said == "yes"
    )
    field_order = ("name", "within", "days", "first", "last")


class BehaviourForm(_PeriodForm):
    """Did something, or did not."""

    kind, title = "behaviour", "What they did, or did not do"
    did = forms.TypedChoiceField(
        label="Did it", choices=[("yes", "did"), ("no", "did not")], coerce=lambda said: said == "yes"
    )
    event = forms.ChoiceField(label="What", choices=EVENTS, required=False)
    times = forms.IntegerField(label="At least … times", required=False, min_value=1, max_value=10_000)
    channel = forms.ChoiceField(
        label="Channel", required=False, choices=[("", "any"), *((one, one) for one in CHANNELS)]
    )
    campaign = forms.CharField(label="Campaign", required=False, max_length=200)
    name = forms.CharField(label="Event name", required=False, max_length=200)
    field_order = ("did", "event", "times", "days", "first", "last", "channel", "campaign", "name")


class SpentForm(_PeriodForm):
    """Orders less returns."""

    kind, title = "spent", "How much they spent"
    amount = forms.DecimalField(label="At least", min_value=0, max_digits=14, decimal_places=2)
    currency = forms.RegexField(
        "^[A-Za-z]{3}$", label="Currency", initial="EUR", widget=forms.TextInput(attrs={"maxlength": 3})
    )
    field_order = ("amount", "currency", "days", "first", "last")

    def part(self) -> dict[str, Any]:
        """The amount as text, so that no cent is lost."""
        said = super().part()
        return said | {"amount": str(said["amount"]), "currency": said["currency"].upper()}


class ConsentForm(ConditionForm):
    """May be used for a purpose."""

    kind, title = "consent", "What they may be contacted for"
    may = forms.TypedChoiceField(
        label="Consent",
        choices=[("yes", "may be contacted"), ("no", "may not")],
        coerce=lambda said: said == "yes",
    )
    use = forms.ChoiceField(label="For")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["use"].choices = uses()  # type: ignore[attr-defined]

    def part(self) -> dict[str, Any]:
        """Purpose and channel apart."""
        purpose, _, channel = self.cleaned_data["use"].partition(":")
        return {"kind": self.kind, "purpose": purpose, "channel": channel, "may": self.cleaned_data["may"]}


KINDS: dict[str, type[ConditionForm]] = {
    form.kind: form
    for form in (AttributeForm, BehaviourForm, SpentForm, ConsentForm, SeenForm, NumberForm, SourceForm)
}


class SegmentForm(forms.Form):
    """What stands around the conditions."""

    name = forms.CharField(label="Name", max_length=120)
    description = forms.CharField(
        label="What it is for", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class ExportForm(forms.Form):
    """For what, through which channel, as which file."""

    use = forms.ChoiceField(label="For what, and how", help_text="Who may not be used for it is left out.")
    format = forms.ChoiceField(label="File", choices=Format.choices)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["use"].choices = uses()  # type: ignore[attr-defined]
