"""Validation at the edge of the chamber."""

from django import forms


class FeedForm(forms.Form):
    """What a new set of addresses is for."""

    name = forms.CharField(
        label="Where do you use it?", max_length=80, initial="My calendar",
        help_text="So that you know which one to end when a device is lost.",
    )  # fmt: skip
