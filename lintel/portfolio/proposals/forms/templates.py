"""Templates, and beginning from one."""

from typing import Any

from django import forms

from lintel.portfolio.proposals.merging import unified


class StartForm(forms.Form):
    """The title with which a proposal begins from a template."""

    title = forms.CharField(max_length=200, help_text="What will be there afterwards, in a few words.")


class TemplateNameForm(forms.Form):
    """What a template is called and what it is for."""

    name = forms.CharField(max_length=120)
    purpose = forms.CharField(label="When to use it", max_length=300, required=False)


class TemplateForm(TemplateNameForm):
    """A template from scratch; the rest is written into proposals that begin from it."""

    problem = forms.CharField(
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What a problem of this kind usually is, with … where each proposal says its own.",
    )
    outcome = forms.CharField(
        label="Outcome wanted", max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    access_impact = forms.CharField(
        label="Access: who gets to reach what",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    data_impact = forms.CharField(
        label="Data: what is kept, moved or shared",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    requirements = forms.CharField(
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One a line.",
    )

    def document(self) -> dict[str, Any]:
        """What the template says, as files hold it."""
        texts = ("problem", "outcome", "access_impact", "data_impact")
        lines = [line.strip() for line in self.cleaned_data["requirements"].splitlines() if line.strip()]
        return {
            **{name: unified(self.cleaned_data[name]) for name in texts},
            "requirements": [{"text": line[:4_000]} for line in lines],
        }
