"""Forms of the own page and of the staff's privacy pages."""

from typing import Any

from django import forms

from lintel.customers.privacy.holdings import LABELS


class AddressForm(forms.Form):
    """At the door: to which address the link goes."""

    email = forms.EmailField(label="Your e-mail address", max_length=254)


class CorrectionForm(forms.Form):
    """What should stand in a field."""

    attribute = forms.ChoiceField(label="What is wrong", choices=list(LABELS.items()))
    value = forms.CharField(
        label="What should stand there",
        max_length=300,
        required=False,
        help_text="Leave it empty if we should not hold this at all.",
    )


class LinkForm(forms.Form):
    """A link for one customer; it stands on one page with the next form."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "link_%s", **options})

    reason = forms.CharField(label="Reason", max_length=300, help_text="Such as: she asked by phone.")
    days = forms.IntegerField(label="Days", min_value=1, max_value=30, initial=7)


class ReasonForm(forms.Form):
    """Why."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "why_%s", **options})

    reason = forms.CharField(label="Reason", max_length=300)
