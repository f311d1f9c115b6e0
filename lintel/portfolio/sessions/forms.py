"""What the pages ask for. Forms check shape; actions check rights, the scale and the moment."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from lintel.people.models import User
from lintel.portfolio.proposals.models import FIBONACCI, IMPACTS, Proposal
from lintel.portfolio.sessions.models import BacklogSession, Item
from lintel.portfolio.sessions.plan import MOST_ITEMS, Plan
from lintel.portfolio.sessions.reading import Talk
from lintel.portfolio.sessions.words import LABELS, UNSURE, WSJF
from lintel.ui.problems import Problem

SIZES = [(str(size), label) for size, label in FIBONACCI]
ONE_SAYS = [("", "Not yet"), *SIZES, (str(UNSURE), "I cannot say")]
OFFERED = 40  # proposals of the backlog that can be ticked


class SessionForm(forms.Form):
    """A new session: about what, with whom, led by whom."""

    title = forms.CharField(label="Name", max_length=120, help_text="Such as “Backlog, week 12”.")
    first = forms.IntegerField(
        label="The first of the backlog",
        min_value=1,
        max_value=MOST_ITEMS,
        required=False,
        help_text="How many from the top. Leave it empty to tick them one by one below.",
    )
    proposals = forms.MultipleChoiceField(
        label="Or these proposals", required=False, widget=forms.CheckboxSelectMultiple
    )
    marketing = forms.ModelMultipleChoiceField(
        User.objects.none(), label="From marketing", widget=forms.CheckboxSelectMultiple
    )
    it = forms.ModelMultipleChoiceField(
        User.objects.none(), label="From IT", widget=forms.CheckboxSelectMultiple
    )
    facilitator = forms.ModelChoiceField(
        User.objects.none(),
        label="Facilitator",
        empty_label=None,
        help_text="Begins, reveals and closes; scores only if invited too.",
    )
    with_rice = forms.BooleanField(
        label="Also score reach, impact, confidence and effort (RICE)", required=False
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        rows = Proposal.objects.visible_to(user).backlog().only("title")[:OFFERED]
        fields: Any = self.fields
        fields["proposals"].choices = [(str(row.pk), row.title) for row in rows]
        for side in ("marketing", "it"):
            fields[side].queryset = User.objects.workers(side)
        fields["facilitator"].queryset = User.objects.workers()
        self.initial.setdefault("facilitator", user.pk)

    def plan(self) -> Plan:
        """What was asked for."""
        said = self.cleaned_data
        return Plan(
            said["title"],
            self._proposals(),
            [*said["marketing"], *said["it"]],
            said["facilitator"],
            said["with_rice"],
        )

    def _proposals(self) -> Sequence[Proposal]:
        visible = Proposal.objects.visible_to(self.user).backlog()
        if self.cleaned_data["first"]:
            return list(visible[: self.cleaned_data["first"]])
        return list(visible.filter(pk__in=self.cleaned_data["proposals"]))


class InviteForm(forms.Form):
    """One more person."""

    person = forms.ModelChoiceField(User.objects.none(), label="Invite somebody", empty_label="Choose")

    def __init__(self, *args: Any, session: BacklogSession, **options: Any) -> None:
        super().__init__(*args, **options)
        there = session.participants.values("person_id")
        field: Any = self.fields["person"]
        field.queryset = User.objects.workers().exclude(pk__in=there)


def _value_fields(names: Iterable[str], sizes: list[tuple[str, str]], *, required: bool) -> dict[str, Any]:
    """A form field for each question."""
    found: dict[str, Any] = {}
    impacts = [("", "Not yet"), *((str(size), label) for size, label in IMPACTS)]
    for name in names:
        label = LABELS[name]
        if name in WSJF:
            found[name] = forms.TypedChoiceField(
                label=label, choices=sizes, coerce=int, empty_value=None, required=required
            )
        elif name == "impact":
            found[name] = forms.TypedChoiceField(
                label=label, choices=impacts, coerce=Decimal, empty_value=None, required=False
            )
        elif name == "effort":
            found[name] = forms.DecimalField(
                label=label, max_digits=6, decimal_places=1, min_value=Decimal("0.1"), required=False
            )
        else:
            most = 100 if name == "confidence" else 10**9
            found[name] = forms.IntegerField(label=label, min_value=0, max_value=most, required=False)
    return found


class ScoresForm(forms.Form):
    """One's own scores on everything that is being scored: one form, so that saving loses nothing.

    What was revealed meanwhile has no field any more; `late` says so of the titles that were sent anyway.
    """

    def __init__(self, *args: Any, session: BacklogSession, talks: Sequence[Talk], **options: Any) -> None:
        super().__init__(*args, **options)
        self.session = session
        self.blind = [talk for talk in talks if talk.is_blind]
        self.shown = [talk for talk in talks if not talk.is_blind]
        for talk in self.blind:
            for name, field in _value_fields(session.asked, ONE_SAYS, required=False).items():
                self.fields[f"{name}-{talk.item.pk}"] = field
                if talk.mine is not None:
                    self.initial[f"{name}-{talk.item.pk}"] = _shown(getattr(talk.mine, name))

    def groups(self) -> list[tuple[Talk, list[BoundField]]]:
        """The fields of each proposal."""
        return [
            (talk, [self[f"{name}-{talk.item.pk}"] for name in self.session.asked]) for talk in self.blind
        ]

    def scores(self) -> dict[int, dict[str, Any]]:
        """What was said, by the item's number; what was left untouched is left out."""
        found = {}
        for talk in self.blind:
            said = {name: self.cleaned_data[f"{name}-{talk.item.pk}"] for name in self.session.asked}
            if talk.mine is not None or any(value is not None for value in said.values()):
                found[talk.item.pk] = said
        return found

    @property
    def late(self) -> list[str]:
        """Titles of proposals that were scored here but revealed before this was sent."""
        return [
            talk.item.title
            for talk in self.shown
            if any(self.data.get(f"{name}-{talk.item.pk}") for name in self.session.asked)
        ]


