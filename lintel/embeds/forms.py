"""Validation at the edge of the room."""

from __future__ import annotations

from typing import Any

from django import forms

from lintel.audit.sides import Office
from lintel.embeds.access import FIT_TO_GO, holds_key, led_by
from lintel.embeds.models import (
    CheckIn,
    Closing,
    LearningNote,
    Level,
    Mood,
    Placement,
    Posting,
    Skill,
    Use,
)
from lintel.embeds.wording import Words
from lintel.people.models import Team, User
from lintel.people.widgets import LongSelect

ROWS = 4  # of skills that are asked for, shown empty


class SkillForm(forms.ModelForm[Skill]):
    """A skill of the list."""

    class Meta:
        model = Skill
        fields = ["name", "kind", "specialty"]


class OwnSkillForm(forms.Form):
    """One’s own level of a skill."""

    skill = forms.ModelChoiceField(Skill.objects.all(), label="Skill", widget=LongSelect)
    level = forms.TypedChoiceField(label="Level", choices=Level.choices, coerce=int)
    wants_to_learn = forms.BooleanField(label="I want to learn more of it", required=False)


class LeadForm(forms.Form):
    """Who leads which team of one’s own side."""

    team = forms.ModelChoiceField(Team.objects.none(), label="Team")
    person = forms.ModelChoiceField(User.objects.none(), label="Led by", widget=LongSelect)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        side = next((office for office in Office.values if holds_key(user, office)), "")
        self.fields["team"].queryset = Team.objects.filter(side=side)  # type: ignore[attr-defined]
        self.fields["person"].queryset = User.objects.active().filter(side=side)  # type: ignore[attr-defined]


