"""Forms of purposes and of words."""

from django import forms

from lintel.customers.consent.models import EVERY, SLUG, Basis, Channel, Purpose, Word
from lintel.customers.consent.wording import Description


class PurposeForm(forms.Form):
    """A purpose as it is put to customers."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="Name", max_length=80)
    plain_words = forms.CharField(
        label="In plain words",
        max_length=600,
        widget=forms.Textarea,
        help_text="What a customer reads before they say yes or no.",
    )
    channels = forms.MultipleChoiceField(
        label="Channels", choices=Channel.choices, widget=forms.CheckboxSelectMultiple
    )
    basis = forms.ChoiceField(label="Legal basis", choices=Basis.choices)
    silence_allows = forms.BooleanField(
        label="Customers may be used without a word of theirs",
        required=False,
        help_text="Never for consent. For contracts and duties, until somebody objects.",
    )

    def description(self) -> Description:
        """The purpose as it was written."""
        return Description(**{name: self.cleaned_data[name] for name in Description.__dataclass_fields__})


class NewPurposeForm(PurposeForm):
    """A purpose that sources name already, or will."""

    slug = forms.RegexField(
        SLUG,
        label="Name in files",
        max_length=60,
        help_text="As sources write it, in small letters: newsletter, product-news.",
        error_messages={"invalid": "Use small letters, digits and hyphens, such as product-news."},
    )
    field_order = ("name", "slug", "plain_words", "channels", "basis", "silence_allows")


class WordForm(forms.Form):
    """What a customer said, and where."""

    purpose = forms.ModelChoiceField(
        Purpose.objects.none(),
        label="Purpose",
        to_field_name="slug",
        required=False,
        empty_label="Every purpose",
    )
    channel = forms.ChoiceField(label="Channel", choices=[(EVERY, "Every channel"), *Channel.choices])
    word = forms.ChoiceField(label="What was said", choices=Word.choices, initial=Word.WITHDRAWN)
    origin = forms.CharField(
        label="Where it was said", max_length=200, help_text="Such as: by phone to the support desk."
    )
    reason = forms.CharField(
        label="Reason",
        max_length=600,
        required=False,
        widget=forms.Textarea,
        help_text="Needed for “may be used”: what the customer asked for, and how you know it was them.",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.fields["purpose"].queryset = Purpose.objects.all()  # type: ignore[attr-defined]  # a model field