class ValuesForm(forms.Form):
    """Values that one side puts forward for one proposal."""

    step = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, session: BacklogSession, **options: Any) -> None:
        super().__init__(*args, **options)
        self.session = session
        self.fields |= _value_fields(session.asked, [("", "Choose"), *SIZES], required=True)

    def values(self) -> dict[str, Any]:
        """By name."""
        return {name: self.cleaned_data[name] for name in self.session.asked}

    def asked(self) -> list[BoundField]:
        """The fields to fill in."""
        return [self[name] for name in self.session.asked]

    def refuse(self, problem: Problem, step: int) -> None:
        """Show a refusal at its field or above the form, with the step as it is now; what was typed stays."""
        self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["step"] = str(step)
        self.data = data


def first_values(session: BacklogSession, talk: Talk) -> dict[str, Any]:
    """What the form of values begins with: what lies on the table, or the middle of what was said."""
    row = talk.settlement
    if row is not None:
        return {"step": row.step} | {name: _shown(getattr(row, name)) for name in session.asked}
    present = talk.item.proposal
    rice = {name: _shown(getattr(present, name, None)) for name in session.asked if name not in WSJF}
    return {"step": 0, **talk.suggestion, **rice}


def _shown(value: Any) -> Any:
    """As a field shows it: a decimal as its choices are written."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class StepForm(forms.Form):
    """The values that were read, by their step."""

    step = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


def values_form(session: BacklogSession, talk: Talk) -> ValuesForm:
    """The form for a revealed proposal; ids differ, for several stand on one page."""
    return ValuesForm(session=session, initial=first_values(session, talk), auto_id=f"id_{talk.item.pk}_%s")


def item_of(session: BacklogSession, number: str) -> Item | None:
    """The item that a button names, or nothing."""
    if not number.isdecimal() or len(number) > 18:
        return None
    return session.items.filter(pk=int(number)).first()