class PostingForm(forms.ModelForm[Posting]):
    """An offer or a need: what both have in common, and which skills can be learnt or are wished for."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    learnt = forms.ModelMultipleChoiceField(
        Skill.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Posting
        fields = ["title", "kind", "starts_on", "ends_on", "share", "learning"]
        widgets = {
            "learning": forms.Textarea(attrs={"rows": 3}),
            "starts_on": forms.DateInput(attrs={"type": "date"}),
            "ends_on": forms.DateInput(attrs={"type": "date"}),
        }

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["version"] = self.instance.version
        if self.instance.pk:
            used = self.instance.skills.filter(use=Use.LEARNT)
            self.initial["learnt"] = list(used.values_list("skill_id", flat=True))

    def clean(self) -> dict[str, Any]:
        """The rules of the model are kept by the action, which says the same to everybody."""
        return self.cleaned_data

    def _post_clean(self) -> None:
        """The form fills no row; the action does."""

    def words(self, asked: Any = None) -> Words:
        """As the action takes it."""
        left_out = {"version", "learnt"}
        fields = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        if "person" in fields and fields["person"] is None:
            del fields["person"]  # oneself, or who it was
        return Words(fields, asked, list(self.cleaned_data["learnt"]))


class NeedForm(PostingForm):
    """A team wants somebody from the other side."""

    class Meta(PostingForm.Meta):
        fields = ["title", "team", "kind", "starts_on", "ends_on", "share", "learning", "adds_to"]

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        side = self.instance.side or user.side
        self.fields["team"].queryset = Team.objects.filter(side=side)  # type: ignore[attr-defined]
        self.fields["learnt"].label = "Skills that can be learnt there"
        self.fields["adds_to"].queryset = self.fields["adds_to"].queryset.filter(side=side)  # type: ignore[attr-defined]


class OfferForm(PostingForm):
    """Somebody would go."""

    class Meta(PostingForm.Meta):
        fields = ["title", "person", "kind", "starts_on", "ends_on", "share", "learning"]

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        people = led_by(user).filter(role__in=FIT_TO_GO)
        if user.side in Office.values:
            people = people.filter(side=user.side)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["learnt"].label = "Skills to be learnt, besides those of the own list"
        if not self.instance.pk:
            self.initial.setdefault("person", user.pk)


class AskedForm(forms.Form):
    """A skill that a need asks for."""

    skill = forms.ModelChoiceField(Skill.objects.all(), label="Skill", required=False)
    least = forms.TypedChoiceField(
        label="At least", choices=Level.choices, coerce=int, initial=Level.ALONE, required=False
    )


class AskedRows(forms.BaseFormSet):  # type: ignore[type-arg]  # generic only in the stubs
    """Rows of skills: a filled one counts, an emptied one is taken out, and some empty ones follow."""

    def initial_form_count(self) -> int:
        """None is bound to stay."""
        return 0

    def total_form_count(self) -> int:
        """What was sent, or what stands and some more."""
        if self.is_bound:
            return int(super().total_form_count())
        return min(len(self.initial or []) + ROWS, self.max_num)

    def rows(self) -> list[tuple[Skill, int]]:
        """Skill and least level of the rows that were filled in."""
        given = [form.cleaned_data for form in self if form.cleaned_data]
        return [(row["skill"], row["least"] or Level.ALONE) for row in given if row.get("skill")]


AskedSet = forms.formset_factory(AskedForm, formset=AskedRows, extra=ROWS, max_num=12, validate_max=True)


def asked_of(posting: Posting | None) -> list[dict[str, Any]]:
    """The skills that a need asks for, as rows of the form."""
    if posting is None or not posting.pk:
        return []
    used = posting.skills.filter(use=Use.ASKED)
    return [{"skill": one.skill_id, "least": one.least} for one in used]


class TermsForm(forms.ModelForm[Placement]):
    """The wording of a stay."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Placement
        fields = ["starts_on", "ends_on", "share", "learning", "takes_from", "adds_to"]
        widgets = PostingForm.Meta.widgets

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("version", self.instance.version)

    def _post_clean(self) -> None:
        """The form fills no row; the action does."""

    def values(self) -> dict[str, Any]:
        """The fields that the action sets."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ProposalForm(forms.Form):
    """Who goes for a need: on an offer, or a person by name."""

    need = forms.ModelChoiceField(Posting.objects.none(), label="Need")
    offer = forms.ModelChoiceField(Posting.objects.none(), label="On the offer", required=False)
    person = forms.ModelChoiceField(
        User.objects.none(), label="Or a person without an offer", required=False, widget=LongSelect
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Posting.objects.visible_to(user).open()
        self.fields["need"].queryset = rows.needs()  # type: ignore[attr-defined]
        self.fields["offer"].queryset = rows.offers()  # type: ignore[attr-defined]
        people = User.objects.active().filter(side__in=Office.values, role__in=FIT_TO_GO)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two says who goes."""
        said = super().clean() or {}
        if not said.get("offer") and not said.get("person"):
            self.add_error("person", "Choose an offer, or a person.")
        return said

    @property
    def who(self) -> User:
        """Who would go."""
        offer = self.cleaned_data["offer"]
        found: User = offer.person if offer else self.cleaned_data["person"]
        return found


class AcceptanceForm(forms.Form):
    """For which part, and exactly what was read."""

    part = forms.CharField(max_length=10)
    content_hash = forms.RegexField(r"^[0-9a-f]{64}\Z")


class ReasonForm(forms.Form):
    """Why not."""

    reason = forms.CharField(label="Why", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class NoteForm(forms.ModelForm[LearningNote]):
    """A line of the learning log."""

    class Meta:
        model = LearningNote
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class CheckInForm(forms.ModelForm[CheckIn]):
    """How it goes."""

    mood = forms.ChoiceField(label="How does it go?", choices=Mood.choices, widget=forms.RadioSelect)

    class Meta:
        model = CheckIn
        fields = ["mood", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}


class ClosingForm(forms.ModelForm[Closing]):
    """What stays."""

    class Meta:
        model = Closing
        fields = ["words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 4})}


class ConfirmForm(forms.Form):
    """The level that was read."""

    read = forms.IntegerField(min_value=1, max_value=5)
