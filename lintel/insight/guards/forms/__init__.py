"""The forms of the guard rails."""

from lintel.insight.guards.forms.policy import PolicySheet, first_values
from lintel.insight.guards.forms.standing import PersonForm, WishForm

__all__ = [
    "PersonForm",
    "PolicySheet",
    "WishForm",
    "first_values",
]
