"""A form that knows at which version it was opened, and who may be named in forms."""

from typing import Any, cast

from django import forms

from lintel.people.models import Role, User
from lintel.people.targets import meant
from lintel.portfolio.proposals.merging import unified
from lintel.portfolio.proposals.models import Proposal
from lintel.ui.problems import Problem

WORKERS = (Role.MEMBER, Role.OFFICE_HOLDER)


class Carrying(forms.ModelForm[Any]):
    """A form that knows at which version of the proposal it was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, version: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = version

    def values(self) -> dict[str, Any]:
        """What the action is given, with the line ends of this house."""
        values = {name: self.cleaned_data[name] for name in self.fields if name != "seen"}
        return {name: unified(value) if isinstance(value, str) else value for name, value in values.items()}


def named_in_form(text: str, user: User) -> Proposal:
    """The one proposal that a text means; what is wrong with it as a form says it."""
    try:
        return cast(Proposal, meant(user, "portfolio.proposal", text))
    except Problem as problem:
        raise forms.ValidationError(problem.sentence) from None
