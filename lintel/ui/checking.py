"""Rules as refusals: what a row or a form does not keep becomes a `Problem` that a person can act on."""

import datetime as dt
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from lintel.ui.problems import Problem

M = TypeVar("M", bound=models.Model)
EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2199, 12, 31)  # days that people mean when they write one


def checked(instance: M) -> M:
    """The same row, if it keeps every rule of its model; the first broken rule as a `Problem` otherwise."""
    try:
        instance.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Problem(messages[0], field="" if field == NON_FIELD_ERRORS else field) from None
    return instance


def read_form(form: forms.BaseForm) -> dict[str, Any]:
    """What a small form says that has no place to show an error; `Problem` where it cannot be understood."""
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        raise Problem(
            f"This cannot be understood: {errors[0]}", way_out="Go back and correct it.", field=field
        )
    return dict(form.cleaned_data)


def near(day: dt.date | None) -> None:
    """A form field's validator: refuses a day that nobody means."""
    if day and not EARLIEST <= day <= LATEST:
        raise ValidationError("This day is too far away.")
