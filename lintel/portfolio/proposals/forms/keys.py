"""What is signed or taken back, and what moves on the board."""

from django import forms

from lintel.portfolio.proposals.models import BoardColumn, Purpose


class SignatureForm(forms.Form):
    """What is signed, and for what."""

    purpose = forms.ChoiceField(choices=Purpose.choices)
    content_hash = forms.RegexField(r"^[0-9a-f]{64}$")


class WithdrawalForm(forms.Form):
    """Whose key is taken back, by what it was for."""

    purpose = forms.ChoiceField(choices=Purpose.choices)


class ColumnForm(forms.ModelForm[BoardColumn]):
    """A column of the board."""

    class Meta:
        model = BoardColumn
        fields = ["name", "wip_limit", "finishes"]


class ColumnChangeForm(forms.ModelForm[BoardColumn]):
    """A column that exists, with its place."""

    class Meta:
        model = BoardColumn
        fields = ["name", "position", "wip_limit", "finishes"]


class BoardMoveForm(forms.Form):
    """Where a proposal goes on the board; no column means ready to begin."""

    column = forms.ModelChoiceField(
        BoardColumn.objects.all(), label="To", required=False, empty_label="Ready to begin"
    )
    reason = forms.CharField(
        label="Why it goes above the limit",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The reason stands in the proposal’s history.",
    )
