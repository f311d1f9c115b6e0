"""What people fill in; each form checks its shape, the actions know the rules."""

from functools import cache
from typing import Any, cast

from django import forms

from lintel.audit.sides import Office, Side
from lintel.people import texts
from lintel.people.authentication import SCOPES
from lintel.people.details import Details
from lintel.people.models import Comment, Role, Specialty, Team, User
from lintel.people.widgets import LongSelect

ROLES = [
    (Role.OFFICE_HOLDER, "Office holder: signs for the side, and may lend the key"),
    (Role.MEMBER, "Member: asks, answers, proposes and comments for the side"),
    (Role.ANALYST, "Analyst: reads and comments"),
    (Role.VIEWER, "Viewer: reads"),
    (Role.NONE, "No role yet: sees only themselves"),
]
LIFETIMES = [(7, "a week"), (30, "30 days"), (90, "90 days"), (180, "half a year"), (365, "a year")]


@cache
def zones() -> list[tuple[str, str]]:
    """Every time zone by name; UTC first."""
    names = sorted(name for name in texts.known_zones() if "/" in name and not name.startswith("Etc/"))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


def _zone_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Time zone",
        choices=zones,
        widget=LongSelect,
        initial="UTC",
        help_text="Times on every page are shown on this clock.",
    )


class FirstRunForm(forms.Form):
    """The first administrator."""

    name = forms.CharField(label="Your name", max_length=120)
    email = forms.EmailField(label="Your e-mail", max_length=254)
    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters; a few words in a row are easiest to remember.",
    )
    side = forms.ChoiceField(
        label="Where do you work?", choices=Side.choices, initial=Side.OTHER, widget=forms.RadioSelect
    )
    holds_office = forms.BooleanField(
        label="I hold the office of this side (as CMO or CIO)",
        required=False,
        help_text="Leave it empty if you only set Lintel up: the office holders can be named later.",
    )


class PersonForm(forms.Form):
    """Everything about a person but their rights."""

    name = forms.CharField(label="Name", max_length=120)
    email = forms.EmailField(label="E-mail", max_length=254, help_text="The person signs in with it.")
    side = forms.ChoiceField(label="Side", choices=Side.choices, initial=Side.OTHER, widget=forms.RadioSelect)
    department = forms.CharField(label="Department", max_length=120, required=False)
    team = forms.ModelChoiceField(
        Team.objects.all(), label="Team", required=False, empty_label="None", widget=LongSelect
    )
    job_title = forms.CharField(label="Job title", max_length=120, required=False)
    specialty = forms.ModelChoiceField(
        Specialty.objects.all(), label="Specialty", required=False, empty_label="None", widget=LongSelect
    )
    time_zone = _zone_field()

    def details(self) -> Details:
        """The cleaned values as the action takes them."""
        values = {name: self.cleaned_data[name] for name in PersonForm.base_fields}
        return cast(Details, values)


class RoleForm(forms.Form):
    """What a person may do."""

    role = forms.ChoiceField(label="Role", choices=ROLES, widget=forms.RadioSelect)
    is_administrator = forms.BooleanField(
        label="Administrator",
        required=False,
        help_text="Manages people, settings and imports, and decides nothing.",
    )
    hand_over = forms.BooleanField(
        label="Hand the office over",
        required=False,
        help_text="Only for the role of an office holder: who holds the office now becomes a member.",
    )


class NewPersonForm(PersonForm):
    """A new person and their role."""

    role = forms.ChoiceField(label="Role", choices=ROLES, initial=Role.MEMBER, widget=forms.RadioSelect)
    field_order = ["name", "email", "side", "role"]


class ProfileForm(forms.Form):
    """What everybody may change about themselves."""

    name = forms.CharField(label="Name", max_length=120)
    job_title = forms.CharField(label="Job title", max_length=120, required=False)
    time_zone = _zone_field()


class GroupForm(forms.Form):
    """A team or a specialty."""

    name = forms.CharField(label="Name", max_length=120)
    side = forms.ChoiceField(label="Side", choices=Side.choices, widget=forms.RadioSelect)


class DelegationForm(forms.Form):
    """To whom an office holder lends their key, and for which days."""

    starts = forms.DateField(label="First day")
    ends = forms.DateField(label="Last day", help_text="Both days included; days are counted in UTC.")

    def __init__(self, *args: Any, holder: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.active().filter(side=holder.side, role=Role.MEMBER).exclude(pk=holder.pk)
        office = Office(holder.side).label
        self.fields["delegate"] = forms.ModelChoiceField(
            colleagues,
            label="Who stands in for you",
            empty_label="Choose somebody",
            widget=LongSelect,
            help_text=f"Signs for the {office}, and only for it, until the last day.",
        )
        self.order_fields(["delegate", "starts", "ends"])


class TokenForm(forms.Form):
    """A key to the API."""

    name = forms.CharField(label="What is it for?", max_length=80)
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        choices=lambda: [(scope, f"{words} ({scope})") for scope, words in sorted(SCOPES.items())],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(label="How long is it good for?", coerce=int, choices=LIFETIMES, initial=90)


class CommentForm(forms.Form):
    """What one has to say."""

    text = forms.CharField(
        label="Comment",
        max_length=Comment._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": "3", "placeholder": "Write @ to name somebody."}),
    )
